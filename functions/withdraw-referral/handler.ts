import { z } from "zod";
import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { signer } from "../adapters/server-key.ts";
import { workflow } from "../adapters/workflow.ts";
import type { Case } from "../core/case.ts";
import { ended, goesOnAs, mayComeBack } from "../core/my/ended.ts";
import type { Instant } from "../core/texts.ts";
import { api } from "../http/api.ts";
import { caseWithToken, withdrawalPath } from "../http/person-links.ts";
import { problemOf } from "../http/problems.ts";
import {
  formBody,
  isForm,
  jsonBody,
  parameter,
  type Request,
  refuseForeignOrigin,
  valid,
} from "../http/request.ts";
import { json, page, type Response } from "../http/responses.ts";
import { withdrawalPage, withdrawnPage } from "../pages/index.ts";
import { changeCase } from "../platform/case-changes.ts";
import { wake } from "../platform/wake.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  cases: caseStore(table),
  areas: areaStore(table),
  pointers: pointerStore(table),
  signer: signer(table),
};
const flow = workflow(STATE_MACHINE_ARN);

const Body = z.strictObject({ token: z.string().max(200) });

/** The person leaves, by the link they were given: no reason, no sign-in, at any moment, as often as they like. */
export const handler = api(async (request) => {
  if (request.method === "GET") return await askFirst(request);
  refuseForeignOrigin(request, BASE_URL);
  const sent = isForm(request) ? Object.fromEntries(formBody(request)) : jsonBody(request);
  const stored = await caseOf(request, valid(Body, sent).token);
  const changed = await changeCase(services, stored.case, {
    command: { type: "withdraw", through: "link" },
    by: { kind: "person" },
    now: request.now,
  });
  if ("refusal" in changed) throw problemOf(changed.refusal);
  await wake(services.cases, flow, changed, request.now);
  const { reference, stage } = changed.stored.case;
  return isForm(request)
    ? await endedPage(changed.stored.case, request.now)
    : json(200, { reference, stage });
});

/** Opening the link changes nothing: mail scanners open links too. */
async function askFirst(request: Request): Promise<Response> {
  const token = request.query.token ?? "";
  const stored = await caseOf(request, token);
  const { reference, stage } = stored.case;
  if (stage === "closed") return await endedPage(stored.case, request.now);
  return page(200, withdrawalPage({ reference, token, isFollowedUp: stage === "follow-up" }));
}

/** What has become of it: the person stopped, or it had ended before. */
async function endedPage(given: Case, now: Instant): Promise<Response> {
  const { reference, withdrawnAt } = given;
  const movedTo = goesOnAs(given);
  return page(
    200,
    withdrawnPage({
      reference,
      otherwise: given.stage === "closed" && withdrawnAt === undefined ? ended(given, now).says : undefined,
      mayComeBack: mayComeBack(given),
      goesOnAt: movedTo && (await withdrawalPath(services.signer, movedTo)),
    }),
  );
}

async function caseOf(request: Request, token: string) {
  return await caseWithToken(services, {
    reference: parameter(request, "reference"),
    token,
    purpose: "withdraw",
  });
}

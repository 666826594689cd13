import { areaStore } from "../adapters/area-store.ts";
import { caseStore, type StoredCase } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { placeStore } from "../adapters/place-store.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { workflow } from "../adapters/workflow.ts";
import { type AskedCommand, commandBodies, isCommandName } from "../core/command-bodies.ts";
import { fingerprintOf } from "../core/decide/decision.ts";
import type { KeyedRequest } from "../core/events.ts";
import { mayCommand } from "../core/permissions.ts";
import { sharedPlan } from "../core/shared-plan.ts";
import type { Instant } from "../core/texts.ts";
import { api } from "../http/api.ts";
import { findVisibleCase } from "../http/case-access.ts";
import { fromCommandForm } from "../http/form.ts";
import { notFound, problemOf, signInNeeded } from "../http/problems.ts";
import {
  formBody,
  idempotencyKey,
  isForm,
  jsonBody,
  parameter,
  type Request,
  refuseForeignOrigin,
  valid,
} from "../http/request.ts";
import { json, seeOther } from "../http/responses.ts";
import { notYours, signedIn, toSignIn } from "../http/staff.ts";
import type { Changed } from "../platform/case-changes.ts";
import { continueElsewhere } from "../platform/continue-elsewhere.ts";
import { errorFacts, logger } from "../platform/logger.ts";
import { planSourcesOf } from "../platform/plan-sources.ts";
import { wake, wakeOpened } from "../platform/wake.ts";
import { carryOut } from "./carry-out.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  cases: caseStore(table),
  areas: areaStore(table),
  pointers: pointerStore(table),
  sessions: sessionStore(table),
  staff: staffStore(table),
  places: placeStore(table),
};
type Made = Extract<Changed, { stored: unknown }>;

const flow = workflow(STATE_MACHINE_ARN);

/** What coach and lead do with a case outside its tasks: once, whoever repeats it with its Idempotency-Key. */
export const handler = api(async (request) => {
  refuseForeignOrigin(request, BASE_URL);
  const member = await signedIn(services, request);
  if (!member) {
    if (isForm(request)) return toSignIn(request);
    throw signInNeeded();
  }
  const stored = await findVisibleCase(services, request, member);
  const name = parameter(request, "command");
  if (!isCommandName(name)) throw notFound();
  if (!mayCommand(member, stored.case, name)) throw notYours();
  const sent = isForm(request) ? fromCommandForm(name, formBody(request)) : jsonBody(request);
  const asked = { name, body: valid(commandBodies[name], sent) } as AskedCommand;
  const changed = await carryOut(services, stored, asked, {
    by: { kind: "staff", id: member.id },
    now: request.now,
    request: keyed(request, name, sent),
  });
  if ("refusal" in changed) throw problemOf(changed.refusal);
  await tellWorkflows(changed, request.now);
  const after = changed.stored;
  const { reference, stage } = after.case;
  if (isForm(request)) return seeOther(`/cases/${reference}`);
  return json(200, { reference, stage, ...(await moreToSay(asked, after, request.now)) });
});

/** The request's key with what it asks for; hashed with the key, so that nobody can guess what was asked for. */
function keyed(request: Request, name: string, sent: unknown): KeyedRequest | undefined {
  const key = idempotencyKey(request);
  if (key === undefined) return undefined;
  const body = fingerprintOf([request.headers["idempotency-key"], name, sent]);
  return { key: key.slice(0, 32), body };
}

/** The case's own workflow, and that of the case in which the journey goes on. What fails here is done later. */
async function tellWorkflows(changed: Made, now: Instant): Promise<void> {
  const { stored } = changed;
  await wake(services.cases, flow, changed, now);
  const { continuesAs } = stored.case;
  if (!continuesAs || continuesAs.opened) return;
  try {
    const joined = await continueElsewhere(services, stored, continuesAs, now);
    if (!joined) await wakeOpened(flow, continuesAs);
    else if ("stored" in joined) await wake(services.cases, flow, joined, now);
  } catch (error) {
    logger.warn("not continued elsewhere yet", errorFacts(error));
  }
}

/** Where the person goes on, and what may be handed to whom the plan is shared with. */
async function moreToSay(asked: AskedCommand, after: StoredCase, now: Instant) {
  if (asked.name === "transfer") return { newReference: after.case.continuesAs?.reference };
  if (asked.name !== "share") return {};
  return { shared: sharedPlan(await planSourcesOf(services, after, now), asked.body.with) };
}

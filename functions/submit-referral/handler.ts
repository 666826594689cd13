import { randomBytes } from "node:crypto";
import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { placeStore } from "../adapters/place-store.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { redirectCounter } from "../adapters/redirect-counter.ts";
import { signer } from "../adapters/server-key.ts";
import { workflow } from "../adapters/workflow.ts";
import { api } from "../http/api.ts";
import { Problem, problemOfPlace } from "../http/problems.ts";
import { hashOf, idempotencyKey, jsonBody, refuseForeignOrigin } from "../http/request.ts";
import { json } from "../http/responses.ts";
import { type Accepted, acceptReferral, type SubmissionRefusal } from "../platform/accept-referral.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  cases: caseStore(table),
  pointers: pointerStore(table),
  places: placeStore(table),
  areas: areaStore(table),
  redirected: redirectCounter(table),
  flow: workflow(STATE_MACHINE_ARN),
};
const tokens = signer(table);

/** Takes a referral from a program. The form at /refer goes the same way. */
export const handler = api(async (request) => {
  refuseForeignOrigin(request, BASE_URL);
  const keyHash = idempotencyKey(request) ?? hashOf(randomBytes(32).toString("hex"));
  const body = jsonBody(request);
  const accepted = await acceptReferral(services, { body, keyHash, now: request.now });
  if ("refusal" in accepted) throw problemOfSubmission(accepted.refusal);
  return await answered(accepted);
});

function problemOfSubmission(refusal: SubmissionRefusal): Problem {
  return refusal.type === "idempotency-key-reused"
    ? new Problem("idempotency-key-reused", "Send another Idempotency-Key with another referral.")
    : problemOfPlace(refusal);
}

async function answered({ use, referral }: Accepted) {
  const { reference, area, receivedAt } = use;
  const status = `/referrals/${reference}`;
  const withdrawToken = await tokens.tokenFor("withdraw", reference);
  return json(
    202,
    {
      reference,
      area,
      receivedAt,
      statusToken: await tokens.tokenFor("status", reference),
      links: {
        status: `${BASE_URL}${status}`,
        ...(referral.referrer.kind === "self"
          ? { withdraw: `${BASE_URL}${status}/withdrawal?token=${withdrawToken}` }
          : {}),
      },
    },
    { location: status },
  );
}

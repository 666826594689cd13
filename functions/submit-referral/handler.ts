import { randomBytes } from "node:crypto";
import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { placeStore } from "../adapters/place-store.ts";
import { type KeyUse, pointerStore } from "../adapters/pointer-store.ts";
import { redirectCounter } from "../adapters/redirect-counter.ts";
import { signer } from "../adapters/server-key.ts";
import { workflow } from "../adapters/workflow.ts";
import { fingerprintOf } from "../core/decide/decision.ts";
import { receive } from "../core/decide/receive.ts";
import { stamped } from "../core/events.ts";
import { newReference, referenceRandomBytes } from "../core/reference.ts";
import { Referral } from "../core/referral.ts";
import type { Instant } from "../core/texts.ts";
import { api } from "../http/api.ts";
import { Problem, problemOfPlace } from "../http/problems.ts";
import { hashOf, idempotencyKey, jsonBody, refuseForeignOrigin } from "../http/request.ts";
import { json } from "../http/responses.ts";
import { errorFacts, logger } from "../platform/logger.ts";
import { check } from "./check.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const cases = caseStore(table);
const pointers = pointerStore(table);
const lookups = { places: placeStore(table), areas: areaStore(table) };
const redirected = redirectCounter(table);
const tokens = signer(table);
const flow = workflow(STATE_MACHINE_ARN);

/**
 * Accepts a referral: checks all of it, keeps it, and only then says so. Every step can be repeated, so whoever
 * gets no answer may send the same again with the same Idempotency-Key.
 */
export const handler = api(async (request) => {
  refuseForeignOrigin(request, BASE_URL);
  const keyHash = idempotencyKey(request) ?? hashOf(randomBytes(32).toString("hex"));
  const body = jsonBody(request);
  const use = (await pointers.useOfKey(keyHash)) ?? (await takeKey(keyHash, body, request.now));
  if (use.bodyHash !== fingerprintOf(body)) {
    throw new Problem("idempotency-key-reused", "Send another Idempotency-Key with another referral.");
  }
  const referral = Referral.parse(body);
  await keep(use, referral);
  await startJourney(use);
  return await accepted(use, referral);
});

/** Checks the referral and takes its key; whoever sent the same at the same moment shares the first one's use. */
async function takeKey(keyHash: string, body: unknown, now: Instant): Promise<KeyUse> {
  const checked = await check(body, now, lookups);
  if ("refusal" in checked) {
    if (checked.refusal.type === "out-of-area") await redirected.count(now);
    throw problemOfPlace(checked.refusal);
  }
  const { placed } = checked;
  return await pointers.takeKey(keyHash, {
    area: placed.area,
    reference: await freeReference(),
    receivedAt: now,
    bodyHash: fingerprintOf(body),
    placed,
  });
}

async function freeReference(): Promise<string> {
  for (;;) {
    const reference = newReference(randomBytes(referenceRandomBytes));
    if (await pointers.isReferenceFree(reference)) return reference;
  }
}

async function keep(use: KeyUse, referral: Referral): Promise<void> {
  const { area, reference, receivedAt, placed } = use;
  await pointers.pointReference({ area, reference });
  const events = stamped(receive(referral, placed, reference, receivedAt), 0, receivedAt, {
    kind: referral.referrer.kind === "self" ? "person" : "referrer",
  });
  await cases.create({ area, reference }, events, referral);
}

/** Best effort: the case is kept and wakes now, so the sweep starts what cannot be started here. */
async function startJourney({ area, reference }: KeyUse): Promise<void> {
  try {
    await flow.start({ area, reference }, 1);
  } catch (error) {
    const facts = { area, reference, ...errorFacts(error) };
    logger.warn("workflow not started; the sweep will find the case", facts);
  }
}

async function accepted({ area, reference, receivedAt }: KeyUse, referral: Referral) {
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

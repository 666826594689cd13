import { randomBytes } from "node:crypto";
import type { CaseStore } from "../adapters/case-store.ts";
import type { KeyUse, PointerStore } from "../adapters/pointer-store.ts";
import type { RedirectCounter } from "../adapters/redirect-counter.ts";
import type { Workflow } from "../adapters/workflow.ts";
import { fingerprintOf } from "../core/decide/decision.ts";
import { receive } from "../core/decide/receive.ts";
import { type Actor, stamped } from "../core/events.ts";
import type { PlaceRefusal } from "../core/place.ts";
import { newReference, referenceRandomBytes } from "../core/reference.ts";
import { Referral } from "../core/referral.ts";
import type { Instant } from "../core/texts.ts";
import { checkReferral, type Lookups } from "./check-referral.ts";
import { counted } from "./counted-lines.ts";
import { errorFacts, logger } from "./logger.ts";

export interface AcceptServices extends Lookups {
  readonly cases: CaseStore;
  readonly pointers: PointerStore;
  readonly redirected: RedirectCounter;
  readonly flow: Workflow;
}

export interface Submission {
  /** The referral as it was sent. */
  readonly body: unknown;
  /** Hash of the key that makes a repeat the same submission. */
  readonly keyHash: string;
  readonly now: Instant;
  /** The member of staff who filled in the form for a caller. */
  readonly takenBy?: string | undefined;
}

export type Accepted = { readonly use: KeyUse; readonly referral: Referral };

export type SubmissionRefusal =
  | PlaceRefusal
  /** The key was used for another referral: this is its use. */
  | { readonly type: "idempotency-key-reused"; readonly use: KeyUse };

/**
 * Accepts a referral: checks all of it, keeps it, and only then says so. Every step can be repeated, so whoever
 * gets no answer may send the same again with the same key.
 */
export async function acceptReferral(
  services: AcceptServices,
  submission: Submission,
): Promise<Accepted | { refusal: SubmissionRefusal }> {
  const { body, keyHash } = submission;
  const known = await services.pointers.useOfKey(keyHash);
  const taken = known ?? (await takeKey(services, submission));
  if ("refusal" in taken) return taken;
  if (taken.bodyHash !== fingerprintOf(body)) {
    return { refusal: { type: "idempotency-key-reused", use: taken } };
  }
  const referral = Referral.parse(body);
  await keep(services, taken, referral);
  if (!known) logger.info(counted.referralAccepted, { area: taken.area, reference: taken.reference });
  await startJourney(services, taken);
  return { use: taken, referral };
}

/** Checks the referral and takes its key; whoever sent the same at the same moment shares the first one's use. */
async function takeKey(
  services: AcceptServices,
  { body, keyHash, now, takenBy }: Submission,
): Promise<KeyUse | { refusal: PlaceRefusal }> {
  const checked = await checkReferral(body, now, services);
  if ("refusal" in checked) {
    if (checked.refusal.type === "out-of-area") await services.redirected.count(now);
    return checked;
  }
  const { placed } = checked;
  return await services.pointers.takeKey(keyHash, {
    area: placed.area,
    reference: await freeReference(services.pointers),
    receivedAt: now,
    bodyHash: fingerprintOf(body),
    placed,
    ...(takenBy === undefined ? {} : { takenBy }),
  });
}

async function freeReference(pointers: PointerStore): Promise<string> {
  for (;;) {
    const reference = newReference(randomBytes(referenceRandomBytes));
    if (await pointers.isReferenceFree(reference)) return reference;
  }
}

async function keep({ pointers, cases }: AcceptServices, use: KeyUse, referral: Referral): Promise<void> {
  const { area, reference, receivedAt, placed, takenBy } = use;
  await pointers.pointReference({ area, reference });
  const by: Actor =
    takenBy === undefined
      ? { kind: referral.referrer.kind === "self" ? "person" : "referrer" }
      : { kind: "staff", id: takenBy };
  const events = stamped(receive(referral, placed, reference, receivedAt), 0, receivedAt, by);
  await cases.create({ area, reference }, events, referral);
}

/** Best effort: the case is kept and wakes now, so the sweep starts what cannot be started here. */
async function startJourney({ flow }: AcceptServices, { area, reference }: KeyUse): Promise<void> {
  try {
    await flow.start({ area, reference }, 1);
  } catch (error) {
    const facts = { area, reference, ...errorFacts(error) };
    logger.warn("workflow not started; the sweep will find the case", facts);
  }
}

import { referenceData } from "../../areas/reference-data.ts";
import type { CaseKey, StoredCase } from "../adapters/case-store.ts";
import type { PlaceStore } from "../adapters/place-store.ts";
import type { PointerStore } from "../adapters/pointer-store.ts";
import { londonDate } from "../core/calendar.ts";
import type { Continuation } from "../core/case.ts";
import type { Placed } from "../core/decide/receive.ts";
import { receiveTransferred } from "../core/decide/receive-transfer.ts";
import { type Actor, stamped } from "../core/events.ts";
import { parsePostcode } from "../core/place/postcode.ts";
import { findPlace, placedBy } from "../core/place.ts";
import type { Referral } from "../core/referral.ts";
import type { Instant } from "../core/texts.ts";
import type { Changed } from "./case-changes.ts";
import { joinToSurvivor } from "./join-survivor.ts";
import type { AssignmentStores } from "./serve-queue.ts";

export interface ContinuationStores extends AssignmentStores {
  readonly pointers: PointerStore;
  readonly places: PlaceStore;
}

const service: Actor = { kind: "service" };

/**
 * Lets a journey that ended here go on where it does: the linked case of the other area is opened, or the surviving
 * case learns of this one. Every step can be repeated.
 */
export async function continueElsewhere(
  stores: ContinuationStores,
  stored: StoredCase,
  as: Continuation,
  now: Instant,
): Promise<Changed | undefined> {
  if (as.because === "transferred") {
    await openLinkedCase(stores, stored, as, now);
    return undefined;
  }
  return await joinToSurvivor(stores, stored.case, now);
}

async function openLinkedCase(
  stores: ContinuationStores,
  stored: StoredCase,
  { area, reference }: CaseKey,
  now: Instant,
): Promise<void> {
  // Erased meanwhile: there is nobody to support.
  if (!stored.referral) return;
  const key = { area, reference };
  const pointed = await stores.pointers.caseOfReference(reference);
  if (pointed && pointed.area !== area) throw new Error("the new reference is another case's");
  await stores.pointers.pointReference(key);
  const referral = { ...stored.referral, area };
  const placed = await placedIn(stores, area, referral, stored.case.receivedAt, now);
  const events = receiveTransferred(stored.case, referral, { ...placed, reference }, now);
  await stores.cases.create(key, stamped(events, 0, now, service), referral);
  const opened = await stores.cases.load(key);
  if (opened?.case.transferredFrom?.reference !== stored.case.reference) {
    throw new Error("the new reference is another case's");
  }
}

/** By the tests of the other area, with the codes as at the day on which the referral was first received. */
async function placedIn(
  { areas, places }: ContinuationStores,
  area: string,
  referral: Referral,
  receivedAt: Instant,
  now: Instant,
): Promise<Placed> {
  const postcode = parsePostcode(referral.person.postcode ?? "");
  const outward = postcode && (await places.outward(postcode.outward));
  const on = londonDate(receivedAt);
  const listed = await areas.listedOn(londonDate(now));
  const found = findPlace(
    { area, person: referral.person },
    { ...referenceData, areas: listed, outward, on },
  );
  // Places that could be found once and cannot now: a person of the other area looks, as after any choice.
  if ("refusal" in found) return { area, placedBy: "chosen" };
  const rules = await areas.rulesOn(area, londonDate(now));
  const { authority, icbAtEvent } = found;
  return { area, placedBy: placedBy(found, rules.areaTests.value), authority, icbAtEvent };
}

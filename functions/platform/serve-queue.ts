import { areaStore } from "../adapters/area-store.ts";
import { type CaseKey, caseStore, type StoredCase } from "../adapters/case-store.ts";
import { type QueueStore, queueStore } from "../adapters/queue-store.ts";
import { type StaffStore, type StaffWithPlaces, staffStore } from "../adapters/staff-store.ts";
import type { Table } from "../adapters/table.ts";
import { hasFreePlace } from "../core/assignment/fit.ts";
import { isQueued, type Match, matchQueue } from "../core/assignment/queue.ts";
import { seekerOf } from "../core/assignment/seeker.ts";
import { londonDate } from "../core/calendar.ts";
import type { Instant } from "../core/texts.ts";
import { type Changed, changeCase, type Stores } from "./case-changes.ts";
import { errorFacts, logger } from "./logger.ts";
import { settlePlaces } from "./settle-places.ts";

export interface AssignmentStores extends Stores {
  readonly staff: StaffStore;
}

export interface QueueServices extends AssignmentStores {
  readonly queue: QueueStore;
  /** Tells the workflow of a case that got a coach. */
  readonly tell: (changed: Extract<Changed, { stored: unknown }>, now: Instant) => Promise<void>;
}

export function queueServices(table: Table, tell: QueueServices["tell"]): QueueServices {
  return {
    cases: caseStore(table),
    areas: areaStore(table),
    staff: staffStore(table),
    queue: queueStore(table),
    tell,
  };
}

/** Rounds end when nobody is left who fits; so many at most, should others keep taking the places first. */
const mostRounds = 100;

/**
 * Gives the free places of the area to whoever has waited longest and fits. `joining`: a case that may not be in the
 * index yet, which lags. Answers how each person fared whom nobody could be found for. Repeatable, and any number
 * may do it at once: a place is taken by a conditional write and settled once the case says whose it is. When
 * somebody else was faster, everything is matched afresh, so that nobody is passed over.
 */
export async function serveQueue(
  services: QueueServices,
  area: string,
  now: Instant,
  joining?: CaseKey,
): Promise<readonly Match[]> {
  const today = londonDate(now);
  const passed = new Set<string>();
  for (let round = 1; round <= mostRounds; round++) {
    const keys = await keysIn(services.queue, area, joining);
    if (keys.length === 0) return [];
    const staff = await services.staff.inArea(area);
    const rules = await services.areas.rulesOn(area, today);
    const asked = worthAsking(keys, staff, today, joining).filter(({ reference }) => !passed.has(reference));
    const waiting = (await services.cases.loadMany(asked)).filter((stored) => isQueued(stored.case));
    const seekers = waiting.map((stored) => seekerOf(stored.case, stored.referral, rules, now));
    const matches = matchQueue(seekers, staff, rules, today);
    const unmatched = matches.filter(({ coach }) => coach === undefined);
    const { asMatched, failed } = await giveInTurn(services, waiting, matches, now);
    if (asMatched) return unmatched;
    for (const reference of failed) passed.add(reference);
  }
  throw new Error("the queue keeps moving");
}

/** The same after something that must not fail with it: what is not served now is within 15 minutes. */
export async function serveQueueAtBest(services: QueueServices, area: string, now: Instant): Promise<void> {
  try {
    await serveQueue(services, area, now);
  } catch (error) {
    logger.error("queue not served", { area, ...errorFacts(error) });
  }
}

async function keysIn(queue: QueueStore, area: string, joining: CaseKey | undefined): Promise<CaseKey[]> {
  const { cases } = await queue.inArea(area);
  const isKnown = cases.some(({ reference }) => reference === joining?.reference);
  return joining && !isKnown ? [...cases, joining] : [...cases];
}

/** While every place is taken a long queue is not read for nothing; who joins it learns why they wait. */
function worthAsking(
  keys: readonly CaseKey[],
  staff: readonly StaffWithPlaces[],
  today: string,
  joining: CaseKey | undefined,
): CaseKey[] {
  const isHeld = ({ reference }: CaseKey) => staff.some(({ holding }) => holding.has(reference));
  if (staff.some((coach) => hasFreePlace(coach, today))) return [...keys];
  return keys.filter((key) => key.reference === joining?.reference || isHeld(key));
}

/** `asMatched`: whether the places and the people were as they had been matched, so that nothing is left to do. */
async function giveInTurn(
  services: QueueServices,
  waiting: readonly StoredCase[],
  matches: readonly Match[],
  now: Instant,
): Promise<{ asMatched: boolean; failed: readonly string[] }> {
  const failed: string[] = [];
  let asMatched = true;
  for (const match of matches) {
    const stored = waiting.find((each) => each.case.reference === match.reference);
    if (!match.coach || !stored) continue;
    const given = await give(services, stored, { ...match, coach: match.coach }, now);
    // Whoever comes later in the queue must not get what this person now may have.
    if (given === "no-room") return { asMatched: false, failed };
    if (given === "failed") failed.push(match.reference);
    asMatched &&= given === "given";
  }
  return { asMatched, failed };
}

/** What fails for one person keeps nobody else waiting. */
async function give(
  services: QueueServices,
  { case: given }: StoredCase,
  { coach, because }: Match & { coach: StaffWithPlaces },
  now: Instant,
): Promise<"given" | "no-room" | "moved" | "failed"> {
  try {
    if (!(await services.staff.takePlace(coach, given.reference))) return "no-room";
    const changed = await changeCase(services, given, {
      command: { type: "assign", coach: coach.id, because: [...because] },
      by: { kind: "service" },
      now,
    });
    await settlePlaces(services, given);
    if ("refusal" in changed) throw new Error(`assignment refused: ${changed.refusal.type}`);
    if (!changed.changed) return "moved";
    await services.tell(changed, now);
    return "given";
  } catch (error) {
    const { area, reference } = given;
    logger.error("no coach given", { area, reference, ...errorFacts(error) });
    return "failed";
  }
}

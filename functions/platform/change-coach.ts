import type { StoredCase } from "../adapters/case-store.ts";
import type { StaffWithPlaces } from "../adapters/staff-store.ts";
import type { AreaRules } from "../core/area-rules.ts";
import { mayBeGiven } from "../core/assignment/fit.ts";
import { rankCoaches } from "../core/assignment/ranking.ts";
import { type Seeker, seekerOf } from "../core/assignment/seeker.ts";
import { londonDate } from "../core/calendar.ts";
import type { ChosenCoach, CommandOf } from "../core/commands.ts";
import { repeatOf } from "../core/decide/keyed-request.ts";
import { type Change, type Changed, changeCase } from "./case-changes.ts";
import type { AssignmentStores } from "./serve-queue.ts";
import { settlePlaces } from "./settle-places.ts";

type Request = Omit<Change, "command">;

/** Who is to take a person over, and why. */
export interface Reassignment {
  /** The coach whom the lead chose; without one the ranking says who. */
  readonly to?: string | undefined;
  /** Whether that coach takes the person even without room. */
  readonly overrideCapacity?: boolean | undefined;
  readonly reason: string;
  /** Only while they are still this coach's: for whoever hands all of a coach's people over. */
  readonly onlyFrom?: string | undefined;
}

/**
 * Gives the person another coach: the one who is asked for, or the first of the ranking. The place is taken before
 * the change is decided and settled after it, so that the former coach's is free and nobody holds two.
 */
export async function reassignCoach(
  stores: AssignmentStores,
  stored: StoredCase,
  reassignment: Reassignment,
  request: Request,
): Promise<Changed> {
  const { to, reason } = reassignment;
  const search = await searchFor(stores, stored, request);
  const taken =
    to === undefined
      ? { chosen: await takeBest(search, ({ id }) => id !== stored.case.coach) }
      : await takeNamed(search, to, reassignment.overrideCapacity ?? false);
  return await changedAndSettled(stores, stored, {
    ...request,
    command: { type: "reassign", from: reassignment.onlyFrom, to, reason, ...taken },
  });
}

/** Opens the case again, with the coach of before if they have room, else with another who has. */
export async function reopenWithCoach(
  stores: AssignmentStores,
  stored: StoredCase,
  reason: string,
  request: Request,
): Promise<Changed> {
  const { coach: former, start } = stored.case;
  const found = await searchFor(stores, stored, request);
  const search = { ...found, seeker: { ...found.seeker, needsPlace: true } };
  const same = await takeBest(search, ({ id }) => id === former);
  const hadCoach = former !== undefined || start !== undefined;
  const coach = same
    ? { ...same, because: ["supported the person before"] }
    : hadCoach
      ? await takeBest(search, () => true)
      : undefined;
  return await changedAndSettled(stores, stored, { ...request, command: { type: "reopen", coach, reason } });
}

/** Whom a person may be given to: nobody for a request that was made before. */
interface Search extends Pick<AssignmentStores, "staff"> {
  readonly seeker: Seeker;
  readonly candidates: readonly StaffWithPlaces[];
  readonly rules: AreaRules;
  readonly today: string;
}

async function searchFor(
  { staff, areas }: AssignmentStores,
  { case: given, referral }: StoredCase,
  { now, request }: Request,
): Promise<Search> {
  const today = londonDate(now);
  const rules = await areas.rulesOn(given.area, today);
  const candidates = repeatOf(given, request) ? [] : await staff.inArea(given.area);
  return { staff, candidates, rules, today, seeker: seekerOf(given, referral, rules, now) };
}

/** The best of the coaches meant whose place could be taken. */
async function takeBest(
  { staff, candidates, seeker, rules, today }: Search,
  isMeant: (coach: StaffWithPlaces) => boolean,
): Promise<ChosenCoach | undefined> {
  for (const { coach, because } of rankCoaches(seeker, candidates.filter(isMeant), rules, today)) {
    if (!seeker.needsPlace || (await staff.takePlace(coach, seeker.reference))) {
      return { coach: coach.id, because: [...because] };
    }
  }
  return undefined;
}

/** The coach whom the lead chose, and whether they take more people than they have room for. */
async function takeNamed(
  { staff, candidates, seeker, rules, today }: Search,
  to: string,
  mayOverride: boolean,
): Promise<Pick<CommandOf<"reassign">, "chosen" | "overrideCapacity">> {
  const coach = candidates.find(({ id }) => id === to);
  if (!coach || !mayBeGiven(seeker, coach, rules.area, today)) return {};
  const chosen = { coach: to, because: ["chosen by the area lead"] };
  if (!seeker.needsPlace || (await staff.takePlace(coach, seeker.reference))) return { chosen };
  if (!mayOverride || !(await staff.takePlace(coach, seeker.reference, true))) return {};
  return { chosen, overrideCapacity: true };
}

async function changedAndSettled(
  stores: AssignmentStores,
  stored: StoredCase,
  change: Change,
): Promise<Changed> {
  const changed = await changeCase(stores, stored.case, change);
  await settlePlaces(stores, stored.case);
  return changed;
}

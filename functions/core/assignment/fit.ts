import type { AreaRules, StaffMember } from "../area-rules.ts";
import type { Instant } from "../texts.ts";
import type { Seeker } from "./seeker.ts";

/** A member of staff as the search for a coach sees them. */
export interface Coach extends StaffMember {
  /** References of the people whose places they hold. */
  readonly holding: ReadonlySet<string>;
  /** Since when other coaches are to take over their people; undefined once that is done. */
  readonly handsOverSince?: Instant;
}

/** The rules of the area that say who delivers where. */
export type Delivery = Pick<AreaRules, "area" | "places" | "providers">;

/** One thing that a coach must have, and what is said when it leaves nobody. */
interface Must {
  readonly holds: (coach: Coach, seeker: Seeker) => boolean;
  readonly nobody: (candidates: readonly Coach[]) => string;
}

/** Everything that a coach must have to support this person from today (a London date) on. */
function musts(rules: Delivery, today: string): Must[] {
  return [
    { holds: (coach) => isCoachOf(coach, rules.area), nobody: () => "the area has no coach" },
    {
      holds: (coach, { restricted }) => coach.restrictedPool || !restricted,
      nobody: () => "nobody is in the pool for restricted records",
    },
    {
      holds: (coach, { place }) => deliversAt(coach, place, rules),
      nobody: () => "no coach delivers at the person's place",
    },
    {
      holds: (coach) => !isAwayOn(coach, today),
      nobody: () => "every coach who could support the person is away today",
    },
    {
      holds: hasRoomFor,
      nobody: (candidates) =>
        `every coach who could support the person is full: ${sum(candidates, ({ holding }) => holding.size)} of ${sum(candidates, ({ capacity }) => capacity)} places taken`,
    },
  ];
}

/** Coaches who could support this person now. */
export function fittingCoaches(
  seeker: Seeker,
  staff: readonly Coach[],
  rules: Delivery,
  today: string,
): Coach[] {
  return staff.filter((coach) => musts(rules, today).every(({ holds }) => holds(coach, seeker)));
}

/** Why no coach could support this person now, in words without personal data; nothing when somebody could. */
export function whyNobodyFits(
  seeker: Seeker,
  staff: readonly Coach[],
  rules: Delivery,
  today: string,
): string[] {
  let candidates = staff;
  for (const { holds, nobody } of musts(rules, today)) {
    const left = candidates.filter((coach) => holds(coach, seeker));
    if (left.length === 0) return [nobody(candidates)];
    candidates = left;
  }
  return [];
}

/**
 * Whether a lead may give this person to this coach, room apart: a coach of the area who is here. Place, language
 * and skills are for the lead to weigh; the pool for restricted records is not.
 */
export function mayBeGiven(seeker: Pick<Seeker, "restricted">, coach: Coach, area: string, today: string) {
  const inPool = coach.restrictedPool || !seeker.restricted;
  return isCoachOf(coach, area) && inPool && !isAwayOn(coach, today);
}

export function isAwayOn({ away }: Pick<Coach, "away">, today: string): boolean {
  return away.some(({ from, to }) => from <= today && today <= to);
}

/** Whoever holds a place for the person already has room for them. */
export function hasRoomFor(coach: Coach, { reference, needsPlace }: Seeker): boolean {
  return !needsPlace || coach.holding.has(reference) || coach.holding.size < coach.capacity;
}

/** A coach who is here and has a place that nobody has. */
export function hasFreePlace(coach: Coach, today: string): boolean {
  return isCoachOf(coach, coach.area) && coach.holding.size < coach.capacity && !isAwayOn(coach, today);
}

/** Who is handing their people over is given nobody any more. */
function isCoachOf({ area: own, roles, handsOverSince }: Coach, area: string): boolean {
  return own === area && roles.includes("coach") && handsOverSince === undefined;
}

/** Only where the area delivers in some places, and where it is known which are the person's and the coach's. */
function deliversAt(coach: Coach, place: string | undefined, { places, providers }: Delivery): boolean {
  if (place === undefined || places.value.length === 0) return true;
  const provider = providers.value.find(({ name }) => name === coach.provider);
  return [coach.places, provider?.places ?? []].every((known) => known.length === 0 || known.includes(place));
}

function sum(coaches: readonly Coach[], of: (coach: Coach) => number): number {
  return coaches.reduce((total, coach) => total + of(coach), 0);
}

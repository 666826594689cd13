import type { StaffMember } from "./area-rules.ts";
import { londonDate } from "./calendar.ts";
import type { Case } from "./case.ts";
import type { Instant } from "./texts.ts";

type Coach = StaffMember & { readonly holding: ReadonlySet<string> };

export interface Ranked {
  readonly coach: Coach;
  /** Why, in words without personal data; kept on the case. */
  readonly because: readonly string[];
}

/**
 * Coaches of the area who could support this person now, best first: whoever holds a place for them already,
 * then the lightest share of their capacity in use, then the lower id. Deterministic.
 */
export function rankCoaches(given: Case, staff: readonly Coach[], now: Instant): Ranked[] {
  const today = londonDate(now);
  return staff
    .filter((member) => member.roles.includes("coach"))
    .filter((coach) => !coach.away.some(({ from, to }) => from <= today && today <= to))
    .filter((coach) => coach.restrictedPool || !given.restricted)
    .filter((coach) => coach.holding.has(given.reference) || coach.holding.size < coach.capacity)
    .sort((a, b) => {
      const held = Number(b.holding.has(given.reference)) - Number(a.holding.has(given.reference));
      return held || loadOf(a) - loadOf(b) || (a.id < b.id ? -1 : 1);
    })
    .map((coach) => ({
      coach,
      because: [
        `has room: ${coach.holding.size} of ${coach.capacity} places taken`,
        "has the lightest load of the area's coaches who are not away",
        ...(given.restricted ? ["belongs to the pool for restricted records"] : []),
      ],
    }));
}

function loadOf(coach: Coach): number {
  return coach.capacity === 0 ? 1 : coach.holding.size / coach.capacity;
}

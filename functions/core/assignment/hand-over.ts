import { type Coach, type Delivery, hasRoomFor, mayBeGiven, whyNobodyFits } from "./fit.ts";
import { rankCoaches } from "./ranking.ts";
import type { Seeker } from "./seeker.ts";

/** What would become of one person if their coach's people were given to others now. */
export interface Foreseen {
  readonly reference: string;
  /** Who would support them; undefined where nobody could take them. */
  readonly coach?: Coach;
  /** Why that coach, or why nobody, in words without personal data. */
  readonly because: readonly string[];
}

export interface PlannedHandOver {
  /** In the order in which they would be asked about. */
  readonly people: readonly Seeker[];
  /** The staff of the area but for the coach whose people they are. */
  readonly others: readonly Coach[];
  /** The one coach for all of them; without one the ranking says who. */
  readonly to?: string | undefined;
}

/** Whom each of a coach's people would go to, one after the other, each taking a place. `today`: a London date. */
export function foreseenHandOver(
  { people, others, to }: PlannedHandOver,
  rules: Delivery,
  today: string,
): Foreseen[] {
  let coaches = others;
  return people.map((seeker) => {
    const { reference } = seeker;
    const found =
      to === undefined ? best(seeker, coaches, rules, today) : named(seeker, coaches, { to, today });
    if (found.coach && seeker.needsPlace) {
      const { id } = found.coach;
      coaches = coaches.map((each) =>
        each.id === id ? { ...each, holding: new Set([...each.holding, reference]) } : each,
      );
    }
    return { reference, ...found };
  });
}

type Found = Omit<Foreseen, "reference">;

function best(seeker: Seeker, coaches: readonly Coach[], rules: Delivery, today: string): Found {
  const [first] = rankCoaches(seeker, coaches, rules, today);
  return first ?? { because: whyNobodyFits(seeker, coaches, rules, today) };
}

function named(
  seeker: Seeker,
  coaches: readonly Coach[],
  { to, today }: { readonly to: string; readonly today: string },
): Found {
  const coach = coaches.find(({ id }) => id === to);
  if (!coach) return { because: ["this coach does not work here"] };
  if (!mayBeGiven(seeker, coach, coach.area, today)) {
    return { because: ["this coach is away, or not in the pool for restricted records"] };
  }
  if (!hasRoomFor(coach, seeker)) return { because: ["this coach has no room left"] };
  return { coach, because: ["chosen by the area lead"] };
}

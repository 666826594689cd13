import type { Case } from "../case.ts";
import { type Coach, type Delivery, whyNobodyFits } from "./fit.ts";
import { rankCoaches } from "./ranking.ts";
import type { Seeker } from "./seeker.ts";

/** A coach for somebody of the queue; without one, why nobody fits. */
export interface Match<Of extends Coach = Coach> {
  readonly reference: string;
  readonly coach?: Of;
  /** In words without personal data. */
  readonly because: readonly string[];
}

/**
 * Whether the person waits for a coach's place: still looking for their first coach, unless somebody has to make
 * sure first that they are safe, or left without one while support goes on.
 */
export function isQueued(given: Case): boolean {
  switch (given.stage) {
    case "assignment":
    case "waiting":
      return !given.safetyOpen;
    case "contact":
    case "assessment":
    case "plan":
    case "support":
    case "exit":
      return given.coach === undefined;
    default:
      return false;
  }
}

/**
 * Who gets which of the free places of an area: whoever comes first in the queue, the best coach who fits. People
 * whose coach left come before those who wait for their first; otherwise the longest wait comes first. Deterministic
 * whatever the order of people and coaches, and nobody is given more people than they have room for. `today`: a
 * London date.
 */
export function matchQueue(
  waiting: readonly Seeker[],
  staff: readonly Coach[],
  rules: Delivery,
  today: string,
): Match[] {
  let coaches = staff;
  return waiting.toSorted(inTurn).map((seeker) => {
    const { reference } = seeker;
    const [best] = rankCoaches(seeker, coaches, rules, today);
    if (!best) return { reference, because: whyNobodyFits(seeker, coaches, rules, today) };
    coaches = coaches.map((each) => (each.id === best.coach.id ? withPlaceFor(each, reference) : each));
    return { reference, coach: best.coach, because: best.because };
  });
}

function inTurn(a: Seeker, b: Seeker): number {
  if (a.hadCoach !== b.hadCoach) return a.hadCoach ? -1 : 1;
  if (a.since !== b.since) return a.since < b.since ? -1 : 1;
  return a.reference < b.reference ? -1 : 1;
}

function withPlaceFor(coach: Coach, reference: string): Coach {
  return { ...coach, holding: new Set([...coach.holding, reference]) };
}

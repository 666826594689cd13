import { type Case, openTasks } from "../../functions/core/case.ts";
import type { Instant } from "../../functions/core/texts.ts";
import { pick } from "./asked.ts";
import type { Moved } from "./steps.ts";

interface Waking {
  readonly case: Case;
  readonly wakeAt: Instant | undefined;
}

const hour = 60 * 60 * 1000;

/** One leap to a moment in so many may be to the end of somebody's record, years on. */
const leapsToYearsOn = 12;

/** The moment that a step leads to: so many hours on, or exactly at, or a millisecond beside, what is to come. */
export function momentAfter(now: Instant, by: Moved, cases: readonly Waking[]): Instant {
  if ("hours" in by) return new Date(Date.parse(now) + by.hours * hour).toISOString();
  const moments = cases.flatMap(({ case: given, wakeAt }) => [
    ...(wakeAt && (given.stage !== "closed" || by.moment % leapsToYearsOn === 0) ? [wakeAt] : []),
    ...openTasks(given).flatMap(({ askAt, dueAt }) => [askAt, dueAt]),
    ...(given.stage === "hold" ? [given.heldUntil] : []),
  ]);
  const to = pick(moments.filter((moment) => moment > now).sort(), by.moment);
  return to === undefined ? now : new Date(Date.parse(to) + by.beside).toISOString();
}

/** The case that wakes first, up to this moment, among those that still may. */
export function nextToWake<Of extends Waking>(
  cases: readonly Of[],
  until: Instant,
  mayWake: (one: Of) => boolean,
): Of | undefined {
  let first: Of | undefined;
  for (const one of cases) {
    if (one.wakeAt === undefined || one.wakeAt > until || !mayWake(one)) continue;
    if (first?.wakeAt === undefined || one.wakeAt < first.wakeAt) first = one;
  }
  return first;
}

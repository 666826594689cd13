import { datePlusDays, londonDate, workingDaysBetween } from "../calendar.ts";
import { type CaseFacts, endOf } from "../reporting/facts.ts";
import type { Instant } from "../texts.ts";
import type { Kept } from "./durations.ts";

/** Weeks before the as-at day whose referrals tell how many there will be. */
export const windowWeeks = 26;

/** What a forecast needs to know of an area's cases, as at a moment. It names nobody. */
export interface History {
  readonly asAt: Instant;
  /**
   * People accepted on each working day of the window, the oldest first, and from the first acceptance on, where that is
   * later. Those of a weekend count for the working day before it.
   */
  readonly accepted: readonly number[];
  /** Of them, those whose case ended before they had a coach. */
  readonly leftTheQueue: number;
  /** Everybody who has had a coach. Those who have one now keep their place. */
  readonly kept: readonly Kept[];
  /** Working days that each person who waits for a coach has waited so far, the longest first. */
  readonly waited: readonly number[];
}

/**
 * Makes a history of facts, a case at a time. A place is kept from the day on which a coach was first asked to make
 * contact to the end of support, also while the case is on hold, and not through follow-ups (design.md, section 2).
 * What happened after the as-at moment has not happened yet, so that a forecast can be made as of an earlier day.
 */
export function historyCounter(asAt: Instant) {
  const windowBegins = datePlusDays(londonDate(asAt), -7 * windowWeeks);
  const byDaysAgo = new Map<number, number>();
  const kept: Kept[] = [];
  const waited: number[] = [];
  let first = londonDate(asAt);
  let leftTheQueue = 0;

  return {
    add(facts: CaseFacts): void {
      const acceptedAt = by(asAt, facts.acceptedAt);
      if (acceptedAt === undefined) return;
      const askedAt = by(asAt, facts.coachAskedAt);
      const endedAt = by(asAt, endOf(facts)?.at);
      if (askedAt !== undefined) {
        const workingDays = Math.max(0, workingDaysBetween(askedAt, endedAt ?? asAt));
        kept.push({ workingDays, hasEnded: endedAt !== undefined });
      } else if (endedAt === undefined) waited.push(workingDaysBetween(acceptedAt, asAt));

      const acceptedOn = londonDate(acceptedAt);
      if (acceptedOn < first) first = acceptedOn;
      if (acceptedOn < windowBegins) return;
      const daysAgo = workingDaysBetween(acceptedOn, asAt);
      byDaysAgo.set(daysAgo, (byDaysAgo.get(daysAgo) ?? 0) + 1);
      if (askedAt === undefined && endedAt !== undefined) leftTheQueue += 1;
    },

    history(): History {
      const begins = first < windowBegins ? windowBegins : first;
      const days = workingDaysBetween(begins, asAt);
      // Today may still bring more: it is left out.
      const accepted = Array.from({ length: days }, (_, index) => byDaysAgo.get(days - index) ?? 0);
      return { asAt, accepted, leftTheQueue, kept, waited: waited.toSorted((a, b) => b - a) };
    },
  };
}

/** The moment, if it had come by then. */
function by(asAt: Instant, at: Instant | undefined): Instant | undefined {
  return at !== undefined && at <= asAt ? at : undefined;
}

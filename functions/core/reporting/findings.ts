import { workingDaysBetween } from "../calendar.ts";
import type { Pause } from "../case.ts";
import type { Instant } from "../texts.ts";
import { type CaseFacts, endOf } from "./facts.ts";
import type { Finding, Period } from "./measure.ts";

/** It happened in the period. */
export function when(at: Instant | undefined, { from, until }: Period): Finding | undefined {
  return at !== undefined && from <= at && at < until ? { at } : undefined;
}

/** The case ended in the period, with this outcome. */
export function ended(facts: CaseFacts, period: Period): Finding | undefined {
  const end = endOf(facts);
  const found = when(end?.at, period);
  return found && end && { ...found, outcome: end.outcome };
}

/** Counted as at the end of the period: it had begun, and not yet ended. */
export function asAtEnd(
  period: Period,
  begun: Instant | undefined,
  over: Instant | undefined,
): Finding | undefined {
  const goesOn = begun !== undefined && begun < period.until && (over === undefined || over >= period.until);
  return goesOn ? { at: lastMomentOf(period) } : undefined;
}

/** Working days from one moment to one in the period, all of them: how long the person waited. */
export function took(
  from: Instant | undefined,
  to: Instant | undefined,
  period: Period,
): Finding | undefined {
  const found = when(to, period);
  if (!found || from === undefined) return undefined;
  return { ...found, workingDays: workingDaysBetween(from, found.at) };
}

/** The same without those in which the clock stood still, and whether that is within the standard. */
export function keptTo(
  standard: number,
  span: { readonly from: Instant | undefined; readonly to: Instant | undefined },
  { pauses = [] }: Pick<CaseFacts, "pauses">,
  period: Period,
): Finding | undefined {
  const { from, to } = span;
  const found = took(from, to, period);
  if (found?.workingDays === undefined || from === undefined || to === undefined) return undefined;
  const workingDays = countedDays({ from, to }, pauses);
  return { ...found, workingDays, withinStandard: workingDays <= standard };
}

/** Working days of a span without those in which the clock stood still: what a standard is measured by. */
export function countedDays(span: Pause, pauses: readonly Pause[] = []): number {
  const still = pauses.reduce((days, pause) => days + pausedDays(pause, span), 0);
  return workingDaysBetween(span.from, span.to) - still;
}

function pausedDays(pause: Pause, span: Pause): number {
  const from = pause.from > span.from ? pause.from : span.from;
  const to = pause.to < span.to ? pause.to : span.to;
  return from < to ? workingDaysBetween(from, to) : 0;
}

/** The earlier of two moments of which either may not have come. */
export function earlier(one: Instant | undefined, other: Instant | undefined): Instant | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}

/** The last millisecond of the period: what is told "as at its last day" is told as at this. */
export function lastMomentOf({ until }: Period): Instant {
  return new Date(Date.parse(until) - 1).toISOString();
}

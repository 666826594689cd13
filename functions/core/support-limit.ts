import type { AreaRules } from "./area-rules.ts";
import { at, dateInWords, datePlusDays, londonDate } from "./calendar.ts";
import type { Case } from "./case.ts";
import type { NewEvent } from "./events.ts";
import type { Instant } from "./texts.ts";
import type { EmploymentStatus } from "./words.ts";

/** How long support is meant to last here. It prompts the coach, and never closes a case by itself. */
export interface SupportLimit {
  readonly weeks: number;
  /** The London day on which they are over. */
  readonly endsOn: string;
  /** How long it usually lasts, in an area that sets no limit. */
  readonly isUsual: boolean;
}

/** London time on that day from which it counts as reached: before the digest of the morning. */
const reachedAt = "08:00";

/**
 * The end of the weeks of support that the area's rules give this person, from the first appointment. Days on hold,
 * and those for which the case was closed until it was opened again, do not count. It follows what is known of the
 * person's work now, and never moves to a day before the one on which that was told. Undefined before the start,
 * after the end of support, and where the area has neither a maximum nor a usual length.
 */
export function supportLimit(given: Case, rules: AreaRules, now: Instant): SupportLimit | undefined {
  const { start } = given;
  if (!start || given.exit || given.stage === "closed") return undefined;
  const told = [{ at: start.recordedAt, status: start.employmentStatus }, ...(given.statusChanges ?? [])];
  let limit: SupportLimit | undefined;
  let unmoved: string | undefined;
  for (const { at: toldAt, status } of told) {
    const weeks = weeksFor(status, rules);
    if (weeks === undefined) return undefined;
    const endsOn = endOf(given, start.heldAt, weeks, now);
    if (endsOn === unmoved) continue;
    unmoved = endsOn;
    limit = { weeks, endsOn: later(endsOn, londonDate(toldAt)), isUsual: isUsual(rules) };
  }
  return limit && start.correctedAt
    ? { ...limit, endsOn: later(limit.endsOn, londonDate(start.correctedAt)) }
    : limit;
}

/** For the pages of staff: when the weeks of support end, and what to do about it when that is near or over. */
export function supportView(given: Case, rules: AreaRules, now: Instant) {
  const limit = supportLimit(given, rules, now);
  return { supportEndsOn: limit?.endsOn, supportPrompt: limit && supportPrompt(limit, rules, now) };
}

/** That the limit has been reached, to be recorded once for each end; what it prompts is for people to decide. */
export function limitReached(given: Case, rules: AreaRules, now: Instant): NewEvent[] {
  const limit = unrecordedLimit(given, rules, now);
  return limit && at(limit.endsOn, reachedAt) <= now ? [{ type: "support-limit-reached", ...limit }] : [];
}

/** When that is to be recorded, if it is to come. */
export function limitReachedAt(given: Case, rules: AreaRules, now: Instant): Instant | undefined {
  const limit = unrecordedLimit(given, rules, now);
  return limit && at(limit.endsOn, reachedAt);
}

/** What a coach is told near the limit and after it: what it is, and what to do. Undefined long before. */
function supportPrompt(
  { weeks, endsOn, isUsual }: SupportLimit,
  rules: AreaRules,
  now: Instant,
): string | undefined {
  const today = londonDate(now);
  const day = dateInWords(endsOn, now);
  const isOver = endsOn <= today;
  if (!isOver && datePlusDays(today, 7 * rules.clocks.reviewWeeks.value) < endsOn) return undefined;
  if (isUsual) {
    return isOver
      ? `Support here usually lasts ${weeks} weeks, which ended on ${day}. There is no limit: go on if it helps, and say why in your note.`
      : `Support here usually lasts ${weeks} weeks, which end on ${day}. There is no limit.`;
  }
  return isOver
    ? `${weeks} weeks of support ended on ${day}. Bring support to an end, or say in your note why it goes on.`
    : `${weeks} weeks of support end on ${day}. Plan the ending with the person.`;
}

/** In support alone: whoever has been asked to record the end is not prompted to end. */
function unrecordedLimit(given: Case, rules: AreaRules, now: Instant): SupportLimit | undefined {
  if (given.stage !== "plan" && given.stage !== "support") return undefined;
  const limit = supportLimit(given, rules, now);
  return limit?.endsOn === given.limitReached?.endsOn ? undefined : limit;
}

function weeksFor(status: EmploymentStatus, rules: AreaRules): number | undefined {
  const maximum = rules.maximumSupportWeeks.value;
  if (!maximum) return rules.usualSupportWeeks.value ?? undefined;
  return status === "out-of-work" ? maximum.outOfWork : maximum.inWork;
}

function isUsual(rules: AreaRules): boolean {
  return rules.maximumSupportWeeks.value === null;
}

/** A pause moves the end by its days, if it began before the end; what comes later no longer matters. */
function endOf(given: Case, heldAt: Instant, weeks: number, now: Instant): string {
  const going = given.stage === "hold" ? [{ from: given.heldAt, to: now }] : [];
  let end = datePlusDays(londonDate(heldAt), 7 * weeks);
  for (const { from, to } of [...(given.pauses ?? []), ...going]) {
    const first = later(londonDate(from), londonDate(heldAt));
    if (first < end) end = datePlusDays(end, Math.max(0, daysBetween(first, londonDate(to))));
  }
  return end;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

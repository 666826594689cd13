import type { AreaRules } from "./area-rules.ts";
import { at, datePlusDays, datePlusYears, londonDate } from "./calendar.ts";
import { type Case, hasDied, openTasks } from "./case.ts";
import { ageOn } from "./decide/receive.ts";
import type { Referral } from "./referral.ts";
import type { Instant } from "./texts.ts";

/** Minutes after which whatever was being written while a record was erased has come to its end. */
const secondLookMinutes = 20;

/**
 * The last London day for which the person's details and notes are kept: so many years after the last event of a
 * closed case, or until a birthday of somebody who was under 18 when it closed. Undefined while the case is open,
 * and once the details are gone. Source of the periods: the area's rules, `retention`.
 */
export function keptUntil(
  given: Case,
  { retention: { value } }: AreaRules,
  referral: Referral | undefined,
): string | undefined {
  if (given.stage !== "closed" || !referral) return undefined;
  const { dateOfBirth } = referral.person;
  const age = ageOn(dateOfBirth, londonDate(given.closedAt));
  const isAdult = age >= 18 || hasDied(given);
  if (isAdult) return datePlusYears(londonDate(given.updatedAt), value.adultYears);
  return datePlusYears(dateOfBirth, age === 17 ? value.untilAgeIf17 : value.untilAgeIfUnder17);
}

/**
 * When the record is to be erased because its time is over, to be woken for then. Undefined while something keeps it:
 * the case is open, a legal hold, a task about the person's safety, or an erasure that is under way.
 */
export function recordEndsAt(
  given: Case,
  rules: AreaRules,
  referral: Referral | undefined,
): Instant | undefined {
  if (given.erasure || given.legalHold || openTasks(given).length > 0) return undefined;
  if (given.continuesAs && !given.continuesAs.opened) return undefined;
  const lastDay = keptUntil(given, rules, referral);
  return lastDay === undefined ? undefined : at(datePlusDays(lastDay, 1), "00:00");
}

/** What the erasure of this case has to do now, if anything: remove everything, or look once more. */
export function dueErasure(given: Case, now: Instant): "erased" | "erasure-checked" | undefined {
  if (!given.erasure) return undefined;
  if (given.erasure.removedAt === undefined) return "erased";
  const again = secondLookAt(given);
  return again !== undefined && again <= now ? "erasure-checked" : undefined;
}

/**
 * A note is kept before the event that names it, so one that lost the race against the erasure may have come after
 * it. The moment to look once more; undefined when there is none, or it has been done.
 */
export function secondLookAt({ erasure }: Case): Instant | undefined {
  if (erasure?.removedAt === undefined || erasure.checkedAt !== undefined) return undefined;
  return new Date(Date.parse(erasure.removedAt) + secondLookMinutes * 60_000).toISOString();
}

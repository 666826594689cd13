import { at, datePlusDays, dueAfterWorkingDays, isWorkingDay, londonDate, timeOfDay } from "./calendar.ts";
import type { Task } from "./case.ts";
import {
  anyTime,
  type PreferredTimes,
  preferredTimesInWords,
  readPreferredTimes,
} from "./preferred-times.ts";
import type { Referral } from "./referral.ts";
import type { Instant } from "./texts.ts";

/** The parts of a day between which tries change, each with its first minute, its end and its usual time. */
const parts = [
  { first: 0, end: 12 * 60, usual: 10 * 60 },
  { first: 12 * 60, end: 16 * 60, usual: 14 * 60 },
  { first: 16 * 60, end: 24 * 60, usual: 16.5 * 60 },
] as const;
type Part = (typeof parts)[number];

/** Tries shown ahead, each as if the one before had failed. */
const triesAhead = 3;

/**
 * When to try again after tries that did not reach the person, the last of them just now: on a later working day and
 * at another time of day, the one that was tried least, within what the person asked for. Where they left one time of
 * day, only the day changes.
 */
export function nextTry(tries: readonly Instant[], preferred: PreferredTimes = anyTime): Instant {
  const last = tries.at(-1);
  if (last === undefined) throw new Error("a next try comes after a try");
  const part = nextPart(tries.map(partOf), preferred);
  const lastWeekday = weekdayOf(londonDate(last));
  const otherDays = preferred.days.filter((day) => day !== lastWeekday);
  // At the same time of day again: then on another day of the week, if there is one.
  const days = part === partOf(last) && otherDays.length > 0 ? otherDays : preferred.days;
  let date = datePlusDays(londonDate(last), 1);
  while (!isWorkingDay(date) || !days.includes(weekdayOf(date))) date = datePlusDays(date, 1);
  return at(date, clockTime(timeIn(part, preferred)));
}

/** The next tries, should one now and those after it fail. */
export function nextTries(
  tries: readonly Instant[],
  preferred: PreferredTimes | undefined,
  now: Instant,
): Instant[] {
  const all = [...tries, now];
  for (let ahead = 0; ahead < triesAhead; ahead++) all.push(nextTry(all, preferred));
  return all.slice(-triesAhead);
}

/** When the person wants to be reached; undefined where they did not say, or not in words that can be read. */
export function preferredTimesOf(person: Referral["person"] | undefined): PreferredTimes | undefined {
  const said = person?.contact.preferredTimes;
  return said === undefined ? undefined : readPreferredTimes(said);
}

/** The tries of a task that did not reach the person, oldest first. */
export function failedTries({ attempts }: Task): Instant[] {
  return attempts
    .filter(({ result }) => result === "could-not-reach" || result === "not-reached")
    .map((attempt) => attempt.at);
}

/** A task is not due before the working day of its next try ends; a try after 17:00 has the next one. */
export function dueAfterTry(nextAt: Instant): Instant {
  const sameDay = dueAfterWorkingDays(nextAt, 0);
  return sameDay > nextAt ? sameDay : dueAfterWorkingDays(nextAt, 1);
}

/** What was made of the person's own words, said honestly. Undefined where they said nothing. */
export function understoodTimes(person: Referral["person"] | undefined): string | undefined {
  if (person?.contact.preferredTimes === undefined) return undefined;
  const read = preferredTimesOf(person);
  return read
    ? `We read this as: ${preferredTimesInWords(read)}.`
    : "We could not read this as days and times, so the tries below do not keep to it. You decide.";
}

/** Of the parts in which the person may be tried: not the last one if there is another, and the least tried. */
function nextPart(tried: readonly Part[], preferred: PreferredTimes): Part {
  const allowed = parts.filter((part) => preferred.times.some((time) => isIn(part, time)));
  const last = tried.at(-1);
  const others = allowed.filter((part) => part !== last);
  const timesTried = (part: Part) => tried.filter((each) => each === part).length;
  const inTurn = [...others.filter((part) => last && part.first > last.first), ...others];
  const [least] = inTurn.toSorted((a, b) => timesTried(a) - timesTried(b));
  return least ?? allowed[0] ?? parts[0];
}

/** The usual time of a part, or else the first that the person left in it. */
function timeIn(part: Part, { times }: PreferredTimes): number {
  return times.includes(part.usual) ? part.usual : (times.find((time) => isIn(part, time)) ?? part.usual);
}

function partOf(moment: Instant): Part {
  const minutes = minutesOfDay(moment);
  return parts.find((part) => isIn(part, minutes)) ?? parts[0];
}

function isIn({ first, end }: Part, minutes: number): boolean {
  return first <= minutes && minutes < end;
}

function minutesOfDay(moment: Instant): number {
  const [hours = "0", minutes = "0"] = timeOfDay(moment).split(":");
  return 60 * Number(hours) + Number(minutes);
}

function clockTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Monday 1 to Sunday 7. */
function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

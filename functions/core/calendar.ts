import { TZDate, tzOffset } from "@date-fns/tz";
import { format } from "date-fns/format";
import bankHolidays from "../../areas/data/bank-holidays-england.json" with { type: "json" };

/** A moment as RFC 3339 in UTC with milliseconds: "2026-03-03T14:30:00.000Z". */
export type Instant = string;
/** A calendar day in London: "2026-03-03". */
export type LondonDate = string;
/** London times of day, "09:00", of the hours in which an area's duty role reads on working days. */
export interface DutyHours {
  readonly opens: string;
  readonly closes: string;
}
export interface PeriodBounds {
  readonly firstDay: LondonDate;
  readonly lastDay: LondonDate;
  /** The first moment of the quarter. */
  readonly from: Instant;
  /** The first moment after it. */
  readonly until: Instant;
}

const zone = "Europe/London";
const minute = 60_000;
const day = 86_400_000;
/** London time of day at which what is due on a working day falls due (contract: task table). */
const endOfWorkingDay = "17:00";

const bankHolidayNumbers = new Set(bankHolidays.dates.map(dayNumberOf));

/** The last day for which bank holidays are listed. Later, only weekends are not working days. */
export const bankHolidaysKnownUntil: LondonDate = `${dateOf(Math.max(...bankHolidayNumbers)).slice(0, 4)}-12-31`;

/** The calendar day in London at a moment; a plain date is its own day. Refuses what is not a time. */
export function londonDate(from: Date | Instant | LondonDate): LondonDate {
  return dateOf(dayNumberAt(timeOf(from)));
}

/** Whether a London day is neither a weekend nor a bank holiday of England. */
export function isWorkingDay(date: LondonDate): boolean {
  return isWorking(dayNumberOf(date));
}

/**
 * The n-th working day after the London day of a moment. With n = 0 that day itself, or the next working day
 * if it is none. Refuses anything but whole numbers from 0.
 */
export function addWorkingDays(from: Date | Instant | LondonDate, n: number): LondonDate {
  return dateOf(workingDayAfter(dayNumberAt(timeOf(from)), n));
}

/** 17:00 in London on the n-th working day after the London day of a moment. */
export function dueAfterWorkingDays(from: Date | Instant | LondonDate, n: number): Instant {
  return at(addWorkingDays(from, n), endOfWorkingDay);
}

/** The last working day before the London day of a moment. */
export function workingDayBefore(from: Date | Instant | LondonDate): LondonDate {
  let number = dayNumberAt(timeOf(from)) - 1;
  while (!isWorking(number)) number -= 1;
  return dateOf(number);
}

/**
 * How many working days lie after the London day of `from`, up to and including that of `to`; negative when
 * `to` is the earlier. The inverse of addWorkingDays.
 */
export function workingDaysBetween(
  from: Date | Instant | LondonDate,
  to: Date | Instant | LondonDate,
): number {
  const start = dayNumberAt(timeOf(from));
  const end = dayNumberAt(timeOf(to));
  const sign = end < start ? -1 : 1;
  let count = 0;
  for (let number = Math.min(start, end) + 1; number <= Math.max(start, end); number += 1) {
    if (isWorking(number)) count += 1;
  }
  return count === 0 ? 0 : sign * count;
}

/**
 * The moment of a London time of day, "09:00". Where the clocks go forward over it, an hour later; where they
 * go back over it, the first of the two.
 */
export function at(date: LondonDate, timeOfDay: string): Instant {
  return instantOf(timeAt(dayNumberOf(date), minutesOf(timeOfDay)));
}

/** The London time of day of a moment: "09:00". */
export function timeOfDay(instant: Date | Instant): string {
  return format(new TZDate(timeOf(instant), zone), "HH:mm");
}

/** So many minutes later, or earlier when n is negative. */
export function addMinutes(from: Instant, n: number): Instant {
  return new Date(Date.parse(from) + n * minute).toISOString();
}

/** The same London time of day n days later, or earlier when n is negative. */
export function addDays(from: Date | Instant, n: number): Instant {
  const time = timeOf(from);
  const local = time + offsetAt(time) * minute;
  const number = Math.floor(local / day);
  return instantOf(timeAt(number + n, (local - number * day) / minute));
}

/** The same London time of day n weeks later, or earlier when n is negative. */
export function addWeeks(from: Date | Instant, n: number): Instant {
  return addDays(from, 7 * n);
}

/** The calendar day n days later, or earlier when n is negative. */
export function datePlusDays(date: LondonDate, n: number): LondonDate {
  return dateOf(dayNumberOf(date) + n);
}

/** The same day n years later; 1 March where a year has no 29 February. */
export function datePlusYears(date: LondonDate, n: number): LondonDate {
  const [year = 0, month = 0, dayOfMonth = 0] = date.split("-").map(Number);
  return dateOf(Date.UTC(year + n, month - 1, dayOfMonth) / day);
}

/** Whether the duty role is reading at this moment. */
export function isWithinDutyHours(instant: Date | Instant, hours: DutyHours): boolean {
  const time = timeOf(instant);
  const number = dayNumberAt(time);
  const { opens, closes } = openingOn(number, hours);
  return isWorking(number) && opens <= time && time < closes;
}

/**
 * The moment when so many hours of duty time have passed; 0 hours answers when duty next reads. Counts only
 * the duty hours of working days. Refuses hours below 0, and duty hours that do not end after they begin.
 */
export function addDutyHours(from: Date | Instant, hours: number, dutyHours: DutyHours): Instant {
  if (!(hours >= 0) || !Number.isFinite(hours)) throw new RangeError(`not a number of hours: ${hours}`);
  const start = timeOf(from);
  let left = hours * 60 * minute;
  for (let number = dayNumberAt(start); ; number += 1) {
    if (!isWorking(number)) continue;
    const { opens, closes } = openingOn(number, dutyHours);
    const begins = Math.max(start, opens);
    if (begins >= closes) continue;
    if (left <= closes - begins) return instantOf(begins + left);
    left -= closes - begins;
  }
}

/** The calendar quarter, in London, that holds a moment: "2026-Q1". */
export function quarterOf(instant: Date | Instant | LondonDate): string {
  const date = londonDate(instant);
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

/** The calendar quarter before that of this moment. */
export function quarterBefore(instant: Instant): string {
  return quarterOf(datePlusDays(boundsOfQuarter(quarterOf(instant)).firstDay, -1));
}

/** "January to March 2026". Refuses anything not written as "2026-Q1". */
export function quarterInWords(quarter: string): string {
  const { firstDay, lastDay } = boundsOfQuarter(quarter);
  return `${format(new TZDate(timeOf(firstDay), zone), "MMMM")} to ${monthInWords(lastDay.slice(0, 7))}`;
}

/** "March 2026" */
export function monthInWords(month: string): string {
  return format(new TZDate(timeOf(`${month}-01`), zone), "MMMM yyyy");
}

/** Where a calendar month begins and ends in London. Refuses anything not written as "2026-03". */
export function boundsOfMonth(month: string): PeriodBounds {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new RangeError(`not a month: ${month}`);
  const [year = 0, number = 0] = month.split("-").map(Number);
  return boundsFrom(Date.UTC(year, number - 1, 1) / day, Date.UTC(year, number, 1) / day);
}

/** Where a calendar quarter begins and ends in London. Refuses anything not written as "2026-Q1". */
export function boundsOfQuarter(quarter: string): PeriodBounds {
  const parts = /^(\d{4})-Q([1-4])$/.exec(quarter);
  if (!parts) throw new RangeError(`not a quarter: ${quarter}`);
  const year = Number(parts[1]);
  const firstMonth = (Number(parts[2]) - 1) * 3;
  const first = Date.UTC(year, firstMonth, 1) / day;
  const next = Date.UTC(year, firstMonth + 3, 1) / day;
  return boundsFrom(first, next);
}

function boundsFrom(first: number, next: number): PeriodBounds {
  return {
    firstDay: dateOf(first),
    lastDay: dateOf(next - 1),
    from: instantOf(timeAt(first, 0)),
    until: instantOf(timeAt(next, 0)),
  };
}

/**
 * A moment for people, in London time: "Tuesday 3 March at 2:30pm". The year is told when the reader's moment
 * (`readAt`) lies in another year.
 */
export function inWords(instant: Date | Instant, readAt?: Date | Instant | LondonDate): string {
  const local = new TZDate(timeOf(instant), zone);
  return `${dateInWords(instant, readAt)} at ${timeInWords(local)}`;
}

/** The London day of a moment, or a plain date, for people: "Tuesday 3 March", with the year as in inWords. */
export function dateInWords(date: Date | Instant | LondonDate, readAt?: Date | Instant | LondonDate): string {
  const local = new TZDate(timeOf(date), zone);
  const sameYear = readAt === undefined || londonDate(readAt).slice(0, 4) === londonDate(date).slice(0, 4);
  return format(local, sameYear ? "EEEE d MMMM" : "EEEE d MMMM yyyy");
}

function timeInWords(local: TZDate): string {
  if (local.getMinutes() > 0) return format(local, "h:mmaaa");
  if (local.getHours() === 0) return "midnight";
  return local.getHours() === 12 ? "midday" : format(local, "haaa");
}

function workingDayAfter(number: number, n: number): number {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`not a number of working days: ${n}`);
  let reached = number;
  while (n === 0 && !isWorking(reached)) reached += 1;
  for (let left = n; left > 0; ) {
    reached += 1;
    if (isWorking(reached)) left -= 1;
  }
  return reached;
}

/** Days are counted from Thursday 1 January 1970. */
function isWorking(number: number): boolean {
  const weekday = (((number + 4) % 7) + 7) % 7;
  return weekday !== 0 && weekday !== 6 && !bankHolidayNumbers.has(number);
}

function openingOn(number: number, { opens, closes }: DutyHours) {
  const [first, last] = [minutesOf(opens), minutesOf(closes)];
  if (last <= first) throw new RangeError(`duty hours end before they begin: ${opens} to ${closes}`);
  return { opens: timeAt(number, first), closes: timeAt(number, last) };
}

function timeAt(number: number, minutes: number): number {
  const wall = number * day + minutes * minute;
  const before = wall - offsetAt(wall - day) * minute;
  if (wall - offsetAt(before) * minute === before) return before;
  const after = wall - offsetAt(wall + day) * minute;
  return wall - offsetAt(after) * minute === after ? after : before;
}

const offsets = new Map<number, number | "changes">();

/** Minutes that London is ahead of UTC. Remembered by day: asking Intl costs too much for a simulated year. */
function offsetAt(time: number): number {
  const number = Math.floor(time / day);
  let known = offsets.get(number);
  if (known === undefined) {
    const first = tzOffset(zone, new Date(number * day));
    known = first === tzOffset(zone, new Date((number + 1) * day - 1)) ? first : "changes";
    offsets.set(number, known);
  }
  return known === "changes" ? tzOffset(zone, new Date(time)) : known;
}

function timeOf(from: Date | Instant | LondonDate): number {
  const time = typeof from === "string" ? Date.parse(from) : from.getTime();
  if (Number.isNaN(time)) throw new RangeError(`not a time: ${from}`);
  return time;
}

function dayNumberAt(time: number): number {
  return Math.floor((time + offsetAt(time) * minute) / day);
}

function dayNumberOf(date: LondonDate): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(time)) throw new RangeError(`not a date: ${date}`);
  return time / day;
}

function minutesOf(timeOfDay: string): number {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(timeOfDay);
  if (!parts) throw new RangeError(`not a time of day: ${timeOfDay}`);
  return Number(parts[1]) * 60 + Number(parts[2]);
}

function dateOf(number: number): LondonDate {
  return instantOf(number * day).slice(0, 10);
}

function instantOf(time: number): Instant {
  return new Date(time).toISOString();
}

import { readFileSync } from "node:fs";

// A calendar that shares nothing with the core's.

const london = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London", dateStyle: "short" });
const days = new Map<string, string>();

/** The London day of a moment, "2026-03-31". */
export function dayOf(at: string): string {
  const known = days.get(at) ?? london.format(new Date(at));
  days.set(at, known);
  return known;
}

export function dayPlus(day: string, more: number): string {
  return new Date(Date.parse(day) + more * 86_400_000).toISOString().slice(0, 10);
}

export function quarterOf(day: string): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

export function lastDayOf(quarter: string): string {
  return `${quarter.slice(0, 4)}-${["03-31", "06-30", "09-30", "12-31"][Number(quarter.at(-1)) - 1]}`;
}

/** Later than every moment of the quarter, and earlier than every one after it, where London is an hour ahead. */
export function endOf(quarter: string): string {
  const isSummer = quarter.endsWith("Q1") || quarter.endsWith("Q2") || quarter.endsWith("Q3");
  return `${lastDayOf(quarter)}T${isSummer ? "22" : "23"}:59:59.999Z`;
}

const bankHolidays: readonly string[] = JSON.parse(
  readFileSync(new URL("../../../areas/data/bank-holidays-england.json", import.meta.url), "utf8"),
).dates;

export interface Span {
  readonly from: string;
  readonly to: string;
}

/** Working days after the day of `from`, up to and with that of `to`, without those in which no clock ran. */
export function daysFrom(from: string, to: string, pauses: readonly Span[]): number {
  let count = 0;
  for (let day = dayPlus(dayOf(from), 1); day <= dayOf(to); day = dayPlus(day, 1)) {
    const isWeekend = [0, 6].includes(new Date(day).getUTCDay());
    const stood = pauses.some((pause) => dayOf(pause.from) < day && day <= dayOf(pause.to));
    if (!isWeekend && !bankHolidays.includes(day) && !stood) count += 1;
  }
  return count;
}

import { z } from "zod";

// Text fields refuse control characters, which have no place in a name and can hide things in a log or export.
// Half of a character (a lone surrogate) cannot be kept as it was sent.
const control = /[\p{Cc}\p{Cs}]/u;
const controlButLineBreaks = /[^\P{Cc}\n\r\t]|\p{Cs}/u;

/** One line of 1 to 200 characters. */
export const Line = z
  .string()
  .trim()
  .min(1, "Enter some text")
  .max(200, "Use 200 characters or fewer")
  .refine((text) => !control.test(text), "Remove characters that cannot be printed");

/** Up to 500 characters, line breaks allowed. */
export const Description = z
  .string()
  .trim()
  .min(1, "Enter some text")
  .max(500, "Use 500 characters or fewer")
  .refine((text) => !controlButLineBreaks.test(text), "Remove characters that cannot be printed");

/** Up to 4,000 characters, line breaks allowed. */
export const Note = z
  .string()
  .trim()
  .min(1, "Enter some text")
  .max(4000, "Use 4,000 characters or fewer")
  .refine((text) => !controlButLineBreaks.test(text), "Remove characters that cannot be printed");

/** Phones put a space after an address that they complete. */
export const EmailAddress = z
  .string()
  .trim()
  .check(z.email("Enter an email address in the correct format, like name@example.com"))
  .max(200);

export const PhoneNumber = Line.regex(
  /^\+?[\d\s().-]{6,30}( ?(x|ext\.?) ?\d{1,6})?$/i,
  "Enter a phone number, like 07700 900982",
);

// Far dates are mistakes, and no calendar of ours reaches them.
const endYear = "2200";
const beforeEnd = `Enter a year before ${endYear}`;

function isBeforeEnd(text: string): boolean {
  return text < endYear;
}

/** A moment: RFC 3339 with offset in requests, kept as UTC with milliseconds. */
export const Moment = z.iso
  .datetime({ offset: true, error: "Enter a date and time with its offset, like 2026-03-03T14:30:00Z" })
  .refine(isBeforeEnd, beforeEnd)
  .transform((text) => new Date(text).toISOString());

export const Day = z.iso.date("Enter a real date, like 2026-03-03").refine(isBeforeEnd, beforeEnd);

/** Years ahead that anything may be planned for. */
const plannedYears = 2;

/** The latest day that may be planned for, from a London date. */
export function latestDay(today: string): string {
  return `${Number(today.slice(0, 4)) + plannedYears}${today.slice(4)}`;
}

/** The latest moment that may be planned for. */
export function latestMoment(now: Instant): Instant {
  return latestDay(now);
}

/** What decides use for a moment that they themselves computed: UTC with milliseconds. */
export const Instant = z.iso.datetime();
export type Instant = string;

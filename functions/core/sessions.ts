import { at, londonDate } from "./calendar.ts";
import type { Instant } from "./texts.ts";

const hour = 3_600_000;

/** Minutes that a code is valid, tries it allows, and how many codes an address gets in a window. */
export const codeMinutes = 10;
export const codeTries = 5;
export const codeWindow = { most: 5, minutes: 15 };

/** Minutes that a person's details stay open after their code; what they type later is kept, for another code. */
export const unlockedMinutes = 30;
/** Calls that a person may ask for in a day. */
export const callWindow = { most: 10, minutes: 24 * 60 };

/** A session ends after 10 hours or at the next 19:00 in London, whichever is first, but lasts at least 1 hour. */
export function sessionEndsAt(now: Instant): Instant {
  const tonight = at(londonDate(now), "19:00");
  const evening = tonight > now ? tonight : at(londonDate(plus(now, 24 * hour)), "19:00");
  const latest = plus(now, 10 * hour);
  const earliest = plus(now, hour);
  const end = evening < latest ? evening : latest;
  return end > earliest ? end : earliest;
}

/** A moment later by so many milliseconds. */
export function plus(now: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(now) + milliseconds).toISOString();
}

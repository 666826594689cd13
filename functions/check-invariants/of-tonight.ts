import { londonDate } from "../core/calendar.ts";
import type { Instant } from "../core/texts.ts";

const nights = 7;
const day = 24 * 60 * 60 * 1000;

/** Each case is one night's of seven, by its reference, as those of an area are spread over its characters. */
export function isOfTonight(now: Instant): (reference: string) => boolean {
  const tonight = (Date.parse(londonDate(now)) / day) % nights;
  return (reference) => nightOf(reference) === tonight;
}

function nightOf(reference: string): number {
  return [...reference].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % nights, 0);
}

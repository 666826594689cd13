import type { Case } from "./case.ts";
import { type Progress, progressNow } from "./progress.ts";
import type { Closure } from "./words.ts";

/** What a referrer may hear after the acknowledgement: that somebody is in touch, and that the referral is finished. */
export const referrerNews = ["referrer-in-touch", "referrer-finished"] as const;
export type ReferrerNews = (typeof referrerNews)[number];

const newsAt: Partial<Record<Progress["progress"], ReferrerNews>> = {
  "in-touch": "referrer-in-touch",
  supported: "referrer-in-touch",
  finished: "referrer-finished",
};

/** Endings that are the person's own affair, or of which the referrer of this case is not told. */
const notTold: readonly Closure[] = ["withdrew", "died", "duplicate", "transferred-area"];

/**
 * The news that is true now, if the referrer may hear any: they asked to hear back, have an address, and the person
 * agreed. Whoever refers themselves hears as the person. Source: the HTTP contract, "Public".
 */
export function newsForReferrer(given: Case): ReferrerNews | undefined {
  const { referrerKind, acknowledge, hearBack, consents } = given;
  const mayHear = acknowledge.referrer && hearBack === true && consents.shareBackWithReferrer;
  if (!mayHear || referrerKind === "self") return undefined;
  const ending = given.exit?.closure ?? (given.stage === "closed" ? given.closure : undefined);
  return ending && notTold.includes(ending) ? undefined : newsAt[progressNow(given)];
}

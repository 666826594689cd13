import { at, datePlusDays, londonDate } from "./calendar.ts";
import type { Addressee } from "./due-now.ts";
import type { Instant } from "./texts.ts";

/**
 * Emails a day to an address that somebody typed and no code was ever used from: it may be anybody's.
 * Source: the HTTP contract, "Public".
 */
export const mostEmailsADay = 3;

/** London time at which what was kept back is due again. */
const dueAgainTime = "09:00";

/** Whether an email counts: those to addresses of a referral do, but for the acknowledgement of a new one. */
export function isLimited(email: string, to: Addressee): boolean {
  return typeof to === "string" && !email.startsWith("acknowledge-");
}

/** Until when an email waits whose address has had as many as it may have today. */
export function keptBackUntil(now: Instant): Instant {
  return at(datePlusDays(londonDate(now), 1), dueAgainTime);
}

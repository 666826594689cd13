import { z } from "zod";
import { londonDate } from "./calendar.ts";
import type { Case } from "./case.ts";
import type { CaseEvent, Recipient } from "./events.ts";
import { Instant } from "./texts.ts";
import { type CallTime, callTimes } from "./words.ts";

/** A call that a person has asked for and that nobody has answered yet. */
export const AskedCall = z.strictObject({ at: Instant, when: z.enum(callTimes).optional() });
export type AskedCall = z.infer<typeof AskedCall>;

/**
 * The call that is still asked for after an event. Whoever talks with the person, tries to, or writes down what came
 * of it has answered; so has the end of the case.
 */
export function callAfter(given: Case, event: CaseEvent): AskedCall | undefined {
  switch (event.type) {
    case "call-asked":
      return { at: event.at, when: event.when };
    case "task-attempted":
      return event.result === "needs-more-time" ? given.callAsked : undefined;
    case "follow-up-recorded":
      return event.outcome === "not-reached" ? given.callAsked : undefined;
    case "contact-agreed":
    case "appointment-attended":
    case "plan-agreed":
    case "review-held":
    case "person-told":
    case "note-added":
    case "case-closed":
      return undefined;
    default:
      return given.callAsked;
  }
}

/** Whether asking now, for this time of day, would say what was said today already. */
export function isAskedToday({ callAsked }: Case, when: CallTime | undefined, now: Instant): boolean {
  return callAsked !== undefined && callAsked.when === when && londonDate(callAsked.at) === londonDate(now);
}

const callPrefix = "call:";

/** The email that tells of a call: one for each day in London, however often the person asks. */
export function callEmail({ at }: AskedCall): string {
  return `${callPrefix}${londonDate(at)}`;
}

export function isCallEmail(email: string): boolean {
  return email.startsWith(callPrefix);
}

/** Who is to call: the coach, and the lead until there is one. */
export function whoCalls({ coach }: Case): Recipient {
  return coach === undefined ? { role: "lead" } : { staff: coach };
}

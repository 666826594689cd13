import { inWords } from "./calendar.ts";
import type { CaseEvent } from "./events.ts";
import type { AppointmentChannel, AttemptResult } from "./words.ts";

type ContactEvent = "task-attempted" | "contact-agreed" | "person-told";

const channelWords: Record<AppointmentChannel, string> = {
  "in-person": "in person",
  phone: "by phone",
  video: "by video call",
  "community-venue": "in a local place",
};

/** How an appointment takes place, inside a sentence. */
export function channelInWords(channel: AppointmentChannel): string {
  return channelWords[channel];
}

const attemptWords: Record<AttemptResult, string> = {
  "could-not-reach": "The coach could not reach the person",
  "did-not-attend": "The person did not come to the appointment",
  rearranged: "The coach and the person agreed another time for the appointment",
  "not-reached": "The person was not reached for the follow-up",
  "needs-more-time": "More time was asked for this task",
};

/** How the person was reached, or not, and what was agreed with them. */
export const contactSentences: {
  readonly [Type in ContactEvent]: (event: Extract<CaseEvent, { type: Type }>) => string;
} = {
  "task-attempted": ({ result, nextAt, at }) =>
    `${attemptWords[result]}.${nextAt ? ` Next: ${inWords(nextAt, at)}.` : ""}`,
  "contact-agreed": ({ channel, appointmentAt, at }) =>
    `The coach agreed a first appointment${channel ? ` ${channelInWords(channel)}` : ""}${appointmentAt ? ` for ${inWords(appointmentAt, at)}` : ""}.`,
  "person-told": () =>
    "The coach told the person that it is voluntary, has no effect on benefits, is not shared with the Jobcentre, and how to stop.",
};

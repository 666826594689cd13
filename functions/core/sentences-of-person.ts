import type { CaseEvent } from "./events.ts";
import type { PersonEvent } from "./events-of-person.ts";
import type { CallTime } from "./words.ts";

type PersonSentences = {
  readonly [Type in PersonEvent["type"]]: (event: Extract<CaseEvent, { type: Type }>) => string;
};

const callTimeWords: Record<CallTime, string> = {
  morning: "in the morning",
  afternoon: "in the afternoon",
  evening: "in the evening",
};

/** When in the day a person likes to be called, inside a sentence. */
export function callTimeInWords(when: CallTime): string {
  return callTimeWords[when];
}

/** What the person brought about from their own page. */
export const personSentences: PersonSentences = {
  "call-asked": ({ when }) =>
    `The person asked for a call${when === undefined ? "" : `, best ${callTimeInWords(when)}`}.`,
};

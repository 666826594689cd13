import { inWords } from "./calendar.ts";
import type { CaseEvent } from "./events.ts";

type EmailEvent = "email-intended" | "email-sent" | "email-delayed" | "email-dropped";

const emailWords = {
  person: "the person",
  referrer: "the referrer",
  "former-address": "the address that the person had before",
} as const;

/** What became of the emails of a case. */
export const emailSentences: {
  readonly [Type in EmailEvent]: (event: Extract<CaseEvent, { type: Type }>) => string;
} = {
  "email-intended": ({ to }) => `An email to ${addresseeInWords(to)} is about to go out.`,
  "email-sent": () => "The email went out.",
  "email-delayed": ({ until, at }) =>
    `The address has had as many emails today as it may have. This one waits until ${inWords(until, at)}.`,
  "email-dropped": ({ because }) =>
    ({
      "no-longer-true": "An email was not sent, because it was no longer true.",
      "no-address": "An email was not sent, because there was no address.",
      rejected: "An email was not sent, because the address was refused.",
    })[because],
};

function addresseeInWords(to: Extract<CaseEvent, { type: "email-intended" }>["to"]): string {
  if (typeof to === "string") return emailWords[to];
  if ("staff" in to) return "the coach";
  return { lead: "the area lead", duty: "the duty officer", safeguarding: "the safeguarding lead" }[to.role];
}

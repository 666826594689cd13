import { dateInWords } from "./calendar.ts";
import type { CaseEvent } from "./events.ts";
import type { CommandEvent } from "./events-of-commands.ts";
import { formatReference } from "./reference.ts";
import type { ConsentName, PlanReader } from "./words.ts";

type CommandSentences = {
  readonly [Type in CommandEvent["type"]]: (event: Extract<CaseEvent, { type: Type }>) => string;
};

const consentWords: Record<ConsentName, string> = {
  shareBackWithReferrer: "telling the referrer how things go",
  contactEmployer: "contact with the employer",
  shareWithGp: "sharing with the GP",
  evaluation: "contact for evaluation",
};

const readerWords: Record<PlanReader, string> = { gp: "the GP", employer: "the employer" };

/** Who may be given the plan, inside a sentence. */
export function readerInWords(reader: PlanReader): string {
  return readerWords[reader];
}

/** What the person agreed to, in the words that staff use. */
export function consentInWords(which: ConsentName): string {
  return consentWords[which];
}

/** What coach and lead brought about outside the tasks. */
export const commandSentences: CommandSentences = {
  "request-kept": () => "Somebody asked for something that had happened already.",
  "consent-changed": ({ which, given, on, at }) =>
    `The person ${given ? "agreed to" : "took back their agreement to"} ${consentInWords(which)} on ${dateInWords(on, at)}.`,
  "contact-changed": ({ formerAddressNote }) =>
    `The contact details were changed.${formerAddressNote === undefined ? "" : " The address that the person had before is told."}`,
  "plan-shared": (event) => `The plan was shared with ${readerWords[event.with]}.`,
  "coach-reassigned": ({ because, overrodeCapacity }) =>
    `Another coach took over${because.length > 0 ? `: ${because.join("; ")}` : ""}.${overrodeCapacity ? " The coach takes more people than they have room for." : ""}`,
  "coach-left": () =>
    "The coach does not work here any more. The area lead sees to the person until another coach takes over.",
  transferred: ({ newReference }) =>
    `With the reference ${formatReference(newReference)} the person goes on in another area.`,
  merged: ({ into }) => `This referral was joined to ${formatReference(into)}, another of the same person.`,
  "continued-elsewhere": () => "The other case was told.",
  "duplicate-joined": ({ reference, receivedAt, at }) =>
    `Another referral of the same person, ${formatReference(reference)}, was joined to this one. It was received on ${dateInWords(receivedAt, at)}.`,
  "merge-undone": () =>
    "The referrals of this person had been joined to each other. This case is the one that goes on, where it was.",
  reopened: ({ because }) =>
    `The case was opened again${because.length > 0 ? `. The coach: ${because.join("; ")}` : ""}.`,
  "start-corrected": () => "What was recorded of the first appointment was corrected.",
  "exit-corrected": () => "What was recorded of the end of support was corrected.",
  "follow-up-corrected": ({ point }) =>
    `What was recorded of the follow-up after ${point === "13-weeks" ? "13" : "26"} weeks was corrected.`,
};

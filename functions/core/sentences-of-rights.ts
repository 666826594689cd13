import type { CaseEvent } from "./events.ts";
import type { RightsEvent } from "./events-of-rights.ts";
import type { ErasureReason } from "./words.ts";

type RightsSentences = {
  readonly [Type in RightsEvent["type"]]: (event: Extract<CaseEvent, { type: Type }>) => string;
};

const erasureWords: Record<Extract<CaseEvent, { type: "erasure-asked" }>["because"], string> = {
  "person-asked": "the person asked for it",
  "no-longer-needed": "it is not needed any more",
  "recorded-wrongly": "it should not have been recorded",
  "legal-obligation": "the law asks for it",
  retention: "the time for which it is kept is over",
  restored: "it was erased before, and came back from a backup",
  joined: "the case that it was joined to was erased",
};

/** A reason for erasing, for forms and sentences. */
export function erasureInWords(because: ErasureReason): string {
  return erasureWords[because];
}

/** What became of the record itself. */
export const rightsSentences: RightsSentences = {
  "legal-hold": ({ on }) =>
    on ? "The record is kept for a legal reason: nothing of it is erased." : "The legal hold ended.",
  "erasure-asked": ({ because }) => `The record is to be erased, because ${erasureWords[because]}.`,
  erased: () => "The person's details and all notes were erased. What happened stays, without the person.",
  "erasure-checked": () => "Nothing of the person was left behind.",
};

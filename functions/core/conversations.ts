import type { AreaRules } from "./area-rules.ts";
import type { Case } from "./case.ts";
import type { actionKinds, actionOwners, ConsentName } from "./words.ts";

/** Talks about a person with somebody else, and the consent without which a coach holds none. */
export const conversationKinds = ["employer-conversation", "fit-note-conversation"] as const;
export type ConversationKind = (typeof conversationKinds)[number];

const consentFor: Record<ConversationKind, ConsentName> = {
  "employer-conversation": "contactEmployer",
  "fit-note-conversation": "shareWithGp",
};

interface Planned {
  readonly kind: (typeof actionKinds)[number];
  readonly by: (typeof actionOwners)[number];
}

/** The consent that the coach needs to begin this action; undefined where none is, or where it is not the coach's. */
export function consentToBegin({ kind, by }: Planned): ConsentName | undefined {
  const isTalk = kind === "employer-conversation" || kind === "fit-note-conversation";
  return isTalk && by === "coach" ? consentFor[kind] : undefined;
}

const openingOfFitNote = {
  "gp-initiated":
    "In this area the GP practice starts the talk about a fit note and refers the person. Do not start it yourself: ask the person to speak with their practice.",
  direct: "In this area you can arrange a talk about the fit note yourself, if the person agrees.",
} as const;
const openingUnknown =
  "Your area has not said who starts a talk about a fit note. Ask your area's lead before you do.";

/**
 * How a coach goes about each talk in this area, with the consent as it stands. The talk can be planned before there
 * is consent; it is begun after. Source of the fit note's two ways: the area's rules, published or a default.
 */
export function conversationsView({ consents, consentedOn }: Case, { fitNoteModel }: AreaRules) {
  return conversationKinds.map((kind) => {
    const needs = consentFor[kind];
    const consent = { which: needs, given: consents[needs], on: consentedOn?.[needs] };
    if (kind === "employer-conversation") return { kind, consent, says: howToTalkWithEmployer };
    const { value, mark, source } = fitNoteModel;
    const opening = value === null ? openingUnknown : openingOfFitNote[value];
    return { kind, consent, says: [opening], fitNoteModel: { value, mark, source } };
  });
}
export type ConversationView = ReturnType<typeof conversationsView>[number];

const howToTalkWithEmployer = [
  "Agree with the person beforehand what you will say, and whether they want to be there.",
  "Speak about work and what would help. Say nothing about their health, their appointments or their benefits.",
];

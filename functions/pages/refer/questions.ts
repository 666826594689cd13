import type { Choice, Field, Values } from "../fields.ts";

// Questions that both the person's own pages and the professional's one page ask, in the words of each.

export const yesOrNo: readonly Choice[] = [
  ["true", "Yes"],
  ["false", "No"],
];

export const workChoices = (words: readonly [string, string, string, string]): readonly Choice[] => [
  ["in-work", words[0]],
  ["in-work-off-sick", words[1]],
  ["self-employed", words[2]],
  ["out-of-work", words[3]],
];

export const barrierChoices: readonly Choice[] = [
  ["mental-health", "Mental health", "For example, feeling low, anxious or stressed"],
  ["musculoskeletal", "Pain in the back, joints or muscles"],
  ["long-term-condition", "A long-term illness", "For example, diabetes, asthma or long COVID"],
  ["neurodivergence", "Being neurodivergent", "For example, autism, ADHD or dyslexia"],
  ["sensory-or-physical", "A disability of the body, sight or hearing"],
  ["learning-disability", "A learning disability"],
  ["other", "Something else"],
  ["prefer-not-to-say", "Prefer not to say"],
];

export const channelChoices: readonly Choice[] = [
  ["phone", "Phone"],
  ["text", "Text message"],
  ["email", "Email"],
  ["video", "Video call"],
  ["in-person", "In person"],
  ["letter", "Letter"],
];

/** The values are the words that a coach reads. */
const needs = [
  "Large print",
  "Easy read",
  "Braille or audio",
  "British Sign Language",
  "Text, no phone calls",
  "More time, or short meetings",
  "Somebody with me",
];

/** What somebody needs to be able to talk with us (Accessible Information Standard), and what is on no list. */
export function needsFields(values: Values, label: string): Field[] {
  const ticked = values.get("person.communicationNeeds")?.length ?? 0;
  return [
    {
      type: "checkboxes",
      name: "person.communicationNeeds",
      label,
      hint: "Choose all that help.",
      short: "Needs",
      choices: needs.map((need): Choice => [need, need]),
    },
    {
      type: "text",
      name: "person.communicationNeeds.other",
      label: "Anything else that helps",
      short: "Also",
      // It goes to the end of the list.
      alsoAt: `/person/communicationNeeds/${ticked}`,
    },
  ];
}

/** Said wherever somebody may write freely: nobody reads along. */
export const notWatched =
  "Nobody reads this at night or at weekends. If you need help now, use the numbers at the end of this page.";

import { columns } from "./columns.ts";
import { dimensions, otherDimensions } from "./dimensions.ts";
import { measures } from "./measures.ts";

/** Words that stand for something a reader might miss in the figures. */
const wordsForMissing = [
  { category: "not-reached", means: "The person was asked for the outcome and could not be reached." },
  { category: "not-asked", means: "Nobody is asked after such an ending, or the person had left before." },
  { category: "not-yet-due", means: "The outcome is still to be recorded; the time for it is not up." },
  {
    category: "no-first-appointment",
    means: "No first appointment had been attended by the moment counted.",
  },
  { category: "no-plan", means: "No plan had been agreed by the moment counted." },
  { category: "not-known", means: "The referral did not say." },
] as const;

/**
 * Everything that is to be known of measures.csv, as data: its columns, measures and dimensions. The computation, the
 * CSVW metadata, the data dictionary and the report read this and nothing else.
 */
export const registry = {
  columns,
  measures,
  dimensions: [...otherDimensions, ...dimensions],
  wordsForMissing,
} as const;

/** How each profile withholds. Sources: domain.md, "Disclosure control"; the HTTP contract, "Exports". */
export const profileWords = {
  nhs:
    "Counts of 1 to 7 are withheld (*) and other counts are rounded to the nearest 5; 0 stays 0. Figures of England " +
    "to which 3 or more areas contribute are exact.",
  strict: "Counts of 1 to 4 are withheld (*) at every level; other counts are exact; 0 stays 0.",
} as const;

/** What holds under both profiles, for everybody who reads figures. */
export const disclosureWords = [
  "Each total is counted from the true figures and rounded by itself, so rounded parts may not add up to it.",
  "Percentages are worked out from the figures as published.",
  "Times are told only where they come from 8 people or more.",
  "Before a release is made, it is checked whether somebody could work out a small figure from others, of this release " +
    "or of earlier ones of the same quarter. Where they could, other figures are withheld too.",
] as const;

/** What is not part of that check. */
export const notChecked = [
  "A release that corrects an earlier one shows how much each figure has changed, even by 1 case.",
  "After some endings nobody is asked for an outcome. So the reasons why cases ended can tell how many were not asked.",
  "Figures of one quarter can help somebody to guess those of the next.",
] as const;

/** The check, for those who examine it. */
export const auditWords =
  "The check computes linear bounds on each withheld figure, over the release's own margins and all earlier releases of " +
  "its quarter. What is withheld for it bears the note secondary; what turns out not to be needed is told.";

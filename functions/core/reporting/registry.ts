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

/** What holds under both profiles. */
export const disclosureWords =
  "Totals are computed from the true figures and rounded by themselves, so rounded parts need not add up. " +
  "Percentages come from the figures as published. Medians are told from 8 people on. Before a release is written it " +
  "is checked with linear bounds, over its own margins and all earlier releases of its quarter: where a small figure " +
  "could be worked out, others are withheld too (note: secondary), and those that turn out not to be needed are told. " +
  "Three things are not checked. A release that corrects an earlier one shows by how much each figure has changed, " +
  "be it by 1 case. That nobody is asked for an outcome (not-asked) follows from some reasons why a case ended. And " +
  "figures of one quarter can help to guess those of the next.";

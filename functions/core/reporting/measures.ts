import { endOf } from "./facts.ts";
import { when } from "./findings.ts";
import type { Measure } from "./measure.ts";
import { countMeasures, endings } from "./measures-of-cases.ts";
import { timeMeasures } from "./measures-of-time.ts";

const people: Measure = {
  kind: "people",
  name: "people",
  title: "People referred",
  definition:
    "Different people whose referral was received in the quarter. Somebody referred twice, or through two areas, is " +
    "one person. Do not add: a person may be in the figures of several areas and quarters.",
  unit: "people",
  statistics: ["count"],
  numerator: "Different people with a referral received in the quarter.",
  denominator: "None: it is the whole.",
  excludes:
    "Referrals closed as the duplicate of another: the person counts with the referral that goes on. People who " +
    "were redirected because they live in no pilot area.",
  missing:
    "Two cases are of one person where name, date of birth and postcode, or the NHS number, are the same. A case " +
    "whose details were erased, or kept before people were told apart, counts as one person.",
  sourceEvents: ["referral-received", "person-indexed", "merged", "duplicate-joined", ...endings],
  find: (facts, period) =>
    endOf(facts)?.closure === "duplicate" ? undefined : when(facts.receivedAt, period),
};

const redirected: Measure = {
  kind: "counter",
  name: "redirected-out-of-area",
  title: "Redirected, in no pilot area",
  definition:
    "Referrals in the quarter from places in no pilot area: no case was made, and who called was not kept. " +
    "They belong to no area, so only England's figure can be more than 0.",
  unit: "cases",
  statistics: ["count"],
  numerator: "Referrals that were answered with another service, because the place is in no pilot area.",
  denominator: "None: it is the whole.",
  excludes: "Referrals that an area's lead redirected after looking: those are exits with not-eligible-area.",
  missing: "Nothing but their number was kept.",
  sourceEvents: [],
};

/** Every measure that is published, as data, in the order of publication. Source of names: the HTTP contract, "Exports". */
export const measures: readonly Measure[] = [...countMeasures, people, ...timeMeasures, redirected];

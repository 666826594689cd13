import { ageBands } from "../events.ts";
import type { Instant } from "../texts.ts";
import { barriers, closures, employmentStatuses, planTypes, referrerKinds } from "../words.ts";
import { type CaseFacts, endOf } from "./facts.ts";

export const dimensionNames = [
  "none",
  "referrer-kind",
  "employment-status-at-first-appointment",
  "main-barrier",
  "age-band",
  "plan-type",
  "closure",
  "outcome",
  "place",
] as const;
export type DimensionName = (typeof dimensionNames)[number];

/** Names of an area's local authorities by ONS code; undefined for England, which is not told by place. */
export type Places = ReadonlyMap<string, string>;

/** One case as one measure counted it: dimensions tell what was known of it at that moment. */
export interface Counted {
  readonly facts: CaseFacts;
  readonly at: Instant;
  /** What the measure itself found: for the measures of outcomes. */
  readonly outcome?: string;
}

export interface Dimension {
  readonly name: Exclude<DimensionName, "none" | "outcome">;
  readonly title: string;
  readonly definition: string;
  /** The category of cases of which it is not known. */
  readonly missing: string;
  /** Every category, in the order of publication: each is a row, however few it counts. */
  categories(places: Places): readonly string[];
  categoryOf(counted: Counted, places: Places): string;
}

const noFirstAppointment = "no-first-appointment";
const noPlan = "no-plan";
const notEnded = "not-ended";
const elsewhere = "elsewhere";
const notKnown = "not-known";

/** The ways of telling a measure apart, one at a time. Source: the HTTP contract, "Exports". */
export const dimensions: readonly Dimension[] = [
  {
    name: "referrer-kind",
    title: "Who referred",
    missing: "None: every referral says it.",
    definition: "Who referred the person.",
    categories: () => referrerKinds,
    categoryOf: ({ facts }) => facts.referrerKind,
  },
  {
    name: "employment-status-at-first-appointment",
    title: "Employment status at first appointment",
    missing: `${noFirstAppointment}: there had been none by the moment counted.`,
    definition:
      "Employment status as recorded at the first appointment that was attended; " +
      `${noFirstAppointment} where there had been none by the moment counted. It is not an outcome.`,
    categories: () => [...employmentStatuses, noFirstAppointment],
    categoryOf: (counted) => startBy(counted)?.employmentStatus ?? noFirstAppointment,
  },
  {
    name: "main-barrier",
    title: "Main barrier",
    missing: "prefer-not-to-say: the person did not wish to. Before a first appointment, the referral's.",
    definition:
      "The main barrier as the person said it at the first appointment; as told in the referral where there " +
      "had been no first appointment by the moment counted.",
    categories: () => barriers,
    categoryOf: (counted) => startBy(counted)?.mainBarrier ?? counted.facts.mainBarrier,
  },
  {
    name: "age-band",
    title: "Age",
    missing: "None: every referral has a date of birth.",
    definition: "Age in whole years on the day the referral was received.",
    categories: () => ageBands,
    categoryOf: ({ facts }) => facts.ageBand,
  },
  {
    name: "plan-type",
    title: "Type of plan",
    missing: `${noPlan}: none had been agreed by the moment counted.`,
    definition: `The type of the plan agreed; ${noPlan} where none had been agreed by the moment counted.`,
    categories: () => [...planTypes, noPlan],
    categoryOf: ({ facts, at }) => (facts.plan && facts.plan.agreedAt <= at ? facts.plan.planType : noPlan),
  },
  {
    name: "closure",
    title: "Why the case ended",
    missing: "None: every case that has ended says why.",
    definition: "Why the case ended.",
    categories: () => closures,
    categoryOf: ({ facts }) => endOf(facts)?.closure ?? notEnded,
  },
  {
    name: "place",
    title: "Local authority",
    missing: `${notKnown}: the referral did not say; ${elsewhere}: outside the area's own.`,
    definition:
      "The local authority where the person lived when the referral was received; " +
      `${elsewhere} outside the area's own, ${notKnown} where the referral did not say.`,
    categories: (places) => [...places.values(), elsewhere, notKnown],
    categoryOf: ({ facts }, places) =>
      facts.authority === undefined ? notKnown : (places.get(facts.authority) ?? elsewhere),
  },
];

/** The two ways of telling that need no rule of their own: the whole, and what an outcome measure itself found. */
export const otherDimensions = [
  {
    name: "none",
    title: "The whole",
    definition: "The measure as a whole, in category all; of within-standard, the clock is the category.",
    missing: "Nothing is left out of the whole.",
  },
  {
    name: "outcome",
    title: "Outcome",
    definition: "The outcome recorded at the exit or at the follow-up.",
    missing:
      "not-reached: asked in vain; not-asked: this ending asks for none, or the person left before; not-yet-due: " +
      "still to be answered.",
  },
] as const satisfies readonly ({ readonly name: DimensionName } & Pick<
  Dimension,
  "title" | "definition" | "missing"
>)[];

function startBy({ facts, at }: Counted): CaseFacts["start"] {
  return facts.start && facts.start.heldAt <= at ? facts.start : undefined;
}

import type { AreaRules } from "../area-rules.ts";
import { boundsOfMonth, boundsOfQuarter, londonDate } from "../calendar.ts";
import type { EventType } from "../events.ts";
import type { Instant } from "../texts.ts";
import type { DimensionName } from "./dimensions.ts";
import type { CaseFacts } from "./facts.ts";

/** What a figure is counted over, in London time. A published period is a whole calendar quarter. */
export interface Period {
  /** "2026-Q1". */
  readonly name: string;
  /** The first moment of the period, and the first after it. */
  readonly from: Instant;
  readonly until: Instant;
}

/** The area's own clocks in working days, as in force when the referral was received. */
export interface Standards {
  /** From receipt to first contact. */
  readonly firstContact: number;
  /** From receipt to the first appointment. */
  readonly firstAppointment: number;
  /** From the first appointment to the plan. */
  readonly plan: number;
}

/** What a measure finds in one case. */
export interface Finding {
  /** The moment it happened, or that it is counted as at. */
  readonly at: Instant;
  readonly workingDays?: number;
  readonly outcome?: string;
  readonly withinStandard?: boolean;
}

/** What a reader must know of a measure to quote its figures rightly; all of it in plain words. */
interface Described {
  readonly name: string;
  /** A few words that head a column or a chart. */
  readonly title: string;
  readonly definition: string;
  /** What `value` counts, or of what it is a median or percentile. */
  readonly numerator: string;
  /** What `denominator` counts. */
  readonly denominator: string;
  /** What a reader might expect in the figure and does not find there. */
  readonly excludes: string;
  /** Where cases are found of which the fact was not recorded. */
  readonly missing: string;
  /** The events that the figure is derived from; every correction of them counts as at the release's as-at date. */
  readonly sourceEvents: readonly EventType[];
}

interface OfCases extends Described {
  /** Besides `none`. */
  readonly dimensions: readonly DimensionName[];
  /** What counts of this case in this period; undefined where nothing does. */
  find(facts: CaseFacts, period: Period, standards: Standards): Finding | undefined;
}

/** How many cases; with `outcomes`, told by dimension `outcome` in these categories. */
export interface CountMeasure extends OfCases {
  readonly kind: "count";
  readonly unit: "cases";
  readonly statistics: readonly ["count"];
  readonly outcomes?: readonly string[];
}

/** How long: median and 90th percentile. */
export interface DaysMeasure extends OfCases {
  readonly kind: "days";
  /** The count measure whose cases these are, one by one: its figures are the denominators. */
  readonly over: string;
  readonly unit: "working-days";
  readonly statistics: readonly ["median", "p90"];
}

/** How many of those who came so far did so in time; its clock is the category. */
export interface ShareMeasure extends OfCases {
  readonly kind: "share";
  /** The count measure whose cases these are: its total is the denominator. */
  readonly over: string;
  readonly unit: "cases";
  readonly statistics: readonly ["count"];
  readonly category: string;
}

/** How many different people, by the keys of their cases. It is never told by a dimension and never added up. */
export interface PeopleMeasure extends Described {
  readonly kind: "people";
  readonly unit: "people";
  readonly statistics: readonly ["count"];
  find(facts: CaseFacts, period: Period): Finding | undefined;
}

/** A count that no case tells, because no case was made; it is passed in. */
export interface CounterMeasure extends Described {
  readonly kind: "counter";
  readonly unit: "cases";
  readonly statistics: readonly ["count"];
}

export type CaseMeasure = CountMeasure | DaysMeasure | ShareMeasure;
export type Measure = CaseMeasure | PeopleMeasure | CounterMeasure;

/** A calendar quarter of London as a period. Refuses anything not written as "2026-Q1". */
export function periodOf(quarter: string): Period {
  const { from, until } = boundsOfQuarter(quarter);
  return { name: quarter, from, until };
}

/** How a month is written: "2026-03". */
export const writtenMonth = /^20\d\d-(0[1-9]|1[0-2])$/;

/** A calendar month of London: for running the service, never for publication. Refuses all but "2026-03". */
export function periodOfMonth(month: string): Period {
  const { from, until } = boundsOfMonth(month);
  return { name: month, from, until };
}

/** The clocks that an area's rules set as standards. */
export function standardsOf({ clocks }: Pick<AreaRules, "clocks">): Standards {
  return {
    firstContact: clocks.contactWorkingDays.value,
    firstAppointment: clocks.assessmentWorkingDays.value,
    plan: clocks.planWorkingDays.value,
  };
}

/**
 * Of an area's rules, oldest first, those that were in force when a referral was received: a case is held to their
 * clocks whatever has been published since. Who was referred before the first has the first.
 */
export function rulesAtReceipt(versions: readonly AreaRules[], receivedAt: Instant): AreaRules | undefined {
  const day = londonDate(receivedAt);
  return versions.findLast(({ effectiveFrom }) => effectiveFrom <= day) ?? versions[0];
}

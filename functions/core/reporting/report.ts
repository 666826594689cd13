import type { Row } from "./build.ts";
import type { Profile } from "./disclosure.ts";
import type { Lines } from "./find-row.ts";
import type { Standards } from "./measure.ts";
import {
  categoryInWords,
  measureInWords,
  shareInWords,
  shownInWords,
  valueInWords,
} from "./words-of-rows.ts";

/** One line of a chart. Only figures as published come into one; what is withheld has no length, and says why. */
export interface ChartLine {
  readonly label: string;
  readonly text: string;
  /** How far the bar goes. Undefined where it is withheld, or there is nothing to tell. */
  readonly length?: number;
  /** How far a thin line goes on from the bar. */
  readonly reach?: number;
  /** Where the standard is. */
  readonly standard?: number;
}

/** A chart with the table that says the same. Each row of the table begins with what it is about. */
export interface Part {
  readonly caption: string;
  readonly lines: readonly ChartLine[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly [string, ...string[]])[];
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly says: readonly string[];
  readonly parts: readonly Part[];
}

/** What a report tells of a release, from its rows as published and from nothing else. */
export interface ReportAsked {
  readonly lines: Lines;
  readonly profile: Profile;
  /** The area's own standards on the quarter's last day. England has none: each area has its own. */
  readonly standards?: Standards | undefined;
}

export function sectionsOf(asked: ReportAsked): Section[] {
  return [funnelSection(asked), timeSection(asked), outcomesSection(asked), ...breakdownSections(asked)];
}

/** The steps of the journey, in its order. */
export const steps = ["referrals", "accepted", "contacted", "starts", "plans-agreed", "completions"] as const;

function funnelSection({ lines, profile }: ReportAsked): Section {
  const rows = steps.map((measure) => lines.find({ measure }));
  return {
    id: "steps",
    title: "How many came to each step",
    says: [
      "Each line counts what happened in the quarter, so the lines are not about the same cases: a person who was referred late in the quarter may start in the next.",
      `Cases open at the end of the quarter: ${valueInWords(lines.find({ measure: "open-cases" }), profile)}. Accepted cases waiting for a coach then: ${valueInWords(lines.find({ measure: "waiting" }), profile)}.`,
    ],
    parts: [
      {
        caption: "Cases that came to each step in the quarter",
        lines: rows.map((row) => lineOf(measureInWords(row), row, profile)),
        columns: ["Step", "Cases"],
        rows: rows.map((row) => [measureInWords(row), valueInWords(row, profile)]),
      },
    ],
  };
}

/** Each step that has a standard: its days, its share in time, and its place among the standards. */
export const timedSteps = [
  { days: "days-to-first-contact", kept: "first-contact", standard: "firstContact" },
  { days: "days-to-first-appointment", kept: "first-appointment", standard: "firstAppointment" },
  { days: "days-to-plan", kept: "plan", standard: "plan" },
] as const;

function timeSection({ lines, profile, standards }: ReportAsked): Section {
  const waits = timedSteps.map(({ days, kept, standard }) => ({
    median: lines.find({ measure: days, statistic: "median" }),
    p90: lines.find({ measure: days, statistic: "p90" }),
    kept: lines.find({ measure: "within-standard", category: kept }),
    standard: standards?.[standard],
  }));
  return {
    id: "time",
    title: "How long each step took",
    says: [
      "Times are in working days. Days on hold are part of how long people waited, but do not count against a standard.",
      standards
        ? "The area's own standard on the quarter's last day is drawn as an upright line. Each case is held to the standard in force when it was referred."
        : "Each area has its own standards, and each case is held to those of its area when it was referred.",
    ],
    parts: [
      {
        caption:
          "Working days: half of the cases took no longer than the bar, and 9 in 10 no longer than the thin line",
        lines: waits.map(({ median, p90, standard }) => ({
          label: measureInWords(median),
          text:
            median.value === "*" || p90.value === "*"
              ? valueInWords(median, profile)
              : `half: ${median.value}, 9 in 10: ${p90.value}`,
          ...drawn("length", median.value),
          ...drawn("reach", p90.value),
          ...drawn("standard", standard),
        })),
        columns: ["Step", "Half took no more than", "9 in 10 took no more than", "Cases", "Standard"],
        rows: waits.map(({ median, p90, standard }) => [
          measureInWords(median),
          valueInWords(median, profile),
          valueInWords(p90, profile),
          median.denominator === "" ? "" : shownInWords(median.denominator),
          standard === undefined ? "Each area's own" : `${standard}`,
        ]),
      },
      {
        caption: "Share of cases that kept to the area's own standard",
        lines: waits.map(({ kept }) => shareLine(categoryInWords(kept.category), kept, profile)),
        columns: ["Step", "Cases within the standard", "Share"],
        rows: waits.map(({ kept }) => shareRow(kept, profile)),
      },
    ],
  };
}

/** The points at which outcomes are told. */
export const outcomePoints = [
  ["outcomes-at-exit", "Outcomes when support ended"],
  ["outcomes-at-13-weeks", "Outcomes 13 weeks later"],
  ["outcomes-at-26-weeks", "Outcomes 26 weeks later"],
] as const;

function outcomesSection(asked: ReportAsked): Section {
  return {
    id: "outcomes",
    title: "Outcomes",
    says: [
      "Cases with no known outcome are counted in the total: not reached, not asked and not yet due each have a line.",
      "The three points count different cases: those that ended in the quarter, and those that ended 13 or 26 weeks before.",
    ],
    parts: outcomePoints.map(([measure, caption]) => breakdown(asked, measure, "outcome", caption)),
  };
}

/** What is told apart in a section of its own, beside the outcomes. */
export const breakdowns = [
  {
    id: "employment",
    title: "Employment status at first appointment",
    measure: "starts",
    dimension: "employment-status-at-first-appointment",
    mind: "This is how people were when they came. It is not an outcome: it does not show whether anybody has found or lost work since.",
  },
  {
    id: "barriers",
    title: "Main barrier to work",
    measure: "starts",
    dimension: "main-barrier",
    mind: "The main barrier is what the person said at the first appointment. It is not a diagnosis.",
  },
  {
    id: "referrers",
    title: "Who referred",
    measure: "referrals",
    dimension: "referrer-kind",
    mind: "Of all referrals received in the quarter.",
  },
  {
    id: "ages",
    title: "Age",
    measure: "referrals",
    dimension: "age-band",
    mind: "Age on the day of the referral, of all referrals received in the quarter.",
  },
  {
    id: "closures",
    title: "Why cases ended",
    measure: "exits",
    dimension: "closure",
    mind: "Of all cases that ended in the quarter, before or after a first appointment.",
  },
  {
    id: "places",
    title: "Where people live",
    measure: "referrals",
    dimension: "place",
    mind: "The local authority when the referral was received.",
  },
] as const;

function breakdownSections(asked: ReportAsked): Section[] {
  return breakdowns.flatMap(({ id, title, measure, dimension, mind }) => {
    const part = breakdown(asked, measure, dimension, "Share of cases");
    return part.rows.length === 0 ? [] : [{ id, title, says: [mind], parts: [part] }];
  });
}

function breakdown(
  { lines, profile }: ReportAsked,
  measure: string,
  dimension: Row["dimension"],
  caption: string,
): Part {
  const rows = lines.by(measure, dimension);
  const [first] = rows;
  const whole = first && first.denominator !== "" ? ` (of ${shownInWords(first.denominator)})` : "";
  return {
    caption: `${caption}${whole}`,
    lines: rows.map((row) => shareLine(categoryInWords(row.category), row, profile)),
    columns: ["", "Cases", "Share"],
    rows: rows.map((row) => shareRow(row, profile)),
  };
}

function shareRow(row: Row, profile: Profile): [string, ...string[]] {
  return [categoryInWords(row.category), valueInWords(row, profile), shareInWords(row)];
}

function shareLine(label: string, row: Row, profile: Profile): ChartLine {
  const { percentage } = row;
  const isTold = percentage !== "" && percentage !== "*";
  const text = isTold ? `${percentage}% (${shownInWords(row.value)})` : valueInWords(row, profile);
  return { label, text, ...drawn("length", isTold ? percentage : undefined) };
}

function lineOf(label: string, row: Row, profile: Profile): ChartLine {
  return { label, text: valueInWords(row, profile), ...drawn("length", row.value) };
}

function drawn<Name extends string>(name: Name, value: number | "*" | "" | undefined) {
  return (typeof value === "number" ? { [name]: value } : {}) as { readonly [Key in Name]?: number };
}

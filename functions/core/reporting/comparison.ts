import type { Row } from "./build.ts";
import type { Profile } from "./disclosure.ts";
import type { Lines } from "./find-row.ts";
import { breakdowns, outcomePoints, steps, timedSteps } from "./report.ts";
import { categoryInWords, measureInWords, shareInWords, valueInWords } from "./words-of-rows.ts";

/** One figure of one release, as it was published. */
export interface Told {
  readonly words: string;
  /** In per cent, where there is a share to draw. */
  readonly share?: number;
}

export interface ComparedLine {
  readonly label: string;
  readonly own: Told;
  /** Undefined without a release of England to compare with. */
  readonly england?: Told;
}

export interface ComparedTable {
  readonly title: string;
  readonly mind?: string;
  readonly lines: readonly ComparedLine[];
}

/** Releases of the same quarter and under the same rule: other ones cannot be compared. */
export interface ToCompare {
  readonly own: Lines;
  readonly england?: Lines | undefined;
  readonly profile: Profile;
}

/** An area beside England, from what was published of both. England is told without places. */
export function comparisonOf(given: ToCompare): ComparedTable[] {
  return [
    {
      title: "How many came to each step",
      mind: "England has many more people. Compare the shares below, not these counts.",
      lines: steps.map((measure) => lineOf(given, (lines) => lines.find({ measure }), measureInWords)),
    },
    {
      title: "Cases within the area's own standard",
      lines: timedSteps.map(({ kept }) =>
        lineOf(given, (lines) => lines.find({ measure: "within-standard", category: kept }), byCategory),
      ),
    },
    {
      title: "Working days: half of the cases took no longer",
      lines: timedSteps.map(({ days }) =>
        lineOf(given, (lines) => lines.find({ measure: days, statistic: "median" }), measureInWords),
      ),
    },
    ...outcomePoints.map(([measure, title]) => tableOf(given, { title, measure, dimension: "outcome" })),
    ...breakdowns
      .filter(({ dimension }) => dimension !== "place")
      .map((breakdown) => tableOf(given, breakdown)),
  ];
}

interface Breakdown {
  readonly title: string;
  readonly measure: string;
  readonly dimension: Row["dimension"];
  readonly mind?: string;
}

function tableOf(given: ToCompare, { title, mind, measure, dimension }: Breakdown): ComparedTable {
  const categories = given.own.by(measure, dimension).map(({ category }) => category);
  return {
    title,
    ...(mind ? { mind } : {}),
    lines: categories.map((category) =>
      lineOf(given, (lines) => lines.find({ measure, dimension, category }), byCategory),
    ),
  };
}

function lineOf(
  { own, england, profile }: ToCompare,
  find: (lines: Lines) => Row,
  label: (row: Row) => string,
): ComparedLine {
  const row = find(own);
  return {
    label: label(row),
    own: toldOf(row, profile),
    ...(england ? { england: toldOf(find(england), profile) } : {}),
  };
}

function byCategory({ category }: Row): string {
  return categoryInWords(category);
}

function toldOf(row: Row, profile: Profile): Told {
  const { percentage } = row;
  if (typeof percentage !== "number") return { words: valueInWords(row, profile) };
  return { words: shareInWords(row), share: percentage };
}

/** What a column may hold: a text, or a number where a star stands for one that is withheld. */
type Holds = "text" | "number-or-star";

interface Column {
  readonly name: string;
  readonly title: string;
  readonly definition: string;
  readonly holds: Holds;
  /** Whether a line may leave it empty. */
  readonly mayBeEmpty: boolean;
  /** Whether it is one of those that together name a line. */
  readonly namesLine?: true;
}

/** The columns of measures.csv, in order. Source of names: the HTTP contract, "Exports". */
export const columns = [
  {
    name: "area_id",
    title: "Area id",
    definition: "The pilot area's id, or england for the whole country.",
    holds: "text",
    mayBeEmpty: false,
    namesLine: true,
  },
  {
    name: "area_name",
    title: "Area",
    definition: "The pilot area's name. A pilot area is not an integrated care board.",
    holds: "text",
    mayBeEmpty: false,
  },
  {
    name: "icb_code_at_event",
    title: "Board in the quarter",
    definition:
      "ODS code of the area's integrated care board as at the quarter's last day; empty for England, and where no " +
      "one code tells.",
    holds: "text",
    mayBeEmpty: true,
  },
  {
    name: "icb_code_today",
    title: "Board today",
    definition:
      "ODS code of the board that took its place, as at the day of the release; empty for England, and where the " +
      "board was split.",
    holds: "text",
    mayBeEmpty: true,
  },
  {
    name: "period",
    title: "Quarter",
    definition: "The calendar quarter, in London time, like 2026-Q1.",
    holds: "text",
    mayBeEmpty: false,
    namesLine: true,
  },
  {
    name: "measure",
    title: "Measure",
    definition: "What is counted or measured; the measures are defined below.",
    holds: "text",
    mayBeEmpty: false,
    namesLine: true,
  },
  {
    name: "statistic",
    title: "Statistic",
    definition: "count; median; or p90, which 9 in 10 cases did not exceed.",
    holds: "text",
    mayBeEmpty: false,
    namesLine: true,
  },
  {
    name: "unit",
    title: "Unit",
    definition:
      "What value is a number of: cases, people or working-days. One person may have several cases, so cases and " +
      "people are never added.",
    holds: "text",
    mayBeEmpty: false,
  },
  {
    name: "dimension",
    title: "Dimension",
    definition: "By what the measure is told apart in this line; none for the whole.",
    holds: "text",
    mayBeEmpty: false,
    namesLine: true,
  },
  {
    name: "category",
    title: "Category",
    definition: "The category of the dimension; all for the whole, and for within-standard its clock.",
    holds: "text",
    mayBeEmpty: false,
    namesLine: true,
  },
  {
    name: "value",
    title: "Value",
    definition:
      "The figure as it may be published: rounded as the release's profile says, 0 where there were none, and * " +
      "where it is withheld.",
    holds: "number-or-star",
    mayBeEmpty: false,
  },
  {
    name: "denominator",
    title: "Denominator",
    definition:
      "What value is a part of, or is taken over, as the measure says; under the same rules as value. Empty where " +
      "value is the whole.",
    holds: "number-or-star",
    mayBeEmpty: true,
  },
  {
    name: "percentage",
    title: "Percentage",
    definition:
      "Value of denominator in per cent, to one decimal, from the two figures as published; * if either is. Empty " +
      "where there is no denominator, or it is 0.",
    holds: "number-or-star",
    mayBeEmpty: true,
  },
  {
    name: "note",
    title: "Note",
    definition:
      "secondary: withheld, whatever number it is, because a small figure could be worked out. do not add: distinct " +
      "people. fewer than 3 areas: a figure of England under an area's rules, in profile nhs. no cases: nothing to " +
      "take a median of.",
    holds: "text",
    mayBeEmpty: true,
  },
] as const satisfies readonly Column[];

export type ColumnName = (typeof columns)[number]["name"];

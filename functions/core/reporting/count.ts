import { type Counted, type DimensionName, dimensions, type Places } from "./dimensions.ts";
import type { CaseFacts } from "./facts.ts";
import type { CaseMeasure, Finding, Measure, Period, Standards } from "./measure.ts";
import { measures } from "./measures.ts";

/** A true figure, before disclosure control. Not for publication. */
export interface Figure {
  readonly measure: Measure;
  readonly statistic: Measure["statistics"][number];
  readonly dimension: DimensionName;
  readonly category: string;
  /** A count of cases, or working days; undefined for the median of no cases. */
  readonly value: number | undefined;
  /** How many cases the value tells of. */
  readonly cases: number;
  /** The count that the value is a part of, or that it is taken over; undefined where it is the whole. */
  readonly of: number | undefined;
  /** Areas with a case in the value; where it is 0, areas with a case in `of`. */
  readonly areas: number;
}

export interface CountOf {
  readonly period: Period;
  /** The area's local authorities by name; undefined leaves the dimension `place` out. */
  readonly places: Places | undefined;
  readonly facts: Iterable<CaseFacts> | AsyncIterable<CaseFacts>;
  /** The standards that applied to a case. They are its area's, as in force when it was received. */
  readonly standardsOf: (facts: CaseFacts) => Standards;
  /** Referrals of the period that were in no pilot area, from the counter that keeps them. */
  readonly redirectedOutOfArea: number;
}

/** What is kept of the cases of one category. Memory grows with the categories and not with the cases. */
interface Cell {
  cases: number;
  readonly areas: Set<string>;
  within: number;
  readonly areasWithin: Set<string>;
  /** Cases by the working days that they took. */
  readonly days: Map<number, number>;
}

interface Table {
  readonly measure: CaseMeasure;
  readonly dimension: DimensionName;
  readonly cells: ReadonlyMap<string, Cell>;
  readonly categoryOf: (counted: Counted) => string;
}

/** Every true figure of a period, zeros included, in the order of publication and in one pass over the facts. */
export async function countFigures(asked: CountOf): Promise<Figure[]> {
  const tablesOf = new Map(measures.map((measure) => [measure, tablesFor(measure, asked.places)]));
  for await (const facts of asked.facts) {
    const standards = asked.standardsOf(facts);
    for (const [measure, tables] of tablesOf) {
      const found = measure.kind === "counter" ? undefined : measure.find(facts, asked.period, standards);
      if (found) for (const table of tables) add(table, facts, found);
    }
  }
  return [...tablesOf].flatMap(([measure, tables]) =>
    measure.kind === "counter" ? [counterFigure(measure, asked.redirectedOutOfArea)] : figuresOf(tables),
  );
}

function tablesFor(measure: Measure, places: Places | undefined): Table[] {
  if (measure.kind === "counter") return [];
  const category = measure.kind === "share" ? measure.category : "all";
  const tables: Table[] = [tableOf(measure, "none", [category], () => category)];
  for (const { name, categories, categoryOf } of dimensions) {
    if (!measure.dimensions.includes(name) || (name === "place" && !places)) continue;
    const known = places ?? new Map();
    tables.push(tableOf(measure, name, categories(known), (counted) => categoryOf(counted, known)));
  }
  if (measure.kind === "count" && measure.outcomes) {
    tables.push(tableOf(measure, "outcome", measure.outcomes, ({ outcome }) => outcome ?? ""));
  }
  return tables;
}

function tableOf(
  measure: CaseMeasure,
  dimension: DimensionName,
  categories: readonly string[],
  categoryOf: Table["categoryOf"],
): Table {
  return { measure, dimension, categoryOf, cells: new Map(categories.map((name) => [name, emptyCell()])) };
}

function emptyCell(): Cell {
  return { cases: 0, areas: new Set(), within: 0, areasWithin: new Set(), days: new Map() };
}

function add({ measure, cells, categoryOf }: Table, facts: CaseFacts, found: Finding): void {
  const category = categoryOf({ facts, ...found });
  const cell = cells.get(category);
  if (!cell) throw new Error(`${measure.name} has no category ${category}`);
  cell.cases += 1;
  cell.areas.add(facts.area);
  if (found.withinStandard) {
    cell.within += 1;
    cell.areasWithin.add(facts.area);
  }
  if (measure.kind === "days" && found.workingDays !== undefined) {
    cell.days.set(found.workingDays, (cell.days.get(found.workingDays) ?? 0) + 1);
  }
}

function figuresOf(tables: readonly Table[]): Figure[] {
  const whole = tables[0]?.cells.get("all");
  return tables.flatMap(({ measure, dimension, cells }) =>
    [...cells].flatMap(([category, cell]) =>
      measure.statistics.map((statistic) => {
        const place = { measure, statistic, dimension, category };
        return { ...place, ...numbersOf(place, cell, whole ?? cell) };
      }),
    ),
  );
}

function numbersOf(
  { measure, statistic, dimension }: Pick<Figure, "measure" | "statistic" | "dimension">,
  cell: Cell,
  whole: Cell,
): Pick<Figure, "value" | "cases" | "of" | "areas"> {
  if (measure.kind === "days") {
    const value = statistic === "median" ? medianOf(cell.days) : percentileOf(cell.days, 90);
    return { value, cases: cell.cases, of: cell.cases, areas: cell.areas.size };
  }
  const isShare = measure.kind === "share";
  const value = isShare ? cell.within : cell.cases;
  const base = isShare ? cell : whole;
  const contributors = value > 0 ? (isShare ? cell.areasWithin : cell.areas) : base.areas;
  const isWhole = !isShare && dimension === "none";
  return { value, cases: value, of: isWhole ? undefined : base.cases, areas: contributors.size };
}

function counterFigure(measure: Measure, value: number): Figure {
  return {
    measure,
    statistic: "count",
    dimension: "none",
    category: "all",
    value,
    cases: value,
    of: undefined,
    areas: 0,
  };
}

/** The middle value, or the mean of the two in the middle. */
export function medianOf(counts: ReadonlyMap<number, number>): number | undefined {
  const cases = totalOf(counts);
  const lower = valueAt(counts, Math.ceil(cases / 2));
  const upper = valueAt(counts, Math.floor(cases / 2) + 1);
  return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
}

/** The smallest value that at least so many in a hundred cases do not exceed (nearest rank). */
function percentileOf(counts: ReadonlyMap<number, number>, percent: number): number | undefined {
  return valueAt(counts, Math.ceil((totalOf(counts) * percent) / 100));
}

/** The value of the case at this rank, counted from 1, when all are put in order. */
function valueAt(counts: ReadonlyMap<number, number>, rank: number): number | undefined {
  let reached = 0;
  for (const [value, cases] of [...counts].sort(([one], [other]) => one - other)) {
    reached += cases;
    if (reached >= rank) return value;
  }
  return undefined;
}

function totalOf(counts: ReadonlyMap<number, number>): number {
  return [...counts.values()].reduce((total, cases) => total + cases, 0);
}

import { type Counted, type DimensionName, dimensions, type Places } from "./dimensions.ts";
import type { CaseFacts } from "./facts.ts";
import type { CaseMeasure, Finding, Measure, PeopleMeasure, Period, Standards } from "./measure.ts";
import { measures } from "./measures.ts";
import { PeopleCounter } from "./people.ts";

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
  /** How many different people these are, counted up to a few dozen and only where it is a time. */
  readonly people?: number;
  /** The count that the value is a part of, or that it is taken over; undefined where it is the whole. */
  readonly of: number | undefined;
  /** The value by area; areas without a case in it are left out. Only where it is a count. */
  readonly byArea: ReadonlyMap<string, number>;
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
  readonly byArea: Map<string, number>;
  within: number;
  readonly withinByArea: Map<string, number>;
  /** Cases by the working days that they took. */
  readonly days: Map<number, number>;
  /** Whose days these are. */
  readonly people: PeopleCounter;
}

/**
 * So many people need to be told apart to know that there are 8, even if some of them turn out to be one; more are not
 * kept, for there are some hundreds of cells.
 */
const enoughPeople = 64;

interface Table {
  readonly measure: CaseMeasure;
  readonly dimension: DimensionName;
  readonly cells: ReadonlyMap<string, Cell>;
  readonly categoryOf: (counted: Counted) => string;
}

/** Every true figure of a period, zeros included, in the order of publication and in one pass over the facts. */
export async function countFigures(asked: CountOf): Promise<Figure[]> {
  const tallies = measures.map((measure) => tallyOf(measure, asked));
  for await (const facts of asked.facts) {
    const standards = asked.standardsOf(facts);
    for (const tally of tallies) tally.add(facts, standards);
  }
  return tallies.flatMap((tally) => tally.figures());
}

/** What one measure has counted so far. */
interface Tally {
  add(facts: CaseFacts, standards: Standards): void;
  figures(): Figure[];
}

function tallyOf(measure: Measure, { period, places, redirectedOutOfArea }: CountOf): Tally {
  if (measure.kind === "counter") {
    return { add: () => {}, figures: () => [wholeFigure(measure, redirectedOutOfArea, new Map())] };
  }
  if (measure.kind === "people") return peopleTally(measure, period);
  const tables = tablesFor(measure, places);
  return {
    add(facts, standards) {
      const found = measure.find(facts, period, standards);
      if (found) for (const table of tables) add(table, facts, found);
    },
    figures: () => figuresOf(tables),
  };
}

/** By area the cases are told, not the people: one may be in several. It only says which areas contribute. */
function peopleTally(measure: PeopleMeasure, period: Period): Tally {
  const people = new PeopleCounter();
  const byArea = new Map<string, number>();
  return {
    add(facts) {
      if (!measure.find(facts, period)) return;
      people.add(facts.person);
      addTo(byArea, facts.area);
    },
    figures: () => [wholeFigure(measure, people.count, byArea)],
  };
}

function tablesFor(measure: CaseMeasure, places: Places | undefined): Table[] {
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
  return {
    cases: 0,
    byArea: new Map(),
    within: 0,
    withinByArea: new Map(),
    days: new Map(),
    people: new PeopleCounter(),
  };
}

function add({ measure, cells, categoryOf }: Table, facts: CaseFacts, found: Finding): void {
  const category = categoryOf({ facts, ...found });
  const cell = cells.get(category);
  if (!cell) throw new Error(`${measure.name} has no category ${category}`);
  cell.cases += 1;
  addTo(cell.byArea, facts.area);
  if (found.withinStandard) {
    cell.within += 1;
    addTo(cell.withinByArea, facts.area);
  }
  if (measure.kind === "days" && found.workingDays !== undefined) {
    addTo(cell.days, found.workingDays);
    if (cell.people.count < enoughPeople) cell.people.add(facts.person);
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
): Pick<Figure, "value" | "cases" | "people" | "of" | "byArea" | "areas"> {
  if (measure.kind === "days") {
    const value = statistic === "median" ? medianOf(cell.days) : percentileOf(cell.days, 90);
    const { cases, byArea, people } = cell;
    return { value, cases, people: people.count, of: cases, byArea, areas: byArea.size };
  }
  const isShare = measure.kind === "share";
  const value = isShare ? cell.within : cell.cases;
  const base = isShare ? cell : whole;
  const byArea = isShare ? cell.withinByArea : cell.byArea;
  const isWhole = !isShare && dimension === "none";
  const areas = value > 0 ? byArea.size : base.byArea.size;
  return { value, cases: value, of: isWhole ? undefined : base.cases, byArea, areas };
}

function wholeFigure(measure: Measure, value: number, byArea: ReadonlyMap<string, number>): Figure {
  const place = { statistic: "count", dimension: "none", category: "all" } as const;
  return { measure, ...place, value, cases: value, of: undefined, byArea, areas: byArea.size };
}

function addTo<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
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

import type { Row } from "../../../functions/core/reporting/build.ts";
import type { Figure } from "../../../functions/core/reporting/count.ts";
import { groupsOf } from "../../../functions/core/reporting/groups.ts";
import type { LinearSolver } from "../../../functions/core/reporting/linear.ts";

// A reader who subtracts: has every release, knows how figures add up and which are a part of others, what England's
// note tells, and even which figures a correction has not changed. Works from the published rows; the true figures only say which of them are the same, and who was right.

export interface Published {
  readonly profile: "nhs" | "strict";
  readonly rows: readonly Row[];
  readonly figures: readonly Figure[];
}

interface Cell {
  lower: number;
  upper: number;
  readonly value: number;
  isStar: boolean;
}

const most = 100_000;

/** What the reader knows of one published number. */
function rangeOf({ value, note }: Pick<Row, "value" | "note">, { profile }: Published, isEngland: boolean) {
  if (value === "*") {
    if (note === "secondary") return [0, most] as const;
    return [1, profile === "nhs" ? 7 : 4] as const;
  }
  const isExact = value === 0 || profile === "strict" || (isEngland && note !== "fewer than 3 areas");
  return isExact ? ([value, value] as const) : ([Math.max(8, value - 2), value + 2] as const);
}

/** How many withheld numbers of these releases the reader works out, by linear bounds on each. */
export function recovered(
  releases: readonly Published[],
  areas: readonly string[],
  solver: LinearSolver,
): string[] {
  const cells = new Map<string, Cell>();
  const sums: { whole: string; parts: string[] }[] = [];
  const notes: Note[] = [];
  const key = (scope: string, of: string, value: number) => `${scope} ${of} ${value}`;
  const cellAt = (name: string, value: number): Cell => {
    const cell = cells.get(name) ?? { lower: 0, upper: most, value, isStar: false };
    cells.set(name, cell);
    return cell;
  };
  for (const release of releases) {
    const scope = release.rows[0]?.area_id ?? "";
    const keys = new Map<string, string>();
    for (const [index, figure] of release.figures.entries()) {
      const row = release.rows[index];
      if (row?.statistic !== "count" || row.measure === "people") continue;
      const of = `${row.measure}|${row.dimension}|${row.category}`;
      const name = key(scope, `${row.period} ${of}`, figure.cases);
      keys.set(of, name);
      const cell = cellAt(name, figure.cases);
      const [lower, upper] = rangeOf(row, release, scope === "england");
      cell.lower = Math.max(cell.lower, lower);
      cell.upper = Math.min(cell.upper, upper);
      cell.isStar ||= row.value === "*";
      const byArea = [...figure.byArea.values()].reduce((sum, each) => sum + each, 0);
      if (scope === "england" && byArea === figure.cases) {
        const parts = areas.map((area) => {
          const part = figure.byArea.get(area) ?? 0;
          const partName = key(area, `${row.period} ${of}`, part);
          cellAt(partName, part);
          return partName;
        });
        sums.push({ whole: name, parts });
        if (release.profile === "nhs" && row.note !== "secondary" && figure.cases > 0) {
          notes.push({ parts, isFew: row.note === "fewer than 3 areas" });
        }
      }
    }
    for (const [whole, ...parts] of partsAmong(keys)) {
      const rest = parts.reduce((left, part) => left - (cells.get(part)?.value ?? 0), cellAt(whole, 0).value);
      if (rest < 0) continue;
      const restName = `rest of ${whole} without ${parts.join()}: ${rest}`;
      cellAt(restName, rest);
      sums.push({ whole, parts: [...parts, restName] });
    }
    for (const table of tablesOf(release.rows)) {
      const [whole, ...parts] = table.map((of) => keys.get(of) ?? "");
      if (whole && parts.every(Boolean)) sums.push({ whole, parts });
    }
  }
  for (const note of notes) readNote(note, cells);
  const holds = sums.filter(({ whole, parts }) => {
    const total = parts.reduce((sum, part) => sum + (cells.get(part)?.value ?? 0), 0);
    return total === cells.get(whole)?.value;
  });
  return workOut(cells, holds, solver);
}

/** What England's row says of the counts of its areas: whether fewer than 3 of them are more than 0. */
interface Note {
  readonly parts: readonly string[];
  readonly isFew: boolean;
}

function readNote({ parts, isFew }: Note, cells: ReadonlyMap<string, Cell>): void {
  const areas = parts.flatMap((part) => cells.get(part) ?? []);
  const thatMay = areas.filter(({ upper }) => upper > 0);
  const thatMust = areas.filter(({ lower }) => lower > 0);
  if (!isFew && thatMay.length === 3) for (const area of thatMay) area.lower = Math.max(area.lower, 1);
  if (isFew && thatMust.length === 2) for (const area of areas) if (area.lower <= 0) area.upper = 0;
}

/**
 * Names of cells, by the definitions: whoever completed or withdrew has exited, in the same quarter and with the same categories; who
 * waits for a coach is an open case; and who was in time had come so far.
 */
function partsAmong(keys: ReadonlyMap<string, string>): [whole: string, ...parts: string[]][] {
  const inCategories = [...keys.keys()].flatMap((of): [string, ...string[]][] => {
    const [measure, ...category] = of.split("|");
    const same = (name: string) => [name, ...category].join("|");
    if (measure === "exits") return [[of, same("completions"), same("withdrawals")]];
    return measure === "open-cases" ? [[of, same("waiting")]] : [];
  });
  const sums: [string, ...string[]][] = [
    ...inCategories,
    ["contacted|none|all", "within-standard|none|first-contact"],
    ["starts|none|all", "within-standard|none|first-appointment"],
    ["plans-agreed|none|all", "within-standard|none|plan"],
  ];
  return sums
    .filter((sum) => sum.every((of) => keys.has(of)))
    .map(([whole, ...parts]) => [keys.get(whole) ?? "", ...parts.map((part) => keys.get(part) ?? "")]);
}

/** Every dimension of a measure adds up to the measure as a whole; and some figures are told under two names. */
function tablesOf(rows: readonly Row[]): string[][] {
  const counts = rows.filter(
    ({ statistic, measure }) => statistic === "count" && measure !== "within-standard",
  );
  const tables = Map.groupBy(
    counts.filter(({ dimension }) => dimension !== "none"),
    ({ measure, dimension }) => `${measure}|${dimension}`,
  );
  const adding = [...tables.values()].map((table) => [
    `${table[0]?.measure}|none|all`,
    ...table.map(({ measure, dimension, category }) => `${measure}|${dimension}|${category}`),
  ]);
  return [
    ...adding,
    ["withdrawals|none|all", "exits|closure|withdrew"],
    ["outcomes-at-exit|none|all", "exits|none|all"],
    ["completions|none|all", "exits|closure|completed-plan", "exits|closure|maximum-duration"],
  ];
}

function workOut(
  cells: ReadonlyMap<string, Cell>,
  sums: readonly { whole: string; parts: readonly string[] }[],
  solver: LinearSolver,
): string[] {
  const cellOf = (name: string) => cells.get(name) as Cell;
  const isKnown = (name: string) => cellOf(name).lower === cellOf(name).upper;
  const names = [...cells.keys()];
  const open = names.filter((name) => !isKnown(name));
  const place = new Map(open.map((name, index) => [name, index]));
  const equations = sums.map(({ whole, parts }) => {
    const terms = [{ name: whole, times: 1 }, ...parts.map((name) => ({ name, times: -1 }))];
    const known = terms.filter(({ name }) => isKnown(name));
    const equals = known.reduce((sum, { name, times }) => sum - times * cellOf(name).value, 0);
    return { equals, terms: terms.filter(({ name }) => !isKnown(name)) };
  });
  const links = equations.map(({ terms }) => terms.map(({ name }) => place.get(name) ?? 0));
  const { members, groupOf } = groupsOf(open.length, links);
  const equationsIn = Map.groupBy(equations, ({ terms: [first] }) =>
    first ? groupOf[place.get(first.name) ?? 0] : undefined,
  );
  const told = names.filter((name) => isKnown(name) && cellOf(name).isStar);
  const worked = members.flatMap((group, index) => {
    const theirs = group.map((number) => open[number] ?? "");
    const local = new Map(theirs.map((name, position) => [name, position]));
    const program = {
      lower: theirs.map((name) => cellOf(name).lower),
      upper: theirs.map((name) => cellOf(name).upper),
      equations: (equationsIn.get(index) ?? []).map(({ equals, terms }) => ({
        equals,
        terms: terms.map(({ name, times }) => ({ unknown: local.get(name) ?? 0, times })),
      })),
    };
    const stars = theirs.filter((name) => cellOf(name).isStar);
    if (stars.length === 0) return [];
    return solver.with(program, (solve) => {
      // Every point that is found is possible, so it tells of the other numbers too.
      const least = program.lower.map(() => Number.POSITIVE_INFINITY);
      const greatest = program.lower.map(() => Number.NEGATIVE_INFINITY);
      const seek = (unknown: number, sense: "minimise" | "maximise") => {
        const point = solve({ sense, terms: [{ unknown, times: 1 }] });
        for (const [each, value] of Array.from(point ?? []).entries()) {
          least[each] = Math.min(least[each] ?? value, value);
          greatest[each] = Math.max(greatest[each] ?? value, value);
        }
      };
      const isOne = (unknown: number) =>
        Math.ceil((least[unknown] ?? 0) - 1e-4) >= Math.floor((greatest[unknown] ?? 0) + 1e-4);
      return stars.filter((name) => {
        const unknown = local.get(name) ?? 0;
        if (isOne(unknown)) seek(unknown, "maximise");
        if (isOne(unknown)) seek(unknown, "minimise");
        return isOne(unknown);
      });
    });
  });
  return [...told, ...worked];
}

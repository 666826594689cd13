import type { Row } from "../../../functions/core/reporting/build.ts";
import type { Figure } from "../../../functions/core/reporting/count.ts";
import { groupsOf } from "../../../functions/core/reporting/groups.ts";
import type { LinearSolver } from "../../../functions/core/reporting/linear.ts";

// A reader who subtracts: has every release, knows how figures add up, and even which figures a correction has not
// changed. Works from the published rows; the true figures only say which of them are the same, and who was right.

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
      }
    }
    for (const table of tablesOf(release.rows)) {
      const [whole, ...parts] = table.map((of) => keys.get(of) ?? "");
      if (whole && parts.every(Boolean)) sums.push({ whole, parts });
    }
  }
  const holds = sums.filter(({ whole, parts }) => {
    const total = parts.reduce((sum, part) => sum + (cells.get(part)?.value ?? 0), 0);
    return total === cells.get(whole)?.value;
  });
  return workOut(cells, holds, solver);
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
  const names = [...cells.keys()];
  const place = new Map(names.map((name, index) => [name, index]));
  const at = (name: string) => place.get(name) ?? -1;
  const { members, groupOf } = groupsOf(
    names.length,
    sums.map(({ whole, parts }) => [at(whole), ...parts.map(at)]),
  );
  const sumsIn = Map.groupBy(sums, ({ whole }) => groupOf[at(whole)]);
  return members.flatMap((group, index) => {
    const theirs = group.map((number) => names[number] ?? "");
    const local = new Map(theirs.map((name, position) => [name, position]));
    const cellOf = (name: string) => cells.get(name) as Cell;
    const program = {
      lower: theirs.map((name) => cellOf(name).lower),
      upper: theirs.map((name) => cellOf(name).upper),
      equations: (sumsIn.get(index) ?? []).map(({ whole, parts }) => ({
        equals: 0,
        terms: [
          { unknown: local.get(whole) ?? 0, times: 1 },
          ...parts.map((part) => ({ unknown: local.get(part) ?? 0, times: -1 })),
        ],
      })),
    };
    return solver.with(program, (solve) =>
      theirs.filter((name, unknown) => {
        if (!cellOf(name).isStar) return false;
        const end = (sense: "minimise" | "maximise") =>
          solve({ sense, terms: [{ unknown, times: 1 }] })?.[unknown];
        const [least = 0, greatest = 0] = [end("minimise"), end("maximise")];
        return Math.ceil(least - 1e-4) >= Math.floor(greatest + 1e-4);
      }),
    );
  });
}

import { almost } from "./audit-doubt.ts";
import type { Unknown } from "./audit-model.ts";
import { type Family, known, type Range, unknownAt } from "./audit-pieces.ts";
import type { LinearSolver } from "./linear.ts";

/** What withholding costs: a total takes the percentages of its dimension along; a zero is worth keeping. */
const costOf = ({ isTotal, value }: Unknown) => (isTotal ? 3 : 1) + (value === 0 ? 0.5 : 0);

/**
 * The cells of this release that cost least to withhold as well for this count to have another possible value, as far as
 * a linear program can say; undefined where even withholding all of them would not do.
 */
export function partnersFor(
  number: number,
  family: Family,
  secondary: ReadonlySet<string>,
  solver: LinearSolver,
): string[] | undefined {
  const { value } = unknownAt(family.model, number);
  const ways = waysOut(family, secondary);
  const found = [value + 1, value - 1].flatMap(
    (other) => partnersAt({ number, other }, family, ways, solver) ?? [],
  );
  return found.toSorted((a, b) => a.cost - b.cost)[0]?.cells;
}

/** What readers know of a family, and how each cell of this release that may be withheld can leave its range. */
interface WaysOut {
  readonly ranges: readonly Range[];
  readonly ways: readonly {
    /** Which of the family's unknowns it moves, up (1) or down (-1), by at most `room`. */
    readonly index: number;
    readonly times: 1 | -1;
    readonly room: number;
    readonly cell: string;
    readonly cost: number;
  }[];
}

function waysOut({ model, numbers }: Family, secondary: ReadonlySet<string>): WaysOut {
  const ranges = numbers.map((each) => known(unknownAt(model, each), secondary));
  const ways = numbers.flatMap((each, index) => {
    const { earlier, own } = unknownAt(model, each);
    if (!own || secondary.has(own.cell)) return [];
    const [lower, upper] = ranges[index] ?? [0, 0];
    const way = { index, cell: own.cell, cost: costOf(unknownAt(model, each)) };
    return [
      { ...way, times: 1 as const, room: Math.max(0, earlier[1] - upper) },
      { ...way, times: -1 as const, room: Math.max(0, lower - earlier[0]) },
    ];
  });
  return { ranges, ways };
}

/** The cells that leave their ranges, at the least cost, for a count to be this other value. */
function partnersAt(
  { number, other }: { readonly number: number; readonly other: number },
  { numbers, sums }: Family,
  { ranges, ways }: WaysOut,
  solver: LinearSolver,
): { cells: string[]; cost: number } | undefined {
  const place = new Map(numbers.map((each, index) => [each, index]));
  const waysOf = Map.groupBy(ways.keys(), (way) => ways[way]?.index);
  /** An unknown, and the ways in which it can leave its range. */
  const term = (each: number, sign: 1 | -1) => {
    const unknown = place.get(each) ?? 0;
    const moved = (waysOf.get(unknown) ?? []).map((way) => ({
      unknown: numbers.length + way,
      times: (ways[way]?.times ?? 0) * sign,
    }));
    return [{ unknown, times: sign }, ...moved];
  };
  const program = {
    lower: [...ranges.map(([lower]) => lower), ...ways.map(() => 0)],
    upper: [...ranges.map(([, upper]) => upper), ...ways.map(({ room }) => room)],
    equations: [
      ...sums.map(({ whole, parts }) => ({
        equals: 0,
        terms: [...term(whole, 1), ...parts.flatMap((part) => term(part, -1))],
      })),
      { equals: other, terms: term(number, 1) },
    ],
  };
  const terms = ways.map(({ cost }, way) => ({ unknown: numbers.length + way, times: cost }));
  const point = solver.with(program, (solve) => solve({ sense: "minimise", terms }));
  if (!point) return undefined;
  const used = ways.filter((_, way) => (point[numbers.length + way] ?? 0) > almost);
  return {
    cells: [...new Set(used.map(({ cell }) => cell))],
    cost: used.reduce((sum, { cost }) => sum + cost, 0),
  };
}

import type { AuditModel, Unknown } from "./audit-model.ts";
import { both } from "./audit-model.ts";
import { groupsOf } from "./groups.ts";
import type { Equation, LinearSolver, Solve } from "./linear.ts";

/** What the audit asks of a release before it is written. */
export interface Audited {
  /** Ids of the cells of this release that are withheld as well. */
  readonly secondary: ReadonlySet<string>;
  /** Withheld figures that could be worked out whatever this release withheld. With any it must not be written. */
  readonly clashes: readonly string[];
}

/** What is less than this away from a whole number is it: solvers answer in floating point. */
const almost = 1e-4;
/** What withholding costs: a total takes the percentages of its dimension along; a zero is worth keeping. */
const costOf = ({ isTotal, value }: Unknown) => (isTotal ? 3 : 1) + (value === 0 ? 0.5 : 0);

/**
 * Finds every withheld count of which linear bounds leave one whole number, and withholds further cells of the release
 * under audit until none is left: those that the solver says are fewest to give each another possible value, less
 * those that turn out not to be needed. Source: the HTTP contract, "Audit".
 */
export function audit(model: AuditModel, solver: LinearSolver): Audited {
  const secondary = new Set<string>();
  const clashes = new Set<string>();
  const own = model.unknowns.flatMap((unknown, number) => (unknown.own ? [number] : []));
  for (const family of familiesOf(model, own)) {
    for (;;) {
      const pinned = pinnedIn(family, secondary, solver).filter(
        (number) => !clashes.has(nameOf(model, number)),
      );
      if (pinned.length === 0) break;
      for (const number of pinned) {
        if (pinnedIn(family, secondary, solver, [number]).length === 0) continue;
        const partners = partnersFor(number, family, secondary, solver);
        if (!partners) clashes.add(nameOf(model, number));
        for (const cell of partners ?? []) secondary.add(cell);
      }
    }
    if (clashes.size === 0) withoutNeedless(family, secondary, solver);
  }
  return { secondary, clashes: [...clashes] };
}

/** Unknowns that hang together by sums, whether or not their values are known. */
interface Family {
  readonly model: AuditModel;
  readonly numbers: readonly number[];
  readonly sums: AuditModel["sums"];
}

function familiesOf(model: AuditModel, own: readonly number[]): Family[] {
  const links = model.sums.map(({ whole, parts }) => [whole, ...parts]);
  const groups = groupsOf(model.unknowns.length, links);
  const isOwn = new Set(own.map((number) => groups.groupOf[number]));
  const sumsOf = Map.groupBy(model.sums, ({ whole }) => groups.groupOf[whole] ?? -1);
  return groups.members.flatMap((numbers, group) =>
    isOwn.has(group) ? [{ model, numbers, sums: sumsOf.get(group) ?? [] }] : [],
  );
}

function nameOf({ unknowns }: AuditModel, number: number): string {
  return unknowns[number]?.name ?? "";
}

/** What a reader knows of a count, with these cells withheld as well. */
function known({ earlier, own }: Unknown, secondary: ReadonlySet<string>): [number, number] {
  return own && !secondary.has(own.cell) ? both(earlier, own.range) : [...earlier];
}

function isGuarded({ isWithheld, own }: Unknown, secondary: ReadonlySet<string>): boolean {
  return isWithheld || (own !== undefined && secondary.has(own.cell));
}

/** Withheld counts of the family that can be worked out. */
export function pinnedIn(
  family: Family,
  secondary: ReadonlySet<string>,
  solver: LinearSolver,
  among: readonly number[] = family.numbers,
): number[] {
  const { groupOf, pieces } = piecesOf(family, secondary);
  const guarded = among.filter((number) => isGuarded(unknownAt(family.model, number), secondary));
  return [...Map.groupBy(guarded, groupOf)].flatMap(([group, theirs]) => {
    const piece = group === undefined ? undefined : pieces[group];
    return piece ? pinnedInPiece(piece, theirs, solver) : theirs;
  });
}

/** Unknowns that hang together while their values are not known: what is known of the others tells nothing of these. */
interface Piece extends Family {
  readonly ranges: ReadonlyMap<number, readonly [number, number]>;
}

/** The pieces into which a family falls with these cells withheld; a count that is known is in none. */
function piecesOf({ model, numbers, sums }: Family, secondary: ReadonlySet<string>) {
  const ranges = new Map(numbers.map((number) => [number, known(unknownAt(model, number), secondary)]));
  const open = numbers.filter((number) => widthOf(ranges.get(number)) > 0);
  const place = new Map(open.map((number, index) => [number, index]));
  const openIn = ({ whole, parts }: AuditModel["sums"][number]) =>
    [whole, ...parts].flatMap((number) => place.get(number) ?? []);
  const told = sums.map((sum) => ({ sum, links: openIn(sum) })).filter(({ links }) => links.length > 0);
  const groups = groupsOf(
    open.length,
    told.map(({ links }) => links),
  );
  const sumsOf = Map.groupBy(told, ({ links }) => groups.groupOf[links[0] ?? 0]);
  const pieces = groups.members.map((members, group): Piece => {
    const theirs = (sumsOf.get(group) ?? []).map(({ sum }) => sum);
    return { model, numbers: members.map((index) => open[index] ?? 0), sums: theirs, ranges };
  });
  const groupOf = (number: number) => groups.groupOf[place.get(number) ?? -1];
  return { pieces, groupOf };
}

/**
 * Of some unknowns that hang together those that can have no other whole value. Every point that the solver finds tells
 * of all of them, so it is first asked for points far from the true one in many at once, and for one alone at last.
 */
function pinnedInPiece(
  { model, numbers, sums, ranges }: Piece,
  guarded: readonly number[],
  solver: LinearSolver,
): number[] {
  const at = new Map(numbers.map((number, position) => [number, position]));
  const program = {
    lower: numbers.map((number) => ranges.get(number)?.[0] ?? 0),
    upper: numbers.map((number) => ranges.get(number)?.[1] ?? 0),
    equations: sums.map((sum) => equationOf(sum, model, at)),
  };
  return solver.with(program, (solve) => {
    let left = [...guarded];
    const seek = (wanted: readonly number[], sense: "minimise" | "maximise") => {
      const terms = wanted.map((number) => ({ unknown: at.get(number) ?? 0, times: 1 }));
      const point = solve({ sense, terms });
      if (!point) throw new Error("the true figures do not meet what their own release tells");
      left = left.filter(
        (number) => !isElsewhere(point[at.get(number) ?? 0], unknownAt(model, number).value),
      );
    };
    for (let before = -1; left.length > 0 && left.length !== before; ) {
      before = left.length;
      seek(left, "maximise");
      if (left.length > 0) seek(left, "minimise");
    }
    const pinned: number[] = [];
    while (left.length > 0) {
      const [number = 0] = left;
      seek([number], "maximise");
      if (left[0] === number) seek([number], "minimise");
      if (left[0] === number) pinned.push(...left.splice(0, 1));
    }
    return pinned;
  });
}

function isElsewhere(found: number | undefined, value: number): boolean {
  return found !== undefined && Math.abs(found - value) >= 1 - almost;
}

/**
 * The fewest cells of this release that must be withheld as well for this count to have another possible value, as far
 * as a linear program can say; undefined where even withholding all of them would not do.
 */
function partnersFor(
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
  readonly ranges: readonly (readonly [number, number])[];
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
  const point = solver.with(program, (solve: Solve) => solve({ sense: "minimise", terms }));
  if (!point) return undefined;
  const used = ways.filter((_, way) => (point[numbers.length + way] ?? 0) > almost);
  return {
    cells: [...new Set(used.map(({ cell }) => cell))],
    cost: used.reduce((sum, { cost }) => sum + cost, 0),
  };
}

/** Gives back, last first, each cell without which nothing can be worked out either: in its own piece, that is. */
function withoutNeedless(family: Family, secondary: Set<string>, solver: LinearSolver): void {
  const { pieces } = piecesOf(family, secondary);
  for (const piece of pieces) {
    const cells = new Set(piece.numbers.flatMap((number) => unknownAt(family.model, number).own?.cell ?? []));
    for (const cell of [...secondary].reverse()) {
      if (!cells.has(cell)) continue;
      secondary.delete(cell);
      if (pinnedIn(piece, secondary, solver).length > 0) secondary.add(cell);
    }
  }
}

function equationOf(
  { whole, parts }: AuditModel["sums"][number],
  model: AuditModel,
  place: ReadonlyMap<number, number>,
): Equation {
  const terms: { unknown: number; times: number }[] = [];
  let equals = 0;
  for (const [number, times] of [[whole, 1] as const, ...parts.map((part) => [part, -1] as const)]) {
    const unknown = place.get(number);
    if (unknown === undefined) equals -= times * unknownAt(model, number).value;
    else terms.push({ unknown, times });
  }
  return { terms, equals };
}

function unknownAt({ unknowns }: AuditModel, number: number): Unknown {
  const unknown = unknowns[number];
  if (!unknown) throw new RangeError(`there is no unknown ${number}`);
  return unknown;
}

function widthOf([lower, upper]: readonly [number, number] = [0, 0]): number {
  return upper - lower;
}

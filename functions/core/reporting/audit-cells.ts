import type { Figure } from "./count.ts";
import { type Profile, shownAs } from "./disclosure.ts";

/**
 * One count that a release tells, wherever its rows tell it: as a value, as a denominator, or under another measure
 * that counts the same. `value` and `byArea` are true: a register is never published.
 */
export interface Cell {
  /** "starts|main-barrier|mental-health" */
  readonly id: string;
  readonly value: number;
  readonly shown: ShownAs;
  /** The true value by area; only England's cells have it. */
  readonly byArea?: Readonly<Record<string, number>>;
}

/** What a reader learns of a count: itself; that it is nearest to a multiple of 5; that it is small; or nothing. */
export type ShownAs = "exact" | "rounded" | "withheld" | "secondary";

/** How many areas have a case in one of England's counts. */
export function contributingTo({ byArea = {} }: Pick<Cell, "byArea">): number {
  return Object.values(byArea).filter((count) => count > 0).length;
}

/** Cells that add up to another; `slack`: and something more, which no row tells. */
export interface Sum {
  readonly whole: string;
  readonly parts: readonly string[];
  readonly slack?: true;
}

/** Counts that two measures tell, under the name by which the register knows them. */
const sameCount: Readonly<Record<string, string>> = {
  "outcomes-at-exit|none|all": "exits|none|all",
  "withdrawals|none|all": "exits|closure|withdrew",
};

/**
 * Measures whose cases are all among those of another, in every category of every dimension that both are told by: they
 * are counted as at the same moment, and no case is in two of the parts. Every other pair of measures is of different
 * moments (a start need not have been accepted in the same quarter), so that neither bounds the other.
 */
const among: readonly { readonly parts: readonly string[]; readonly whole: string }[] = [
  { parts: ["completions", "withdrawals"], whole: "exits" },
  { parts: ["waiting"], whole: "open-cases" },
];

/** The cells that a figure's row tells: its value, unless that is no count, and its denominator. */
export function cellsOf(figure: Figure): { readonly value?: string; readonly of?: string } {
  const { measure, dimension, category } = figure;
  switch (measure.kind) {
    case "days":
      return { of: idOf(measure.over, dimension, category) };
    case "share":
      return { value: idOf(measure.name, dimension, category), of: idOf(measure.over, "none", "all") };
    case "count":
      return {
        value: idOf(measure.name, dimension, category),
        ...(dimension === "none" ? {} : { of: idOf(measure.name, "none", "all") }),
      };
    default:
      return { value: idOf(measure.name, dimension, category) };
  }
}

/** Every count of a release once, as its profile alone would show it. */
export function cellsIn(figures: readonly Figure[], scope: "england" | "area", profile: Profile): Cell[] {
  const cells = new Map<string, Cell>();
  for (const figure of figures) {
    const id = cellsOf(figure).value;
    if (id === undefined || cells.has(id)) continue;
    const shown = shownAs(figure.cases, profile, { scope, areas: figure.areas });
    const byArea = scope === "england" ? { byArea: Object.fromEntries(figure.byArea) } : {};
    cells.set(id, { id, value: figure.cases, shown, ...byArea });
  }
  return [...cells.values()];
}

/**
 * What a reader knows of how the counts of one release hang together: each dimension adds up to the whole; a completion
 * is one of two endings; people are no more than referrals, those in time no more than those who came so far, and cases
 * of one measure no more than those of another that they are among.
 */
export function sumsIn(figures: readonly Figure[]): Sum[] {
  const tables = new Map<string, Sum & { readonly parts: string[] }>();
  const others: Sum[] = [
    {
      whole: "completions|none|all",
      parts: ["exits|closure|completed-plan", "exits|closure|maximum-duration"],
    },
    { whole: "referrals|none|all", parts: ["people|none|all"], slack: true },
  ];
  for (const figure of figures) {
    const { measure, dimension } = figure;
    const { value, of } = cellsOf(figure);
    if (value === undefined || of === undefined) continue;
    if (measure.kind === "share") {
      others.push({ whole: of, parts: [value], slack: true });
      continue;
    }
    const name = `${measure.name}|${dimension}`;
    const table = tables.get(name) ?? { whole: of, parts: [] };
    table.parts.push(value);
    tables.set(name, table);
  }
  return [...tables.values(), ...others, ...amongOthers(figures)];
}

function amongOthers(figures: readonly Figure[]): Sum[] {
  return figures.flatMap(({ measure, dimension, category }) =>
    among.flatMap(({ parts: [first = "", ...others], whole }) => {
      if (measure.name !== first) return [];
      // Endings as a whole are told by closure, row by row: nothing of them is left that no row tells.
      if (whole === "exits" && dimension === "none") return [];
      const parts = [first, ...others].map((part) => idOf(part, dimension, category));
      return [{ whole: idOf(whole, dimension, category), parts, slack: true as const }];
    }),
  );
}

function idOf(measure: string, dimension: string, category: string): string {
  const id = `${measure}|${dimension}|${category}`;
  return sameCount[id] ?? id;
}

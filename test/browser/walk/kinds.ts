import type { Walk } from "./walker.ts";

/** A page to look at for all that are like it. */
export interface Kind {
  /** Whose page, which route, and how it was answered. */
  readonly name: string;
  readonly markup: string;
  /** It has a table or a chart, which look otherwise on a wide screen. */
  readonly isWide: boolean;
}

/** Characters of a page that axe looks at within a second; longer ones of tasks and cases have tests of their own. */
const longest = 14_000;

/**
 * One page of each route, way of being answered, and whether it tells mistakes: the longest that there is time for.
 * Who sees it makes no difference to its parts but for the menu.
 */
export function kindsOf(walks: ReadonlyMap<string, Walk>): Kind[] {
  const all = [...walks].flatMap(([name, { visits }]) => visits.map((visit) => ({ name, visit })));
  const groups = Map.groupBy(
    all,
    ({ visit: { route, status, tellsMistakes } }) =>
      `${route} ${status}${tellsMistakes ? " with mistakes" : ""}`,
  );
  return [...groups].flatMap(([state, pages]) => {
    const sorted = pages.sort((a, b) => a.visit.markup.length - b.visit.markup.length);
    const chosen = sorted.findLast(({ visit }) => visit.markup.length < longest) ?? sorted[0];
    if (!chosen) return [];
    const { markup, path } = chosen.visit;
    const kind = { name: `${chosen.name}: ${state} at ${path}`, markup };
    const isWide = markup.includes("<table") || markup.includes("<svg");
    return [{ ...kind, isWide: false }, ...(isWide ? [{ ...kind, isWide }] : [])];
  });
}

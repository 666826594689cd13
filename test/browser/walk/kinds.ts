import type { Visit, Walk } from "./walker.ts";

/** A page to look at for all that are like it. */
export interface Kind {
  /** Whose page, which route, and how it was answered. */
  readonly name: string;
  readonly markup: string;
  /** It has a table or a chart, which look otherwise on a wide screen. */
  readonly isWide: boolean;
}

/**
 * One page of each route and way of being answered; of the others those that have a part which none before had, the
 * longest first. A part is an element with its classes, attributes and place: what axe judges.
 */
export function kindsOf(walks: ReadonlyMap<string, Walk>): Kind[] {
  const all = [...walks].flatMap(([name, { visits }]) => visits.map((visit) => ({ name, visit })));
  const longestFirst = all.sort((a, b) => b.visit.markup.length - a.visit.markup.length);
  const known = new Set<string>();
  const states = new Set<string>();
  const kinds: Kind[] = [];
  for (const { name, visit } of longestFirst) {
    const state = `${visit.route} ${visit.status}${headingOf(visit)}`;
    const fresh = partsOf(visit).filter((part) => !known.has(part));
    if (fresh.length === 0 && states.has(state)) continue;
    for (const part of fresh) known.add(part);
    const kind = { name: `${name}: ${state} at ${visit.path}`, markup: visit.markup };
    kinds.push({ ...kind, isWide: false });
    const hasTable = visit.markup.includes("<table") || visit.markup.includes("<svg");
    if (hasTable && !states.has(state)) kinds.push({ ...kind, isWide: true });
    states.add(state);
  }
  return kinds;
}

/** A page of a route that asks step by step has one heading for each. */
function headingOf({ route, headings, tellsMistakes }: Visit): string {
  const isStep = route.endsWith("/{step}");
  return `${isStep ? headings[0] : ""}${tellsMistakes ? " with mistakes" : ""}`;
}

/** What a page is made of: its elements with their classes and attributes, each after the one that stands before. */
function partsOf({ markup }: Visit): string[] {
  const tags = [...markup.matchAll(/<([a-z][a-z0-9]*)([^>]*)>/g)].map(([, name, rest = ""]) => {
    const [classes = ""] = /class="[^"]*"/.exec(rest) ?? [];
    const attributes = [...rest.matchAll(/ ([a-z-]+)(?==|\s|$)/g)]
      .map(([, attribute]) => attribute)
      .join(" ");
    return `${name} ${classes} ${attributes}`;
  });
  return [...new Set(tags)];
}

import { longText } from "./programme.ts";
import type { Visit, Walk } from "./walker.ts";

/** How a page can be: with nothing in it, told a mistake or a refusal, or with texts as long as people may write. */
export const states = ["normal", "error", "empty", "long"] as const;
export type State = (typeof states)[number];

/** A page to look at for all that are like it. */
export interface Example {
  /** Whose page, which route, how it was answered and how it is. */
  readonly name: string;
  readonly route: string;
  readonly state: State;
  readonly markup: string;
}

/** Visitors with this in their name belong to an area in which nobody has asked for anything yet. */
export const quiet = "quiet";

/**
 * One page of each route, status and state: the longest. Who sees it makes no difference to its parts but for the
 * menu.
 */
export function examplesOf(walks: ReadonlyMap<string, Walk>): Example[] {
  const all = [...walks].flatMap(([name, { visits }]) =>
    visits.map((visit) => ({ name, visit, state: stateOf(name, visit) })),
  );
  const groups = Map.groupBy(all, ({ visit: { route, status }, state }) => `${route} ${status} ${state}`);
  return [...groups].map(([group, pages]) => {
    const { name, visit, state } = pages.reduce((longest, each) =>
      each.visit.markup.length > longest.visit.markup.length ? each : longest,
    );
    const { route, markup, path } = visit;
    return { name: `${name}: ${group} at ${path}`, route, state, markup };
  });
}

function stateOf(name: string, { status, tellsMistakes, markup }: Visit): State {
  if (tellsMistakes || status >= 400) return "error";
  if (name.includes(quiet)) return "empty";
  return markup.includes(longText) ? "long" : "normal";
}

/**
 * Every route that a browser is answered with a page, and the states that its pages are looked at in. A form that is
 * accepted leads on to a page of its own, so that many that are sent know refusals alone.
 */
export const statesOf: Readonly<Record<string, readonly State[]>> = {
  "GET /": ["normal"],
  "GET /assets/{file}": ["error"],
  "GET /refer": ["normal"],
  "GET /refer/{step}": ["normal", "error"],
  "POST /refer/{step}": ["normal", "error"],
  "POST /referrals": ["error"],
  "GET /referrals/{reference}": ["error"],
  "GET /referrals/{reference}/withdrawal": ["normal", "error"],
  "POST /referrals/{reference}/withdrawal": ["normal", "error"],
  "GET /my/{token}": ["normal", "error", "long"],
  "GET /my/{token}/plan": ["error", "long"],
  "GET /my/{token}/appointment.ics": ["error"],
  "GET /my/{token}/details": ["normal", "error", "long"],
  "POST /my/{token}/code": ["normal", "error"],
  "POST /my/{token}/unlock": ["error"],
  "POST /my/{token}/lock": ["error"],
  "POST /my/{token}/contact-details": ["error"],
  "POST /my/{token}/consents": ["error"],
  "POST /my/{token}/call": ["error"],
  "GET /areas": ["normal"],
  "GET /areas/{area}": ["normal", "error"],
  "GET /sign-in": ["normal"],
  "POST /sign-in": ["normal", "error"],
  "POST /sign-in/code": ["error"],
  "GET /sign-out": ["normal"],
  "POST /sign-out": ["normal"],
  "POST /sign-out/everywhere": ["normal"],
  "GET /work": ["normal", "empty", "long"],
  "GET /tasks/{handle}": ["normal", "error", "long"],
  "POST /tasks/{handle}": ["normal", "error"],
  "GET /cases": ["normal", "error", "empty", "long"],
  "GET /cases/{reference}": ["normal", "long"],
  "GET /cases/{reference}/record": ["normal", "long"],
  "GET /cases/{reference}/plan": ["normal", "long"],
  "POST /cases/{reference}/{command}": ["error"],
  "GET /availability": ["normal", "empty"],
  "POST /availability": ["error"],
  "GET /area": ["normal", "empty"],
  "GET /area/rules": ["normal"],
  "GET /area/duplicates/{reference}/{other}": ["normal"],
  "GET /area/coaches": ["normal", "empty"],
  "POST /area/coaches": ["error"],
  "GET /area/coaches/add": ["normal"],
  "GET /area/coaches/{email}": ["normal", "empty"],
  "GET /area/coaches/{email}/leaving": ["normal", "empty", "long"],
  "POST /area/coaches/{email}/leaving": ["normal", "error"],
  "GET /area/reassign": ["normal", "error", "empty", "long"],
  "POST /area/reassign": ["normal", "error"],
  "GET /forecast": ["normal", "error", "empty"],
  "GET /exports": ["normal", "empty"],
  "GET /exports/preview": ["normal", "error"],
  "GET /reports": ["normal"],
  "GET /management": ["normal", "empty"],
  "POST /exports": ["error"],
};

import { raw, html as template } from "hono/html";
import { endingItsTurns } from "./direction.ts";

/** Markup that is safe to put into a page: made by `html` alone. */
export type Html = ReturnType<typeof raw>;

/** What a template takes. Strings are escaped; undefined, null and false leave nothing. */
export type Value = Html | string | number | boolean | null | undefined | readonly Value[];

/**
 * A piece of markup; every value is escaped unless it is itself such a piece. Text that is read turns nothing round
 * but itself; what a field of a form holds stays as it was typed.
 */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  const inField = fieldPlaces(strings);
  const made = template(strings, ...values.map((value, index) => (inField[index] ? value : asRead(value))));
  if (made instanceof Promise) throw new TypeError("a page waits for nothing");
  return made;
}

const knownPlaces = new WeakMap<TemplateStringsArray, readonly boolean[]>();

/**
 * Of each value of a template, whether it is in the value of an attribute, or in a box to type in. What stands before
 * it tells that, other values among it. A template is looked at once.
 */
function fieldPlaces(strings: TemplateStringsArray): readonly boolean[] {
  const known = knownPlaces.get(strings);
  if (known) return known;
  let before = "";
  const places = strings.map((each) => {
    before += each;
    return /="[^"<>]*$|<textarea[^>]*>$/.test(before);
  });
  knownPlaces.set(strings, places);
  return places;
}

function asRead(value: Value): Value {
  if (Array.isArray(value)) return value.map(asRead);
  // Markup is a String object of its own, and was made here already.
  return typeof value === "string" ? endingItsTurns(value) : value;
}

/** Text of our own (never of a request) that is put into a page as it stands. */
export const trusted = raw;

import { raw, html as template } from "hono/html";

/** Markup that is safe to put into a page: made by `html` alone. */
export type Html = ReturnType<typeof raw>;

/** What a template takes. Strings are escaped; undefined, null and false leave nothing. */
export type Value = Html | string | number | boolean | null | undefined | readonly Value[];

/** A piece of markup; every value is escaped unless it is itself such a piece. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  const made = template(strings, ...values);
  if (made instanceof Promise) throw new TypeError("a page waits for nothing");
  return made;
}

/** Text of our own (never of a request) that is put into a page as it stands. */
export const trusted = raw;

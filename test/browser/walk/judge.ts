import { rubbish } from "./fillings.ts";
import type { Field, Form } from "./page.ts";
import type { Visit } from "./walker.ts";

/**
 * An answer that asks for corrections and neither shows the same form with what was typed in it, nor gives it back to
 * be copied. Codes are typed anew.
 */
export function isEmptied(visit: Visit, form: Form): boolean {
  const isTyped = ({ type, name }: Field) =>
    ["text", "textarea", "email", "tel"].includes(type) && name !== "code";
  if (visit.givenBack.includes(rubbish.trim())) return false;
  const again = visit.forms.flatMap((each) => each.fields);
  return form.fields
    .filter(isTyped)
    .some(({ name }) => !again.some((field) => field.name === name && field.value === rubbish));
}

/** Pages with other addresses have other titles; queries only choose what of a page is shown. */
export function sharedTitles(visits: readonly Visit[]): string[] {
  const fine = visits.filter(({ status, route }) => status === 200 && route.startsWith("GET "));
  const byTitle = Map.groupBy(fine, ({ title }) => title);
  return [...byTitle].flatMap(([title, each]) => {
    const paths = [...new Set(each.map(({ path }) => path.replace(/\?.*/s, "")))];
    return paths.length > 1 ? [`"${title}" is the title of ${paths.join(" and ")}`] : [];
  });
}

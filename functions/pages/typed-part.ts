import { heading, paragraph, summaryList } from "./components.ts";
import { type Field, fieldsOf, type Part, type Values } from "./fields.ts";
import { type Html, html } from "./html.ts";

/** Where what could not be saved stands on a page. */
export const typedId = "not-saved";

/** What was typed into a form that is asked no more, by its questions, so that it can be copied and nothing is lost. */
export function typedPart(parts: readonly Part[], values: Values): Html {
  const rows = parts.flatMap(fieldsOf).flatMap((field): [string, Html][] => {
    const texts = (values.get(field.from ?? field.name) ?? []).map((text) => saidBy(field, text));
    return texts.length === 0
      ? []
      : [[field.label, html`<span class="app-written">${texts.join(", ")}</span>`]];
  });
  if (rows.length === 0) return html`<div id="${typedId}"></div>`;
  return html`<div id="${typedId}">${heading("What you typed")}
${paragraph("It is not saved. Copy what you still need, for example into a note on the case.")}
${summaryList(rows)}</div>\n`;
}

/** What was chosen, as its question words it. */
function saidBy(field: Field, text: string): string {
  const chosen = "choices" in field ? field.choices.find(([value]) => value === text) : undefined;
  if (chosen) return chosen[1];
  return field.type === "tick" ? "Yes" : text;
}

import type { FieldError } from "../core/field-errors.ts";
import { button, errorSummary, paragraph } from "./components.ts";
import { type Field, type FormState, mistakesIn, renderPart, type Values } from "./fields.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";
import { type Absence, absenceRows, valuesOfAbsences } from "./staff-fields.ts";
import type { ForStaff } from "./staff-menu.ts";

export interface AvailabilityView extends ForStaff {
  readonly capacity: number;
  readonly away: readonly Absence[];
  /** How many people the coach supports now. */
  readonly holding: number;
  /** What was typed, and what is wrong with it, after a change that was refused. */
  readonly values?: Values | undefined;
  readonly errors?: readonly FieldError[] | undefined;
}

const capacityField: Field = {
  type: "number",
  name: "capacity",
  label: "How many people can you support at once?",
  hint: "If it is fewer than now, nobody is taken from you. You get nobody new until there is room.",
  mistake: "Enter a whole number from 0 to 1000",
};

/** A coach's own room and absences, and the form to change them. */
export function availabilityPage({
  roles,
  capacity,
  away,
  holding,
  values,
  errors = [],
}: AvailabilityView): string {
  const now: Values = new Map([["capacity", [String(capacity)]], ...valuesOfAbsences(away)]);
  const state: FormState = { id: "availability", values: values ?? now, errors };
  const typed = [...state.values.keys()].filter((name) => name.endsWith(".from")).length;
  const parts = [capacityField, ...absenceRows(typed)];
  const mistakes = mistakesIn(parts, state);
  const title = "Your availability";
  const body = html`<div class="app-narrow">
${errorSummary(mistakes)}
<h1 class="govuk-heading-l">${title}</h1>
${paragraph(`You support ${holding} ${holding === 1 ? "person" : "people"} now.`)}
${paragraph("While you are away you get nobody new. Your area lead decides who sees to your people meanwhile.")}
<form id="availability" method="post" action="/availability">
${parts.map((part) => renderPart(part, state))}
${button("Save")}
</form>
${paragraph(html`<a href="/cases">Your cases</a>`)}
</div>`;
  return layout({ title, body, roles, hasErrors: mistakes.length > 0 });
}

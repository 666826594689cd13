import type { FieldError } from "../core/field-errors.ts";
import { button, details, errorSummary, list, paragraph, successBanner } from "./components.ts";
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
  /** What was just done, in words. */
  readonly done?: string | undefined;
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

/** A coach's own room and absences, what becomes of their people meanwhile, and the form to change it. */
export function availabilityPage(view: AvailabilityView): string {
  const { roles, capacity, away, holding, values, errors = [], done } = view;
  const now: Values = new Map([["capacity", [String(capacity)]], ...valuesOfAbsences(away)]);
  const state: FormState = { id: "availability", values: values ?? now, errors };
  const typed = [...state.values.keys()].filter((name) => name.endsWith(".from")).length;
  const parts = [capacityField, ...absenceRows(typed)];
  const mistakes = mistakesIn(parts, state);
  const title = "Your availability";
  const body = html`<div class="app-narrow">
${done ? successBanner(done) : ""}${errorSummary(mistakes)}
<h1 class="govuk-heading-l">${title}</h1>
${paragraph(`You support ${holding} ${holding === 1 ? "person" : "people"} now.`)}
${details("What happens to your people while you are away", whileAway)}
<form id="availability" method="post" action="/availability">
${parts.map((part) => renderPart(part, state))}
${button("Save")}
</form>
${list([html`<a href="/work">Your work today</a>`, html`<a href="/cases">Your people</a>`])}
</div>`;
  return layout({ title, body, roles, hasErrors: mistakes.length > 0 });
}

const whileAway = list([
  "You get nobody new.",
  "Your people stay yours, and their tasks stay open with the same due dates.",
  "Your area lead is told of each task that is overdue for longer, and can answer it for you.",
  "If you are away for longer, ask your area lead to give your people to other coaches. Tell your people first.",
]);

import type { FieldError } from "../core/field-errors.ts";
import type { Mistake } from "./components.ts";
import { details } from "./components.ts";
import { dayInputs, dayMessage, firstOfDay } from "./day-field.ts";
import { type Html, html } from "./html.ts";

/**
 * A value that a form sends, what it says, what explains it, and, of radios, what is asked besides of whoever chooses
 * it.
 */
export type Choice = readonly [
  value: string,
  label: string,
  hint?: string | undefined,
  reveals?: readonly Part[],
];

/** What all fields have. Names with dots say where in the answer a value goes: "next.appointmentAt". */
interface Named {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** Told in place of a schema's technical words, as "Choose how the appointment took place". */
  readonly mistake?: string;
  /** Where what was typed and its mistakes are, where the answer numbers its rows otherwise. */
  readonly from?: string;
  /** Another place of the answer whose mistakes belong to this field. */
  readonly alsoAt?: string;
  /** Only digits: a phone shows its keys for them. */
  readonly digits?: boolean;
  /** The label in a list of answers, where the question itself is too long for it. */
  readonly short?: string;
  /** The question is the heading of its page. */
  readonly isHeading?: boolean;
  /** What a browser may fill in, as "email" (WCAG 2.2, 1.3.5). */
  readonly autocomplete?: string;
  /** Characters that are to be expected. */
  readonly width?: 5 | 10 | 20;
}

export type Field = Named &
  (
    | { readonly type: "email" | "tel" | "number" | "datetime-local" | "date" | "textarea" | "tick" }
    /** `suggestions`: the id of a list on the page that what is typed may be taken from. */
    | { readonly type: "text"; readonly suggestions?: string }
    /** `none`: what choosing nothing means in a select. */
    | { readonly type: "select"; readonly choices: readonly Choice[]; readonly none?: string }
    | { readonly type: "radios" | "checkboxes"; readonly choices: readonly Choice[] }
    /** A day of the calendar, typed as three numbers: `<name>.day`, `.month` and `.year`. */
    | { readonly type: "day" }
  );

/** Fields that belong together; `folded` ones open when asked for, or when something is in them. */
export interface Group {
  readonly legend: string;
  readonly hint?: string;
  readonly fields: readonly Part[];
  readonly folded?: boolean;
  /** Where in the answer mistakes about the whole group are. */
  readonly at?: string;
}

/** Something a form sends along without asking. */
export interface Hidden {
  readonly hidden: string;
  readonly value: string;
}

export type Part = Field | Group | Hidden;

/** What was typed, by field name. */
export type Values = ReadonlyMap<string, readonly string[]>;

/** What one form shows: its id, so that ids differ between the forms of a page, and what was typed with what mistakes. */
export interface FormState {
  readonly id: string;
  readonly values: Values;
  readonly errors: readonly FieldError[];
}

/** What a text field may suggest, once a page. */
export function suggestions(id: string, choices: readonly Choice[]): Html {
  return html`<datalist id="${id}">${choices.map(([value, label]) => html`<option value="${value}">${label}</option>`)}</datalist>\n`;
}

export function renderPart(part: Part, state: FormState, isNested = false): Html {
  if ("hidden" in part) return html`<input type="hidden" name="${part.hidden}" value="${part.value}">\n`;
  return "legend" in part ? renderGroup(part, state, isNested) : renderField(part, state);
}

/** Every mistake of a form with the place it leads to; what belongs to no field leads to the form. */
export function mistakesIn(parts: readonly Part[], state: FormState): Mistake[] {
  const fields = parts.flatMap(fieldsOf);
  const groups = parts.flatMap(groupsOf);
  return state.errors.map((error) => {
    const field = fields.find((each) => isAbout(each, error));
    if (field) return { href: `#${targetOf(field, state)}`, message: messageFor(field, error, state) };
    const group = groups.find(({ at }) => at !== undefined && error.pointer === at);
    return {
      href: group ? `#${groupId(group, state)}` : `#${state.id}`,
      message: technical.test(error.detail) ? "Check what you filled in here" : error.detail,
    };
  });
}

/** Every field of a part, in the order of the page. */
export function fieldsOf(part: Part): Field[] {
  if ("hidden" in part) return [];
  if ("legend" in part) return part.fields.flatMap(fieldsOf);
  const revealed = "choices" in part ? part.choices.flatMap(([, , , reveals = []]) => reveals) : [];
  return [part, ...revealed.flatMap(fieldsOf)];
}

function groupsOf(part: Part): Group[] {
  return "legend" in part ? [part, ...part.fields.flatMap(groupsOf)] : [];
}

/** A field that holds a list is told of the mistakes of its items. */
function isAbout({ name, from, alsoAt }: Field, { pointer }: FieldError): boolean {
  const own = pointer.replace(/\/\d+$/, "");
  return [pointer, own].includes(pointerOf(from ?? name)) || (alsoAt !== undefined && pointer === alsoAt);
}

function pointerOf(name: string): string {
  return `/${name.replaceAll(".", "/")}`;
}

function idOf({ name }: { name: string }, { id }: FormState): string {
  return `${id}-${name.replaceAll(".", "-")}`;
}

/** The control that a mistake leads to. */
function targetOf(field: Field, state: FormState): string {
  const id = idOf(field, state);
  return field.type === "day" ? firstOfDay({ id, name: field.name, values: state.values }) : id;
}

function groupId({ at = "" }: Group, { id }: FormState): string {
  return `${id}${at.replaceAll("/", "-")}-group`;
}

/** What is said of any field alike ("Choose one of: in-person, ...") is for programs; people read the field's own words. */
const technical =
  /^(Invalid|Too (small|big)|Unrecognized|This is needed|Give this as|Choose one of:|The person must agree)|RFC 3339|with its offset/;

function messageFor(field: Field, { detail }: FieldError, state: FormState): string {
  const { type, mistake, label } = field;
  const own = mistake ?? `Check your answer to: ${label}`;
  if (type === "day") return typedIn(field, state).length === 0 ? own : dayMessage(detail);
  return technical.test(detail) ? own : detail;
}

function renderGroup(group: Group, state: FormState, isNested: boolean): Html {
  const { legend, hint, fields, folded } = group;
  const inside = html`${hint ? html`<div class="govuk-hint">${hint}</div>` : ""}${fields.map((part) => renderPart(part, state, true))}`;
  if (folded)
    return details(
      legend,
      inside,
      fields.flatMap(fieldsOf).some((field) => isInUse(field, state)),
    );
  return html`<fieldset class="govuk-fieldset"${group.at ? html` id="${groupId(group, state)}"` : ""}><legend class="govuk-fieldset__legend govuk-fieldset__legend--${isNested ? "s" : "m"}">${legend}</legend>${inside}</fieldset>\n`;
}

function isInUse(field: Field, state: FormState): boolean {
  return typedIn(field, state).length > 0 || state.errors.some((error) => isAbout(field, error));
}

function typedIn({ name, from, type }: Field, { values }: FormState): readonly string[] {
  if (type !== "day") return values.get(from ?? name) ?? [];
  return ["day", "month", "year"].flatMap((part) => values.get(`${name}.${part}`) ?? []);
}

interface Shown {
  readonly id: string;
  readonly typed: readonly string[];
  readonly error: boolean;
  /** `aria-describedby` for the hint and the mistake. */
  readonly described: Html;
  /** The hint and the mistake themselves. */
  readonly above: Html;
  readonly values: Values;
}

function renderField(field: Field, state: FormState): Html {
  const id = idOf(field, state);
  const error = state.errors.find((each) => isAbout(field, each));
  // That of a tick stands below its label, so that it is not read as part of the field before.
  const hint =
    field.hint && field.type !== "tick"
      ? html`<div id="${id}-hint" class="govuk-hint">${field.hint}</div>\n`
      : html``;
  const message = error
    ? html`<p id="${id}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${messageFor(field, error, state)}</p>\n`
    : html``;
  const ids = [field.hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter((each) => each !== "");
  const shown: Shown = {
    id,
    typed: typedIn(field, state),
    error: error !== undefined,
    described: ids.length > 0 ? html` aria-describedby="${ids.join(" ")}"` : html``,
    above: html`${hint}${message}`,
    values: state.values,
  };
  return html`<div class="govuk-form-group${error ? " govuk-form-group--error" : ""}">
${controlsOf(field, shown, state)}
</div>\n`;
}

function controlsOf(field: Field, shown: Shown, state: FormState): Html {
  const { above, id, values, error } = shown;
  switch (field.type) {
    case "radios":
    case "checkboxes":
      return fieldset(field, shown, choicesOf(field, shown, state));
    case "day":
      return fieldset(field, shown, dayInputs({ id, name: field.name, values }, field, error));
    case "tick":
      return html`${above}${tickOf(field, shown)}`;
    default:
      return html`${labelOf(field, id)}\n${above}${controlOf(field, shown)}`;
  }
}

/** Several controls that answer one question. */
function fieldset({ label, isHeading, type }: Field, { above, described }: Shown, controls: Html): Html {
  const legend = isHeading ? html`<h1 class="govuk-fieldset__heading">${label}</h1>` : label;
  return html`<fieldset class="govuk-fieldset"${type === "day" ? html` role="group"` : ""}${described}>
<legend class="govuk-fieldset__legend govuk-fieldset__legend--${isHeading ? "l" : "s"}">${legend}</legend>
${above}${controls}</fieldset>`;
}

function labelOf({ label, isHeading }: Field, id: string): Html {
  return isHeading
    ? html`<h1 class="govuk-label-wrapper"><label class="govuk-label govuk-label--l" for="${id}">${label}</label></h1>`
    : html`<label class="govuk-label govuk-label--s" for="${id}">${label}</label>`;
}

function choicesOf(
  field: Extract<Field, { choices: unknown }>,
  { id, typed }: Shown,
  state: FormState,
): Html {
  const isOne = field.type === "radios";
  const look = isOne ? "radios" : "checkboxes";
  return html`<div class="govuk-${look}">${field.choices.map(([value, label, hint, reveals], index) => {
    const itemId = index === 0 ? id : `${id}-${index + 1}`;
    const explained = hint
      ? html`<div class="govuk-hint govuk-${look}__hint" id="${itemId}-item-hint">${hint}</div>`
      : html``;
    return html`<div class="govuk-${look}__item"><input class="govuk-${look}__input" id="${itemId}" name="${field.name}" type="${isOne ? "radio" : "checkbox"}" value="${value}"${typed.includes(value) ? html` checked` : ""}${hint ? html` aria-describedby="${itemId}-item-hint"` : ""}><label class="govuk-label govuk-${look}__label" for="${itemId}">${label}</label>${explained}</div>
${reveals ? html`<div class="govuk-${look}__conditional">${reveals.map((part) => renderPart(part, state))}</div>\n` : ""}`;
  })}</div>`;
}

function tickOf({ name, label, hint }: Field, { id, typed, described }: Shown): Html {
  return html`<div class="govuk-checkboxes"><div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="${id}" name="${name}" type="checkbox" value="true"${typed.includes("true") ? html` checked` : ""}${described}><label class="govuk-label govuk-checkboxes__label" for="${id}">${label}</label>${hint ? html`<div id="${id}-hint" class="govuk-hint govuk-checkboxes__hint">${hint}</div>` : ""}</div></div>`;
}

function controlOf(field: Field, { id, typed, error, described }: Shown): Html {
  const value = typed.at(-1) ?? "";
  const look = (name: string) => html`govuk-${name}${error ? html` govuk-${name}--error` : ""}`;
  if (field.type === "textarea") {
    return html`<textarea class="${look("textarea")}" id="${id}" name="${field.name}" rows="4"${described}>${value}</textarea>`;
  }
  if (field.type === "select") {
    return html`<select class="${look("select")}" id="${id}" name="${field.name}"${described}><option value="">${field.none ?? "Choose"}</option>${field.choices.map(
      ([each, label]) =>
        html`<option value="${each}"${each === value ? html` selected` : ""}>${label}</option>`,
    )}</select>`;
  }
  const width = `govuk-input--width-${field.width ?? (field.type === "number" || field.digits ? 5 : 20)}`;
  const keys =
    field.type === "number"
      ? html` step="any" inputmode="decimal"`
      : field.digits
        ? html` inputmode="numeric" spellcheck="false"`
        : html``;
  const filledInBy = field.autocomplete ? html` autocomplete="${field.autocomplete}"` : html``;
  const suggested = field.type === "text" && field.suggestions ? html` list="${field.suggestions}"` : html``;
  return html`<input class="${look("input")} ${width}" id="${id}" name="${field.name}" type="${field.type}" value="${value}"${keys}${filledInBy}${suggested}${described}>`;
}

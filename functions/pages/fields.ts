import type { FieldError } from "../core/field-errors.ts";
import type { Mistake } from "./components.ts";
import { details } from "./components.ts";
import { type Html, html } from "./html.ts";

/** A value that a form sends, and what it says. */
export type Choice = readonly [value: string, label: string];

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
  /** What browsers fill in by themselves, as "email". */
  readonly autocomplete?: string;
  /** Only digits: a phone shows its keys for them. */
  readonly digits?: boolean;
}

export type Field = Named &
  (
    | { readonly type: "email" | "tel" | "number" | "datetime-local" | "date" | "textarea" | "tick" }
    /** `suggestions`: the id of a list on the page that what is typed may be taken from. */
    | { readonly type: "text"; readonly suggestions?: string }
    | { readonly type: "select" | "radios" | "checkboxes"; readonly choices: readonly Choice[] }
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

export function renderPart(part: Part, state: FormState): Html {
  if ("hidden" in part) return html`<input type="hidden" name="${part.hidden}" value="${part.value}">\n`;
  return "legend" in part ? renderGroup(part, state) : renderField(part, state);
}

/** Every mistake of a form with the place it leads to; what belongs to no field leads to the form. */
export function mistakesIn(parts: readonly Part[], state: FormState): Mistake[] {
  const fields = parts.flatMap(fieldsOf);
  const groups = parts.flatMap(groupsOf);
  return state.errors.map((error) => {
    const field = fields.find((each) => isAbout(each, error));
    if (field) return { href: `#${idOf(field, state)}`, message: messageFor(field, error) };
    const group = groups.find(({ at }) => at !== undefined && error.pointer === at);
    return {
      href: group ? `#${groupId(group, state)}` : `#${state.id}`,
      message: technical.test(error.detail) ? "Check what you filled in here" : error.detail,
    };
  });
}

function fieldsOf(part: Part): Field[] {
  if ("hidden" in part) return [];
  return "legend" in part ? part.fields.flatMap(fieldsOf) : [part];
}

function groupsOf(part: Part): Group[] {
  return "legend" in part ? [part, ...part.fields.flatMap(groupsOf)] : [];
}

function isAbout({ name, from, alsoAt }: Field, { pointer }: FieldError): boolean {
  return pointer === pointerOf(from ?? name) || (alsoAt !== undefined && pointer === alsoAt);
}

function pointerOf(name: string): string {
  return `/${name.replaceAll(".", "/")}`;
}

function idOf({ name }: { name: string }, { id }: FormState): string {
  return `${id}-${name.replaceAll(".", "-")}`;
}

function groupId({ at = "" }: Group, { id }: FormState): string {
  return `${id}${at.replaceAll("/", "-")}-group`;
}

/** What is said of any field alike ("Choose one of: in-person, ...") is for programs; people read the field's own words. */
const technical =
  /^(Invalid|Too (small|big)|Unrecognized|This is needed|Give this as|Choose one of:)|RFC 3339|with its offset/;

function messageFor({ mistake, label }: Field, { detail }: FieldError): string {
  return technical.test(detail) ? (mistake ?? `Check your answer to: ${label}`) : detail;
}

function renderGroup(group: Group, state: FormState): Html {
  const { legend, hint, fields, folded } = group;
  const inside = html`${hint ? html`<div class="govuk-hint">${hint}</div>` : ""}${fields.map((part) => renderPart(part, state))}`;
  if (folded)
    return details(
      legend,
      inside,
      fields.flatMap(fieldsOf).some((field) => isInUse(field, state)),
    );
  return html`<fieldset class="govuk-fieldset"${group.at ? html` id="${groupId(group, state)}"` : ""}><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">${legend}</legend>${inside}</fieldset>\n`;
}

function isInUse(field: Field, state: FormState): boolean {
  return typedIn(field, state).length > 0 || state.errors.some((error) => isAbout(field, error));
}

function typedIn({ name, from }: Field, { values }: FormState): readonly string[] {
  return values.get(from ?? name) ?? [];
}

interface Shown {
  readonly id: string;
  readonly typed: readonly string[];
  readonly error: boolean;
  /** `aria-describedby` for the hint and the mistake. */
  readonly described: Html;
}

function renderField(field: Field, state: FormState): Html {
  const id = idOf(field, state);
  const error = state.errors.find((each) => isAbout(field, each));
  const hint = field.hint ? html`<div id="${id}-hint" class="govuk-hint">${field.hint}</div>\n` : html``;
  const message = error
    ? html`<p id="${id}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${messageFor(field, error)}</p>\n`
    : html``;
  const ids = [field.hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter((each) => each !== "");
  const described = ids.length > 0 ? html` aria-describedby="${ids.join(" ")}"` : html``;
  const shown: Shown = { id, typed: typedIn(field, state), error: error !== undefined, described };
  const isSet = field.type === "radios" || field.type === "checkboxes";
  const content = isSet
    ? html`<fieldset class="govuk-fieldset"${described}>
<legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${field.label}</legend>
${hint}${message}${choicesOf(field, shown)}</fieldset>`
    : field.type === "tick"
      ? html`${hint}${message}${tickOf(field, shown)}`
      : html`<label class="govuk-label govuk-label--s" for="${id}">${field.label}</label>
${hint}${message}${controlOf(field, shown)}`;
  return html`<div class="govuk-form-group${error ? " govuk-form-group--error" : ""}">
${content}
</div>\n`;
}

function choicesOf(field: Extract<Field, { choices: unknown }>, { id, typed }: Shown): Html {
  const isOne = field.type === "radios";
  const look = isOne ? "radios" : "checkboxes";
  return html`<div class="govuk-${look}">${field.choices.map(([value, label], index) => {
    const itemId = index === 0 ? id : `${id}-${index + 1}`;
    return html`<div class="govuk-${look}__item"><input class="govuk-${look}__input" id="${itemId}" name="${field.name}" type="${isOne ? "radio" : "checkbox"}" value="${value}"${typed.includes(value) ? html` checked` : ""}><label class="govuk-label govuk-${look}__label" for="${itemId}">${label}</label></div>\n`;
  })}</div>`;
}

function tickOf({ name, label }: Field, { id, typed, described }: Shown): Html {
  return html`<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="${id}" name="${name}" type="checkbox" value="true"${typed.includes("true") ? html` checked` : ""}${described}><label class="govuk-label govuk-checkboxes__label" for="${id}">${label}</label></div>`;
}

function controlOf(field: Field, { id, typed, error, described }: Shown): Html {
  const value = typed.at(-1) ?? "";
  const look = (name: string) => html`govuk-${name}${error ? html` govuk-${name}--error` : ""}`;
  if (field.type === "textarea") {
    return html`<textarea class="${look("textarea")}" id="${id}" name="${field.name}" rows="4"${described}>${value}</textarea>`;
  }
  if (field.type === "select" && "choices" in field) {
    return html`<select class="${look("select")}" id="${id}" name="${field.name}"${described}><option value="">Choose</option>${field.choices.map(
      ([each, label]) =>
        html`<option value="${each}"${each === value ? html` selected` : ""}>${label}</option>`,
    )}</select>`;
  }
  const isShort = field.type === "number" || field.digits;
  const width = isShort ? "govuk-input--width-5" : "govuk-input--width-20";
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

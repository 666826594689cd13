import { type Html, html } from "./html.ts";

/** Where a day is typed: the id of its fields, their name, and what was typed in the form. */
export interface DayTyped {
  readonly id: string;
  readonly name: string;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

const parts = [
  { part: "day", label: "Day", width: 2 },
  { part: "month", label: "Month", width: 2 },
  { part: "year", label: "Year", width: 4 },
] as const;

/** Three short inputs. Only what is missing is marked as wrong; when nothing is, the day as a whole is. */
export function dayInputs(
  day: DayTyped,
  { autocomplete }: { readonly autocomplete?: string },
  hasMistake: boolean,
): Html {
  const wrong = hasMistake ? wrongParts(day) : [];
  return html`<div class="govuk-date-input" id="${day.id}">${parts.map(
    ({ part, label, width }) => html`<div class="govuk-date-input__item"><div class="govuk-form-group">
<label class="govuk-label govuk-date-input__label" for="${day.id}-${part}">${label}</label>
<input class="govuk-input govuk-date-input__input govuk-input--width-${width}${wrong.includes(part) ? " govuk-input--error" : ""}" id="${day.id}-${part}" name="${day.name}.${part}" type="text" inputmode="numeric" value="${typedOf(day, part)}"${autocomplete ? html` autocomplete="${autocomplete}-${part}"` : ""}>
</div></div>\n`,
  )}</div>`;
}

/** The id of the first input to mend. */
export function firstOfDay(day: DayTyped): string {
  return `${day.id}-${wrongParts(day)[0] ?? "day"}`;
}

/** What the schema says of a date of programs, said of three numbers. */
export function dayMessage(detail: string): string {
  return detail.startsWith("Enter a real date")
    ? "Enter a real date with a day, a month and a year, like 31 3 1980"
    : detail;
}

function wrongParts(day: DayTyped): string[] {
  const missing = parts.map(({ part }) => part).filter((part) => typedOf(day, part).trim() === "");
  return missing.length > 0 ? missing : parts.map(({ part }) => part);
}

function typedOf({ name, values }: DayTyped, part: string): string {
  return values.get(`${name}.${part}`)?.at(-1) ?? "";
}

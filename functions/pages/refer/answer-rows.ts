import { dateInWords } from "../../core/calendar.ts";
import type { Visit } from "../../core/refer/visit.ts";
import type { Row } from "../components.ts";
import { type Field, fieldsOf, type Part, type Values } from "../fields.ts";
import { html, type Value } from "../html.ts";
import type { Asked, StepContent } from "./step-content.ts";
import { askedContents } from "./step-contents.ts";

/** Answers that belong together: what they are about, and each in words. */
export interface AnswerGroup {
  readonly step: ReturnType<typeof askedContents>[number]["step"];
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Everything that was answered, in the order of the questions. */
export function answerGroups(visit: Visit, asked: Asked): AnswerGroup[] {
  return askedContents(visit, asked).flatMap(({ step, content }) =>
    groupsIn(content).map(({ title, parts }) => ({
      step,
      title,
      rows: parts
        .flatMap(fieldsOf)
        .filter(({ name }) => name !== "remember")
        .map((field): Row => [field.short ?? field.label, inWords(field, asked.values)]),
    })),
  );
}

/** A long page tells its groups apart; every other page is one. */
function groupsIn({ title, parts }: StepContent): { title: string; parts: readonly Part[] }[] {
  const groups = parts.flatMap((part) => ("legend" in part && !part.folded ? [part] : []));
  return groups.length === parts.length
    ? groups.map(({ legend, fields }) => ({ title: legend, parts: fields }))
    : [{ title, parts }];
}

function inWords(field: Field, values: Values): Value {
  const typed = values.get(field.name) ?? [];
  switch (field.type) {
    case "radios":
    case "select":
    case "checkboxes":
      return typed.map((value) => field.choices.find(([each]) => each === value)?.[1] ?? value).join(", ");
    case "tick":
      return typed.includes("true") && "Yes";
    case "day":
      return dayInWords(field.name, values);
    default:
      return typed.length > 0 && html`<span class="app-written">${typed.at(-1)}</span>`;
  }
}

function dayInWords(name: string, values: Values): string {
  const [day, month, year] = ["day", "month", "year"].map(
    (part) => values.get(`${name}.${part}`)?.at(-1) ?? "",
  );
  const date = `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
  const isReal = /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date));
  return isReal ? dateInWords(date, "1800-01-01") : [day, month, year].join(" ").trim();
}

import type { FieldError } from "../../core/field-errors.ts";
import type { Step } from "../../core/refer/steps.ts";
import { errorSummary } from "../components.ts";
import { type FormState, fieldsOf, mistakesIn, renderPart } from "../fields.ts";
import { html } from "../html.ts";
import { type FormFrame, readAloud, referPage } from "./refer-form.ts";
import type { Asked, StepContent } from "./step-content.ts";

export interface StepPage extends FormFrame {
  readonly step: Step;
  readonly content: StepContent;
  readonly asked: Asked;
  readonly errors?: readonly FieldError[];
}

/** What staff say to a caller, beside the questions. */
const scripts: Partial<Record<Step, readonly string[]>> = {
  place: [
    "WorkWell is voluntary. You can stop at any time. It has no effect on your benefits, and we share nothing with the Jobcentre unless you say so.",
    "I will ask you some questions and type your answers. It takes about ten minutes. You can skip what you do not want to answer.",
    "Is it a good moment, and can you talk freely where you are?",
  ],
  safety: ["If you need help now, call 999, or NHS 111 and choose option 2. I can stay on the line."],
  consent: [
    "I read to you what you agree to. Please say yes or no to each. You can change your mind later.",
    "Do you agree that WorkWell gets your answers and contacts you?",
  ],
};

/** One page of the form: its questions with what was typed, and every mistake at its field and at the top. */
export function stepPage({ step, content, asked, errors = [], ...frame }: StepPage): string {
  const { title, before = "", parts, after, goesOn = "Continue", otherWays } = content;
  const state: FormState = { id: "refer", values: asked.values, errors: inOrder(content, errors) };
  const mistakes = mistakesIn(parts, state);
  const isHeaded = parts.flatMap(fieldsOf).some(({ isHeading }) => isHeading);
  return referPage({
    ...frame,
    step,
    title,
    hasErrors: mistakes.length > 0,
    before: html`${errorSummary(mistakes)}
${isHeaded ? "" : html`<h1 class="govuk-heading-l">${title}</h1>`}
${frame.way === "caller" && scripts[step] ? readAloud(...scripts[step]) : ""}
${before}`,
    inside: parts.map((part) => renderPart(part, state)),
    goesOn,
    otherWays,
    hasBack: step !== "place",
    after,
  });
}

/** Mistakes in the order of the fields: what has no field of its own comes last. */
function inOrder({ parts }: StepContent, errors: readonly FieldError[]): FieldError[] {
  const pointers = parts
    .flatMap(fieldsOf)
    .flatMap(({ name, alsoAt }) => [`/${name.replaceAll(".", "/")}`, ...(alsoAt ? [alsoAt] : [])]);
  const placeOf = ({ pointer }: FieldError) => {
    const index = pointers.indexOf(pointer);
    return index < 0 ? pointers.length : index;
  };
  return [...errors].sort((a, b) => placeOf(a) - placeOf(b));
}

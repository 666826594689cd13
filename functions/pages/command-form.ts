import type { FieldError } from "../core/field-errors.ts";
import type { Stage } from "../core/stages.ts";
import { button, details, type Mistake, paragraph } from "./components.ts";
import { type FormState, mistakesIn, type Part, renderPart, type Values } from "./fields.ts";
import { type Html, html } from "./html.ts";
import { typedId, typedPart } from "./typed-part.ts";

/** A form that does something with a case outside its tasks. */
export interface CommandForm {
  readonly command: string;
  /** Where a page has several forms of one command. */
  readonly id?: string;
  readonly title: string;
  readonly says?: string;
  readonly parts: readonly Part[];
  readonly button: string;
  readonly look?: "secondary" | "warning";
  /** Where the core takes it; elsewhere it would only be refused. */
  readonly offeredIn: readonly Stage[];
  /** Sending it twice would do it twice, so it carries a key: then it is done once. */
  readonly isOnce?: boolean;
  /** What the fields say before anybody has typed. */
  readonly values?: Values;
}

/** A form that was refused: which, what was typed, and what is wrong with it. */
export interface RefusedForm {
  readonly id: string;
  readonly values: Values;
  readonly errors: readonly FieldError[];
}

/** What the forms of one page have in common. */
export interface CommandForms {
  readonly reference: string;
  readonly refused?: RefusedForm | undefined;
  /** A new one for each time the page is made. */
  readonly once: string;
}

function stateOf({ command, id = command, values = new Map() }: CommandForm, { refused }: CommandForms) {
  return refused?.id === id ? refused : { id, values, errors: [] };
}

/** The form, folded under its title, or open with its mistakes. */
export function commandForm(form: CommandForm, page: CommandForms): Html {
  const { command, title, says, parts, button: label, look, isOnce } = form;
  const state: FormState = stateOf(form, page);
  return details(
    title,
    html`${says ? paragraph(says) : ""}<form id="${state.id}" method="post" action="/cases/${encodeURIComponent(page.reference)}/${command}">
<input type="hidden" name="form" value="${state.id}">
${isOnce ? html`<input type="hidden" name="once" value="${page.once}-${state.id}">` : ""}
${parts.map((part) => renderPart(part, state))}
${button(label, look)}
</form>`,
    page.refused?.id === state.id,
  );
}

/** What became of the form that was refused: its mistakes, and what was typed where the page has the form no more. */
export interface Outcome {
  readonly mistakes: readonly Mistake[];
  readonly typed: Html;
}

/** `offered`: those of the forms that the case takes now. It may have moved on since the page was opened. */
export function outcomeOf(
  forms: readonly CommandForm[],
  offered: readonly CommandForm[],
  page: CommandForms,
): Outcome {
  const { refused } = page;
  if (!refused) return { mistakes: [], typed: html`` };
  const isRefused = ({ command, id = command }: CommandForm) => id === refused.id;
  const shown = offered.find(isRefused);
  if (shown) return { mistakes: mistakesIn(shown.parts, stateOf(shown, page)), typed: html`` };
  const told = refused.errors.find(({ pointer }) => pointer === "")?.detail;
  const message = ["Nothing was saved. The case has moved on, and this cannot be done now.", told];
  return {
    mistakes: [{ href: `#${typedId}`, message: message.filter((each) => each !== undefined).join(" ") }],
    typed: typedPart(forms.find(isRefused)?.parts ?? [], refused.values),
  };
}

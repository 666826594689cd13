import type { Stage } from "../core/stages.ts";
import { button, details, paragraph } from "./components.ts";
import { type Part, renderPart } from "./fields.ts";
import { type Html, html } from "./html.ts";

/** A form that does something with a case outside its tasks. */
export interface CommandForm {
  readonly command: string;
  readonly title: string;
  readonly says?: string;
  readonly parts: readonly Part[];
  readonly button: string;
  readonly look?: "secondary" | "warning";
  /** Where the core takes it; elsewhere it would only be refused. */
  readonly offeredIn: readonly Stage[];
}

/** The form, folded under its title. */
export function commandForm(
  reference: string,
  { command, title, says, parts, button: label, look }: CommandForm,
): Html {
  const state = { id: command, values: new Map(), errors: [] };
  return details(
    title,
    html`${says ? paragraph(says) : ""}<form id="${command}" method="post" action="/cases/${encodeURIComponent(reference)}/${command}">
${parts.map((part) => renderPart(part, state))}
${button(label, look)}
</form>`,
  );
}

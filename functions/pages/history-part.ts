import { inWords } from "../core/calendar.ts";
import type { Instant } from "../core/texts.ts";
import { type Html, html } from "./html.ts";

export interface HistoryLine {
  readonly at: Instant;
  readonly type: string;
  readonly sentence: string;
}

/** What the service does for itself is not part of a person's story. */
const upkeep = ["person-indexed", "email-intended", "place-released"];

/** What happened, the latest first. */
export function historyPart(history: readonly HistoryLine[], now: Instant): Html {
  const told = history.filter(({ type }) => !upkeep.includes(type)).reverse();
  return html`<ol class="govuk-list app-list--plain" reversed>${told.map(
    ({ at, sentence }) => html`<li><time datetime="${at}">${inWords(at, now)}</time>: ${sentence}</li>\n`,
  )}</ol>\n`;
}

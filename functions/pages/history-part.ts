import { inWords } from "../core/calendar.ts";
import type { Instant } from "../core/texts.ts";
import { details } from "./components.ts";
import { type Html, html } from "./html.ts";

export interface HistoryLine {
  readonly at: Instant;
  readonly type: string;
  readonly sentence: string;
}

/** What the service does for itself is not part of a person's story. */
const upkeep = ["person-indexed", "email-intended", "place-released", "request-kept"];

/** What happened, the latest first. Lines that are older than the `most` recent ones are folded. */
export function historyPart(history: readonly HistoryLine[], now: Instant, most = history.length): Html {
  const told = history.filter(({ type }) => !upkeep.includes(type)).reverse();
  const older = told.slice(most);
  return html`${lines(told.slice(0, most), now)}${
    older.length > 0 ? details(`What happened before (${older.length})`, lines(older, now)) : ""
  }`;
}

function lines(told: readonly HistoryLine[], now: Instant): Html {
  return html`<ol class="govuk-list app-list--plain" reversed>${told.map(
    ({ at, sentence }) => html`<li><time datetime="${at}">${inWords(at, now)}</time>: ${sentence}</li>\n`,
  )}</ol>\n`;
}

import { dateInWords } from "../core/calendar.ts";
import type { Instant } from "../core/texts.ts";
import { paragraph } from "./components.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";
import type { ForStaff } from "./staff-menu.ts";

export interface ExportItem {
  readonly id: string;
  readonly area?: string | undefined;
  readonly england?: boolean | string | undefined;
  /** As "2026-Q1". */
  readonly quarter: string;
  readonly profile: "nhs" | "strict";
  readonly asAt: Instant;
  readonly files: readonly string[];
  readonly supersedes?: string | undefined;
}

export interface ExportsView extends ForStaff {
  readonly items: readonly ExportItem[];
}

/** Every release that one may open, with its files. */
export function exportsPage({ items, roles }: ExportsView): string {
  const body = html`<h1 class="govuk-heading-l">Published figures</h1>
${paragraph("Each release covers one quarter. Small numbers are hidden, so that nobody can be recognised.")}
${
  items.length === 0
    ? html`${paragraph("Nothing has been released yet. A release is made after a quarter has ended.")}${paragraph(html`<a href="/">Go to the start page</a>`)}`
    : html`<table class="govuk-table app-table--cards"><caption class="govuk-visually-hidden">Releases</caption>
<thead><tr>${["Area", "Quarter", "As at", "Rule for small numbers", "Files"].map((name) => html`<th scope="col" class="govuk-table__header">${name}</th>`)}</tr></thead>
<tbody>${items.map(row)}</tbody></table>`
}`;
  return layout({ title: "Published figures", body, roles });
}

function row({ id, area, quarter, profile, asAt, files, supersedes }: ExportItem) {
  const links = files.map(
    (file) => html`<a href="/exports/${encodeURIComponent(id)}/${encodeURIComponent(file)}">${file}</a><br>`,
  );
  return html`<tr>
<th scope="row" class="govuk-table__header">${area ?? "England"}</th>
<td class="govuk-table__cell" data-label="Quarter">${quarter}${supersedes ? html`<br>replaces ${supersedes}` : ""}</td>
<td class="govuk-table__cell" data-label="As at">${dateInWords(asAt, "2000-01-01")}</td>
<td class="govuk-table__cell" data-label="Rule for small numbers">${profile}</td>
<td class="govuk-table__cell" data-label="Files">${links}</td>
</tr>\n`;
}

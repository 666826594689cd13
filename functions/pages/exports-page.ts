import { dateInWords, quarterInWords } from "../core/calendar.ts";
import type { Instant } from "../core/texts.ts";
import { details, heading, linkButton, list, paragraph, success } from "./components.ts";
import { type Html, html, type Value } from "./html.ts";
import { layout } from "./layout.ts";
import type { ForStaff } from "./staff-menu.ts";
import { table } from "./table.ts";

/** A rule for small numbers, for people. */
export const profileTitles = { nhs: "NHS rule", strict: "Strict rule" } as const;

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
  /** Oldest first. */
  readonly items: readonly ExportItem[];
  /** Names of areas by id. */
  readonly names: ReadonlyMap<string, string>;
  /** The release that was made just now. */
  readonly made?: ExportItem | undefined;
}

/** Every release that one may open, by quarter, with its files; and the way to a new one. */
export function exportsPage({ items, names, made, roles }: ExportsView): string {
  const quarters = [...Map.groupBy(items.toReversed(), ({ quarter }) => quarter)].sort(([one], [other]) =>
    one < other ? 1 : -1,
  );
  const replaced = new Set(items.map(({ supersedes }) => supersedes));
  const told = quarters.map(([quarter, theirs], index) =>
    details(quarterInWords(quarter), releases(theirs, names, replaced), index === 0),
  );
  const body = html`${made ? success(`${nameOf(made, names)}, ${quarterInWords(made.quarter)}, is released.`, paragraph("Its files:", list(filesOf(made)))) : ""}
<h1 class="govuk-heading-l">Published figures</h1>
<div class="app-narrow">${paragraph("Each release tells the figures of one quarter. Small numbers are withheld, so that nobody can be recognised.")}
${paragraph("Just after a quarter has ended its figures are released by themselves. When something was corrected since, release them again: the new release says what has changed, and the old one stays.")}
${linkButton("/exports/preview", "See what a release would say")}</div>
${heading("Releases")}
${told.length === 0 ? paragraph("Nothing has been released yet.") : told}
${heading("More figures")}
${list(elsewhere(roles))}`;
  return layout({ title: made ? "Released" : "Published figures", body, roles });
}

function elsewhere(roles: ExportsView["roles"]): Html[] {
  const isLocal = roles.includes("lead") || roles.includes("commissioner");
  return [
    html`<a href="/reports">Compare ${isLocal ? "your area" : "an area"} with England</a>`,
    ...(isLocal
      ? [html`<a href="/management">See the true figures of a month, for running the service</a>`]
      : []),
    html`<a href="/forecast">See what would happen to waits with more or fewer coaches</a>`,
  ];
}

function releases(
  items: readonly ExportItem[],
  names: ExportsView["names"],
  replaced: ReadonlySet<string | undefined>,
): Html {
  return table({
    caption: "Releases of the quarter",
    isCaptionHidden: true,
    columns: ["Area", "As at", "Rule for small numbers", "Files"],
    rows: items.map((item): [Value, ...Value[]] => [
      html`${nameOf(item, names)}${replaced.has(item.id) ? html`<br><span class="app-why">Replaced by a later release</span>` : ""}`,
      dateInWords(item.asAt, "1800-01-01"),
      profileTitles[item.profile],
      filesOf(item).map((link) => html`${link}<br>`),
    ]),
  });
}

export function nameOf({ area }: Pick<ExportItem, "area">, names: ExportsView["names"]): string {
  return area === undefined ? "England" : (names.get(area) ?? area);
}

const fileWords: Readonly<Record<string, string>> = {
  "report.html": "Report, to read and print",
  "measures.csv": "Table (CSV)",
  "measures.csv-metadata.json": "What the columns mean (CSVW)",
  "changes.csv": "What has changed (CSV)",
};

/** A link to each file of a release; the report first. */
export function filesOf({ id, files }: Pick<ExportItem, "id" | "files">): Html[] {
  const order = Object.keys(fileWords);
  const inOrder = files.toSorted((one, other) => order.indexOf(one) - order.indexOf(other));
  return inOrder.map((file) => {
    const path = `/exports/${encodeURIComponent(id)}/${encodeURIComponent(file)}`;
    return html`<a href="${path}">${fileWords[file] ?? file}</a>`;
  });
}

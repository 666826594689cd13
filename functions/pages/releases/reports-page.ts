import { dateInWords, quarterInWords } from "../../core/calendar.ts";
import { type ComparedTable, comparisonOf, type Told } from "../../core/reporting/comparison.ts";
import type { Lines } from "../../core/reporting/find-row.ts";
import { headlinesOf } from "../../core/reporting/headlines.ts";
import { profileWords } from "../../core/reporting/registry.ts";
import { backLink, button, details, heading, linkButton, list, paragraph } from "../components.ts";
import { type ExportItem, filesOf } from "../exports-page.ts";
import { type Choice, type Field, type FormState, renderPart } from "../fields.ts";
import { type Html, html, type Value } from "../html.ts";
import { layout } from "../layout.ts";
import type { ForStaff } from "../staff-menu.ts";
import { table } from "../table.ts";

/** A release with its rows as published. */
export interface ReadRelease {
  readonly item: ExportItem;
  readonly lines: Lines;
}

export interface ReportsView extends ForStaff {
  /** Areas to choose from; none for somebody of one area. */
  readonly areas: readonly { readonly id: string; readonly name: string }[];
  /** The area that is looked at; undefined while the national role has chosen none. */
  readonly area?: { readonly id: string; readonly name: string } | undefined;
  /** Quarters of which the area has a release, newest first. */
  readonly quarters: readonly string[];
  /** Undefined while there is no release of the area. */
  readonly own?: ReadRelease | undefined;
  /** England's release of the same quarter under the same rule. */
  readonly england?: ReadRelease | undefined;
}

/** An area's newest figures beside England's, as both were published. */
export function reportsPage(view: ReportsView): string {
  const { roles, area, own, england } = view;
  const title =
    area && own
      ? `${area.name} beside England, ${quarterInWords(own.item.quarter)}`
      : "An area beside England";
  const body = html`${backLink("/exports", "Published figures")}
<h1 class="govuk-heading-l">${title}</h1>
${chooseForm(view)}
${area && own ? comparedPart({ area: area.name, own, england }) : nothingPart(view)}
<div class="app-narrow">${heading("Looking ahead")}
${paragraph(html`<a href="/forecast">What if?</a> shows how long people would wait with more or fewer coaches or referrals.`)}</div>`;
  return layout({ title, body, roles });
}

function chooseForm({ areas, area, quarters, own }: ReportsView): Html {
  const values = new Map([
    ["area", [area?.id ?? ""]],
    ["quarter", [own?.item.quarter ?? ""]],
  ]);
  const fields: Field[] = [
    ...(areas.length > 0
      ? [
          selectOf(
            "area",
            "Area",
            areas.map(({ id, name }): Choice => [id, name]),
          ),
        ]
      : []),
    ...(quarters.length > 0
      ? [
          selectOf(
            "quarter",
            "Quarter",
            quarters.map((each): Choice => [each, quarterInWords(each)]),
            "The newest",
          ),
        ]
      : []),
  ];
  if (fields.length === 0) return html``;
  const state: FormState = { id: "reports", values, errors: [] };
  return html`<form class="app-filter" id="reports" method="get" action="/reports" aria-label="Choose figures" novalidate>
<div class="app-filter__fields">${fields.map((field) => renderPart(field, state))}</div>
${button("Show these figures")}</form>`;
}

function selectOf(name: string, label: string, choices: readonly Choice[], none?: string): Field {
  return { type: "select", name, label, choices, ...(none ? { none } : {}) };
}

function nothingPart({ area }: ReportsView): Html {
  if (!area) return paragraph("Choose an area to see its figures beside England's.");
  return html`<div class="app-narrow">${paragraph(`Nothing has been released of ${area.name} yet, so there is nothing to compare.`)}
${linkButton("/exports/preview", "See what a release would say")}</div>`;
}

interface Compared {
  readonly area: string;
  readonly own: ReadRelease;
  readonly england: ReadRelease | undefined;
}

function comparedPart({ area, own, england }: Compared): Html {
  const { profile, quarter } = own.item;
  const asAt = ({ item }: ReadRelease) => dateInWords(item.asAt, "1800-01-01");
  const tables = comparisonOf({ own: own.lines, england: england?.lines, profile });
  const sentences = (release: ReadRelease) =>
    list(headlinesOf(release.lines, profile).map(({ sentence }) => sentence));
  return html`<div class="app-narrow">
${paragraph(`${area}: as at ${asAt(own)}. ${england ? `England: as at ${asAt(england)}.` : `England's figures of ${quarterInWords(quarter)} are not released under this rule yet.`}`)}
${paragraph(`* stands for a number that is withheld. ${profileWords[profile]}`)}
${heading(`${area} in sentences`)}
${sentences(own)}
${england ? details("England in sentences", sentences(england)) : ""}
${paragraph("The files of this release:")}${list(filesOf(own.item))}</div>
${comparedTables(tables, area)}`;
}

/** The first few stand open; the rest is many lines, and is opened by whoever looks for it. */
const openTables = 3;

function comparedTables(tables: readonly ComparedTable[], area: string): Html {
  const hasEngland = tables.some(({ lines }) => lines.some(({ england }) => england));
  const columns = ["Figure", area, ...(hasEngland ? ["England"] : [])];
  return html`${tables.map(({ title, mind, lines }, index) => {
    const content = html`${mind ? html`<div class="app-narrow">${paragraph(mind)}</div>` : ""}
${table({ caption: title, isCaptionHidden: true, columns, rows: lines.map(rowOf) })}`;
    return index < openTables ? html`${heading(title)}${content}` : details(title, content);
  })}`;
}

function rowOf({ label, own, england }: ComparedTable["lines"][number]): [Value, ...Value[]] {
  return [label, toldPart(own), ...(england ? [toldPart(england)] : [])];
}

/** The words say all that the bar does, so it is left out for those who listen. */
function toldPart({ words, share }: Told): Html {
  if (share === undefined) return html`${words}`;
  return html`${words}<svg class="app-bar" width="100%" height="8" aria-hidden="true" focusable="false"><rect class="app-bar__people" width="${Math.min(100, share)}%" height="8"/></svg>`;
}

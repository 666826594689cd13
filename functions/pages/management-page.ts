import { inWords, monthInWords } from "../core/calendar.ts";
import type { Figure } from "../core/reporting/count.ts";
import type { managementView } from "../core/reporting/management.ts";
import { categoryInWords, figureInWords, numberInWords } from "../core/reporting/words-of-rows.ts";
import { backLink, button, details, heading, paragraph, warning } from "./components.ts";
import { type Choice, type FormState, renderPart } from "./fields.ts";
import { type Html, html, type Value } from "./html.ts";
import { layout } from "./layout.ts";
import type { ForStaff } from "./staff-menu.ts";
import { table } from "./table.ts";

type Management = Awaited<ReturnType<typeof managementView>>;
type Item = Management["items"][number];

export interface ManagementPageView extends ForStaff {
  readonly view: Management;
  /** Months to choose from, newest first. */
  readonly months: readonly string[];
}

/** The true figures of an area's month. They must not be taken for published ones. */
export function managementPage({ roles, view, months }: ManagementPageView): string {
  const { areaName, month, asAt, notice, items } = view;
  const title = `Not for publication: ${areaName}, ${monthInWords(month)}`;
  const wholes = items.filter(({ dimension }) => dimension === "none");
  const parts = Map.groupBy(
    items.filter(({ dimension, statistic }) => dimension !== "none" && statistic === "count"),
    ({ title, dimension }) => `${title}, ${dimension}`,
  );
  const told = [...parts.values()].filter((theirs) => theirs.some(({ value }) => value !== 0));
  const body = html`${backLink("/exports", "Published figures")}
<h1 class="govuk-heading-l">${title}</h1>
<div class="app-narrow">${warning(notice)}
${paragraph(`As at ${inWords(asAt, "1800-01-01")}. That you opened this page is recorded.`)}</div>
${monthForm(month, months)}
${heading("The whole month")}
${table({
  caption: "True figures of the month",
  isCaptionHidden: true,
  columns: ["Figure", "Number"],
  rows: wholes.map((item): [Value, ...Value[]] => [figureOf(item), valueInWords(item)]),
})}
${heading("By group")}
${paragraph("Figures of which there were none in the month are left out.")}
${told.map(partOf)}`;
  return layout({ title, body, roles });
}

function monthForm(month: string, months: readonly string[]): Html {
  const state: FormState = { id: "management", values: new Map([["month", [month]]]), errors: [] };
  const choices = months.map((each): Choice => [each, monthInWords(each)]);
  return html`<form class="app-filter" id="management" method="get" action="/management" aria-label="Choose a month" novalidate>
<div class="app-filter__fields">${renderPart({ type: "select", name: "month", label: "Month", none: "This month", choices }, state)}</div>
${button("Show this month")}</form>`;
}

function partOf(items: readonly Item[]): Html {
  const [first] = items;
  if (!first) return html``;
  const [name = ""] = figureOf(first).split(": ");
  return details(
    name,
    table({
      caption: name,
      isCaptionHidden: true,
      columns: ["Group", "Number"],
      rows: items.map((item): [Value, ...Value[]] => [categoryInWords(item.category), valueInWords(item)]),
    }),
  );
}

function figureOf({ measure, statistic, dimension, category }: Item): string {
  const words = figureInWords({ measure, statistic, dimension: dimension as Figure["dimension"], category });
  // The registry speaks of what is published.
  return words.replace("the quarter", "the month");
}

/** The number with what it is a part of, or is taken over. */
function valueInWords({ value, unit, denominator }: Item): string {
  if (value === null) return "No cases";
  const number = numberInWords(value);
  if (denominator === null) return number;
  const of = numberInWords(denominator);
  if (unit !== "working-days") return `${number} of ${of}`;
  return `${number} working day${value === 1 ? "" : "s"} (${of} case${denominator === 1 ? "" : "s"})`;
}

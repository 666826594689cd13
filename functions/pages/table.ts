import { type Html, html, type Value } from "./html.ts";

/** A table for people: what it tells, its columns, and rows that each begin with what they are about. */
export interface TableView {
  readonly caption: string;
  /** Where a heading just before the table says the same: the caption is then for those who listen. */
  readonly isCaptionHidden?: boolean;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly [Value, ...Value[]])[];
}

/** On a phone, or zoomed in, each row is a card whose values have the names of their columns. */
export function table({ caption, isCaptionHidden = false, columns, rows }: TableView): Html {
  const look = isCaptionHidden ? "govuk-visually-hidden" : "govuk-table__caption govuk-table__caption--s";
  return html`<table class="govuk-table app-table--cards"><caption class="${look}">${caption}</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row">${columns.map((name) => html`<th scope="col" class="govuk-table__header">${name}</th>`)}</tr></thead>
<tbody class="govuk-table__body">${rows.map(
    ([
      first,
      ...rest
    ]) => html`<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">${first}</th>${rest.map(
      (cell, index) => html`<td class="govuk-table__cell" data-label="${columns[index + 1]}">${cell}</td>`,
    )}</tr>
`,
  )}</tbody></table>
`;
}

/** Rows of a page's list that are shown before the rest is left to the list of cases. */
export const mostRows = 50;

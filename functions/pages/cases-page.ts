import { inWords } from "../core/calendar.ts";
import type { AskedCall } from "../core/call.ts";
import { stageInWords, taskTitle } from "../core/sentences.ts";
import { callTimeInWords } from "../core/sentences-of-person.ts";
import type { Stage } from "../core/stages.ts";
import type { Instant } from "../core/texts.ts";
import type { FollowUpPoint, TaskKind } from "../core/words.ts";
import { list, paragraph, tag } from "./components.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import type { ForStaff } from "./staff-menu.ts";

export interface OpenTask {
  readonly kind: TaskKind;
  readonly point?: FollowUpPoint | undefined;
  readonly dueAt: Instant;
  readonly overdue: boolean;
  readonly taskUrl: string;
}

export interface CaseItem {
  readonly reference: string;
  readonly preferredName?: string | undefined;
  readonly stage: Stage;
  readonly coach?: string | undefined;
  readonly callAsked?: AskedCall | undefined;
  readonly openTasks: readonly OpenTask[];
}

export interface CasesView extends ForStaff {
  readonly items: readonly CaseItem[];
  /** What the list's `next` says: given back as `?next=`. */
  readonly next?: string | undefined;
  readonly now: Instant;
}

/** A coach's own cases, or for a lead the area's with their coaches. */
export function casesPage({ items, next, roles, now }: CasesView): string {
  const isLead = roles.includes("lead");
  const title = isLead ? "Cases in your area" : "Your cases";
  const columns = ["Person", "Where it is", ...(isLead ? ["Coach"] : []), "What to do"];
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
${
  items.length === 0
    ? paragraph("There are no cases here.")
    : html`<table class="govuk-table app-table--cards"><caption class="govuk-visually-hidden">${title}</caption>
<thead><tr>${columns.map((name) => html`<th scope="col" class="govuk-table__header">${name}</th>`)}</tr></thead>
<tbody>${items.map((item) => row(item, isLead, now))}</tbody></table>`
}
${next ? paragraph(html`<a href="/cases?next=${encodeURIComponent(next)}">More cases</a>`) : ""}`;
  return layout({ title, body, roles });
}

function row(
  { reference, preferredName, stage, coach, callAsked, openTasks }: CaseItem,
  isLead: boolean,
  now: Instant,
) {
  return html`<tr>
<th scope="row" class="govuk-table__header"><a href="/cases/${encodeURIComponent(reference)}">${preferredName ?? reference}</a>${preferredName ? html`<br>${reference}` : ""}</th>
<td class="govuk-table__cell" data-label="Where it is">${stageInWords(stage)}</td>
${isLead ? html`<td class="govuk-table__cell" data-label="Coach">${coach ?? "None yet"}</td>` : ""}
<td class="govuk-table__cell" data-label="What to do">${callAsked ? paragraph(askedCallPart(callAsked, now)) : ""}${openTasks.length > 0 ? taskLinks(openTasks, now) : callAsked ? "" : "Nothing now"}</td>
</tr>\n`;
}

/** A call that the person waits for. */
export function askedCallPart({ at, when }: AskedCall, now: Instant): Html {
  return html`${tag("call asked for")} on ${inWords(at, now)}${when === undefined ? "" : `, best ${callTimeInWords(when)}`}`;
}

/** Open tasks as links, each with its due moment. */
export function taskLinks(tasks: readonly OpenTask[], now: Instant): Html {
  return list(
    tasks.map(
      ({ kind, point, dueAt, overdue, taskUrl }) =>
        html`<a href="${taskUrl}">${taskTitle(kind, point)}</a>, by ${inWords(dueAt, now)} ${overdue ? tag("overdue", "red") : ""}`,
    ),
  );
}

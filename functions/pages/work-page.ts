import { dateInWords, inWords, londonDate } from "../core/calendar.ts";
import type { AskedCall } from "../core/call.ts";
import { mayListCases } from "../core/permissions.ts";
import { taskTitle } from "../core/sentences.ts";
import type { Instant } from "../core/texts.ts";
import type { FollowUpPoint, TaskKind } from "../core/words.ts";
import { askedCallPart } from "./cases-page.ts";
import { heading, list, paragraph, tag } from "./components.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import type { ForStaff } from "./staff-menu.ts";

interface Person {
  readonly reference: string;
  readonly preferredName?: string | undefined;
  /** For whoever may open the case. */
  readonly caseUrl?: string | undefined;
}

interface WorkTask extends Person {
  readonly kind: TaskKind;
  readonly point?: FollowUpPoint | undefined;
  readonly askedAt: Instant;
  readonly dueAt: Instant;
  readonly taskUrl: string;
}

/** What somebody is asked to do, as `GET /work` answers it. */
export interface WorkView extends ForStaff {
  readonly overdue: readonly WorkTask[];
  readonly due: readonly WorkTask[];
  readonly coming: readonly WorkTask[];
  readonly supportLimits: readonly (Person & {
    readonly weeks: number;
    readonly endsOn: string;
    readonly isUsual: boolean;
    readonly taskUrl: string;
  })[];
  readonly calls: readonly (Person & AskedCall)[];
  readonly onHold: number;
  /** Of a coach: how many people they support, of how many they can. */
  readonly load?: { readonly holding: number; readonly capacity: number };
  readonly now: Instant;
}

/** Where somebody begins the day: what is late, what is asked now, and what comes in the next days. */
export function workPage(view: WorkView): string {
  const { overdue, due, coming, supportLimits, calls, onHold, roles, load, now } = view;
  const isLead = roles.includes("lead");
  const title = "Your work today";
  const nothing = [overdue, due, coming, supportLimits, calls].every(({ length }) => length === 0);
  const body = html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${dateInWords(now)}</span>${title}</h1>
${nothing ? nothingPart : ""}
${part("Overdue", overdue, (task) => html`${tag("overdue", "red")} It was due on ${inWords(task.dueAt, now)}`)}
${callsPart(calls, now)}
${part("To do", due, (task) => html`${londonDate(task.dueAt) === londonDate(now) ? tag("today") : ""} By ${inWords(task.dueAt, now)}`)}
${limitsPart(supportLimits, now)}
${part("In the next 7 days", coming, (task) => html`From ${inWords(task.askedAt, now)}. You can do it earlier`)}
${onHold > 0 ? paragraph(`${people(onHold)} of yours ${onHold === 1 ? "is" : "are"} on hold. Nothing is asked about them until they go on.`) : ""}
${heading("More")}
${list([
  ...(mayListCases({ roles })
    ? [
        html`<a href="/cases">${isLead ? "All people in your area" : "Your people"}</a>${load ? `: ${load.holding} of ${load.capacity} places taken` : ""}`,
      ]
    : []),
  ...(load ? [html`<a href="/availability">Your availability and absences</a>`] : []),
  ...(isLead ? [html`<a href="/area">Your area</a>`] : []),
  html`<a href="/sign-out">Until when you are signed in</a>`,
])}`;
  return layout({ title, body: html`<div class="app-narrow">${body}</div>`, roles });
}

const nothingPart = html`<div class="govuk-inset-text">
<p>Nothing is asked of you now, and nothing comes in the next 7 days.</p>
<p>We email you when there is something to do.</p>
</div>`;

function part(title: string, tasks: readonly WorkTask[], when: (task: WorkTask) => Html): Html {
  if (tasks.length === 0) return html``;
  return html`${heading(`${title} (${tasks.length})`)}
<ul class="app-lines">${tasks.map(
    (task) =>
      html`<li class="app-line"><a class="govuk-link app-line__link" href="${task.taskUrl}">${taskTitle(task.kind, task.point)}</a>
<span class="app-line__who">${whoLink(task)}</span>
<span class="app-line__when">${when(task)}</span></li>\n`,
  )}</ul>\n`;
}

function whoLink({ reference, preferredName, caseUrl }: Person): Html {
  if (!caseUrl) return html`${reference}`;
  return html`<a class="govuk-link govuk-link--no-visited-state" href="${caseUrl}">${preferredName ?? reference}</a>${preferredName ? ` (${reference})` : ""}`;
}

function limitsPart(limits: WorkView["supportLimits"], now: Instant): Html {
  if (limits.length === 0) return html``;
  return html`${heading(`Weeks of support are over (${limits.length})`)}
<ul class="app-lines">${limits.map(
    (limit) =>
      html`<li class="app-line"><a class="govuk-link app-line__link" href="${limit.taskUrl}">Say what comes next</a>
<span class="app-line__who">${whoLink(limit)}</span>
<span class="app-line__when">${limit.weeks} weeks ended on ${dateInWords(limit.endsOn, now)}. ${limit.isUsual ? "That is how long it usually lasts: go on if it helps." : "Bring support to an end, or say why it goes on."}</span></li>\n`,
  )}</ul>\n`;
}

function callsPart(calls: WorkView["calls"], now: Instant): Html {
  if (calls.length === 0) return html``;
  return html`${heading(`Asked to be called (${calls.length})`)}
<ul class="app-lines">${calls.map(
    (call) =>
      html`<li class="app-line"><span class="app-line__who">${whoLink(call)}</span>
<span class="app-line__when">${askedCallPart(call, now)}. Call them, or write a note about what you did instead.</span></li>\n`,
  )}</ul>\n`;
}

function people(number: number): string {
  return number === 1 ? "1 person" : `${number} people`;
}

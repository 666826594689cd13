import { dateInWords, inWords } from "../core/calendar.ts";
import { stageInWords, taskTitle, wordFor } from "../core/sentences.ts";
import { type Stage, stages } from "../core/stages.ts";
import type { Instant } from "../core/texts.ts";
import { type FollowUpPoint, type Role, roles, type TaskKind } from "../core/words.ts";
import { absence } from "./coaches-page.ts";
import { heading, list, paragraph, summaryList, tag } from "./components.ts";
import { type Html, html, type Value } from "./html.ts";
import { layout } from "./layout.ts";
import type { Absence } from "./staff-fields.ts";
import type { ForStaff } from "./staff-menu.ts";

interface OverviewTask {
  readonly reference: string;
  readonly kind: TaskKind;
  readonly point?: FollowUpPoint | undefined;
  /** A role, or the address of whoever it is for. */
  readonly for: string;
  readonly dueAt: Instant;
  readonly overdue: boolean;
  readonly taskUrl?: string | undefined;
}

/** An area as `GET /area` answers it. */
export interface OverviewView extends ForStaff {
  readonly name: string;
  readonly waiting: readonly {
    readonly reference: string;
    readonly stage: Stage;
    readonly position: number;
    readonly since: Instant;
    readonly workingDaysWaited: number;
    readonly why: readonly string[];
    readonly taskUrl?: string | undefined;
  }[];
  readonly unassignedTasks: readonly OverviewTask[];
  readonly escalatedTasks: readonly OverviewTask[];
  readonly overdueTasks: number;
  readonly openCases: number;
  readonly stages: Readonly<Record<Stage, number>>;
  readonly coaches: readonly {
    readonly email: string;
    readonly name: string;
    readonly capacity: number;
    readonly holding: number;
    readonly away: readonly Absence[];
    readonly isAway: boolean;
  }[];
  readonly links: { readonly rules: string };
  readonly now: Instant;
}

/** The lead's overview. It names nobody who is supported: references alone. */
export function overviewPage(view: OverviewView): string {
  const title = `Your area: ${view.name}`;
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
${summaryList([
  ["Open cases", String(view.openCases)],
  ["Overdue tasks", String(view.overdueTasks)],
])}
${heading("Waiting for a coach")}
${view.waiting.length === 0 ? paragraph("Nobody waits.") : waitingTable(view.waiting, view.now)}
${heading("Overdue for longer")}
${tasks(view.escalatedTasks, view.now)}
${heading("For the area lead and the duty officer")}
${tasks(view.unassignedTasks, view.now)}
${heading("Coaches")}
${table("Coaches", ["Coach", "People", "Away"], view.coaches.map(coachRow))}
${heading("Where the cases are")}
${summaryList(stages.map((stage) => [stageInWords(stage), String(view.stages[stage])] as const))}
${list([
  html`<a href="/cases">All cases</a>`,
  html`<a href="/area/coaches">Add, change or remove staff</a>`,
  html`<a href="${view.links.rules}">The rules of your area</a>`,
])}`;
  return layout({ title, body, roles: view.roles });
}

function waitingTable(waiting: OverviewView["waiting"], now: Instant): Html {
  const rows = waiting.map(({ position, reference, stage, since, workingDaysWaited, why, taskUrl }) => [
    html`${position}. ${caseLink(reference)}`,
    html`${dateInWords(since, now)}<br>${workingDaysWaited} working day${workingDaysWaited === 1 ? "" : "s"}`,
    html`${stageInWords(stage)}: ${why.join("; ")}`,
    taskUrl ? html`<a href="${taskUrl}">Choose a coach</a>` : "",
  ]);
  return table("Waiting for a coach", ["Who", "Since", "Why", "What to do"], rows);
}

function tasks(all: readonly OverviewTask[], now: Instant): Html {
  if (all.length === 0) return paragraph("There are none.");
  const rows = all.map(({ reference, kind, point, for: to, dueAt, overdue, taskUrl }) => [
    caseLink(reference),
    taskUrl ? html`<a href="${taskUrl}">${taskTitle(kind, point)}</a>` : taskTitle(kind, point),
    isRole(to) ? wordFor(to) : to,
    html`${inWords(dueAt, now)} ${overdue ? tag("overdue", "red") : ""}`,
  ]);
  return table("Tasks", ["Case", "Task", "For", "By"], rows);
}

function coachRow({
  email,
  name,
  capacity,
  holding,
  away,
  isAway,
}: OverviewView["coaches"][number]): Value[] {
  return [
    html`<a href="/area/coaches/${encodeURIComponent(email)}">${name}</a>`,
    `${holding} of ${capacity}`,
    html`${isAway ? tag("away", "grey") : ""} ${away.map(absence).join("; ")}`,
  ];
}

function table(caption: string, columns: readonly string[], rows: readonly (readonly Value[])[]): Html {
  return html`<table class="govuk-table"><caption class="govuk-visually-hidden">${caption}</caption>
<thead><tr>${columns.map((name) => html`<th scope="col" class="govuk-table__header">${name}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([first, ...rest]) =>
      html`<tr><th scope="row" class="govuk-table__header">${first}</th>${rest.map((cell) => html`<td class="govuk-table__cell">${cell}</td>`)}</tr>\n`,
  )}</tbody></table>\n`;
}

function caseLink(reference: string): Html {
  return html`<a href="/cases/${encodeURIComponent(reference)}">${reference}</a>`;
}

function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}

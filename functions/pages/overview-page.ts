import type { Overview } from "../core/overview.ts";
import { stageInWords } from "../core/sentences.ts";
import { openStages } from "../core/stages.ts";
import type { Instant } from "../core/texts.ts";
import { heading, list, paragraph } from "./components.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import {
  absencesPart,
  addressesPart,
  coachesPart,
  duplicatesPart,
  type Linked,
  limitsPart,
  type OverviewTask,
  standardsPart,
  tasksPart,
  waitingPart,
} from "./overview-parts.ts";
import type { ForStaff } from "./staff-menu.ts";
import { table } from "./table.ts";

/** An area as `GET /area` answers it. */
export interface OverviewView
  extends ForStaff,
    Omit<Overview, "waiting" | "unassignedTasks" | "escalatedTasks" | "unreachedAddresses" | "duplicates"> {
  readonly waiting: readonly Linked<Overview["waiting"][number]>[];
  readonly unassignedTasks: readonly OverviewTask[];
  readonly escalatedTasks: readonly OverviewTask[];
  readonly unreachedAddresses: readonly OverviewTask[];
  readonly duplicates: readonly (Overview["duplicates"][number] & { readonly compareUrl: string })[];
  readonly now: Instant;
}

/** The lead's overview. It names nobody who is supported: references alone. */
export function overviewPage(view: OverviewView): string {
  const { now } = view;
  const names = new Map(view.coaches.map(({ email, name }) => [email, name]));
  const title = `Your area: ${view.name}`;
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
${summaryPart(view)}
${heading("What people wait for, against your standards")}
${standardsPart(view.standards, view.stages.hold)}
${heading("Waiting for a coach")}
${waitingPart(view.waiting, now)}
${heading("Tasks for you and the duty officer")}
${tasksPart("Tasks that no coach has", forLead(view), { names, now })}
${heading("Overdue for longer")}
${tasksPart("Tasks that have been overdue for longer", view.escalatedTasks, { names, now })}
${heading("How many people each coach supports")}
${coachesPart(view.coaches)}
${heading("Away now or soon")}
${absencesPart(view.absences, now)}
${heading("Email addresses that do not work")}
${addressesPart(view.unreachedStaff, view.unreachedAddresses, now)}
${heading("Perhaps the same person")}
${duplicatesPart(view.duplicates, now)}
${heading("Support that has lasted as long as it should")}
${limitsPart(view.supportLimits, { names, now })}
${heading("Where the cases are")}
${stagesPart(view.stages)}`;
  return layout({ title, body, roles: view.roles });
}

/** Those that have a place of their own on the page are not told twice. */
function forLead({ unassignedTasks, waiting }: OverviewView): OverviewTask[] {
  const told = new Set(waiting.map(({ taskUrl }) => taskUrl));
  return unassignedTasks.filter(({ kind, taskUrl }) => kind !== "check-address" && !told.has(taskUrl));
}

function summaryPart({ openCases, overdueTasks, waiting }: OverviewView): Html {
  return html`<p class="govuk-body">${openCases} open ${openCases === 1 ? "case" : "cases"}, ${waiting.length} waiting for a coach, <a href="/cases?overdue=true">${overdueTasks} overdue ${overdueTasks === 1 ? "task" : "tasks"}</a>.</p>
<nav aria-label="Your area">${list([
    html`<a href="/cases">All open cases</a>`,
    html`<a href="/cases?stage=closed">Closed cases</a>`,
    html`<a href="/area/coaches">Who works here: add, change or remove them</a>`,
    html`<a href="/area/reassign">Give a coach's people to others</a>`,
    html`<a href="/area/rules">The rules of your area</a>`,
    html`<a href="/forecast">What if? Waits with more or fewer coaches or referrals</a>`,
    html`<a href="/exports">Exports</a>`,
  ])}</nav>`;
}

function stagesPart(counts: OverviewView["stages"]): Html {
  const used = openStages.filter((stage) => counts[stage] > 0);
  if (used.length === 0) return paragraph("There are no open cases.");
  return table({
    caption: "Cases at each stage",
    isCaptionHidden: true,
    columns: ["Stage", "Cases"],
    rows: used.map((stage) => [
      stageInWords(stage),
      html`<a href="/cases?stage=${stage}">${counts[stage]} <span class="govuk-visually-hidden">cases: ${stageInWords(stage)}</span></a>`,
    ]),
  });
}

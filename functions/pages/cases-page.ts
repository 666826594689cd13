import { inWords } from "../core/calendar.ts";
import type { AskedCall } from "../core/call.ts";
import { answersFor, type TaskRole } from "../core/permissions.ts";
import { stageInWords, taskTitle } from "../core/sentences.ts";
import { callTimeInWords } from "../core/sentences-of-person.ts";
import type { Stage } from "../core/stages.ts";
import type { Instant } from "../core/texts.ts";
import type { FollowUpPoint, TaskKind } from "../core/words.ts";
import { type CaseChoice, caseFilter, nextPage } from "./case-filter.ts";
import { list, paragraph, tag } from "./components.ts";
import { type Html, html, type Value } from "./html.ts";
import { layout } from "./layout.ts";
import type { ForStaff, Roles } from "./staff-menu.ts";
import { table } from "./table.ts";

export interface OpenTask {
  readonly kind: TaskKind;
  readonly point?: FollowUpPoint | undefined;
  readonly dueAt: Instant;
  readonly overdue: boolean;
  readonly taskUrl: string;
  /** Of a task that is not one member of staff's: the role it is for. */
  readonly for?: TaskRole | undefined;
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
  /** What a lead has chosen to see, and may choose. */
  readonly choice?: CaseChoice | undefined;
  readonly now: Instant;
}

/** A coach's own cases, or for a lead the area's with their coaches. */
export function casesPage({ items, next, roles, choice, now }: CasesView): string {
  const isLead = roles.includes("lead");
  const title = isLead ? "Cases in your area" : "Your cases";
  const columns = ["Person", "Where it is", ...(isLead ? ["Coach"] : []), "What to do"];
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
${choice ? caseFilter(choice) : ""}
${
  items.length === 0
    ? paragraph(
        html`There are no cases here. ${choice ? "" : html`<a href="/work">Go to your work today</a>.`}`,
      )
    : table({
        caption: title,
        isCaptionHidden: true,
        columns,
        rows: items.map((item) => row(item, { roles, choice, now })),
      })
}
${next ? nextPage(next, choice?.filter) : ""}`;
  return layout({ title, body, roles });
}

function row(
  { reference, preferredName, stage, coach, callAsked, openTasks }: CaseItem,
  { roles, choice, now }: Pick<CasesView, "roles" | "choice" | "now">,
): [Value, ...Value[]] {
  return [
    html`<a href="/cases/${encodeURIComponent(reference)}">${preferredName ?? reference}</a>${preferredName ? html`<br>${reference}` : ""}`,
    stageInWords(stage),
    ...(roles.includes("lead")
      ? [choice?.coaches.find(({ id }) => id === coach)?.name ?? coach ?? "None yet"]
      : []),
    html`${callAsked ? paragraph(askedCallPart(callAsked, now)) : ""}${openTasks.length > 0 ? taskLinks(openTasks, roles, now) : callAsked ? "" : "Nothing now"}`,
  ];
}

/** A call that the person waits for. */
export function askedCallPart({ at, when }: AskedCall, now: Instant): Html {
  return html`${tag("call asked for")} on ${inWords(at, now)}${when === undefined ? "" : `, best ${callTimeInWords(when)}`}`;
}

const askedOf: Record<TaskRole, string> = {
  lead: "the area's lead",
  duty: "whoever is on duty",
  safeguarding: "safeguarding",
};

/** Open tasks, each with its due moment: as links for whoever may open them. */
export function taskLinks(tasks: readonly OpenTask[], roles: Roles, now: Instant): Html {
  return list(
    tasks.map(
      ({ kind, point, dueAt, overdue, taskUrl, for: role }) =>
        html`${role === undefined || answersFor(roles, role) ? html`<a href="${taskUrl}">${taskTitle(kind, point)}</a>` : html`${taskTitle(kind, point)}, for ${askedOf[role]}`}, by ${inWords(dueAt, now)} ${overdue ? tag("overdue", "red") : ""}`,
    ),
  );
}

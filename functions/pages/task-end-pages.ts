import { inWords } from "../core/calendar.ts";
import { mayListCases } from "../core/permissions.ts";
import { stageInWords } from "../core/sentences.ts";
import type { Stage } from "../core/stages.ts";
import type { Instant } from "../core/texts.ts";
import { narrow, paragraph } from "./components.ts";
import { html, type Value } from "./html.ts";
import { layout } from "./layout.ts";
import type { ForStaff, Roles } from "./staff-menu.ts";

export interface TaskDue {
  readonly handle: string;
  readonly dueAt: Instant;
  readonly now: Instant;
}

/** All that a task's link shows without signing in: when it is due, and nothing of what or who it is about. */
export function taskDuePage({ handle, dueAt, now }: TaskDue): string {
  const next = encodeURIComponent(`/tasks/${handle}`);
  const body = html`<h1 class="govuk-heading-l">Sign in to see this task</h1>
${paragraph(`This task is due by ${inWords(dueAt, now)}.`)}
${paragraph("The details are private. Sign in with your work email address to read them.")}
${paragraph(html`<a class="govuk-link" href="/sign-in?next=${next}">Sign in</a>`)}`;
  return layout({ title: "Sign in to see this task", body: narrow(body) });
}

export interface TaskEnded extends ForStaff {
  readonly state: "done" | "superseded";
  /** Given to someone who may open the case. */
  readonly reference?: string | undefined;
}

/** A task that needs no answer any more, and what to do instead. */
export function taskEndedPage({ state, reference, roles }: TaskEnded): string {
  const isDone = state === "done";
  const title = isDone ? "This task is done" : "This task is no longer needed";
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
${paragraph(
  isDone
    ? "Someone has answered it. You do not need to do anything. If the answer was wrong, open the case and tell your area lead."
    : "The case has moved on, was given to someone else, or the person has withdrawn. Please do not contact the person because of this task.",
)}
${reference ? paragraph(html`<a href="/cases/${encodeURIComponent(reference)}">Open the case ${reference}</a>`) : ""}
${listLink(roles)}`;
  return layout({ title, body: narrow(body), roles });
}

export interface Answered extends ForStaff {
  readonly reference: string;
  readonly stage: Stage;
}

/** After an answer was kept. */
export function answeredPage({ reference, stage, roles }: Answered): string {
  const body = html`<div class="govuk-panel govuk-panel--confirmation">
<h1 class="govuk-panel__title">Your answer is saved</h1>
<div class="govuk-panel__body">Reference ${reference}</div>
</div>
${paragraph(`Where the case is now: ${stageInWords(stage).toLowerCase()}.`)}
${paragraph("We email you when there is something else to do.")}
${mayListCases({ roles }) ? paragraph(html`<a href="/cases/${encodeURIComponent(reference)}">Open the case</a>`) : ""}
${listLink(roles)}`;
  return layout({ title: "Your answer is saved", body: narrow(body), roles });
}

/** Whoever is on duty alone has no list. */
function listLink(roles: Roles): Value {
  return mayListCases({ roles }) ? paragraph(html`<a href="/cases">See all cases</a>`) : "";
}

import { inWords } from "../core/calendar.ts";
import type { Waiting } from "../core/journey-view.ts";
import { mayListCases } from "../core/permissions.ts";
import { stageInWords } from "../core/sentences.ts";
import type { Stage } from "../core/stages.ts";
import type { TaskEnd } from "../core/task-ended.ts";
import type { Instant } from "../core/texts.ts";
import { heading, linkButton, list, narrow, paragraph } from "./components.ts";
import { type Html, html } from "./html.ts";
import { waitingInWords } from "./journey-part.ts";
import { layout } from "./layout.ts";
import type { ForStaff } from "./staff-menu.ts";

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
${linkButton(`/sign-in?next=${next}`, "Sign in")}`;
  return layout({ title: "Sign in to see this task", body: narrow(body) });
}

export interface TaskEnded extends ForStaff {
  readonly because: TaskEnd;
  /** Given to someone who may open the case. */
  readonly reference?: string | undefined;
  /** What was sent too late, to be copied. */
  readonly typed?: Html | undefined;
}

const endWords: Record<TaskEnd, readonly [title: string, says: string, whatNow: string]> = {
  answered: [
    "This task is done",
    "Someone has answered it.",
    "You do not need to do anything. If the answer was wrong, open the case and put it right, or tell your area lead.",
  ],
  "not-answered-in-time": [
    "The time for this task is over",
    "Nobody answered it in time, so it is recorded that the person was not reached.",
    "If you do know how the person is, open the case and correct what is recorded.",
  ],
  closed: [
    "This task is no longer needed",
    "The case is closed. Perhaps the person chose to stop.",
    "Please do not contact the person because of this task.",
  ],
  "given-to-another": [
    "This task is no longer yours",
    "Someone else works with the person now.",
    "Please do not contact the person because of this task. If you had agreed something with them, tell your area lead.",
  ],
  "moved-on": [
    "This task is no longer needed",
    "The case has moved on, so nobody waits for this answer.",
    "Please do not contact the person because of this task. If there is a new one, it is in your work today.",
  ],
};

/** A task that needs no answer any more: why, and what to do instead. */
export function taskEndedPage({ because, reference, typed, roles }: TaskEnded): string {
  const [title, says, whatNow] = endWords[because];
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
${paragraph(says)}
${paragraph(whatNow)}
${typed}${wayOn(reference)}`;
  return layout({ title, body: narrow(body), roles });
}

/** Another answer was first, and what was sent now is not saved. */
export function alreadyAnsweredPage({ reference, typed, roles }: Omit<TaskEnded, "because">): string {
  const title = "This task already has another answer";
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
${paragraph("The first answer stands. What you sent now is not saved.")}
${paragraph("Open the case to see what was answered. If it was wrong, put it right there, or add a note.")}
${typed}${wayOn(reference)}`;
  return layout({ title, body: narrow(body), roles });
}

export interface Answered extends ForStaff {
  readonly reference: string;
  readonly stage: Stage;
  /** What is asked for next, and of whom; undefined once nothing is. */
  readonly waiting?: Waiting | undefined;
  /** The answer was an attempt: the task that stays open. */
  readonly stillOpen?: string | undefined;
  readonly now: Instant;
}

/** After an answer was kept: what happens next, and where to go on. */
export function answeredPage({ reference, stage, waiting, stillOpen, roles, now }: Answered): string {
  const title = stillOpen ? "Saved. The task stays open" : "Your answer is saved";
  const next = waiting
    ? waitingInWords(waiting, now)
    : [
        stage === "closed"
          ? "The case is closed. Nothing more is asked of you."
          : "We email you when there is something to do.",
      ];
  const body = html`<div class="govuk-panel govuk-panel--confirmation">
<h1 class="govuk-panel__title">${title}</h1>
<div class="govuk-panel__body">Reference ${reference}</div>
</div>
${heading("What happens next")}
${paragraph(`${stageInWords(stage)}.`)}
${paragraph(next.join(" "))}
${list([
  ...(stillOpen ? [html`<a href="/tasks/${encodeURIComponent(stillOpen)}">Back to the task</a>`] : []),
  html`<a href="/work">Your work today</a>`,
  ...(mayListCases({ roles })
    ? [html`<a href="/cases/${encodeURIComponent(reference)}">Open the case</a>`]
    : []),
])}`;
  return layout({ title, body: narrow(body), roles });
}

function wayOn(reference: string | undefined): Html {
  const link =
    reference && html`<a href="/cases/${encodeURIComponent(reference)}">Open the case ${reference}</a>`;
  return list([...(link ? [link] : []), html`<a href="/work">Your work today</a>`]);
}

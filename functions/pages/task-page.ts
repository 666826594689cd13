import { dateInWords, inWords } from "../core/calendar.ts";
import type { Task } from "../core/case.ts";
import type { FieldError } from "../core/field-errors.ts";
import type { Referral } from "../core/referral.ts";
import { taskTitle } from "../core/sentences.ts";
import type { Instant } from "../core/texts.ts";
import type { FollowUpPoint, TaskKind } from "../core/words.ts";
import { button, details, errorSummary, heading, list, paragraph, tag } from "./components.ts";
import { type FormState, mistakesIn, renderPart, type Values } from "./fields.ts";
import { type HistoryLine, historyPart } from "./history-part.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import { type PlanView, personPart, planPart, type ReferralPart, referralPart } from "./person-parts.ts";
import type { TaskForm } from "./task-form.ts";
import { formsOf } from "./task-forms.ts";

/** A task as `GET /tasks/{handle}` answers it. Person and referral are absent once they were erased. */
export interface TaskView {
  readonly reference: string;
  readonly kind: TaskKind;
  readonly point?: FollowUpPoint | undefined;
  readonly state: Task["state"];
  readonly askedAt: Instant;
  readonly dueAt: Instant;
  readonly overdue: boolean;
  readonly person?: Referral["person"] | undefined;
  readonly referral?: ReferralPart | undefined;
  readonly plan?: PlanView | undefined;
  readonly attempts: Task["attempts"];
  readonly history: readonly HistoryLine[];
}

export interface TaskPage {
  readonly handle: string;
  readonly view: TaskView;
  /** A new one for each time the page is made: sending a form twice is one attempt. */
  readonly attemptId: string;
  readonly now: Instant;
  /** What was typed, and what is wrong with it, after an answer that was refused. */
  readonly values?: Values | undefined;
  readonly errors?: readonly FieldError[] | undefined;
}

const why: Record<TaskKind, string> = {
  "review-referral":
    "The automatic check never refuses anybody. It asks you to look, because something may not fit. The history below says what.",
  "wait-for-coach": "No coach has room for this person now. Choose a coach, or let the person wait.",
  contact:
    "Get in touch, say who you are, and agree how and when to have the first appointment. The first call decides a lot.",
  assessment:
    "The first appointment is the start of support. Record how things were on that day: others count on it.",
  plan: "Record what you and the person agreed to do.",
  review: "Talk with the person about how the plan is going, and record what changed.",
  exit: "Record why support ended and how things are now. Do it even if you know little: say so honestly.",
  "follow-up":
    "Ask how things are now. It shows whether WorkWell helps. If you do not reach the person, say so: that counts too.",
  "make-safe":
    "Someone may be at risk. Act first: if a life is in danger, call 999. Then record what you did.",
  "check-address":
    "A message to the person could not be delivered. Find out how to contact them, for example from the referrer.",
};

const attemptWords: Record<Task["attempts"][number]["result"], string> = {
  "could-not-reach": "could not reach the person",
  "did-not-attend": "the person did not come",
  "not-reached": "did not reach the person",
  "needs-more-time": "more time was asked for",
};

/** Everything needed to answer a task, and its forms: the answer, then the honest ways out. */
export function taskPage({
  handle,
  view,
  attemptId,
  now,
  values = new Map(),
  errors = [],
}: TaskPage): string {
  const { reference, kind, point, dueAt, overdue, attempts } = view;
  const forms = formsOf(kind, { actions: view.plan?.actions ?? [], values });
  // What was typed belongs to the form that was sent.
  const sent = values.get("form")?.at(-1);
  const active = forms.find(({ id }) => id === sent) ?? forms[0];
  const stateOf = ({ id }: TaskForm): FormState =>
    id === active?.id ? { id, values, errors } : { id, values: new Map(), errors: [] };
  const mistakes = active ? mistakesIn(active.parts, stateOf(active)) : [];
  const title = taskTitle(kind, point);
  const [answer, ...waysOut] = forms.map((form) => ({
    form,
    content: formOf(form, { handle, attemptId, state: stateOf(form) }),
  }));
  const body = html`<div class="app-narrow">
${errorSummary(mistakes)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${reference}</span>${title}</h1>
${paragraph(why[kind])}
<p class="govuk-body"><strong>By ${inWords(dueAt, now)}</strong> ${overdue ? tag("overdue", "red") : ""}</p>
${paragraph(`Asked on ${dateInWords(view.askedAt, now)}.`)}
${answer ? paragraph(html`<a href="#${answer.form.id}">Go to your answer</a>`) : ""}
${personPart(view.person)}
${referralPart(view.referral)}
${planPart(view.plan, now)}
${
  attempts.length > 0
    ? html`${heading("Tries until now")}${list(attempts.map(({ at, result }) => `${inWords(at, now)}: ${attemptWords[result]}`))}`
    : ""
}
${answer ? html`${heading(answer.form.title)}${answer.content}` : ""}
${
  waysOut.length > 0
    ? html`${heading("If you cannot answer yet")}${paragraph("These are good answers too. The task stays open.")}`
    : ""
}
${waysOut.map(({ form, content }) => details(form.title, content, form.id === active?.id))}
${details("What has happened", historyPart(view.history, now), kind === "review-referral")}
${paragraph(html`<a href="/cases/${encodeURIComponent(reference)}">Open the whole case</a>`)}
</div>`;
  return layout({ title, body, signedIn: true, hasErrors: mistakes.length > 0 });
}

interface FormContext {
  readonly handle: string;
  readonly attemptId: string;
  readonly state: FormState;
}

/** Without `novalidate`: only the browser knows that a date was typed by half, which it then sends as empty. */
function formOf({ id, parts, button: label, isAttempt }: TaskForm, context: FormContext): Html {
  const { handle, attemptId, state } = context;
  return html`<form id="${id}" method="post" action="/tasks/${encodeURIComponent(handle)}">
<input type="hidden" name="form" value="${id}">
${isAttempt ? html`<input type="hidden" name="attemptId" value="${attemptId}-${id}">` : ""}
${parts.map((part) => renderPart(part, state))}
${button(label, isAttempt ? "secondary" : undefined)}
</form>\n`;
}

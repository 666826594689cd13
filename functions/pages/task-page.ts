import type { AreaService } from "../core/area-service.ts";
import { inWords } from "../core/calendar.ts";
import type { Task } from "../core/case.ts";
import type { ConversationView } from "../core/conversations.ts";
import type { AddressOwner } from "../core/events-of-delivery.ts";
import type { FieldError } from "../core/field-errors.ts";
import type { PlanView } from "../core/plan-view.ts";
import type { Referral } from "../core/referral.ts";
import { taskTitle } from "../core/sentences.ts";
import { channelInWords } from "../core/sentences-of-contact.ts";
import type { Instant } from "../core/texts.ts";
import type { AppointmentChannel, AttemptResult, FollowUpPoint, TaskKind } from "../core/words.ts";
import { suggestedServices } from "./action-rows.ts";
import type { CoachChoice } from "./coach-choice.ts";
import { button, details, errorSummary, heading, list, paragraph, summaryList, tag } from "./components.ts";
import { type FormState, mistakesIn, renderPart, type Values } from "./fields.ts";
import { type HistoryLine, historyPart } from "./history-part.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import {
  contactPart,
  personPart,
  phoneLink,
  type ReferralPart,
  referralPart,
  restrictedPart,
} from "./person-parts.ts";
import { conversationsPart, planPart } from "./plan-part.ts";
import type { ForStaff } from "./staff-menu.ts";
import type { TaskForm } from "./task-form.ts";
import { formsOf } from "./task-forms.ts";
import { typedId, typedPart } from "./typed-part.ts";

/** A task as `GET /tasks/{handle}` answers it. Person and referral are absent once they were erased. */
export interface TaskView {
  readonly reference: string;
  readonly kind: TaskKind;
  readonly point?: FollowUpPoint | undefined;
  readonly state: Task["state"];
  readonly askedAt: Instant;
  readonly dueAt: Instant;
  readonly overdue: boolean;
  /** The case is on hold, and this is not asked until then, or until somebody goes on with it. */
  readonly onHoldUntil?: Instant | undefined;
  readonly restricted: boolean;
  /** Whose emails come back; only where that is what the task is about. */
  readonly unreached?: readonly AddressOwner[] | undefined;
  readonly place?: string | undefined;
  readonly person?: Referral["person"] | undefined;
  readonly referral?: ReferralPart | undefined;
  readonly fitNote?: Referral["work"]["fitNote"];
  readonly plan?: PlanView | undefined;
  readonly conversations?: readonly ConversationView[] | undefined;
  readonly attempts: Task["attempts"];
  /** The first appointment, while it is to come or to be recorded. */
  readonly appointment?:
    | { readonly at: Instant; readonly channel?: AppointmentChannel | undefined }
    | undefined;
  /** Before getting in touch: by which way, when, what is safe. */
  readonly howToReach?: readonly string[] | undefined;
  /** For a person who has no email and is to be told. */
  readonly toSay?: readonly string[] | undefined;
  /** When to try again, should this try fail and then the next ones. */
  readonly suggestedTries?: readonly Instant[] | undefined;
  readonly history: readonly HistoryLine[];
  /** What to do about the end of the weeks of support, near it and after it. */
  readonly supportPrompt?: string | undefined;
}

export interface TaskPage extends ForStaff {
  readonly handle: string;
  readonly view: TaskView;
  /** Duty staff see the task alone. */
  readonly mayOpenCase: boolean;
  /** What an action of the plan can lead to. */
  readonly services: readonly AreaService[];
  /** The area's places, where it delivers only in some. */
  readonly places: readonly string[];
  /** From whom to choose, where a coach is looked for. */
  readonly coaches: readonly CoachChoice[];
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
    "Emails come back. Find out how to contact the person, for example by phone. What you enter replaces the old details. If you enter nothing, we use the old address again.",
};

const attemptWords: Record<AttemptResult, string> = {
  "could-not-reach": "could not reach the person",
  "did-not-attend": "the person did not come",
  rearranged: "another time was agreed",
  "not-reached": "did not reach the person",
  "needs-more-time": "more time was asked for",
};

/** What is asked, what is needed to do it, the answer's form, the honest ways out; everything else is folded. */
export function taskPage(given: TaskPage): string {
  const { roles, view, services, now } = given;
  const { reference, kind, plan, conversations = [] } = view;
  const isAsked = view.onHoldUntil === undefined;
  const { forms, active, mistakes: atFields } = formsFor(given);
  const mistakes = isAsked ? atFields : atFields.map((each) => ({ ...each, href: `#${typedId}` }));
  const title = taskTitle(kind, view.point);
  const body = html`<div class="app-narrow">
${errorSummary(mistakes)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${reference}</span>${title}</h1>
${askedPart(view, now)}
${isAsked ? answerLink(mistakes.length > 0) : html`${onHoldPart(view, now)}${given.values ? typedInTask(given) : ""}`}
${beforePart(view, now)}
${kind === "review" ? planPart(plan, reference, now) : ""}
${isAsked ? formsPart(forms, active?.id) : ""}
${kind === "plan" || kind === "review" ? suggestedServices(services) : ""}
${conversationsPart(conversations, now)}
${heading("More about this case")}
${details("The person and the referral", html`${personPart(view.person)}${contactPart(view.person)}${referralPart(view.referral)}`, kind === "review-referral")}
${plan && kind !== "review" ? details("The plan", planPart(plan, reference, now)) : ""}
${details("What has happened", historyPart(view.history, now), kind === "review-referral")}
${given.mayOpenCase ? paragraph(html`<a href="/cases/${encodeURIComponent(reference)}">Open the whole case</a>`) : ""}
${paragraph(html`<a href="/work">Your work today</a>`)}
</div>`;
  return layout({ title: `${title}, ${reference}`, body, roles, hasErrors: mistakes.length > 0 });
}

function answerLink(hasMistakes: boolean): Html {
  return paragraph(
    html`<a href="#answer" role="button" draggable="false" class="govuk-button app-no-print" data-module="govuk-button">${hasMistakes ? "Go to your answer" : "Answer now"}</a>`,
  );
}

/** An answer would be refused until somebody goes on with the case. */
function onHoldPart({ reference, onHoldUntil }: TaskView, now: Instant): Html {
  if (onHoldUntil === undefined) return html``;
  const link = html`<a href="/cases/${encodeURIComponent(reference)}">open the case and go on with it</a>`;
  return html`<div class="govuk-inset-text">${paragraph(`This case is on hold until ${inWords(onHoldUntil, now)}. You do not need to answer now.`)}
${paragraph("To answer before then, ", link, " first.")}</div>\n`;
}

/** The answer's form, and folded the honest ways out. */
function formsPart(
  [answer, ...waysOut]: ReturnType<typeof formsFor>["forms"],
  active: string | undefined,
): Html {
  return html`${answer ? html`${heading(answer.form.title)}${answer.content}` : ""}
${
  waysOut.length > 0
    ? html`${heading("If you cannot answer yet")}${paragraph("These are good answers too. The task stays open.")}`
    : ""
}
${waysOut.map(({ form, content }) => details(form.title, content, form.id === active))}`;
}

/** What was typed into a form of the task that takes no answer now. */
export function typedInTask(given: TaskPage): Html {
  return typedPart(formsFor(given).active?.parts ?? [], given.values ?? new Map());
}

/** The forms of the task. What was typed belongs to the form that was sent. */
function formsFor({
  handle,
  view,
  services,
  places,
  coaches,
  attemptId,
  now,
  values = new Map(),
  errors = [],
}: TaskPage) {
  const { kind, plan, fitNote, suggestedTries: tries = [] } = view;
  const isToTell = view.toSay !== undefined;
  const needs = {
    actions: plan?.actions ?? [],
    values,
    services,
    places,
    fitNote,
    isToTell,
    tries,
    coaches,
    now,
  };
  const all = formsOf(kind, needs);
  const sent = values.get("form")?.at(-1);
  const active = all.find(({ id }) => id === sent) ?? all[0];
  const stateOf = ({ id }: TaskForm): FormState =>
    id === active?.id ? { id, values, errors } : { id, values: new Map(), errors: [] };
  return {
    active,
    mistakes: active ? mistakesIn(active.parts, stateOf(active)) : [],
    forms: all.map((form) => ({
      form,
      content: formOf(form, { handle, attemptId, state: stateOf(form) }),
    })),
  };
}

/** Why, by when, and what stands over everything else. */
function askedPart(view: TaskView, now: Instant): Html {
  const { kind, dueAt, overdue } = view;
  return html`${restrictedPart(view.restricted)}
${paragraph(why[kind])}
${unreachedPart(view.unreached ?? [])}
<p class="govuk-body"><strong>By ${inWords(dueAt, now)}</strong> ${overdue ? tag("overdue", "red") : ""}</p>
${view.supportPrompt ? html`<div class="govuk-inset-text">${view.supportPrompt}</div>\n` : ""}`;
}

/** All that is needed before getting in touch, on one screen. */
function beforePart(view: TaskView, now: Instant): Html {
  const { person, appointment, attempts, kind } = view;
  const channel = appointment?.channel;
  const tries = attempts.map((attempt) => attemptInWords(attempt, now));
  return html`${summaryList([
    [
      "First appointment",
      appointment && `${inWords(appointment.at, now)}${channel ? `, ${channelInWords(channel)}` : ""}`,
    ],
    ["Place", view.place],
    // A restricted name stands in the parts about the person alone.
    [
      "Name",
      person && !view.restricted && [person.preferredName ?? person.givenName, person.familyName].join(" "),
    ],
    ["Phone", person && phoneLink(person)],
    ["Email", person?.contact.email],
  ])}
${wordsPart("Before you get in touch", view.howToReach)}
${wordsPart("What to say", view.toSay, "The person has no email address, so nobody has told them this yet.")}
${tries.length > 0 ? wordsPart("Tries until now", tries) : ""}
${kind === "contact" ? "" : triesPart(view.suggestedTries, now)}`;
}

const unreachedWords: Record<AddressOwner, string> = {
  person: "Emails to the person come back.",
  referrer: "Emails to the referrer come back. Their address cannot be changed here: write a note.",
};

function unreachedPart(unreached: readonly AddressOwner[]): Html {
  return unreached.length === 0 ? html`` : list(unreached.map((each) => unreachedWords[each]));
}

function attemptInWords({ at, result, nextAt }: Task["attempts"][number], now: Instant): string {
  return `${inWords(at, now)}: ${attemptWords[result]}.${nextAt ? ` Next: ${inWords(nextAt, now)}.` : ""}`;
}

function triesPart(tries: TaskView["suggestedTries"], now: Instant): Html {
  if (!tries || tries.length === 0) return html``;
  const words = tries.map((each) => inWords(each, now));
  return wordsPart(
    "If you do not reach them, try again",
    words,
    "Each is on another day, and at another time where they left more than one.",
  );
}

function wordsPart(title: string, words: readonly string[] | undefined, opening?: string): Html {
  if (!words) return html``;
  return html`${heading(title)}${opening ? paragraph(opening) : ""}${list(words)}`;
}

interface FormContext {
  readonly handle: string;
  readonly attemptId: string;
  readonly state: FormState;
}

/** Without `novalidate`: only the browser knows that a date was typed by half, which it then sends as empty. */
function formOf({ id, parts, button: label, isAttempt, mayBeAttempt }: TaskForm, context: FormContext): Html {
  const { handle, attemptId, state } = context;
  return html`<form id="${id}" method="post" action="/tasks/${encodeURIComponent(handle)}">
<input type="hidden" name="form" value="${id}">
${isAttempt || mayBeAttempt ? html`<input type="hidden" name="attemptId" value="${attemptId}-${id}">` : ""}
${parts.map((part) => renderPart(part, state))}
${button(label, isAttempt ? "secondary" : undefined)}
</form>\n`;
}

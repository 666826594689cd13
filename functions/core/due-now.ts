import { appointmentEmails, comingAppointment, reminderAt } from "./appointment.ts";
import type { AreaRules } from "./area-rules.ts";
import { addDays } from "./calendar.ts";
import { callEmail, whoCalls } from "./call.ts";
import {
  type Case,
  type Continuation,
  hasDied,
  hasEmail,
  hasEndedSupport,
  openTasks,
  stageTask,
  standsStillAt,
  type Task,
} from "./case.ts";
import { notReached } from "./decide/answer-support.ts";
import { resumed } from "./decide/decide.ts";
import type { NewEvent, Recipient } from "./events.ts";
import { isMarked } from "./marked-addresses.ts";
import { newsForReferrer } from "./referrer-news.ts";
import { dueErasure } from "./retention.ts";
import { limitReached } from "./support-limit.ts";
import {
  escalatesAt,
  followUpEndsAfterDays,
  type PlannedTask,
  plannedAddressCheck,
  plannedSafetyTask,
  plannedStageTask,
} from "./task-plan.ts";
import type { Instant } from "./texts.ts";

/**
 * Who an email is for: staff by person or role, everyone on duty together with the lead, the two who submitted, or
 * an address the person had before.
 */
export type Addressee = Recipient | "person" | "referrer" | "former-address" | "duty-and-lead";

/**
 * Something a case needs done now. `record` is events alone; the others have an effect outside the case, carried
 * out first and then recorded with the event given. All can be repeated: ids are deterministic.
 */
export type Action =
  | { readonly type: "record"; readonly events: readonly NewEvent[] }
  | { readonly type: "open-task"; readonly task: PlannedTask }
  | {
      readonly type: "send-email";
      readonly email: string;
      readonly to: Addressee;
      readonly task?: Task;
    }
  | { readonly type: "release-place"; readonly done: NewEvent }
  | { readonly type: "index-person"; readonly done: Extract<NewEvent, { type: "person-indexed" }> }
  | { readonly type: "continue-elsewhere"; readonly as: Continuation; readonly done: NewEvent }
  | { readonly type: "alert-duty"; readonly task: Task; readonly done: NewEvent }
  | { readonly type: "erase-person"; readonly done: NewEvent };

/** Everything due at this moment, in the order in which it is to be done. Empty when nothing is. */
export function dueNow(given: Case, rules: AreaRules, now: Instant): Action[] {
  return [...openings(given, rules, now), ...timers(given, rules, now), ...effects(given, now)];
}

type EmailAction = Extract<Action, { type: "send-email" }>;

/** Emails of a case that are to go out now: those that are true, have not gone out, and are not kept back. */
export function dueEmails(given: Case, now: Instant): EmailAction[] {
  return notDelayed(given, undoneEmails(given, now), now);
}

function notDelayed({ delayedEmails }: Case, emails: readonly EmailAction[], now: Instant): EmailAction[] {
  return emails.filter(({ email }) => (delayedEmails?.[email] ?? now) <= now);
}

/** When an email of a case is due that is not due yet: a reminder, and what was kept back until then. */
export function emailMoments(given: Case, now: Instant): Instant[] {
  const coming = comingAppointment(given, now);
  const reminded = coming && hasEmail(given) ? reminderAt(coming) : undefined;
  return [
    ...(reminded === undefined ? [] : [reminded]),
    ...undoneEmails(given, now).flatMap(({ email }) => given.delayedEmails?.[email] ?? []),
  ].filter((moment) => moment > now);
}

function undoneEmails(given: Case, now: Instant): EmailAction[] {
  return trueEmails(given, now).filter(
    ({ email }) => given.emails[email] === undefined || given.emails[email] === "intended",
  );
}

/**
 * Emails that may go out as the case is now; after a withdrawal only the one "stop" notice. Safety comes before
 * that: whoever makes sure that a person is safe is asked whatever has become of the case.
 */
function trueEmails(given: Case, now: Instant): EmailAction[] {
  const tasks = openTasks(given).filter(
    (task) => task.askAt <= now && !standsStillAt(given.stage, task.kind),
  );
  return [
    ...emailsOfJourney(given, now),
    ...tasks.map((task) => ({ ...sendTo(task.to, `ask:${task.handle}`), task })),
    ...openTasks(given)
      .filter(({ kind, escalated }) => kind === "make-safe" && escalated)
      .map((task) => ({ ...sendTo("duty-and-lead", `escalate:${task.handle}`), task })),
  ];
}

function emailsOfJourney(given: Case, now: Instant): EmailAction[] {
  if (given.withdrawnAt) return given.stopNoticeTo ? [sendTo(given.stopNoticeTo, "stop")] : [];
  if (hasDied(given) || given.erasure) return [];
  const { acknowledge, formerAddresses = [], callAsked } = given;
  const news = newsForReferrer(given);
  return [
    ...(acknowledge.person ? [sendTo("person", "acknowledge-person")] : []),
    ...(acknowledge.referrer ? [sendTo("referrer", "acknowledge-referrer")] : []),
    ...formerAddresses.map(({ email }) => sendTo("former-address", email)),
    ...(hasEmail(given) ? appointmentEmails(given, now).map((email) => sendTo("person", email)) : []),
    ...(news ? [sendTo("referrer", news)] : []),
    ...(callAsked ? [sendTo(whoCalls(given), callEmail(callAsked))] : []),
    ...(given.turnedAway && given.stage === "closed" && hasEmail(given)
      ? [sendTo("person", "other-help")]
      : []),
  ];
}

function sendTo(to: Addressee, email: string): EmailAction {
  return { type: "send-email", email, to };
}

/** An email that was intended before a crash and is no longer true is visibly dropped. */
function droppedEmails(given: Case, undone: readonly EmailAction[]): Action[] {
  const due = new Set(undone.map(({ email }) => email));
  const stale = Object.entries(given.emails).filter(
    ([email, state]) => state === "intended" && !due.has(email),
  );
  return stale.map(([email]) => ({
    type: "record",
    events: [{ type: "email-dropped", email, because: "no-longer-true" }],
  }));
}

/** Phones are told of a safety task as soon as it is open; what this fails to tell is tried again in minutes. */
function alerts(given: Case): Action[] {
  return openTasks(given)
    .filter(({ kind, handle }) => kind === "make-safe" && !given.alertedTasks?.includes(handle))
    .map((task) => ({ type: "alert-duty", task, done: { type: "duty-alerted", handle: task.handle } }));
}

/** No email goes to an address from which others came back; that one was not sent is visible. */
function unlessMarked(given: Case, action: Extract<Action, { type: "send-email" }>): Action {
  const { email, to } = action;
  if (!isMarked(given, to)) return action;
  return { type: "record", events: [{ type: "email-dropped", email, because: "address-marked", of: to }] };
}

function openings(given: Case, rules: AreaRules, now: Instant): Action[] {
  const planned: Action[] = [];
  const safety = plannedSafetyTask(given, rules, now);
  const hasSafetyTask = openTasks(given).some((task) => task.kind === "make-safe");
  if (safety && !hasSafetyTask) planned.push({ type: "open-task", task: safety });
  const check = plannedAddressCheck(given, rules, now);
  const hasCheck = openTasks(given).some((task) => task.kind === "check-address");
  if (check && !hasCheck) planned.push({ type: "open-task", task: check });
  const stage = stageTask(given) ? undefined : plannedStageTask(given, rules, now);
  if (stage) planned.push({ type: "open-task", task: stage });
  return planned;
}

/** What time alone brings: overdue, told to the lead, a follow-up's end, the end of a hold. */
function timers(given: Case, rules: AreaRules, now: Instant): Action[] {
  if (given.stage === "hold" && given.heldUntil <= now) {
    return [{ type: "record", events: [resumed(given, now)] }];
  }
  const events = [
    ...limitReached(given, rules, now),
    ...openTasks(given)
      .filter((task) => !standsStillAt(given.stage, task.kind))
      .flatMap((task) => timersOf(given, task, rules, now)),
  ];
  return events.length > 0 ? [{ type: "record", events }] : [];
}

function timersOf(given: Case, task: Task, rules: AreaRules, now: Instant): NewEvent[] {
  const { handle, point } = task;
  if (given.stage === "follow-up" && point && addDays(task.askAt, followUpEndsAfterDays) <= now) {
    return [{ type: "task-answered", handle, fingerprint: "time" }, ...notReached(point, given.exit.closure)];
  }
  const events: NewEvent[] = [];
  if (!task.overdue && task.dueAt < now) events.push({ type: "task-overdue", handle });
  if (!task.escalated && escalatesAt(task, rules) < now) events.push({ type: "task-escalated", handle });
  return events;
}

function effects(given: Case, now: Instant): Action[] {
  const undone = undoneEmails(given, now);
  const due: Action[] = [
    ...alerts(given),
    ...notDelayed(given, undone, now).map((action) => unlessMarked(given, action)),
    ...droppedEmails(given, undone),
  ];
  if (!given.personIndexed && !given.erasure)
    due.push({ type: "index-person", done: { type: "person-indexed" } });
  if (given.placeHeld && hasEndedSupport(given)) {
    due.push({ type: "release-place", done: { type: "place-released" } });
  }
  if (given.continuesAs && !given.continuesAs.opened) {
    due.push({ type: "continue-elsewhere", as: given.continuesAs, done: { type: "continued-elsewhere" } });
  }
  const erasure = dueErasure(given, now);
  if (erasure) due.push({ type: "erase-person", done: { type: erasure } });
  return due;
}

import type { AreaRules } from "./area-rules.ts";
import { addDays } from "./calendar.ts";
import { callEmail, whoCalls } from "./call.ts";
import {
  type Case,
  type Continuation,
  hasDied,
  openTasks,
  stageTask,
  standsStillAt,
  type Task,
} from "./case.ts";
import { notReached } from "./decide/answer-support.ts";
import { resumed } from "./decide/decide.ts";
import type { NewEvent, Recipient } from "./events.ts";
import {
  escalatesAt,
  followUpEndsAfterDays,
  type PlannedTask,
  plannedSafetyTask,
  plannedStageTask,
} from "./task-plan.ts";
import type { Instant } from "./texts.ts";

/** Who an email is for: staff by person or role, the two who submitted, or an address the person had before. */
export type Addressee = Recipient | "person" | "referrer" | "former-address";

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
  | { readonly type: "index-person"; readonly done: NewEvent }
  | { readonly type: "continue-elsewhere"; readonly as: Continuation; readonly done: NewEvent }
  | { readonly type: "find-coach" };

/** Everything due at this moment, in the order in which it is to be done. Empty when nothing is. */
export function dueNow(given: Case, rules: AreaRules, now: Instant): Action[] {
  return [...openings(given, rules, now), ...timers(given, rules, now), ...effects(given, now)];
}

/**
 * Emails of a case that still may go out; after a withdrawal only the one "stop" notice. Safety comes before that:
 * whoever makes sure that a person is safe is asked whatever has become of the case.
 */
export function dueEmails(given: Case, now: Instant): Extract<Action, { type: "send-email" }>[] {
  const emails: Extract<Action, { type: "send-email" }>[] = [];
  if (given.withdrawnAt) {
    if (given.stopNoticeTo) emails.push({ type: "send-email", email: "stop", to: given.stopNoticeTo });
  } else if (!hasDied(given)) {
    if (given.acknowledge.person)
      emails.push({ type: "send-email", email: "acknowledge-person", to: "person" });
    if (given.acknowledge.referrer) {
      emails.push({ type: "send-email", email: "acknowledge-referrer", to: "referrer" });
    }
    for (const { email } of given.formerAddresses ?? []) {
      emails.push({ type: "send-email", email, to: "former-address" });
    }
    if (given.callAsked) {
      emails.push({ type: "send-email", email: callEmail(given.callAsked), to: whoCalls(given) });
    }
  }
  for (const task of openTasks(given)) {
    if (task.askAt <= now && !standsStillAt(given.stage, task.kind)) {
      emails.push({ type: "send-email", email: `ask:${task.handle}`, to: task.to, task });
    }
  }
  return emails.filter(
    ({ email }) => given.emails[email] === undefined || given.emails[email] === "intended",
  );
}

/** An email that was intended before a crash and is no longer true is visibly dropped. */
function droppedEmails(given: Case, now: Instant): Action[] {
  const due = new Set(dueEmails(given, now).map(({ email }) => email));
  const stale = Object.entries(given.emails).filter(
    ([email, state]) => state === "intended" && !due.has(email),
  );
  return stale.map(([email]) => ({
    type: "record",
    events: [{ type: "email-dropped", email, because: "no-longer-true" }],
  }));
}

function openings(given: Case, rules: AreaRules, now: Instant): Action[] {
  const planned: Action[] = [];
  const safety = plannedSafetyTask(given, rules, now);
  const hasSafetyTask = openTasks(given).some((task) => task.kind === "make-safe");
  if (safety && !hasSafetyTask) planned.push({ type: "open-task", task: safety });
  const stage = stageTask(given) ? undefined : plannedStageTask(given, rules, now);
  if (stage) planned.push({ type: "open-task", task: stage });
  return planned;
}

/** What time alone brings: overdue, told to the lead, a follow-up's end, the end of a hold. */
function timers(given: Case, rules: AreaRules, now: Instant): Action[] {
  if (given.stage === "hold" && given.heldUntil <= now) {
    return [{ type: "record", events: [resumed(given, now)] }];
  }
  const events = openTasks(given)
    .filter((task) => !standsStillAt(given.stage, task.kind))
    .flatMap((task) => timersOf(given, task, rules, now));
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
  const due: Action[] = [...dueEmails(given, now), ...droppedEmails(given, now)];
  if (!given.personIndexed) due.push({ type: "index-person", done: { type: "person-indexed" } });
  if (given.placeHeld && (given.exit || given.stage === "closed")) {
    due.push({ type: "release-place", done: { type: "place-released" } });
  }
  if (given.continuesAs && !given.continuesAs.opened) {
    due.push({ type: "continue-elsewhere", as: given.continuesAs, done: { type: "continued-elsewhere" } });
  }
  if (given.stage === "waiting" && !given.safetyOpen) due.push({ type: "find-coach" });
  return due;
}

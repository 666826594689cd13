import { appointmentAfter, appointmentAgreed } from "./appointment.ts";
import { callAfter } from "./call.ts";
import { Case, isParallel, type Task } from "./case.ts";
import { enter, superseded, withoutHold } from "./enter.ts";
import type { CaseEvent, PlanAction, Recipient } from "./events.ts";
import { afterCommand, agreedInPlan, factIdsAfter, requestsAfter } from "./evolve-commands.ts";
import { afterRights, isAboutRecord } from "./evolve-rights.ts";
import { addressesChecked, afterDelivery, undelivered } from "./marked-addresses.ts";
import type { Instant } from "./texts.ts";

type Happened<Type extends CaseEvent["type"]> = Extract<CaseEvent, { type: Type }>;

/** The case as its events tell it. Throws when they are no case: the first must be the receipt of a referral. */
export function fold(events: readonly CaseEvent[]): Case {
  const [first, ...rest] = events;
  if (first?.type !== "referral-received") throw new Error("A case begins with the receipt of a referral");
  return evolveAll(begin(first), rest);
}

/**
 * The case after more events. Decides nothing: whether they may happen was `decide`'s question. Throws when the
 * outcome is no possible case.
 */
export function evolveAll(given: Case, events: readonly CaseEvent[]): Case {
  return Case.parse(events.reduce(evolve, given));
}

function evolve(given: Case, event: CaseEvent): Case {
  const counted = {
    ...given,
    updatedAt: isAboutRecord(event.type) ? given.updatedAt : event.at,
    eventCount: given.eventCount + 1,
    requests: requestsAfter(given, event),
    factIds: factIdsAfter(given, event),
    callAsked: callAfter(given, event),
  };
  return after(counted, event) as Case;
}

function begin(event: Happened<"referral-received">): Case {
  const { area, reference, referrerKind, placedBy, ageBand, mainBarrier, workStatus } = event;
  return Case.parse({
    stage: "triage",
    area,
    reference,
    referrerKind,
    placedBy,
    ageBand,
    mainBarrier,
    workStatus,
    authority: event.authority,
    icbAtEvent: event.icbAtEvent,
    receivedAt: event.originallyReceivedAt ?? event.at,
    transferredFrom: event.transferredFrom,
    consentedOn: event.consentedOn,
    updatedAt: event.at,
    eventCount: 1,
    consents: event.consents,
    restricted: event.restricted,
    acknowledge: event.acknowledge,
    hearBack: event.hearBack,
    reviewReasons: [],
    tasks: [],
    safetyOpen: false,
    placeHeld: false,
    personIndexed: false,
    reviewsHeld: 0,
    followUps: [],
    emails: {},
  });
}

function after(given: Case, event: CaseEvent): unknown {
  switch (event.type) {
    case "referral-received":
      throw new Error("A case is received once");
    case "triaged":
      return event.result === "eligible"
        ? { ...lookingForCoach(given, event.at), triagedAt: event.at, reviewReasons: [] }
        : { ...enter(given, "review"), triagedAt: event.at, reviewReasons: event.reasons };
    case "referral-reviewed":
      return event.decision === "accept"
        ? { ...lookingForCoach(given, event.at), place: event.place }
        : { ...given, turnedAway: true };
    case "coach-assigned":
      return { ...enter(given, "contact"), coach: event.coach, queuedSince: undefined };
    case "coach-not-found":
      return enter(given, "waiting");
    case "place-released":
      return { ...given, placeHeld: false };
    case "person-indexed":
      return { ...given, personIndexed: true, foundOthers: event.foundOthers };
    case "contact-agreed":
      return {
        ...enter(given, "assessment"),
        // Whoever was opened again is contacted once more: the first contact stays the first.
        contact: {
          at: given.contact?.at ?? event.at,
          channel: event.channel,
          appointmentAt: event.appointmentAt,
        },
        appointment: appointmentAgreed(event),
      };
    case "person-told":
      return { ...given, toldAt: event.at };
    case "appointment-attended":
      return { ...enter(given, "plan"), start: startOf(event) };
    case "plan-agreed":
      return { ...enter(given, "support"), plan: planOf(event), ...agreedInPlan(given, event) };
    case "review-held":
      return afterReview(given, event);
    case "finish-asked":
      return enter(given, "exit");
    case "support-limit-reached": {
      const { weeks, endsOn, isUsual } = event;
      return { ...given, limitReached: { weeks, endsOn, isUsual, answered: false } };
    }
    case "exit-recorded":
      return afterExit(given, event);
    case "follow-up-recorded":
      return { ...given, followUps: [...given.followUps, followUpOf(event)] };
    case "held":
      return { ...given, stage: "hold", resumesAs: given.stage, heldAt: event.at, heldUntil: event.until };
    case "resumed":
      return afterHold(given, event);
    case "withdrawn":
      return { ...given, withdrawnAt: event.at, stopNoticeTo: whoWasWorking(given) };
    case "case-closed":
      return afterClosing(given, event);
    case "safety-raised":
      return { ...given, safetyOpen: given.safetyOpen || event.atRisk };
    case "made-safe":
      return { ...given, safetyOpen: false };
    case "email-intended":
      return { ...given, emails: { ...given.emails, [event.email]: "intended" } };
    case "email-sent":
      return { ...given, emails: { ...given.emails, [event.email]: "sent" } };
    case "email-delayed":
      return { ...given, delayedEmails: { ...given.delayedEmails, [event.email]: event.until } };
    case "email-dropped":
      return afterDropping(given, event);
    case "task-opened":
      return { ...given, tasks: [...given.tasks, taskFrom(event)] };
    case "task-attempted":
      return {
        ...given,
        appointment: appointmentAfter(given, event),
        tasks: given.tasks.map((task) => taskAfter(task, event)),
      };
    case "task-answered":
    case "task-overdue":
    case "task-escalated":
      return { ...given, tasks: given.tasks.map((task) => taskAfter(task, event)) };
    case "address-checked":
      return addressesChecked(given, event.addressWorks ?? false);
    case "note-added":
    case "call-asked":
      return given;
    case "email-returned":
    case "duty-alerted":
      return afterDelivery(given, event);
    case "legal-hold":
    case "erasure-asked":
    case "erased":
    case "erasure-checked":
      return afterRights(given, event);
    default:
      return afterCommand(given, event);
  }
}

/** From here on a coach's place may be taken for the person, whether or not the case comes to say so. */
function lookingForCoach(given: Case, acceptedAt: Instant) {
  return { ...enter(given, "assignment"), acceptedAt, queuedSince: acceptedAt, placeHeld: true };
}

function startOf(event: Happened<"appointment-attended">) {
  const { heldAt, channel, employmentStatus, mainBarrier } = event;
  return { heldAt, recordedAt: event.at, channel, employmentStatus, mainBarrier };
}

function planOf(event: Happened<"plan-agreed">) {
  const { planType, actions, nextReviewOn } = event;
  return { agreedAt: event.at, planType, actions, nextReviewOn };
}

function followUpOf(event: Happened<"follow-up-recorded">) {
  const { point, outcome, employmentStatus } = event;
  return { point, at: event.at, outcome, employmentStatus };
}

function afterReview(before: Case, event: Happened<"review-held">) {
  if (!before.plan) return before;
  const given = { ...before, ...afterStatusTold(before, event) };
  const statusOf = new Map(event.actions.map((action) => [action.id, action.status]));
  const actions: PlanAction[] = before.plan.actions.map((action) => ({
    ...action,
    status: statusOf.get(action.id) ?? action.status,
  }));
  const reviewed = {
    ...given,
    reviewsHeld: given.reviewsHeld + 1,
    plan: {
      ...before.plan,
      actions: [...actions, ...event.newActions],
      nextReviewOn: event.nextReviewOn ?? before.plan.nextReviewOn,
    },
  };
  return event.next === "finish" ? enter(reviewed as Case, "exit") : reviewed;
}

/** Another status may mean another limit, whose end is prompted again; a review that goes on answers the prompt. */
function afterStatusTold(given: Case, { at, employmentStatus: status }: Happened<"review-held">) {
  const known = given.statusChanges?.at(-1)?.status ?? given.start?.employmentStatus;
  if (status === undefined || status === known) {
    return { limitReached: given.limitReached && { ...given.limitReached, answered: true } };
  }
  return { statusChanges: [...(given.statusChanges ?? []), { at, status }], limitReached: undefined };
}

function afterExit(given: Case, event: Happened<"exit-recorded">) {
  const { closure, outcome, employmentStatus, followedUp, completion } = event;
  const exit = { at: event.at, closure, outcome, employmentStatus, followedUp, completion };
  return followedUp ? { ...enter(given, "follow-up"), exit } : { ...given, exit };
}

/** Of the tasks beside the journey safety alone goes on, unless the person has died. */
function afterClosing(given: Case, event: Happened<"case-closed">) {
  const pauses = given.stage === "hold" ? pausesAfter(given, event.at) : given.pauses;
  const { at: closedAt, closure } = event;
  const closed = { ...enter(withoutHold(given), "closed"), closedAt, closure, pauses };
  const isOver = ({ kind }: Task) => event.closure === "died" || kind !== "make-safe";
  return { ...closed, tasks: superseded(closed.tasks, isOver) };
}

function afterHold(given: Case, event: Happened<"resumed">) {
  if (given.stage !== "hold") return given;
  const tasks = given.tasks.map((task) =>
    event.dueAt && task.state === "open" && !isParallel(task.kind)
      ? {
          ...task,
          askAt: event.askAt ?? task.askAt,
          dueAt: event.dueAt,
          overdue: false,
          escalated: false,
        }
      : task,
  );
  return { ...withoutHold(given), stage: given.resumesAs, tasks, pauses: pausesAfter(given, event.at) };
}

function pausesAfter(given: Extract<Case, { stage: "hold" }>, to: Instant): Case["pauses"] {
  return [...(given.pauses ?? []), { from: given.heldAt, to }];
}

function afterDropping(given: Case, { email, of }: Happened<"email-dropped">) {
  const dropped: Case = { ...given, emails: { ...given.emails, [email]: "dropped" } };
  return of ? undelivered(dropped, of, email) : dropped;
}

function whoWasWorking(given: Case): Recipient | undefined {
  if (given.coach) return { staff: given.coach };
  return given.tasks.find(
    (task) =>
      task.state === "open" && !isParallel(task.kind) && given.emails[`ask:${task.handle}`] === "sent",
  )?.to;
}

function taskFrom(event: Happened<"task-opened">): Task {
  const { handle, kind, point, to, askAt, dueAt } = event;
  const fresh = { state: "open" as const, attempts: [], overdue: false, escalated: false };
  return { handle, kind, point, to, askAt, dueAt, ...fresh };
}

function taskAfter(
  task: Task,
  event: Happened<"task-attempted" | "task-answered" | "task-overdue" | "task-escalated">,
): Task {
  if (task.handle !== event.handle) return task;
  switch (event.type) {
    case "task-answered":
      return { ...task, state: "done", fingerprint: event.fingerprint };
    case "task-overdue":
      return { ...task, overdue: true };
    case "task-escalated":
      return { ...task, escalated: true };
    case "task-attempted": {
      const { attemptId, at, result, nextAt, dueAt } = event;
      const moved = dueAt ? { dueAt, overdue: false, escalated: false } : {};
      // Who is asked at the appointment is asked at the new one; who was asked already is not asked again.
      const asked = result === "rearranged" && nextAt && task.askAt > at ? { askAt: nextAt } : {};
      return { ...task, ...moved, ...asked, attempts: [...task.attempts, { attemptId, at, result, nextAt }] };
    }
  }
}

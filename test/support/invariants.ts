import { isDeepStrictEqual } from "node:util";
import type { AreaRules, StaffMember } from "../../functions/core/area-rules.ts";
import type { Coach } from "../../functions/core/assignment/fit.ts";
import { isQueued, matchQueue } from "../../functions/core/assignment/queue.ts";
import { seekerOf } from "../../functions/core/assignment/seeker.ts";
import { addDays, londonDate } from "../../functions/core/calendar.ts";
import { type Case, isParallel, joinedTo, openTasks, type Task } from "../../functions/core/case.ts";
import { type Action, dueNow, emailMoments } from "../../functions/core/due-now.ts";
import type { CaseEvent } from "../../functions/core/events.ts";
import { fold } from "../../functions/core/evolve.ts";
import type { Referral } from "../../functions/core/referral.ts";
import { recordEndsAt, secondLookAt } from "../../functions/core/retention.ts";
import type { Stage } from "../../functions/core/stages.ts";
import type { Instant } from "../../functions/core/texts.ts";

// What must be true of every case at every moment, whatever happened to it. Each function answers what is wrong, in
// words; nothing where all is well. The model asks them after each step, the rehearsal of the whole table at its end.

/** A case as it is kept. */
export interface KeptCase {
  readonly case: Case;
  readonly events: readonly CaseEvent[];
  /** When it is to be attended to next. */
  readonly wakeAt: Instant | undefined;
  /** The person's details; undefined once they were erased. */
  readonly referral: Referral | undefined;
}

/** A coach, and the references of the people whose places they hold. */
export type KeptCoach = Pick<StaffMember, "id" | "area" | "capacity"> & {
  readonly holding: ReadonlySet<string>;
};

/** The events alone tell the whole case, in one unbroken row, and time never goes back in it. */
export function isToldByItsEvents({ case: given, events }: KeptCase): string[] {
  const gap = events.findIndex(({ eventId }, index) => eventId !== `e${index + 1}`);
  const back = events.findIndex(({ at }, index) => at < (events[index - 1]?.at ?? at));
  return [
    ...(gap >= 0 ? [`event ${gap + 1} is called ${events[gap]?.eventId}`] : []),
    ...(back >= 0 ? [`${events[back]?.type} happened before the event before it`] : []),
    ...(given.eventCount === events.length
      ? []
      : [`${given.eventCount} of ${events.length} events are told`]),
    ...(isDeepStrictEqual(plain(fold(events)), plain(given))
      ? []
      : ["the events tell another case than is kept"]),
  ];
}

/** Fields without a value are left out, as the table does. */
function plain(given: Case): unknown {
  return JSON.parse(JSON.stringify(given));
}

const taskOfStage: Partial<Record<Stage, Task["kind"]>> = {
  review: "review-referral",
  waiting: "wait-for-coach",
  contact: "contact",
  assessment: "assessment",
  plan: "plan",
  support: "review",
  exit: "exit",
  "follow-up": "follow-up",
};
const withoutTask: readonly Stage[] = ["triage", "assignment", "closed"];
/** What the area lead is asked whether or not there is a coach. */
const leadsTasks: readonly Task["kind"][] = ["review-referral", "wait-for-coach"];

/**
 * An open case is one person's or one role's to go on with: the open task of its stage is theirs, and the only one.
 * It is the coach's, and the lead's while there is none.
 */
export function hasOneOwner({ case: given }: Pick<KeptCase, "case">): string[] {
  const stage = given.stage === "hold" ? given.resumesAs : given.stage;
  const tasks = openTasks(given).filter(({ kind }) => !isParallel(kind));
  const [task] = tasks;
  if (tasks.length > 1) return [`${tasks.length} tasks of its stage are open`];
  if (!task) return needsTask(given) ? [`nobody is asked for anything at ${given.stage}`] : [];
  if (withoutTask.includes(stage)) return [`${task.kind} is open at ${stage}`];
  if (task.kind !== taskOfStage[stage]) return [`${task.kind} is open at ${stage}`];
  const owner = leadsTasks.includes(task.kind) ? undefined : given.coach;
  const asked = "staff" in task.to ? task.to.staff : task.to.role;
  return asked === (owner ?? "lead") ? [] : [`${task.kind} is asked of ${asked}, the coach is ${owner}`];
}

/** On hold a task may be opened only after it; and a lead who has seen that somebody waits is not asked again. */
function needsTask({ stage }: Case): boolean {
  return !withoutTask.includes(stage) && stage !== "hold" && stage !== "waiting";
}

/** Days that an open case sleeps at most, as whereIs promises. */
const longestSleepDays = 7;

/** An open case wakes at a moment that is to come, within a week; `at`: the moment at which it was attended to. */
export function wakesInTime({ case: given, wakeAt }: KeptCase, at: Instant): string[] {
  if (wakeAt === undefined) return given.stage === "closed" ? [] : [`it never wakes at ${given.stage}`];
  if (wakeAt <= at) return [`it wakes at ${wakeAt}, which is past`];
  if (given.stage !== "closed" && wakeAt > addDays(at, longestSleepDays))
    return [`it sleeps until ${wakeAt}`];
  return [];
}

/**
 * Once it is closed and everything is done a case wakes for nothing but what outlives it: somebody may still be at
 * risk, an email to somebody who has not left is kept back until tomorrow, its record's time is over, or an erasure is
 * looked at once more. And for the end of its record it does wake. `at`: the moment at which it was attended to.
 */
export function sleepsWhenClosed({ case: given, wakeAt, referral }: KeptCase, rules: AreaRules, at: Instant) {
  if (given.stage !== "closed") return [];
  const emails = emailMoments(given, at);
  if (given.withdrawnAt && emails.length > 0) return [`it would email at ${emails[0]} whoever left`];
  const others = openTasks(given).filter(({ kind }) => kind !== "make-safe");
  if (others.length > 0) return [`${others[0]?.kind} is open at closed`];
  if (openTasks(given).length > 0 || dueNow(given, rules, at).length > 0) return [];
  const record = secondLookAt(given) ?? recordEndsAt(given, rules, referral);
  const next = [...emails, ...(record === undefined ? [] : [record])].sort()[0];
  return wakeAt === next ? [] : [`it is closed and wakes at ${wakeAt}, not at ${next}`];
}

/** Whatever is due has been done. `mayWait`: what can only be done once something else is. */
export function leavesNothingUndone(
  { case: given, referral }: Pick<KeptCase, "case" | "referral">,
  rules: AreaRules,
  at: Instant,
  mayWait: readonly Action["type"][] = [],
): string[] {
  const ends = recordEndsAt(given, rules, referral);
  return [
    ...dueNow(given, rules, at)
      .filter(({ type }) => !mayWait.includes(type))
      .map(({ type }) => `${type} is due and not done`),
    ...(ends !== undefined && ends <= at ? [`its record ended at ${ends} and is still there`] : []),
  ];
}

/**
 * Whom a coach has room for does not wait for one. `cases`, `coaches`: all of one area; `rules`: who delivers where.
 */
export function nobodyWaitsForNothing(
  cases: readonly Pick<KeptCase, "case" | "referral">[],
  coaches: readonly Coach[],
  rules: AreaRules,
  at: Instant,
): string[] {
  const waiting = cases.filter(({ case: given }) => isQueued(given));
  const seekers = waiting.map(({ case: given, referral }) => seekerOf(given, referral, rules, at));
  return matchQueue(seekers, coaches, rules, londonDate(at)).flatMap(({ reference, coach }) =>
    coach ? [`${reference} waits, and ${coach.id} has room`] : [],
  );
}

/** Whoever is somebody's coach works here. `coaches`: those who do. */
export function coachesWorkHere(
  cases: readonly Pick<KeptCase, "case">[],
  coaches: readonly Pick<Coach, "id">[],
): string[] {
  const ids = coaches.map(({ id }) => id);
  return cases.flatMap(({ case: { reference, stage, coach } }) =>
    stage === "closed" || coach === undefined || ids.includes(coach)
      ? []
      : [`${coach}, the coach of ${reference} at ${stage}, does not work here`],
  );
}

/**
 * Of cases that were joined one goes on, or went on and ended in its own way: a case whose joining is done does not
 * come back to itself along such cases.
 */
export function joinedCasesEndSomewhere(cases: readonly Pick<KeptCase, "case">[]): string[] {
  const done = cases.filter(({ case: given }) => given.continuesAs?.opened);
  const next = new Map(done.map(({ case: given }) => [given.reference, joinedTo(given)]));
  return [...next.keys()].flatMap((reference) => {
    const passed = new Set<string>();
    for (let at = next.get(reference); at !== undefined && !passed.has(at); at = next.get(at)) passed.add(at);
    return passed.has(reference) ? [`${reference} is joined in a circle`] : [];
  });
}

/** What one decision changed is allowed: a task that ended stays ended, a case moves only along the ways there are. */
export function movesAsDocumented(
  before: Case,
  events: readonly CaseEvent[],
  after: Case,
  isWay: (from: Stage, to: Stage) => boolean,
): string[] {
  const reopenedTasks = before.tasks.filter(
    (task) =>
      task.state !== "open" && after.tasks.find(({ handle }) => handle === task.handle)?.state !== task.state,
  );
  const isMove = before.stage !== after.stage;
  return [
    ...reopenedTasks.map(({ kind, state }) => `${kind} was ${state}, and is no more`),
    ...(isMove && !isWay(before.stage, after.stage)
      ? [`${events.map(({ type }) => type).join(" ")} led from ${before.stage} to ${after.stage}`]
      : []),
    ...lateFromTheStart(events),
  ];
}

/** Nothing is overdue at the moment it is asked for. */
export function lateFromTheStart(events: readonly CaseEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === "task-opened" && event.dueAt <= event.at
      ? [`${event.kind} was opened at ${event.at} and due at ${event.dueAt}`]
      : [],
  );
}

/** The same, told from all events of a case one by one. */
export function movedAsDocumented(
  { events }: Pick<KeptCase, "events">,
  isWay: (from: Stage, to: Stage) => boolean,
  evolve: (given: Case, events: readonly CaseEvent[]) => Case,
): string[] {
  const [first, ...rest] = events;
  if (!first) return ["it has no events"];
  let at = fold([first]);
  return rest.flatMap((event) => {
    const before = at;
    at = evolve(before, [event]);
    return movesAsDocumented(before, [event], at, isWay);
  });
}

/**
 * Places: whoever has a coach holds a place with them and with no other; whoever still looks for one may have a place
 * that was taken just before a process ended; for anybody else none is held; and nobody holds more than they have
 * room for unless a person wanted it. `isAllowedOver`: for whom somebody did.
 */
export function placesAreRight(
  cases: readonly Pick<KeptCase, "case">[],
  coaches: readonly KeptCoach[],
  isAllowedOver: (coach: KeptCoach) => boolean,
): string[] {
  const holders = Map.groupBy(
    coaches.flatMap(({ id, area, holding }) =>
      [...holding].map((reference) => ({ id, key: `${area} ${reference}` })),
    ),
    ({ key }) => key,
  );
  const known = new Map(cases.map(({ case: given }) => [`${given.area} ${given.reference}`, given]));
  const wrong = [...new Set([...known.keys(), ...holders.keys()])].flatMap((key) => {
    const given = known.get(key);
    const held = (holders.get(key) ?? []).map(({ id }) => id);
    const isRight = given?.placeHeld
      ? given.coach === undefined
        ? held.length <= 1
        : isDeepStrictEqual(held, [given.coach])
      : held.length === 0;
    const coach = (given?.placeHeld && given.coach) || "nobody";
    return isRight
      ? []
      : [`the place of ${key} is held by ${held.join(" and ") || "nobody"}, the coach is ${coach}`];
  });
  const full = coaches.filter((coach) => coach.holding.size > coach.capacity && !isAllowedOver(coach));
  return [
    ...wrong,
    ...full.map(({ id, holding, capacity }) => `${id} holds ${holding.size} of ${capacity} places`),
  ];
}

/** Nothing that was written about a person is found in what must not hold it. */
export function saysNothingOf(canaries: readonly string[], where: string, told: unknown): string[] {
  const text = typeof told === "string" ? told : JSON.stringify(told);
  return canaries.filter((canary) => text.includes(canary)).map((canary) => `"${canary}" is in ${where}`);
}

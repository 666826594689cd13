import { isDeepStrictEqual } from "node:util";
import type { AreaRules, StaffMember } from "./area-rules.ts";
import { addDays, addMinutes } from "./calendar.ts";
import { type Case, isParallel, openTasks, type Task } from "./case.ts";
import { type Action, dueNow } from "./due-now.ts";
import type { CaseEvent } from "./events.ts";
import { fold } from "./evolve.ts";
import type { Referral } from "./referral.ts";
import { recordEndsAt } from "./retention.ts";
import type { Stage } from "./stages.ts";
import type { Instant } from "./texts.ts";
import { longestSleepDays } from "./where-is.ts";

// What must be true of every case at every moment, whatever happened to it. Each function answers what is wrong, in
// words; nothing where all is well. The nightly check asks them of every open case once a week, the model after each of its steps.

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

/**
 * An open case wakes at a moment that is to come, within two weeks. `at`: the moment at which it was attended to; where
 * that is known only to so many minutes, `patience` says so.
 */
export function wakesInTime({ case: given, wakeAt }: KeptCase, at: Instant, patience = 0): string[] {
  if (wakeAt === undefined) return given.stage === "closed" ? [] : [`it never wakes at ${given.stage}`];
  if (wakeAt <= addMinutes(at, -patience)) return [`it wakes at ${wakeAt}, which is past`];
  if (given.stage !== "closed" && wakeAt > addMinutes(addDays(at, longestSleepDays), patience))
    return [`it sleeps until ${wakeAt}`];
  return [];
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

/** What places are judged by. */
export interface Placed {
  readonly case: Pick<Case, "area" | "reference" | "placeHeld" | "coach">;
}

/** A person whose place is not as it should be, and what is wrong with it. */
export interface Misplaced {
  readonly area: string;
  readonly reference: string;
  readonly mistake: string;
}

/**
 * Places: whoever has a coach holds a place with them and with no other; whoever still looks for one may have a place
 * that was taken just before a process ended; for anybody else none is held.
 */
export function misplaced(cases: readonly Placed[], coaches: readonly KeptCoach[]): Misplaced[] {
  const held = coaches.flatMap(({ id, area, holding }) =>
    [...holding].map((reference) => ({ area, reference, id })),
  );
  const known = new Map(cases.map(({ case: given }) => [keyOf(given), given]));
  const holders = Map.groupBy(held, keyOf);
  const everybody = new Map([...known.values(), ...held].map((each) => [keyOf(each), each]));
  return [...everybody].flatMap(([key, { area, reference }]) => {
    const given = known.get(key);
    const ids = (holders.get(key) ?? []).map(({ id }) => id);
    if (isPlacedRight(given, ids)) return [];
    const coach = (given?.placeHeld && given.coach) || "nobody";
    const mistake = `the place of ${key} is held by ${ids.join(" and ") || "nobody"}, the coach is ${coach}`;
    return [{ area, reference, mistake }];
  });
}

function isPlacedRight(given: Placed["case"] | undefined, holders: readonly string[]): boolean {
  if (!given?.placeHeld) return holders.length === 0;
  return given.coach === undefined ? holders.length <= 1 : isDeepStrictEqual(holders, [given.coach]);
}

function keyOf({ area, reference }: { readonly area: string; readonly reference: string }): string {
  return `${area} ${reference}`;
}

/**
 * Everybody's place is as it should be, and nobody holds more than they have room for unless a person wanted it.
 * `isAllowedOver`: for whom somebody did.
 */
export function placesAreRight(
  cases: readonly Placed[],
  coaches: readonly KeptCoach[],
  isAllowedOver: (coach: KeptCoach) => boolean,
): string[] {
  const full = coaches.filter((coach) => coach.holding.size > coach.capacity && !isAllowedOver(coach));
  return [
    ...misplaced(cases, coaches).map(({ mistake }) => mistake),
    ...full.map(({ id, holding, capacity }) => `${id} holds ${holding.size} of ${capacity} places`),
  ];
}

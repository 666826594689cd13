import type { AreaRules } from "./area-rules.ts";
import { addDays } from "./calendar.ts";
import { type Case, isUnderWay, openTasks, standsStillAt, type Task } from "./case.ts";
import { dueNow, emailMoments } from "./due-now.ts";
import type { Referral } from "./referral.ts";
import { recordEndsAt, secondLookAt } from "./retention.ts";
import type { Stage } from "./stages.ts";
import { limitReachedAt } from "./support-limit.ts";
import { escalatesAt, followUpEndsAfterDays } from "./task-plan.ts";
import type { Instant } from "./texts.ts";

export interface Whereabouts {
  /** The state of the workflow in which the case belongs now. */
  readonly stage: Stage;
  /** When it is to be attended to again; undefined once it is closed and nothing is left to do. */
  readonly wakeAt: Instant | undefined;
}

/** Minutes after which what could not be done, or a step that did not answer, is tried again. */
const retryMinutes = 2;
/**
 * Days after which a case under way is looked at even if nothing is due: it always has a next moment, and a closed one
 * too while somebody may be at risk in it. Whoever waits for a follow-up would be looked at 38 times if it were each
 * week, for nothing. Source: docs/decisions/0047.
 */
export const longestSleepDays = 14;
/** Seconds: less is not worth a turn of the workflow. */
const shortestWaitSeconds = 60;

/** Minutes after its wake moment until a case counts as stuck: an ordinary wake-up takes seconds. */
export const stuckAfterMinutes = 10;

/** Where the workflow should be for this case, and until when it may sleep there. */
export function whereIs(given: Case, rules: AreaRules, now: Instant): Whereabouts {
  // Before assignment the journey waits until somebody has made sure that the person is safe.
  const waitsForSafety = given.safetyOpen && given.stage === "assignment";
  return { stage: waitsForSafety ? "hold" : given.stage, wakeAt: wakeAt(given, rules, now) };
}

/**
 * When the case is to be attended to next, whether an execution waits for that or the sweep: a closed one sleeps until
 * its record's time is over. Undefined: never.
 */
export function sleepsUntil(
  given: Case,
  rules: AreaRules,
  referral: Referral | undefined,
  now: Instant,
): Instant | undefined {
  return wakeAt(given, rules, now) ?? recordEndsAt(given, rules, referral);
}

/**
 * Whether a closed case has nothing left but to be erased in its time: nobody may be at risk in it, and what else is
 * left of one is tried again within a day.
 */
export function sleepsUntilErased(given: Case, wakeAt: Instant, now: Instant): boolean {
  return !isUnderWay(given) && wakeAt > addDays(now, 1);
}

/**
 * Seconds to wait for an answer, as the workflow's timeout needs them: whole ones, so that nothing wakes before its
 * moment.
 */
export function waitSeconds(wake: Instant | undefined, now: Instant): number {
  if (wake === undefined) return shortestWaitSeconds;
  return Math.max(shortestWaitSeconds, Math.ceil((Date.parse(wake) - Date.parse(now)) / 1000));
}

function wakeAt(given: Case, rules: AreaRules, now: Instant): Instant | undefined {
  const undone = dueNow(given, rules, now).length > 0;
  const moments = [
    ...(isUnderWay(given) ? [addDays(now, longestSleepDays)] : []),
    ...(undone || isWorking(given) ? [plusSeconds(now, 60 * retryMinutes)] : []),
    ...(given.stage === "hold" ? [given.heldUntil] : []),
    ...emailMoments(given, now),
    ...[secondLookAt(given), limitReachedAt(given, rules, now)].filter((moment) => moment !== undefined),
    ...openTasks(given)
      .filter((task) => !standsStillAt(given.stage, task.kind))
      .flatMap((task) => momentsOf(given, task, rules)),
  ].filter((moment) => moment > now);
  return moments.length === 0 ? undefined : moments.reduce((one, other) => (other < one ? other : one));
}

/** What time alone brings for a task. It is overdue a moment after it was due, and not at that moment. */
function momentsOf(given: Case, task: Task, rules: AreaRules): Instant[] {
  return [
    ...(given.emails[`ask:${task.handle}`] === undefined ? [task.askAt] : []),
    ...(task.overdue ? [] : [plusSeconds(task.dueAt, 1)]),
    ...(task.escalated ? [] : [plusSeconds(escalatesAt(task, rules), 1)]),
    ...(task.kind === "follow-up" ? [addDays(task.askAt, followUpEndsAfterDays)] : []),
  ];
}

/** Whether the service itself is to go on with it now, and nobody is waited for. */
export function isWorking(given: Case): boolean {
  return given.stage === "triage" || (given.stage === "assignment" && !given.safetyOpen);
}

function plusSeconds(from: Instant, seconds: number): Instant {
  return new Date(Date.parse(from) + seconds * 1000).toISOString();
}

import type { AreaRules } from "./area-rules.ts";
import { addDays } from "./calendar.ts";
import { type Case, openTasks } from "./case.ts";
import { dueNow, standsStill } from "./due-now.ts";
import type { Stage } from "./stages.ts";
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
/** Minutes between looks for a free place, besides the look whenever one is freed. */
const findCoachMinutes = 15;
/** Days after which an open case is looked at even if nothing is due: an open case always has a next moment. */
const longestSleepDays = 7;
/** Seconds: less is not worth a turn of the workflow. */
const shortestWaitSeconds = 60;

/** Where the workflow should be for this case, and until when it may sleep there. */
export function whereIs(given: Case, rules: AreaRules, now: Instant): Whereabouts {
  // Before assignment the journey waits until somebody has made sure that the person is safe.
  const waitsForSafety = given.safetyOpen && given.stage === "assignment";
  return { stage: waitsForSafety ? "hold" : given.stage, wakeAt: wakeAt(given, rules, now) };
}

/** Seconds to wait for an answer, as the workflow's timeout needs them. */
export function waitSeconds(wake: Instant | undefined, now: Instant): number {
  if (wake === undefined) return shortestWaitSeconds;
  return Math.max(shortestWaitSeconds, Math.ceil((Date.parse(wake) - Date.parse(now)) / 1000) + 1);
}

function wakeAt(given: Case, rules: AreaRules, now: Instant): Instant | undefined {
  const undone = dueNow(given, rules, now).some((action) => action.type !== "find-coach");
  if (given.stage === "closed") return undone ? plusMinutes(now, retryMinutes) : undefined;
  const moments = [
    addDays(now, longestSleepDays),
    ...(undone || isWorking(given) ? [plusMinutes(now, retryMinutes)] : []),
    ...(given.stage === "waiting" ? [plusMinutes(now, findCoachMinutes)] : []),
    ...(given.stage === "hold" ? [given.heldUntil] : []),
    ...openTasks(given).flatMap((task) => {
      if (standsStill(given, task)) return [];
      return [
        ...(given.emails[`ask:${task.handle}`] === undefined ? [task.askAt] : []),
        ...(task.overdue ? [] : [task.dueAt]),
        ...(task.escalated ? [] : [escalatesAt(task, rules)]),
        ...(task.kind === "follow-up" ? [addDays(task.askAt, followUpEndsAfterDays)] : []),
      ];
    }),
  ];
  const next = moments.reduce((earliest, moment) => (moment < earliest ? moment : earliest));
  return next > now ? next : plusMinutes(now, retryMinutes);
}

function isWorking(given: Case): boolean {
  return given.stage === "triage" || (given.stage === "assignment" && !given.safetyOpen);
}

function plusMinutes(from: Instant, minutes: number): Instant {
  return new Date(Date.parse(from) + minutes * 60_000).toISOString();
}

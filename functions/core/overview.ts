import type { AreaRules } from "./area-rules.ts";
import { type Coach, isAwayOn } from "./assignment/fit.ts";
import { matchQueue } from "./assignment/queue.ts";
import { seekerOf } from "./assignment/seeker.ts";
import { londonDate, workingDaysBetween } from "./calendar.ts";
import { type Case, standsStillAt } from "./case.ts";
import { isOverdue } from "./case-views.ts";
import type { Referral } from "./referral.ts";
import { type Stage, stages } from "./stages.ts";
import type { CaseSummary } from "./summary.ts";
import type { Instant } from "./texts.ts";

/** What is known of an area now. */
export interface AreaNow {
  readonly rules: AreaRules;
  readonly staff: readonly Coach[];
  readonly summaries: readonly CaseSummary[];
  /** The cases that are in the queue. */
  readonly queued: readonly { readonly case: Case; readonly referral: Referral | undefined }[];
}

type OpenTask = CaseSummary["openTasks"][number] & { readonly reference: string; readonly stage: Stage };

/** What a lead sees of the area at a glance. It names no person: only references. */
export function overviewOf(area: AreaNow, now: Instant) {
  const { rules, staff, summaries } = area;
  const today = londonDate(now);
  const open = summaries.filter(({ stage }) => stage !== "closed");
  const tasks = summaries.flatMap(tasksOf);
  return {
    area: rules.area,
    name: rules.name,
    waiting: waitingList(area, now),
    unassignedTasks: tasks.filter(({ to }) => "role" in to).map((task) => taskView(task, now)),
    escalatedTasks: tasks.filter(({ escalated }) => escalated).map((task) => taskView(task, now)),
    overdueTasks: tasks.filter((task) => isOverdue(task.stage, task, now)).length,
    openCases: open.length,
    stages: Object.fromEntries(
      stages.map((stage) => [stage, summaries.filter((each) => each.stage === stage).length]),
    ) as Record<Stage, number>,
    coaches: staff
      .filter(({ roles, handsOverSince }) => roles.includes("coach") || handsOverSince !== undefined)
      .map((coach) => ({ ...loadOf(coach), isAway: isAwayOn(coach, today) })),
  };
}

export type Overview = ReturnType<typeof overviewOf>;

/** How many people a coach supports, of how many they can, and when they are away. */
export function loadOf({ id, name, capacity, holding, away }: Coach) {
  return { email: id, name, capacity, holding: holding.size, away };
}

/** In the order in which places are given, each with why there is none for them now. */
function waitingList({ rules, staff, queued }: AreaNow, now: Instant) {
  const seekers = queued.map((each) => seekerOf(each.case, each.referral, rules, now));
  return matchQueue(seekers, staff, rules, londonDate(now)).map(({ reference, coach, because }, index) => {
    const seeker = seekers.find((each) => each.reference === reference);
    const given = queued.find((each) => each.case.reference === reference)?.case;
    const since = seeker?.since ?? now;
    return {
      reference,
      stage: given?.stage ?? ("waiting" as const),
      position: index + 1,
      since,
      workingDaysWaited: workingDaysBetween(since, now),
      why: coach ? ["a place is free, and is given within 15 minutes"] : because,
      task: given?.tasks.find(({ state, kind }) => state === "open" && !standsStillAt(given.stage, kind))
        ?.handle,
    };
  });
}

function tasksOf({ reference, stage, openTasks }: CaseSummary): OpenTask[] {
  return openTasks
    .filter(({ kind }) => !standsStillAt(stage, kind))
    .map((task) => ({ ...task, reference, stage }));
}

function taskView({ reference, stage, handle, kind, point, to, dueAt, escalated }: OpenTask, now: Instant) {
  return {
    reference,
    kind,
    point,
    for: "role" in to ? to.role : to.staff,
    dueAt,
    overdue: isOverdue(stage, { kind, dueAt }, now),
    escalated,
    task: handle,
  };
}

import type { AreaRules } from "./area-rules.ts";
import { type Coach, isAwayOn } from "./assignment/fit.ts";
import { matchQueue } from "./assignment/queue.ts";
import { seekerOf } from "./assignment/seeker.ts";
import { londonDate, workingDaysBetween } from "./calendar.ts";
import { type Case, stageTask, standsStillAt } from "./case.ts";
import { isOverdue } from "./case-views.ts";
import type { SamePerson } from "./duplicates.ts";
import type { Referral } from "./referral.ts";
import type { CaseFacts } from "./reporting/facts.ts";
import { type OpenStage, openStages, type Stage } from "./stages.ts";
import { standardsView } from "./standards.ts";
import type { CaseSummary } from "./summary.ts";
import type { Instant } from "./texts.ts";

/** What is known of an area now. */
export interface AreaNow {
  /** Every version of the area's rules that has begun, oldest first. */
  readonly versions: readonly AreaRules[];
  readonly staff: readonly Coach[];
  /** Those with which somebody still has something to do. */
  readonly cases: readonly { readonly summary: CaseSummary; readonly facts: CaseFacts }[];
  /** The cases that are in the queue. */
  readonly queued: readonly { readonly case: Case; readonly referral: Referral | undefined }[];
  readonly duplicates: readonly SamePerson[];
}

type OpenTask = CaseSummary["openTasks"][number] & { readonly reference: string; readonly stage: Stage };

/** What a lead sees of the area at a glance. It names no person: only references. */
export function overviewOf(area: AreaNow, rules: AreaRules, now: Instant) {
  const { staff, cases, versions } = area;
  const summaries = cases.map(({ summary }) => summary);
  const open = summaries.filter(({ stage }) => stage !== "closed");
  const tasks = summaries.flatMap(tasksOf);
  return {
    area: rules.area,
    name: rules.name,
    standards: standardsView(
      cases.map(({ facts }) => facts),
      versions,
      now,
    ),
    waiting: waitingList(area, rules, now),
    unassignedTasks: tasks.filter(({ to }) => "role" in to).map((task) => taskView(task, now)),
    escalatedTasks: tasks.filter(({ escalated }) => escalated).map((task) => taskView(task, now)),
    overdueTasks: tasks.filter((task) => isOverdue(task.stage, task, now)).length,
    openCases: open.length,
    stages: Object.fromEntries(
      openStages.map((stage) => [stage, open.filter((each) => each.stage === stage).length]),
    ) as Record<OpenStage, number>,
    coaches: staff
      .filter(({ roles, handsOverSince }) => roles.includes("coach") || handsOverSince !== undefined)
      .map((coach) => coachView(coach, open, now)),
    absences: absencesFrom(staff, londonDate(now)),
    unreachedStaff: staff.flatMap(({ id, name, bouncedAt }) =>
      bouncedAt === undefined ? [] : [{ email: id, name, since: bouncedAt }],
    ),
    unreachedAddresses: tasks
      .filter(({ kind }) => kind === "check-address")
      .map((task) => taskView(task, now)),
    supportLimits: open.flatMap(({ reference, coach, limitReached }) =>
      limitReached ? [{ reference, coach, ...limitReached }] : [],
    ),
    duplicates: area.duplicates.map(({ earlier, later }) => ({
      earlier: sideOf(earlier),
      later: sideOf(later),
    })),
  };
}

export type Overview = ReturnType<typeof overviewOf>;

/** How many people a coach supports, of how many they can, and when they are away. */
export function loadOf({ id, name, capacity, holding, away }: Coach) {
  return { email: id, name, capacity, holding: holding.size, away };
}

/** The same with what is late, as a lead sees it. */
function coachView(coach: Coach, open: readonly CaseSummary[], now: Instant) {
  const tasks = open.filter((each) => each.coach === coach.id).flatMap(tasksOf);
  return {
    ...loadOf(coach),
    isAway: isAwayOn(coach, londonDate(now)),
    overdueTasks: tasks.filter((task) => isOverdue(task.stage, task, now)).length,
  };
}

/** Who is away, today or later, the first absence first. `today`: a London date. */
function absencesFrom(staff: readonly Coach[], today: string) {
  return staff
    .flatMap(({ id, name, away }) => away.map(({ from, to }) => ({ email: id, name, from, to })))
    .filter(({ to }) => to >= today)
    .toSorted((a, b) => (`${a.from} ${a.email}` < `${b.from} ${b.email}` ? -1 : 1))
    .map((absence) => ({ ...absence, isNow: absence.from <= today }));
}

function sideOf({ reference, stage, coach, receivedAt }: CaseSummary) {
  return { reference, stage, coach, receivedAt };
}

/** In the order in which places are given, each with why there is none for them now. */
function waitingList({ staff, queued }: AreaNow, rules: AreaRules, now: Instant) {
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
      task: given && stageTask(given)?.handle,
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

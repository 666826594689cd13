import type { StaffMember } from "./area-rules.ts";
import { addDays } from "./calendar.ts";
import { type AskedCall, whoCalls } from "./call.ts";
import { isParallel, standsStillAt } from "./case.ts";
import { isOverdue } from "./case-views.ts";
import type { Recipient } from "./events.ts";
import { isLeadOf } from "./permissions.ts";
import type { CaseSummary } from "./summary.ts";
import type { Instant } from "./texts.ts";

/** Days ahead of which somebody is shown what they will be asked. */
export const daysAhead = 7;

type WorkTask = CaseSummary["openTasks"][number] & Pick<CaseSummary, "reference" | "stage">;
type LimitReached = NonNullable<CaseSummary["limitReached"]>;

/** What somebody is asked to do themselves, the most urgent first. It names nobody: only references. */
export interface Work {
  readonly overdue: readonly WorkTask[];
  /** Asked for, and not late yet. */
  readonly due: readonly WorkTask[];
  /** To be asked for within the next days. */
  readonly coming: readonly WorkTask[];
  /** People whose weeks of support are over, each with the task in which the coach says what is to become of it. */
  readonly supportLimits: readonly (LimitReached & Pick<WorkTask, "reference" | "handle">)[];
  /** People who asked to be called, the one who has waited longest first. */
  readonly calls: readonly (AskedCall & Pick<WorkTask, "reference">)[];
  /** Own people on hold: their tasks wait. */
  readonly onHold: number;
}

/** Of these cases the tasks that are for this member: a coach's own, and those of the roles that they have. */
export function workOf(summaries: readonly CaseSummary[], member: StaffMember, now: Instant): Work {
  const theirs = summaries.map((summary) => ({
    ...summary,
    openTasks: summary.openTasks.filter(({ to }) => isFor(to, member)),
  }));
  const tasks = theirs.flatMap(tasksOf).sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  const late = (task: WorkTask) => isOverdue(task.stage, task, now);
  const asked = (task: WorkTask) => task.askAt <= now;
  return {
    overdue: tasks.filter(late),
    due: tasks.filter((task) => asked(task) && !late(task)),
    coming: tasks.filter((task) => !asked(task) && !late(task) && task.askAt <= addDays(now, daysAhead)),
    supportLimits: theirs.flatMap(limitOf),
    calls: callsOf(summaries, member),
    onHold: summaries.filter(({ stage, coach }) => stage === "hold" && coach === member.id).length,
  };
}

/** Whether they are asked for what a role is asked for, in any case of their area, and not as a coach alone. */
export function isAskedAsRole(member: StaffMember): boolean {
  return isFor({ role: "lead" }, member) || isFor({ role: "duty" }, member);
}

function tasksOf({ reference, stage, openTasks }: CaseSummary): WorkTask[] {
  return openTasks
    .filter(({ kind }) => !standsStillAt(stage, kind))
    .map((task) => ({ ...task, reference, stage }));
}

/** Safety before everything, then what is due first, and of that what was asked first. */
function orderOf({ kind, dueAt, askAt, reference }: WorkTask): string {
  return `${kind === "make-safe" ? 0 : 1} ${dueAt} ${askAt} ${reference}`;
}

function limitOf({ reference, openTasks, limitReached }: CaseSummary): Work["supportLimits"][number][] {
  const task = openTasks.find(({ kind }) => !isParallel(kind));
  return limitReached && task ? [{ ...limitReached, reference, handle: task.handle }] : [];
}

/** By the coach, and by the lead until there is one. */
function callsOf(summaries: readonly CaseSummary[], member: StaffMember): Work["calls"] {
  return summaries
    .flatMap(({ reference, coach, callAsked }) => {
      return callAsked && isFor(whoCalls({ coach }), member) ? [{ ...callAsked, reference }] : [];
    })
    .sort((one, other) => (one.at < other.at ? -1 : 1));
}

function isFor(to: Recipient, member: StaffMember): boolean {
  if ("staff" in to) return to.staff === member.id;
  if (to.role === "lead") return isLeadOf(member, member.area);
  // Whoever is on duty sees every worry about safety: an area may have nobody for children alone.
  return member.roles.includes("duty");
}

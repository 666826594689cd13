import { londonDate } from "./calendar.ts";
import { isParallel, standsStillAt } from "./case.ts";
import type { Recipient } from "./events.ts";
import type { CaseSummary } from "./summary.ts";
import type { Instant } from "./texts.ts";

type OpenTask = CaseSummary["openTasks"][number];

/** A line of the 08:30 digest, and who is told. */
export interface DigestLine extends OpenTask {
  readonly reference: string;
  readonly state: "due-today" | "overdue" | "escalated" | "waiting" | "support-limit";
  /** The weeks of support that are over. */
  readonly limit?: CaseSummary["limitReached"];
}

export interface Told {
  readonly to: Recipient;
  readonly line: DigestLine;
}

/**
 * Who is told what of these cases this morning: whoever a task is for when it is due today or overdue; the lead of
 * what has been overdue for longer, and of everyone who waits for a coach. Coach and lead are told when the weeks of
 * support are over, until the coach has said that support goes on.
 */
export function digestLines(summaries: readonly CaseSummary[], now: Instant): Told[] {
  return summaries.flatMap(({ reference, stage, openTasks, limitReached }) => [
    ...openTasks
      .filter(({ kind }) => !standsStillAt(stage, kind))
      .flatMap((task) => toldOf(task, reference, now)),
    ...limitTold(openTasks, reference, limitReached),
  ]);
}

/** With the link of the task in which the coach can say what is to become of it. */
function limitTold(
  openTasks: readonly OpenTask[],
  reference: string,
  limit: CaseSummary["limitReached"],
): Told[] {
  const task = openTasks.find(({ kind }) => !isParallel(kind));
  if (!limit || !task) return [];
  const line = { ...task, reference, state: "support-limit", limit } as const;
  return [
    { to: task.to, line },
    { to: { role: "lead" }, line },
  ];
}

function toldOf(task: OpenTask, reference: string, now: Instant): Told[] {
  const state = task.askAt <= now ? stateOf(task, now) : undefined;
  if (state === undefined) return [];
  const line = { ...task, reference, state };
  const isForLead = "role" in task.to && task.to.role === "lead";
  const alsoLead = state === "escalated" && !isForLead ? [{ to: { role: "lead" } as const, line }] : [];
  return [{ to: task.to, line }, ...alsoLead];
}

function stateOf(task: OpenTask, now: Instant): DigestLine["state"] | undefined {
  if (task.escalated) return "escalated";
  if (task.dueAt < now) return "overdue";
  if (londonDate(task.dueAt) === londonDate(now)) return "due-today";
  return task.kind === "wait-for-coach" ? "waiting" : undefined;
}

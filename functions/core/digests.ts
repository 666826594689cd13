import { londonDate } from "./calendar.ts";
import { standsStillAt } from "./case.ts";
import type { Recipient } from "./events.ts";
import type { CaseSummary } from "./summary.ts";
import type { Instant } from "./texts.ts";

type OpenTask = CaseSummary["openTasks"][number];

/** A line of the 08:30 digest. */
export interface DigestLine extends OpenTask {
  readonly reference: string;
  readonly state: "due-today" | "overdue" | "escalated" | "waiting";
}

/** A line, and who is told. */
export interface Told {
  readonly to: Recipient;
  readonly line: DigestLine;
}

/**
 * Who is told what of these cases this morning: whoever a task is for when it is due today or overdue; the lead of
 * what has been overdue for longer, and of everyone who waits for a coach.
 */
export function digestLines(summaries: readonly CaseSummary[], now: Instant): Told[] {
  return summaries.flatMap(({ reference, stage, openTasks }) =>
    openTasks
      .filter(({ kind }) => !standsStillAt(stage, kind))
      .flatMap((task) => toldOf(task, reference, now)),
  );
}

/** How many people of these cases wait for a coach with room, whether or not the lead was asked about them. */
export function peopleWaiting(summaries: readonly CaseSummary[]): number {
  return summaries.filter(({ stage }) => stage === "waiting").length;
}

/** Each task once, whatever roles somebody is told of it in. */
export function onceEach(lines: readonly DigestLine[]): DigestLine[] {
  return [...new Map(lines.map((line) => [line.handle, line])).values()];
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

import { at, londonDate, workingDayBefore } from "./calendar.ts";
import { isParallel, standsStillAt } from "./case.ts";
import type { Recipient } from "./events.ts";
import { type CaseFacts, endOf } from "./reporting/facts.ts";
import type { CaseSummary } from "./summary.ts";
import type { Instant } from "./texts.ts";

type OpenTask = CaseSummary["openTasks"][number];

/**
 * A line of the 08:30 digest: what is expected of somebody, a person who is theirs now, or an ending that the lead is to
 * see.
 */
export type DigestLine = TaskLine | TakenOverLine | EndingLine;

export interface TaskLine extends OpenTask {
  readonly reference: string;
  readonly state: "due-today" | "overdue" | "escalated" | "waiting" | "support-limit";
  /** The weeks of support that are over. */
  readonly limit?: CaseSummary["limitReached"];
}

export interface TakenOverLine {
  readonly reference: string;
  readonly state: "taken-over";
  /** What they are asked next; undefined on hold. */
  readonly next: Pick<OpenTask, "kind" | "point" | "askAt"> | undefined;
}

export interface EndingLine {
  readonly reference: string;
  readonly state: "not-contacted";
  readonly endedAt: Instant;
}

/** A line and who is told it. */
export interface Told<Line extends DigestLine = DigestLine> {
  readonly to: Recipient;
  readonly line: Line;
}

/**
 * Who is told what of these cases this morning: whoever a task is for when it is due today or overdue; the lead of
 * what has been overdue for longer, and of everyone who waits for a coach. Coach and lead are told when the weeks of
 * support are over, until the coach has said that support goes on.
 */
export function digestLines(summaries: readonly CaseSummary[], now: Instant): Told<TaskLine>[] {
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
): Told<TaskLine>[] {
  const task = openTasks.find(({ kind }) => !isParallel(kind));
  if (!limit || !task) return [];
  const line = { ...task, reference, state: "support-limit", limit } as const;
  return [
    { to: task.to, line },
    { to: { role: "lead" }, line },
  ];
}

/** How many people of these cases wait for a coach with room, whether or not the lead was asked about them. */
export function peopleWaiting(summaries: readonly CaseSummary[]): number {
  return summaries.filter(({ stage }) => stage === "waiting").length;
}

/** Each task and each ending once, whatever roles somebody is told of it in. */
export function onceEach(lines: readonly DigestLine[]): DigestLine[] {
  return [...new Map(lines.map((line) => [keyOf(line), line])).values()];
}

/** A task can be overdue and past the weeks of support: that is two things to be told. */
function keyOf(line: DigestLine): string {
  return `${"handle" in line ? line.handle : line.reference} ${line.state}`;
}

/** London time at which the digests go out. */
const digestTime = "08:30";

/** Whether something happened since the digest of the working day before. */
function isNews(happenedAt: Instant, now: Instant): boolean {
  return happenedAt >= at(workingDayBefore(now), digestTime) && happenedAt < at(londonDate(now), digestTime);
}

/**
 * A coach who took somebody over hears of it the next morning, unless they were asked to do something at once: the
 * next appointment or review may be weeks away.
 */
export function takenOverLines(summaries: readonly CaseSummary[], now: Instant): Told<TakenOverLine>[] {
  return summaries.flatMap(({ reference, stage, coach, takenOverAt, openTasks }) => {
    if (coach === undefined || takenOverAt === undefined || stage === "closed") return [];
    const next = openTasks.find(({ kind }) => !isParallel(kind));
    const wasAsked = next !== undefined && next.askAt <= now;
    if (wasAsked || !isNews(takenOverAt, now)) return [];
    return [{ to: { staff: coach }, line: { reference, state: "taken-over", next } }];
  });
}

/**
 * The lead sees each case that ended since the last digest because nobody could be reached: whether enough was tried
 * is theirs to judge.
 */
export function endingLines(
  cases: readonly { readonly summary: CaseSummary; readonly facts: CaseFacts }[],
  now: Instant,
): Told<EndingLine>[] {
  return cases.flatMap(({ summary: { reference }, facts }) => {
    const end = endOf(facts);
    if (end?.closure !== "unable-to-contact" || !isNews(end.at, now)) return [];
    return [{ to: { role: "lead" }, line: { reference, state: "not-contacted", endedAt: end.at } }];
  });
}

function toldOf(task: OpenTask, reference: string, now: Instant): Told<TaskLine>[] {
  const state = task.askAt <= now ? stateOf(task, now) : undefined;
  if (state === undefined) return [];
  const line: TaskLine = { ...task, reference, state };
  const isForLead = "role" in task.to && task.to.role === "lead";
  const alsoLead = state === "escalated" && !isForLead ? [{ to: { role: "lead" } as const, line }] : [];
  return [{ to: task.to, line }, ...alsoLead];
}

function stateOf(task: OpenTask, now: Instant): TaskLine["state"] | undefined {
  if (task.escalated) return "escalated";
  if (task.dueAt < now) return "overdue";
  if (londonDate(task.dueAt) === londonDate(now)) return "due-today";
  return task.kind === "wait-for-coach" ? "waiting" : undefined;
}

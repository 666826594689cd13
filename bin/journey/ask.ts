import { type Case, isParallel, type Task } from "../../functions/core/case.ts";
import type { Command } from "../../functions/core/commands.ts";
import type { EventType } from "../../functions/core/events.ts";
import { type Stage, stages } from "../../functions/core/stages.ts";
import type { Instant } from "../../functions/core/texts.ts";
import { isWorking, whereIs } from "../../functions/core/where-is.ts";
import type { TestCase } from "../../test/support/builders.ts";
import { answersTo } from "./answers.ts";
import { besideExamples, type Example, examples } from "./cases.ts";
import { type Asked, commandsOf, movesOf } from "./commands.ts";

/** What the decider says to one thing that can happen to a case. */
export interface Move {
  readonly says: string;
  readonly by?: Asked["by"];
  /** Stages of the case right after the decision's events. */
  readonly from: Stage;
  readonly to: Stage;
  readonly events: readonly EventType[];
  /** Tasks that it opens at once. */
  readonly opens: readonly Task[];
}

/** What time alone brings, and when. */
export interface Timed extends Move {
  readonly at: Instant;
}

/** A stage as one example of it stands: what is asked there and everything that can follow. */
export interface Situation {
  readonly stage: Stage;
  readonly because: string | undefined;
  readonly now: Instant;
  readonly task: Task | undefined;
  readonly answers: readonly Move[];
  readonly moves: readonly Move[];
  readonly timed: readonly Timed[];
  /** Commands that are refused here. */
  readonly refused: readonly string[];
}

/** Days that an example is watched for: beyond the end of a follow-up that nobody answers. */
const watchedDays = 60;

/** Every stage, as the decider itself tells it. */
export function journey(): readonly Situation[] {
  return stages.flatMap((stage) => examples[stage].map((example) => situationOf(stage, example)));
}

/** What can be answered to the tasks that go on beside the journey. */
export function besideTheJourney(): readonly { task: Task; answers: readonly Move[] }[] {
  return besideExamples.flatMap((make) => {
    const task = make().case.tasks.find(({ state, kind }) => state === "open" && isParallel(kind));
    return task ? [{ task, answers: answersMoves(make, task) }] : [];
  });
}

function situationOf(stage: Stage, { because, make }: Example): Situation {
  const given = make();
  if (given.case.stage !== stage) throw new Error(`an example of ${stage} is at ${given.case.stage}`);
  const task = given.case.tasks.find(({ state, kind }) => state === "open" && !isParallel(kind));
  const asked = [...movesOf(given), ...commandsOf(given)];
  const outcomes = asked.map((each) => ({ each, move: moveOf(make, each.command, each.says) }));
  const possible = outcomes.flatMap(({ each, move }) => (move ? [{ ...move, by: each.by }] : []));
  const refused = outcomes
    .filter(({ each, move }) => !move && !possible.some(({ says }) => says === each.says))
    .map(({ each }) => each.says);
  return {
    stage,
    because,
    now: given.now,
    task,
    answers: task ? answersMoves(make, task) : [],
    moves: unique(possible),
    timed: timedMoves(make()),
    refused: [...new Set(refused)],
  };
}

function answersMoves(make: () => TestCase, task: Task): readonly Move[] {
  const { handle } = task;
  const moves = answersTo(task, make().now).map(({ says, answer }) =>
    moveOf(make, { type: "answer", handle, answer }, says),
  );
  return unique(moves.filter((move) => move !== undefined));
}

/** Undefined where the decider refuses, or where nothing is left to do. */
function moveOf(make: () => TestCase, command: Command, says: string): Move | undefined {
  const given = make();
  const before = given.case;
  const decision = given.decide(command);
  if ("refusal" in decision || decision.events.length === 0) return undefined;
  given.record(decision.events);
  const to = given.case.stage;
  const opens = given.attended().case.tasks.filter(({ handle }) => isNew(before, handle));
  return { says, from: before.stage, to, events: decision.events.map(({ type }) => type), opens };
}

function isNew(before: Case, handle: string): boolean {
  return !before.tasks.some((task) => task.handle === handle);
}

/** The same told once: an ending with its outcome and without, of which the decider takes one. */
function unique<Of extends Move>(moves: readonly Of[]): readonly Of[] {
  return [...new Map(moves.map((move) => [`${move.says} ${move.to}`, move])).values()];
}

/**
 * Lets time pass from one moment of the case to its next. Looks without a finding are left out. Where the service goes
 * on by itself there are none, but a next try every other minute.
 */
function timedMoves(given: TestCase): readonly Timed[] {
  if (isWorking(given.case)) return [];
  const end = new Date(Date.parse(given.now) + watchedDays * 24 * 60 * 60 * 1000).toISOString();
  const found: Timed[] = [];
  for (;;) {
    const { wakeAt } = whereIs(given.case, given.rules, given.now);
    if (wakeAt === undefined || wakeAt > end || given.case.stage === "waiting") return found;
    const before = given.case;
    const from = before.stage;
    const told = given.at(wakeAt).events.length;
    given.attended();
    const events = given.events.slice(told).map(({ type }) => type);
    const opens = given.case.tasks.filter(({ handle }) => isNew(before, handle));
    const says = timedWords(events);
    if (says) found.push({ says, at: wakeAt, from, to: given.case.stage, events, opens });
  }
}

const told: Partial<Record<EventType, string>> = {
  "support-limit-reached": "the weeks of support are over: told in the digest",
  "erasure-checked": "looked once more that nothing was left",
  "email-sent": "the task is emailed",
  "task-overdue": "the task is overdue: told in the digest",
  "task-escalated": "the lead is told in the digest",
  resumed: "the hold ends",
  "follow-up-recorded": "nobody was reached: recorded as not reached",
};

function timedWords(events: readonly EventType[]): string {
  const words = events.map((type) => told[type]).filter((each) => each !== undefined);
  return [...new Set(words)].join("; ");
}

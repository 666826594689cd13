import { type MoreTime, schemaFor } from "../answers.ts";
import { type Case, isParallel, type Task, taskOf } from "../case.ts";
import type { CommandOf } from "../commands.ts";
import { fieldErrors, oncePerField } from "../field-errors.ts";
import { dueAfterTry, failedTries, nextTry, preferredTimesOf } from "../next-try.ts";
import type { AppointmentChannel, AttemptResult } from "../words.ts";
import { decideCheckAddress } from "./addresses.ts";
import {
  decideAssessment,
  decideContact,
  decideReviewReferral,
  decideWaitForCoach,
} from "./answer-before-start.ts";
import { mistakesOfAnswer } from "./answer-mistakes.ts";
import { decideExit, decideFollowUp, decidePlan, decideReview } from "./answer-support.ts";
import { type Context, type Decision, events, fingerprintOf, Notes } from "./decision.ts";

/** What every answer's decision works with. */
export interface Answered<Answer> {
  readonly given: Case;
  readonly task: Task;
  readonly answer: Answer;
  readonly context: Context;
  readonly notes: Notes;
  readonly fingerprint: string;
}

/**
 * An answer to a task. Repeating the same answer changes nothing; a different ending answer is refused; attempts
 * (could not reach, did not attend, not reached, more time) leave the task open and move its next moment.
 */
export function decideAnswer(given: Case, command: CommandOf<"answer">, context: Context): Decision {
  const task = taskOf(given, command.handle);
  if (!task) return { refusal: { type: "unknown-task" } };
  if (task.state === "superseded") return { refusal: { type: "superseded" } };

  const parsed = schemaFor(task.kind, command.answer).safeParse(command.answer);
  const answer = parsed.data as { attemptId?: string } | undefined;
  const fingerprint = fingerprintOf(answer ?? null);
  if (answer && isRepeated(task, answer.attemptId, fingerprint)) return events();
  if (answer && task.state === "done") return { refusal: { type: "already-answered" } };

  const errors = [
    ...(parsed.success ? [] : fieldErrors(parsed.error)),
    ...mistakesOfAnswer({ given, task, sent: command.answer, context, mustTell: command.mustTell }),
  ];
  if (!answer || errors.length > 0) return { refusal: { type: "not-valid", errors: oncePerField(errors) } };
  if (given.stage === "hold" && !isParallel(task.kind)) {
    return { refusal: { type: "not-in-this-stage", stage: given.stage } };
  }
  const notes = new Notes(`${task.handle} ${task.attempts.length}`);
  const answered = { given, task, answer, context, notes, fingerprint };
  return "moreTime" in answer ? decideMoreTime(answered as Answered<MoreTime>) : decideByKind(answered);
}

/** An attempt that was made, or the answer that ended the task, sent once more. */
function isRepeated(task: Task, attemptId: string | undefined, fingerprint: string): boolean {
  return task.fingerprint === fingerprint || task.attempts.some((attempt) => attempt.attemptId === attemptId);
}

function decideByKind(answered: Answered<unknown>): Decision {
  switch (answered.task.kind) {
    case "review-referral":
      return decideReviewReferral(answered as Parameters<typeof decideReviewReferral>[0]);
    case "wait-for-coach":
      return decideWaitForCoach(answered as Parameters<typeof decideWaitForCoach>[0]);
    case "contact":
      return decideContact(answered as Parameters<typeof decideContact>[0]);
    case "assessment":
      return decideAssessment(answered as Parameters<typeof decideAssessment>[0]);
    case "plan":
      return decidePlan(answered as Parameters<typeof decidePlan>[0]);
    case "review":
      return decideReview(answered as Parameters<typeof decideReview>[0]);
    case "exit":
      return decideExit(answered as Parameters<typeof decideExit>[0]);
    case "follow-up":
      return decideFollowUp(answered as Parameters<typeof decideFollowUp>[0]);
    case "make-safe":
      return decideMakeSafe(answered as Answered<{ action: string; note: string; escalatedTo?: string }>);
    case "check-address":
      return decideCheckAddress(answered as Parameters<typeof decideCheckAddress>[0]);
  }
}

/** The answer that ends its task, followed by what it means. */
export function ending(
  { task, answer, notes, fingerprint }: Answered<{ note?: string | undefined }>,
  ...meaning: Extract<Decision, { events: unknown }>["events"]
): Decision {
  const note = notes.keep(answer.note);
  return {
    events: [{ type: "task-answered", handle: task.handle, fingerprint, note }, ...meaning],
    notes: notes.all,
  };
}

/** An honest "not yet": recorded, counted, and the task stays open with the same link. */
export function attempt(
  {
    task,
    answer,
    notes,
    fingerprint,
  }: Answered<{ note?: string | undefined; attemptId?: string | undefined }>,
  result: AttemptResult,
  moves: {
    nextAt?: string | undefined;
    dueAt?: string | undefined;
    channel?: AppointmentChannel | undefined;
  },
): Decision {
  // Without an id of the sender's, each answer counts as a new attempt.
  const attemptId = answer.attemptId ?? `${fingerprint}-${task.attempts.length + 1}`;
  const dueAt = moves.dueAt !== undefined && moves.dueAt > task.dueAt ? moves.dueAt : undefined;
  const note = notes.keep(answer.note);
  const { nextAt, channel } = moves;
  return {
    events: [
      { type: "task-attempted", handle: task.handle, attemptId, result, nextAt, channel, dueAt, note },
    ],
    notes: notes.all,
  };
}

/** A try that did not reach the person: the next is when the coach says, or else on another day at another time. */
export function notReachedYet(
  answered: Answered<{ note?: string | undefined; attemptId?: string | undefined }>,
  result: "could-not-reach" | "not-reached",
  saidByCoach?: string,
): Decision {
  const { task, context } = answered;
  const tries = [...failedTries(task), context.now];
  const nextAt = saidByCoach ?? nextTry(tries, preferredTimesOf(context.referral?.person));
  return attempt(answered, result, { nextAt, dueAt: dueAfterTry(nextAt) });
}

function decideMoreTime(answered: Answered<MoreTime>): Decision {
  const { until, reason } = answered.answer.moreTime;
  const answer = { attemptId: answered.answer.attemptId, note: reason };
  return attempt({ ...answered, answer }, "needs-more-time", { nextAt: until, dueAt: until });
}

function decideMakeSafe(
  answered: Answered<{ action: string; note: string; escalatedTo?: string }>,
): Decision {
  const { answer, notes } = answered;
  return ending(answered, {
    type: "made-safe",
    actionNote: notes.keep(answer.action),
    escalatedNote: notes.keep(answer.escalatedTo),
  });
}

import type { AnswerTo, MoreTime, NewAction } from "../answers.ts";
import { at, datePlusDays, dueAfterWorkingDays, londonDate } from "../calendar.ts";
import { endingOf } from "../closures.ts";
import type { NewEvent, PlanAction } from "../events.ts";
import { failedTries } from "../next-try.ts";
import { type Answered, attempt, ending, notReachedYet } from "./answer.ts";
import { scoresOf } from "./answer-before-start.ts";
import type { Decision, Notes } from "./decision.ts";

type Answer<Kind extends "plan" | "review" | "exit" | "follow-up"> = Exclude<AnswerTo<Kind>, MoreTime>;

/** The third try that does not reach the person ends a follow-up as not reached. */
export const followUpTries = 3;

export function decidePlan(answered: Answered<Answer<"plan">>): Decision {
  const { answer, context, notes } = answered;
  const weeks = answer.reviewInWeeks ?? context.rules.clocks.reviewWeeks.value;
  return ending(answered, {
    type: "plan-agreed",
    planType: answer.planType,
    actions: answer.actions.map((action, index) => planAction(action, index + 1, notes)),
    shareWith: { gp: answer.shareWith?.gp ?? false, employer: answer.shareWith?.employer ?? false },
    nextReviewOn: datePlusDays(londonDate(context.now), 7 * weeks),
  });
}

function planAction(action: NewAction, number: number, notes: Notes): PlanAction {
  const { kind, by, serviceId, dueOn, description } = action;
  return {
    id: `a${number}`,
    kind,
    by,
    serviceId,
    dueOn,
    descriptionNote: notes.keep(description),
    status: "not-started",
  };
}

export function decideReview(answered: Answered<Answer<"review">>): Decision {
  const { answer, context } = answered;
  const today = londonDate(context.now);
  if (answer.attended === "no") {
    const next = answer.reviewOn ?? datePlusDays(today, 7 * context.rules.clocks.reviewWeeks.value);
    const nextAt = at(next, "09:00");
    const dueAt = dueAfterWorkingDays(nextAt, context.rules.clocks.reviewWorkingDays.value);
    return attempt(answered, "did-not-attend", { nextAt, dueAt });
  }
  return decideHeldReview({ ...answered, answer });
}

function decideHeldReview(answered: Answered<Exclude<Answer<"review">, { attended: "no" }>>): Decision {
  const { given, answer, context, notes } = answered;
  const { attended, next, reviewOn, employmentStatus } = answer;
  const known = given.plan?.actions ?? [];
  const weeks = context.rules.clocks.reviewWeeks.value;
  return ending(answered, {
    type: "review-held",
    next,
    late: attended === "late",
    employmentStatus,
    actions: (answer.actions ?? []).map(({ id, status, reason }) => ({
      id,
      status,
      reasonNote: notes.keep(reason),
    })),
    newActions: (answer.newActions ?? []).map((action, index) =>
      planAction(action, known.length + index + 1, notes),
    ),
    nextReviewOn:
      next === "continue" ? (reviewOn ?? datePlusDays(londonDate(context.now), 7 * weeks)) : undefined,
  });
}

/** Who is followed up, and what counts as a completion, is the closure table's word alone. */
export function decideExit(answered: Answered<Answer<"exit">>): Decision {
  const { given, answer } = answered;
  const { closure, outcome, employmentStatus, adjustmentsMade, wellbeing } = answer;
  const rule = endingOf(closure, given.start !== undefined);
  const exit: NewEvent = {
    type: "exit-recorded",
    closure,
    outcome: outcome ?? rule.recordedAs ?? "not-asked",
    employmentStatus,
    adjustmentsMade: adjustmentsMade ?? [],
    wellbeing: wellbeing && scoresOf(wellbeing),
    followedUp: rule.followedUp,
    completion: rule.completion,
  };
  return rule.followedUp ? ending(answered, exit) : ending(answered, exit, { type: "case-closed", closure });
}

export function decideFollowUp(answered: Answered<Answer<"follow-up">>): Decision {
  const { given, task, answer, fingerprint } = answered;
  if (!task.point || !given.exit) return { refusal: { type: "unknown-task" } };
  if (answer.reached) {
    const { outcome, employmentStatus, hoursPerWeek, wellbeing } = answer;
    const recorded: NewEvent = {
      type: "follow-up-recorded",
      point: task.point,
      outcome,
      employmentStatus,
      hoursPerWeek,
      wellbeing: wellbeing && scoresOf(wellbeing),
    };
    return ending(answered, recorded, ...closesAfter(task.point, given.exit.closure));
  }
  const isLast = failedTries(task).length + 1 >= followUpTries;
  if (!isLast) return notReachedYet({ ...answered, answer }, "not-reached");
  const tried = attempt({ ...answered, answer }, "not-reached", {});
  if ("refusal" in tried) return tried;
  const end: NewEvent = { type: "task-answered", handle: task.handle, fingerprint };
  return { ...tried, events: [...tried.events, end, ...notReached(task.point, given.exit.closure)] };
}

/** "Not reached" is a recorded answer, never a missing row. */
export function notReached(
  point: "13-weeks" | "26-weeks",
  closure: NonNullable<Answer<"exit">["closure"]>,
): NewEvent[] {
  return [{ type: "follow-up-recorded", point, outcome: "not-reached" }, ...closesAfter(point, closure)];
}

function closesAfter(point: "13-weeks" | "26-weeks", closure: Answer<"exit">["closure"]): NewEvent[] {
  return point === "26-weeks" ? [{ type: "case-closed", closure }] : [];
}

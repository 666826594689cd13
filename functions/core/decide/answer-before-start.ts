import type { AnswerTo, MoreTime } from "../answers.ts";
import { addWorkingDays, at, dueAfterWorkingDays, londonDate } from "../calendar.ts";
import type { NewEvent } from "../events.ts";
import type { Closure } from "../words.ts";
import { type Answered, attempt, ending } from "./answer.ts";
import type { Decision } from "./decision.ts";

type Answer<Kind extends "review-referral" | "wait-for-coach" | "contact" | "assessment"> = Exclude<
  AnswerTo<Kind>,
  MoreTime
>;

const closedAs = (closure: Closure): NewEvent => ({ type: "case-closed", closure });

/** A refusal is always a person's: the lead accepts, redirects to another service, or declines with a reason. */
export function decideReviewReferral(answered: Answered<Answer<"review-referral">>): Decision {
  const { answer, notes } = answered;
  const { decision, reason, redirectTo, place } = answer;
  const reasonNote = notes.keep(redirectTo ? `${reason}\n\nRedirected to: ${redirectTo}` : reason);
  const reviewed: NewEvent = { type: "referral-reviewed", decision, place, reasonNote };
  const end = { ...answered, answer: {} };
  if (decision === "accept") return ending(end, reviewed);
  return ending(
    end,
    reviewed,
    closedAs(decision === "redirect" ? "not-eligible-area" : "not-eligible-other"),
  );
}

/** The lead chooses a coach, or has seen that the person waits. The place was taken before this was asked. */
export function decideWaitForCoach(answered: Answered<Answer<"wait-for-coach">>): Decision {
  const { answer, notes } = answered;
  const { assignTo, overrideCapacity, reason } = answer;
  const end = { ...answered, answer: {} };
  const reasonNote = notes.keep(reason);
  if (assignTo === undefined) return ending(end);
  return ending(end, {
    type: "coach-assigned",
    coach: assignTo.toLowerCase(),
    because: ["chosen by the area lead"],
    overrodeCapacity: overrideCapacity,
    reasonNote,
  });
}

export function decideContact(answered: Answered<Answer<"contact">>): Decision {
  const { answer, context } = answered;
  const { outcome, channel, appointmentAt, nextTryAt } = answer;
  switch (outcome) {
    case "agreed":
      return ending(answered, { type: "contact-agreed", channel, appointmentAt });
    case "could-not-reach": {
      const nextAt = nextTryAt ?? at(addWorkingDays(londonDate(context.now), 1), "09:00");
      return attempt(answered, "could-not-reach", { nextAt, dueAt: endOfDay(nextAt) });
    }
    case "does-not-want-it":
      return ending(answered, closedAs("withdrew"));
    case "not-appropriate":
      return ending(answered, closedAs("not-eligible-other"));
    case "unable-to-contact":
      return ending(answered, closedAs("unable-to-contact"));
  }
}

export function decideAssessment(answered: Answered<Answer<"assessment">>): Decision {
  const { answer } = answered;
  if (answer.attended === "no") return decideMissedAssessment({ ...answered, answer });
  return decideHeldAssessment({ ...answered, answer });
}

function decideMissedAssessment(
  answered: Answered<Extract<Answer<"assessment">, { attended: "no" }>>,
): Decision {
  const { answer, context } = answered;
  if (answer.next === "could-not-reach") {
    const nextAt = at(addWorkingDays(londonDate(context.now), 1), "09:00");
    return attempt(answered, "could-not-reach", { nextAt, dueAt: endOfDay(nextAt) });
  }
  const { appointmentAt } = answer.next;
  return attempt(answered, "did-not-attend", {
    nextAt: appointmentAt,
    dueAt: dueAfterWorkingDays(appointmentAt, 1),
  });
}

/** The start: employment status and main barrier as at this appointment are published facts. */
function decideHeldAssessment(
  answered: Answered<Exclude<Answer<"assessment">, { attended: "no" }>>,
): Decision {
  const { answer, notes } = answered;
  const { heldAt, channel, attended, employmentStatus, mainBarrier, otherBarriers, goals, wellbeing } =
    answer;
  return ending(answered, {
    type: "appointment-attended",
    heldAt,
    channel,
    late: attended === "late",
    employmentStatus,
    mainBarrier,
    otherBarriers: otherBarriers ?? [],
    wellbeing: wellbeing && scoresOf(wellbeing),
    goalsNote: notes.keep(goals),
  });
}

/** Only the questions that were answered. */
export function scoresOf(wellbeing: Record<string, number | undefined>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(wellbeing).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}

/** 17:00 in London on the day of a moment, or the moment itself when it is later than that. */
function endOfDay(moment: string): string {
  const end = at(londonDate(moment), "17:00");
  return end > moment ? end : moment;
}

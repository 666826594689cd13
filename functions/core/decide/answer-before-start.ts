import type { AnswerTo, MoreTime } from "../answers.ts";
import { dueAfterWorkingDays } from "../calendar.ts";
import type { NewEvent } from "../events.ts";
import type { AppointmentChannel, Closure } from "../words.ts";
import { type Answered, attempt, ending, notReachedYet } from "./answer.ts";
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

/** That the person was told what others read in their email is recorded whatever they decided after it. */
export function decideContact(answered: Answered<Answer<"contact">>): Decision {
  const { outcome, channel, appointmentAt, nextTryAt, told } = answered.answer;
  const toldThem: NewEvent[] = told ? [{ type: "person-told" }] : [];
  switch (outcome) {
    case "agreed":
      return ending(answered, ...toldThem, { type: "contact-agreed", channel, appointmentAt });
    case "could-not-reach":
      return notReachedYet(answered, "could-not-reach", nextTryAt);
    case "does-not-want-it":
      return ending(answered, ...toldThem, closedAs("withdrew"));
    case "not-appropriate":
      return ending(answered, ...toldThem, closedAs("not-eligible-other"));
    case "unable-to-contact":
      return ending(answered, closedAs("unable-to-contact"));
  }
}

export function decideAssessment(answered: Answered<Answer<"assessment">>): Decision {
  const { answer } = answered;
  if ("rearrange" in answer) return newAppointment(answered, "rearranged", answer.rearrange);
  if (answer.attended === "no") return decideMissedAssessment({ ...answered, answer });
  return decideHeldAssessment({ ...answered, answer });
}

function decideMissedAssessment(
  answered: Answered<Extract<Answer<"assessment">, { attended: "no" }>>,
): Decision {
  const { next } = answered.answer;
  if (next === "could-not-reach") return notReachedYet(answered, "could-not-reach");
  return newAppointment(answered, "did-not-attend", next);
}

/** Another appointment for the same task, before the one that was agreed or after it was missed. */
function newAppointment(
  answered: Answered<{ note?: string | undefined; attemptId?: string | undefined }>,
  result: "rearranged" | "did-not-attend",
  { appointmentAt, channel }: { appointmentAt: string; channel?: AppointmentChannel | undefined },
): Decision {
  return attempt(answered, result, {
    nextAt: appointmentAt,
    dueAt: dueAfterWorkingDays(appointmentAt, 1),
    channel,
  });
}

/** The start: employment status and main barrier as at this appointment are published facts. */
function decideHeldAssessment(
  answered: Answered<Extract<Answer<"assessment">, { heldAt: string }>>,
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

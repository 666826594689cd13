import { type Appointment, comingAppointment } from "../appointment.ts";
import { dateInWords, inWords, londonDate } from "../calendar.ts";
import { type Case, stageTask } from "../case.ts";
import type { Instant } from "../texts.ts";
import { ended } from "./ended.ts";

/** What happens next for a person, and why, in their words. `by`: the moment that is named, for programs. */
export interface Next {
  readonly says: string;
  readonly why: string;
  readonly by?: Instant | undefined;
}

interface Telling {
  readonly now: Instant;
  /** How the coach is named: "Your coach", or by name. */
  readonly coach: string;
  readonly appointment: Appointment | undefined;
}

/** What happens next. Never promises a moment that has passed. `coachName`: undefined while there is no coach. */
export function whatHappensNext(given: Case, coachName: string | undefined, now: Instant): Next {
  const coach = coachName === undefined ? "Your coach" : `Your coach, ${coachName},`;
  return nextAt(given, { now, coach, appointment: comingAppointment(given, now) });
}

function nextAt(given: Case, telling: Telling): Next {
  const { now, coach } = telling;
  const due = stageTask(given)?.dueAt;
  switch (given.stage) {
    case "triage":
      return { says: "We are looking at your referral now.", why: "We find out what your area offers you." };
    case "review":
      return promised("Someone in your area reads your referral and gets in touch with you", due, telling, {
        why: "We want a person, and not a computer, to decide what fits you.",
      });
    case "assignment":
      return {
        says: "We are finding a coach for you. They will get in touch with you.",
        why: "Each coach helps only so many people at a time. So they have time for you.",
      };
    case "waiting":
      return {
        says: "All coaches are busy at the moment. You are on the list, and you keep your place. A coach gets in touch as soon as they have room.",
        why: "We cannot say yet when that will be. You do not need to do anything.",
      };
    case "contact":
      return (
        nextTry(given, telling) ?? promised(`${coach} gets in touch with you`, due, telling, { why: toAgree })
      );
    case "assessment":
      return aboutAppointment(given, telling, due);
    case "plan":
      return promised(`You and your coach make a plan together`, due, telling, {
        why: "The plan says what helps you, and who does what. It is yours: you only agree to what you want.",
      });
    case "support":
      return nextTalk(given.plan.nextReviewOn, now);
    case "exit":
      return {
        says: `${coach} asks you how things are now. Then your support ends.`,
        why: "You can tell your coach if you need something more before it ends.",
      };
    case "follow-up":
      return nextFollowUp(given, now);
    case "hold":
      return {
        says: `Your support has a break until ${dateInWords(given.heldUntil, now)}. Then it goes on.`,
        why: "Nothing is lost. If you want to go on sooner, ask us to call you.",
        by: given.heldUntil,
      };
    case "closed":
      return ended(given, now);
  }
}

const toAgree = "You agree how and when you talk for the first time. You can ask anything.";

/** With the moment by which it is to happen; where that has passed, with our apology instead. */
function promised(
  what: string,
  by: Instant | undefined,
  { now }: Telling,
  { why }: { readonly why: string },
): Next {
  if (by === undefined) return { says: `${what}.`, why };
  if (by > now) return { says: `${what} by ${inWords(by, now)}.`, why, by };
  return {
    says: `${what}. We wanted to do this by ${inWords(by, now)}, and we are late. We are sorry.`,
    why: `${why} You can ask us to call you.`,
  };
}

/** After a try that did not reach the person: when it is tried again. */
function nextTry(given: Case, { coach, now }: Telling): Next | undefined {
  const last = stageTask(given)?.attempts.findLast(({ result }) => result === "could-not-reach");
  if (!last) return undefined;
  const again =
    last.nextAt !== undefined && last.nextAt > now
      ? `They try again on ${inWords(last.nextAt, now)}.`
      : "They try again soon.";
  return {
    says: `${coach} tried to reach you on ${inWords(last.at, now)}, and could not. ${again}`,
    why: "If another way or time is better for you, ask us to call you, or change how we contact you.",
    ...(last.nextAt !== undefined && last.nextAt > now ? { by: last.nextAt } : {}),
  };
}

function aboutAppointment(given: Case, telling: Telling, due: Instant | undefined): Next {
  const { now, appointment } = telling;
  const why = "You talk about what makes work hard, and about what would help.";
  if (appointment) {
    return {
      says: `You have your first appointment on ${inWords(appointment.at, now)}.`,
      why,
      by: appointment.at,
    };
  }
  const planned = given.appointment?.at;
  if (planned !== undefined && planned <= now) {
    return {
      says: `Your first appointment was planned for ${inWords(planned, now)}. If you were there, your coach writes down what you agreed.`,
      why: "If you could not come, that is all right. Ask us to call you, and we find another time.",
    };
  }
  return promised("You and your coach have your first appointment", due, telling, { why });
}

function nextTalk(on: string, now: Instant): Next {
  const isPast = on < londonDate(now);
  return {
    says: isPast
      ? "You and your coach talk soon about how your plan is going."
      : `You and your coach talk about how your plan is going on ${dateInWords(on, now)}, or near that day.`,
    why: "You look at what helps and what does not, and change your plan if you want to.",
  };
}

function nextFollowUp(given: Case, now: Instant): Next {
  const task = stageTask(given);
  const why = "We want to know if WorkWell helps. You do not have to answer.";
  if (!task || task.askAt <= now) {
    return { says: "Your support has ended. We ask you these days how things are now.", why };
  }
  return {
    says: `Your support has ended. We ask you around ${dateInWords(task.askAt, now)} how things are then.`,
    why,
    by: task.askAt,
  };
}

import type { FollowUpPoint, TaskKind } from "../../functions/core/words.ts";
import type { SamplePerson } from "./people.ts";

/** A task as a coach sees it on its page, as far as the answer depends on it. */
export interface SeenTask {
  readonly handle: string;
  readonly kind: TaskKind;
  readonly point?: FollowUpPoint;
  readonly dueAt: string;
}

/** What has been answered about a person so far, oldest first. */
export interface GivenAnswer extends SeenTask {
  /** False for an attempt: the task stays open. */
  readonly ends: boolean;
  readonly answer: Readonly<Record<string, unknown>>;
}

type Chosen = Pick<GivenAnswer, "ends" | "answer">;

const day = 24 * 60 * 60 * 1000;
/** Tries that every area asks for before a contact may end; no area has published another number. */
const contactTries = 3;

/** What is answered to this task now, by the person's story and by what was answered before. */
export function answerTo(
  task: SeenTask,
  person: SamplePerson,
  given: readonly GivenAnswer[],
  now: string,
): Chosen {
  const { story, number } = person;
  const tries = given.filter(({ handle }) => handle === task.handle).length;
  const attemptId = `${task.handle}-${tries + 1}`;
  const later = (days: number) => new Date(Date.parse(now) + days * day).toISOString();
  if (story.moreTimeFor === task.kind && tries === 0) {
    const from = task.dueAt > now ? task.dueAt : now;
    const until = new Date(Date.parse(from) + 5 * day).toISOString();
    return attempt({ moreTime: { until, reason: "Sample reason." }, attemptId });
  }
  switch (task.kind) {
    case "contact":
      return contactAnswer(person, tries, attemptId, later);
    case "assessment":
      if (given.every((one) => one.answer.attended !== "no") && story.missesAppointment) {
        return attempt({ attended: "no", next: { appointmentAt: later(2) }, attemptId });
      }
      if (given.every((one) => one.answer.rearrange === undefined) && story.movesAppointment) {
        return attempt({ rearrange: { appointmentAt: later(3), channel: "video" }, attemptId });
      }
      return ending(heldAssessment(person, now));
    case "plan":
      return ending({
        planType: story.planType,
        actions: [{ kind: "employment-advice", description: `Sample action ${number}`, by: "coach" }],
      });
    case "review":
      return reviewAnswer(person, given, attemptId);
    case "exit":
      return ending(exitAnswer(person, given));
    case "follow-up":
      if (tries < story.unansweredFollowUps) return attempt({ reached: false, attemptId });
      return ending({ reached: true, outcome: story.outcome, employmentStatus: statusAfter(story.outcome) });
    case "review-referral":
      return ending({ decision: "accept", reason: `Sample reason ${number}.` });
    case "make-safe":
      return ending({ action: `Sample: called ${number}.`, note: "Sample: safe." });
    case "wait-for-coach":
      return ending({});
    case "check-address":
      return ending(story.hasWrongAddress ? { email: addressFound(number) } : {});
  }
}

function contactAnswer(
  { story, number }: SamplePerson,
  tries: number,
  attemptId: string,
  later: (days: number) => string,
): Chosen {
  if (tries < story.unansweredCalls) return attempt({ outcome: "could-not-reach", attemptId });
  if (tries >= contactTries && !story.isReachedInTheEnd) return ending({ outcome: "unable-to-contact" });
  if (!story.wantsIt) return ending({ outcome: "does-not-want-it" });
  if (!story.isRightForThem) return ending({ outcome: "not-appropriate" });
  return ending({ outcome: "agreed", channel: "phone", appointmentAt: later(2 + (number % 3)) });
}

function heldAssessment({ number, referral }: SamplePerson, now: string) {
  return {
    heldAt: now,
    channel: number % 2 === 0 ? "phone" : "in-person",
    attended: number % 9 === 0 ? "late" : "yes",
    employmentStatus: referral.work.status,
    mainBarrier: referral.health.mainBarrier,
    goals: `Sample goal ${number}.`,
  };
}

function reviewAnswer({ story }: SamplePerson, given: readonly GivenAnswer[], attemptId: string): Chosen {
  const held = given.filter(({ kind, ends }) => kind === "review" && ends).length;
  const missed = given.some(({ kind, ends }) => kind === "review" && !ends);
  if (story.missesReview && held === 1 && !missed) return attempt({ attended: "no", attemptId });
  const next = held < story.reviewsThatContinue ? "continue" : "finish";
  return ending({ attended: "yes", actions: [{ id: "a1", status: "done" }], next });
}

/** Endings for which the closure table asks for no outcome, or which nobody comes to without a start. */
function exitAnswer({ story }: SamplePerson, given: readonly GivenAnswer[]): Record<string, unknown> {
  const { closure, outcome } = story;
  const hasStarted = given.some(({ kind, ends }) => kind === "assessment" && ends);
  if (!hasStarted) return { closure: "withdrew" };
  const isAsked = !["withdrew", "died", "moved-away", "unable-to-contact"].includes(closure);
  return isAsked ? { closure, outcome, employmentStatus: statusAfter(outcome) } : { closure };
}

function statusAfter(outcome: string): string {
  if (outcome === "started-self-employment") return "self-employed";
  const isOut = [
    "volunteering",
    "education-or-training",
    "closer-to-work",
    "no-change",
    "left-work",
  ].includes(outcome);
  return isOut ? "out-of-work" : "in-work";
}

/** What the lead finds out by phone. */
function addressFound(number: number): string {
  return `person-${number}-found@sample.example.org`;
}

function ending(answer: GivenAnswer["answer"]): Chosen {
  return { ends: true, answer };
}

function attempt(answer: GivenAnswer["answer"]): Chosen {
  return { ends: false, answer };
}

import type { FollowUpPoint, TaskKind } from "../../../functions/core/words.ts";
import type { SamplePerson } from "./people.ts";

/** A task as a coach sees it on its page, as far as the answer depends on it. */
export interface SeenTask {
  readonly handle: string;
  readonly kind: TaskKind;
  readonly point?: FollowUpPoint;
}

/** What has been answered about a person so far, oldest first. */
export interface GivenAnswer extends SeenTask {
  /** False for an attempt: the task stays open. */
  readonly ends: boolean;
  readonly answer: Readonly<Record<string, unknown>>;
}

const day = 24 * 60 * 60 * 1000;

/** What the coach answers to this task now, by the person's story and by what was answered before. */
export function answerTo(
  task: SeenTask,
  { story, number }: SamplePerson,
  given: readonly GivenAnswer[],
  now: string,
): Pick<GivenAnswer, "ends" | "answer"> {
  const tries = given.filter(({ handle }) => handle === task.handle).length;
  const attemptId = `${task.handle}-${tries + 1}`;
  const later = (days: number) => new Date(Date.parse(now) + days * day).toISOString();
  switch (task.kind) {
    case "contact":
      if (tries < story.unansweredCalls) return attempt({ outcome: "could-not-reach", attemptId });
      if (!story.wantsIt) return ending({ outcome: "does-not-want-it" });
      return ending({ outcome: "agreed", channel: "phone", appointmentAt: later(2 + (number % 3)) });
    case "assessment":
      if (tries === 0 && story.missesAppointment) {
        return attempt({ attended: "no", next: { appointmentAt: later(2) }, attemptId });
      }
      return ending({
        heldAt: now,
        channel: "phone",
        attended: "yes",
        employmentStatus: "in-work-off-sick",
        mainBarrier: "mental-health",
        goals: `Sample goal ${number}.`,
      });
    case "plan":
      return ending({
        planType: "return-to-work",
        actions: [{ kind: "employment-advice", description: `Sample action ${number}`, by: "coach" }],
      });
    case "review": {
      const held = given.filter(({ kind, ends }) => kind === "review" && ends).length;
      const next = held < story.reviewsThatContinue ? "continue" : "finish";
      return ending({ attended: "yes", actions: [{ id: "a1", status: "done" }], next });
    }
    case "exit":
      return ending(
        story.closure === "withdrew"
          ? { closure: "withdrew" }
          : { closure: story.closure, outcome: "returned-same-role", employmentStatus: "in-work" },
      );
    case "follow-up":
      if (tries < story.unansweredFollowUps) return attempt({ reached: false, attemptId });
      return ending({ reached: true, outcome: "remained-in-work", employmentStatus: "in-work" });
    case "review-referral":
      return ending({ decision: "accept", reason: `Sample reason ${number}.` });
    case "make-safe":
      return ending({ action: `Sample: called ${number}.`, note: "Sample: safe." });
    case "wait-for-coach":
    case "check-address":
      return ending({});
  }
}

function ending(answer: GivenAnswer["answer"]): Pick<GivenAnswer, "ends" | "answer"> {
  return { ends: true, answer };
}

function attempt(answer: GivenAnswer["answer"]): Pick<GivenAnswer, "ends" | "answer"> {
  return { ends: false, answer };
}

import { inWords } from "../core/calendar.ts";
import { taskTitle } from "../core/sentences.ts";
import type { Instant } from "../core/texts.ts";
import type { FollowUpPoint, TaskKind } from "../core/words.ts";
import { signature } from "./common.ts";
import { type Email, email } from "./email.ts";

export interface TaskRequest {
  readonly baseUrl: string;
  readonly handle: string;
  readonly reference?: string | undefined;
  readonly kind: TaskKind;
  readonly point?: FollowUpPoint | undefined;
  readonly dueAt: Instant;
  readonly areaName: string;
  readonly now: Instant;
}

const asks: Record<TaskKind, string> = {
  "review-referral":
    "A referral needs a person to look at it. Please read it, and accept it, point the person to another service, or decline it with a reason.",
  "wait-for-coach":
    "No coach has room for this person now. Please choose a coach, or confirm that the person waits.",
  contact:
    "Someone is waiting to hear from you. Please get in touch and agree a first appointment. If you cannot reach them, tell us so: that is a good answer too.",
  assessment:
    "Please record the first appointment: whether it took place, and what you found out together. If the person did not come, tell us so.",
  plan: "Please agree a plan with the person and record it.",
  review:
    "It is time for a review. Please talk with the person about how the plan is going, and record what changed.",
  exit: "Support is ending. Please record how it ended and how things are now.",
  "follow-up":
    "It is time to ask the person how things are now. If you do not reach them, tell us so: that is a good answer too.",
  "make-safe":
    "Someone may be at risk. Please open this task now, make sure that the person is safe, and record what you did.",
  "check-address":
    "A message could not be delivered. Please check how the person can be contacted, and record it.",
};

/** To the one who has to act. Says what and by when; who it is about is read after signing in, by its only link. */
export function taskEmail(data: TaskRequest): Email {
  const { baseUrl, handle, reference, kind, point, dueAt, areaName, now } = data;
  const due = inWords(dueAt, now);
  const urgent = kind === "make-safe" ? "URGENT: " : "";
  // "13 weeks after support ended by Tuesday" would read as when support ended.
  const title = `${urgent}${taskTitle(kind, point)}${point ? "," : ""}`;
  return email(`${title} by ${due}${reference ? ` (${reference})` : ""}`, [
    asks[kind],
    `Please do it by ${due}.`,
    `${reference ? `Reference: ${reference}. ` : ""}Area: ${areaName}.`,
    {
      link: `${baseUrl}/tasks/${encodeURIComponent(handle)}`,
      says: "Open the task. You sign in with a code that we email to you, because the details are private:",
    },
    "Please do not forward this email. If the task is not for you, tell your area lead.",
    signature,
  ]);
}

import { dueAfterWorkingDays, londonDate } from "../calendar.ts";
import type { Case, Task } from "../case.ts";
import { endingMistakes } from "../closures.ts";
import type { FieldError } from "../field-errors.ts";
import { failedTries } from "../next-try.ts";
import { isToldByCoach } from "../reaching.ts";
import { valueAt } from "../referral.ts";
import { Day, latestDay, latestMoment, Moment } from "../texts.ts";
import { closures } from "../words.ts";
import { mistakesOfReviewed, mistakesOfServices } from "./action-mistakes.ts";
import type { Context } from "./decision.ts";

/** At most this many times may a task's due moment be moved by asking for more time, by so many working days. */
export const moreTimeLimit = 2;
export const moreTimeWorkingDays = 10;

interface Asked {
  readonly given: Case;
  readonly task: Task;
  readonly sent: unknown;
  readonly context: Context;
  /** The page asks whether the person was told; a program may leave it open. */
  readonly mustTell?: boolean | undefined;
}

/**
 * What an answer's shape alone cannot say: moments on the right side of now, tries used up, endings that fit. Takes
 * the answer as it was sent, so that these mistakes are told together with those of its shape.
 */
export function mistakesOfAnswer(asked: Asked): FieldError[] {
  if (valueAt(asked.sent, "/moreTime") !== undefined) return mistakesOfMoreTime(asked);
  switch (asked.task.kind) {
    case "review-referral":
      return unknownPlace(asked);
    case "contact":
      return [
        ...future(asked, "/appointmentAt"),
        ...future(asked, "/nextTryAt"),
        ...triesLeft(asked),
        ...mistakesOfTelling(asked),
      ];
    case "assessment":
      return [
        ...heldBeforeNow(asked),
        ...future(asked, "/next/appointmentAt"),
        ...future(asked, "/rearrange/appointmentAt"),
      ];
    case "plan":
      return mistakesOfServices(asked.sent, "/actions", asked.context.services ?? []);
    case "review":
      return [
        ...afterToday(asked, "/reviewOn"),
        ...mistakesOfReviewed(asked.given, asked.sent),
        ...mistakesOfServices(asked.sent, "/newActions", asked.context.services ?? []),
      ];
    case "exit":
      return mistakesOfExit(asked);
    case "wait-for-coach":
      return valueAt(asked.sent, "/overrideCapacity") === true && valueAt(asked.sent, "/reason") === undefined
        ? [{ pointer: "/reason", detail: "Say why this coach takes more people than they have room for" }]
        : [];
    default:
      return [];
  }
}

/** A moment after now, and near enough to plan for. */
export function mistakesOfFuture(pointer: string, moment: string | undefined, now: string): FieldError[] {
  if (moment === undefined) return [];
  if (moment <= now) return [{ pointer, detail: "Enter a date and time in the future" }];
  return moment > latestMoment(now) ? [{ pointer, detail: "Enter a moment in the next 2 years" }] : [];
}

function future({ sent, context }: Asked, pointer: string): FieldError[] {
  return mistakesOfFuture(pointer, Moment.safeParse(valueAt(sent, pointer)).data, context.now);
}

function afterToday({ sent, context }: Asked, pointer: string): FieldError[] {
  const day = Day.safeParse(valueAt(sent, pointer)).data;
  const today = londonDate(context.now);
  if (day === undefined) return [];
  if (day <= today) return [{ pointer, detail: "Enter a date after today" }];
  return day > latestDay(today) ? [{ pointer, detail: "Enter a date in the next 2 years" }] : [];
}

function mistakesOfMoreTime({ task, sent, context }: Asked): FieldError[] {
  const taken = task.attempts.filter(({ result }) => result === "needs-more-time").length;
  if (taken >= moreTimeLimit) {
    const detail = `More time can be asked for ${moreTimeLimit} times. Answer the task instead`;
    return [{ pointer: "/moreTime", detail }];
  }
  const pointer = "/moreTime/until";
  const until = Moment.safeParse(valueAt(sent, pointer)).data;
  if (until === undefined) return [];
  if (until <= context.now) return [{ pointer, detail: "Enter a date and time in the future" }];
  if (until <= task.dueAt) return [{ pointer, detail: "Enter a moment after it is due now" }];
  const from = task.dueAt > context.now ? task.dueAt : context.now;
  if (until <= dueAfterWorkingDays(from, moreTimeWorkingDays)) return [];
  return [
    { pointer, detail: `Enter a moment within ${moreTimeWorkingDays} working days of when it was due` },
  ];
}

function unknownPlace({ sent, context }: Asked): FieldError[] {
  const pointer = "/place";
  const place = valueAt(sent, pointer);
  const places = context.rules.places.value;
  if (typeof place !== "string" || places.includes(place.trim())) return [];
  const detail =
    places.length === 0
      ? "This area supports people everywhere in it. Leave the place out"
      : `Choose one of: ${places.join(", ")}`;
  return [{ pointer, detail }];
}

function triesLeft({ task, sent, context }: Asked): FieldError[] {
  if (valueAt(sent, "/outcome") !== "unable-to-contact") return [];
  const left = context.rules.contactTries.value - failedTries(task).length;
  if (left <= 0) return [];
  const times = left === 1 ? "1 more time" : `${left} more times`;
  return [{ pointer: "/outcome", detail: `Try to reach the person ${times} before you end the contact` }];
}

/** Only who was reached can have been told; and whoever is asked to tell somebody without email says that they did. */
function mistakesOfTelling({ sent, context, mustTell }: Asked): FieldError[] {
  const pointer = "/told";
  const outcome = valueAt(sent, "/outcome");
  const isTold = valueAt(sent, pointer) === true;
  if (isTold && (outcome === "could-not-reach" || outcome === "unable-to-contact")) {
    return [{ pointer, detail: "Somebody who was not reached was not told. Leave this out" }];
  }
  const isToBeTold = context.referral !== undefined && isToldByCoach(context.referral);
  return mustTell && outcome === "agreed" && isToBeTold && !isTold
    ? [{ pointer, detail: "Tell the person what is listed under What to say, then tick that you did" }]
    : [];
}

function heldBeforeNow({ given, sent, context }: Asked): FieldError[] {
  const pointer = "/heldAt";
  const heldAt = Moment.safeParse(valueAt(sent, pointer)).data;
  if (heldAt === undefined) return [];
  if (heldAt > context.now) return [{ pointer, detail: "Enter a moment that is not in the future" }];
  return londonDate(heldAt) < londonDate(given.receivedAt)
    ? [{ pointer, detail: "Enter a moment after the referral was received" }]
    : [];
}

/** Which ending needs an outcome, and which cannot have one, is the closure table's word alone. */
function mistakesOfExit({ given, sent }: Asked): FieldError[] {
  const closure = closures.find((each) => each === valueAt(sent, "/closure"));
  if (!closure) return [];
  const outcome = valueAt(sent, "/outcome");
  const employmentStatus = valueAt(sent, "/employmentStatus");
  return endingMistakes(closure, given.start !== undefined, { outcome, employmentStatus });
}

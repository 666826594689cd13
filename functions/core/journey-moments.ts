import { comingAppointment, reminderAt } from "./appointment.ts";
import type { AreaRules } from "./area-rules.ts";
import { addDays, dateInWords } from "./calendar.ts";
import { type Case, hasEmail, isParallel, openTasks, standsStillAt, type Task } from "./case.ts";
import type { CaseEvent } from "./events.ts";
import type { Referral } from "./referral.ts";
import { recordEndsAt } from "./retention.ts";
import { taskTitle } from "./sentences.ts";
import { addresseeInWords } from "./sentences-of-emails.ts";
import { limitReachedAt, supportLimit } from "./support-limit.ts";
import { escalatesAt, followUpEndsAfterDays, followUpWeeks } from "./task-plan.ts";
import type { Instant } from "./texts.ts";

/** Something that time alone brings: when, what, and why then. */
export interface Moment {
  readonly at: Instant;
  readonly what: string;
  readonly why: string;
}

/** What a journey is told from, beside the case. */
export interface JourneySources {
  readonly rules: AreaRules;
  readonly referral: Referral | undefined;
  readonly events: readonly CaseEvent[];
}

/** Everything that time alone brings for this case, soonest first. What is due already is not to come. */
export function comingMoments(
  given: Case,
  { rules, referral }: Pick<JourneySources, "rules" | "referral">,
  now: Instant,
): Moment[] {
  return [
    ...holdMoments(given),
    ...appointmentMoments(given, now),
    ...openTasks(given)
      .filter(({ kind }) => !standsStillAt(given.stage, kind))
      .flatMap((task) => taskMoments(given, task, rules)),
    ...limitMoments(given, rules, now),
    ...recordMoments(given, rules, referral),
  ]
    .filter(({ at }) => at > now)
    .sort((one, other) => (one.at < other.at ? -1 : 1));
}

function holdMoments(given: Case): Moment[] {
  if (given.stage !== "hold") return [];
  return [
    {
      at: given.heldUntil,
      what: "The case goes on by itself.",
      why: "It was put on hold until then. Its task is due later by the working days on hold.",
    },
  ];
}

function appointmentMoments(given: Case, now: Instant): Moment[] {
  const appointment = comingAppointment(given, now);
  if (!appointment) return [];
  const remindedAt = hasEmail(given) ? reminderAt(appointment) : undefined;
  return [
    ...(remindedAt
      ? [
          {
            at: remindedAt,
            what: "The person is reminded of the first appointment by email.",
            why: "It is the working day before.",
          },
        ]
      : []),
    { at: appointment.at, what: "The first appointment takes place.", why: "It was agreed with the person." },
  ];
}

function taskMoments(given: Case, task: Task, rules: AreaRules): Moment[] {
  const { kind, point, to, askAt, dueAt } = task;
  const who = capital(addresseeInWords(to));
  const title = lower(taskTitle(kind, point));
  const isFollowUp = given.stage === "follow-up" && kind === "follow-up";
  return [
    { at: askAt, what: `${who} is asked by email to: ${title}.`, why: whyAsked(given, task) },
    {
      at: dueAt,
      what: `“${taskTitle(kind, point)}” is due. After that it is overdue.`,
      why: isParallel(kind) ? "It goes on beside the journey." : "It is the area's standard.",
    },
    {
      at: escalatesAt(task, rules),
      what: kind === "make-safe" ? "The area lead and everyone on duty are told." : "The area lead is told.",
      why: "If nobody has answered by then, the task has been overdue for too long.",
    },
    ...(isFollowUp
      ? [
          {
            at: addDays(askAt, followUpEndsAfterDays),
            what: "If nobody answers, it is recorded that the person was not reached.",
            why: `A follow-up ends ${followUpEndsAfterDays} days after it was asked for.`,
          },
        ]
      : []),
  ];
}

function whyAsked(given: Case, { kind, point }: Task): string {
  if (kind === "review") return "It is the day of the next review.";
  if (kind === "assessment") return "It is when the first appointment begins.";
  if (point && given.exit) {
    return `It is ${followUpWeeks[point]} weeks after support ended on ${dateInWords(given.exit.at)}.`;
  }
  return "It is the next step.";
}

function limitMoments(given: Case, rules: AreaRules, now: Instant): Moment[] {
  const limit = supportLimit(given, rules, now);
  const at = limitReachedAt(given, rules, now);
  if (!limit || at === undefined) return [];
  const { weeks, isUsual } = limit;
  return [
    {
      at,
      what: isUsual
        ? `${weeks} weeks of support are over. That is how long it usually lasts here.`
        : `${weeks} weeks of support are over, the longest time here.`,
      why: "They are counted from the first appointment, without days on hold. It ends nothing by itself.",
    },
  ];
}

function recordMoments(given: Case, rules: AreaRules, referral: Referral | undefined): Moment[] {
  const at = recordEndsAt(given, rules, referral);
  return at === undefined
    ? []
    : [
        {
          at,
          what: "The person's details and notes are erased. What happened stays, without the person.",
          why: "The time for which the area keeps the record is over.",
        },
      ];
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

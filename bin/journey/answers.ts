import { datePlusDays, londonDate } from "../../functions/core/calendar.ts";
import { isParallel, type Task } from "../../functions/core/case.ts";
import type { Instant } from "../../functions/core/texts.ts";
import { closures, type TaskKind } from "../../functions/core/words.ts";

/** One answer that a task can be given, and how it is told. */
export interface Variant {
  readonly says: string;
  readonly answer: Readonly<Record<string, unknown>>;
}

const hour = 60 * 60 * 1000;

/** Every kind of answer to the task, as they could be given now; not each of them fits each case. */
export function answersTo({ kind, dueAt }: Pick<Task, "kind" | "dueAt">, now: Instant): readonly Variant[] {
  const laterThan = (moment: Instant, days: number) =>
    new Date(Date.parse(moment) + 24 * days * hour).toISOString();
  const later = (days: number) => laterThan(now, days);
  const laterDay = (days: number) => datePlusDays(londonDate(now), days);
  const own = ownAnswers(kind, { now, later, laterDay });
  if (isParallel(kind)) return own;
  const moreTime = { until: laterThan(dueAt > now ? dueAt : now, 3), reason: "Sample reason." };
  return [...own, { says: "more time is needed", answer: { moreTime } }];
}

interface Moments {
  readonly now: Instant;
  readonly later: (days: number) => Instant;
  readonly laterDay: (days: number) => string;
}

function ownAnswers(kind: TaskKind, moments: Moments): readonly Variant[] {
  switch (kind) {
    case "review-referral":
      return ["accept", "redirect", "decline"].map((decision) => ({
        says: decision,
        answer: { decision, reason: "Sample reason." },
      }));
    case "wait-for-coach":
      return waitAnswers;
    case "contact":
      return contactAnswers(moments);
    case "assessment":
      return assessmentAnswers(moments);
    case "plan":
      return planAnswers;
    case "review":
      return reviewAnswers(moments);
    case "exit":
      return closures.flatMap(exitAnswers);
    case "follow-up":
      return followUpAnswers;
    case "make-safe":
      return [{ says: "made safe", answer: { action: "Sample action.", note: "Sample note." } }];
    case "check-address":
      return [
        { says: "another email address", answer: { email: "new@person.example" } },
        { says: "a phone number alone", answer: { phone: "07700 900123" } },
        { says: "the address is good after all", answer: {} },
      ];
  }
}

const waitAnswers: readonly Variant[] = [
  { says: "the person waits on", answer: {} },
  { says: "this coach has room", answer: { assignTo: "coach2@greater-manchester.example.org" } },
  {
    says: "this coach takes one more than they have room for",
    answer: {
      assignTo: "coach1@greater-manchester.example.org",
      overrideCapacity: true,
      reason: "Sample reason.",
    },
  },
];

function contactAnswers({ later }: Moments): readonly Variant[] {
  return [
    { says: "agreed, with an appointment", answer: agreed({ appointmentAt: later(3) }) },
    { says: "agreed, and told what others read in their email", answer: agreed({ told: true }) },
    { says: "agreed, no appointment yet", answer: agreed({}) },
    { says: "could not reach", answer: { outcome: "could-not-reach", nextTryAt: later(1) } },
    { says: "does not want it", answer: { outcome: "does-not-want-it" } },
    { says: "not appropriate", answer: { outcome: "not-appropriate" } },
    { says: "unable to contact", answer: { outcome: "unable-to-contact" } },
  ];
}

function agreed(more: object) {
  return { outcome: "agreed", channel: "phone", ...more };
}

function assessmentAnswers({ now, later }: Moments): readonly Variant[] {
  const held = {
    heldAt: now,
    channel: "in-person",
    employmentStatus: "out-of-work",
    mainBarrier: "mental-health",
  };
  return [
    { says: "attended", answer: { ...held, attended: "yes" } },
    { says: "attended, late", answer: { ...held, attended: "late", goals: "Sample goal." } },
    {
      says: "did not attend, a new appointment",
      answer: { attended: "no", next: { appointmentAt: later(4) } },
    },
    { says: "did not attend, could not reach", answer: { attended: "no", next: "could-not-reach" } },
    { says: "another time agreed", answer: { rearrange: { appointmentAt: later(5), channel: "video" } } },
  ];
}

const action = { kind: "skills", description: "Sample action.", by: "person" } as const;

const planAnswers: readonly Variant[] = [
  { says: "plan agreed", answer: { planType: "seek-work", actions: [action] } },
  {
    says: "plan agreed, to be shared with GP and employer",
    answer: { planType: "return-to-work", actions: [action], shareWith: { gp: true, employer: true } },
  },
];

function reviewAnswers({ laterDay }: Moments): readonly Variant[] {
  const actions = [{ id: "a1", status: "done" }];
  return [
    { says: "support goes on", answer: { attended: "yes", actions, next: "continue" } },
    { says: "support ends", answer: { attended: "late", newActions: [action], next: "finish" } },
    { says: "did not attend", answer: { attended: "no", reviewOn: laterDay(7) } },
  ];
}

/** With an outcome and without: which of the two fits is the closure table's word. */
function exitAnswers(closure: (typeof closures)[number]): readonly Variant[] {
  return [
    { says: closure, answer: { closure } },
    { says: closure, answer: { closure, outcome: "started-job", employmentStatus: "in-work" } },
  ];
}

const followUpAnswers: readonly Variant[] = [
  { says: "reached", answer: { reached: true, outcome: "remained-in-work", employmentStatus: "in-work" } },
  { says: "not reached", answer: { reached: false } },
];

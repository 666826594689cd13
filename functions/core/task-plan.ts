import type { AreaRules } from "./area-rules.ts";
import { addDutyHours, addWeeks, at, dueAfterWorkingDays, londonDate } from "./calendar.ts";
import { type Case, hasDied, type Task } from "./case.ts";
import type { Recipient } from "./events.ts";
import { needsAddressCheck } from "./marked-addresses.ts";
import type { Instant } from "./texts.ts";
import type { FollowUpPoint, TaskKind } from "./words.ts";

/** A task that a case should have now: for whom, when it is asked and when it is due. */
export interface PlannedTask {
  readonly kind: TaskKind;
  readonly point?: FollowUpPoint;
  readonly to: Recipient;
  readonly askAt: Instant;
  readonly dueAt: Instant;
}

/** Digest, review and follow-up emails go out at this London time. */
const askTime = "09:00";
const lead: Recipient = { role: "lead" };

/** Weeks after exit at which the outcome is asked again. Source: domain.md, "The journey and its clocks". */
export const followUpWeeks: Record<FollowUpPoint, number> = { "13-weeks": 13, "26-weeks": 26 };

/**
 * The task of the case's stage, for its coach, or for the lead while it has none. Its clock starts where the table
 * of the HTTP contract says; where that moment has already passed (someone waited long for a coach), the same clock
 * starts now: never a due moment in the past.
 */
export function plannedStageTask(given: Case, rules: AreaRules, now: Instant): PlannedTask | undefined {
  const { clocks } = rules;
  const due = (from: Instant, workingDays: number) => dueNotBefore(now, from, workingDays);
  const atOnce = (kind: TaskKind, to: Recipient, dueAt: Instant) => ({ kind, to, askAt: now, dueAt });
  const coach: Recipient = given.coach ? { staff: given.coach } : lead;
  switch (given.stage) {
    case "review":
      return atOnce("review-referral", lead, due(now, clocks.reviewReferralWorkingDays.value));
    case "waiting":
      return leadHasSeenTheWait(given)
        ? undefined
        : atOnce("wait-for-coach", lead, due(now, clocks.waitForCoachWorkingDays.value));
    case "contact":
      return atOnce("contact", coach, contactDueAt(given, rules, now));
    case "assessment":
      return {
        ...assessmentMoments(given, due(given.receivedAt, clocks.assessmentWorkingDays.value), now),
        to: coach,
      };
    case "plan":
      return atOnce("plan", coach, due(given.start.heldAt, clocks.planWorkingDays.value));
    case "support": {
      const askAt = at(given.plan.nextReviewOn, askTime);
      return { kind: "review", to: coach, askAt, dueAt: due(askAt, clocks.reviewWorkingDays.value) };
    }
    case "exit":
      return atOnce("exit", coach, due(now, clocks.exitWorkingDays.value));
    case "follow-up": {
      const { point, askAt } = followUpMoment(given);
      return {
        kind: "follow-up",
        point,
        to: coach,
        askAt,
        dueAt: due(askAt, clocks.followUpWorkingDays.value),
      };
    }
    default:
      return undefined;
  }
}

/** When first contact is due with somebody who is given a coach now. */
export function contactDueAt({ receivedAt }: Case, { clocks }: AreaRules, now: Instant): Instant {
  return dueNotBefore(now, receivedAt, clocks.contactWorkingDays.value);
}

/** The clock from a moment; where that has run out already, the same clock from now. */
function dueNotBefore(now: Instant, from: Instant, workingDays: number): Instant {
  const dueAt = dueAfterWorkingDays(from, workingDays);
  return dueAt > now ? dueAt : dueAfterWorkingDays(now, workingDays);
}

/** With an appointment it is asked then, and is never due before the day after it. */
function assessmentMoments(given: Extract<Case, { stage: "assessment" }>, dueAt: Instant, now: Instant) {
  const askAt = given.appointment?.at ?? now;
  const afterAppointment = dueAfterWorkingDays(askAt, 1);
  return { kind: "assessment" as const, askAt, dueAt: dueAt > askAt ? dueAt : afterAppointment };
}

function followUpMoment({ followUps, exit }: Extract<Case, { stage: "follow-up" }>) {
  const point: FollowUpPoint = followUps.length === 0 ? "13-weeks" : "26-weeks";
  return { point, askAt: at(londonDate(addWeeks(exit.at, followUpWeeks[point])), askTime) };
}

/** Someone may be at risk: the duty role, or the area's child-safeguarding lead, within duty hours. */
export function plannedSafetyTask(given: Case, rules: AreaRules, now: Instant): PlannedTask | undefined {
  if (!given.safetyOpen || hasDied(given)) return undefined;
  const isChild = given.ageBand === "under-16" || given.ageBand === "16-17";
  return {
    kind: "make-safe",
    to: { role: isChild ? "safeguarding" : "duty" },
    askAt: now,
    dueAt: addDutyHours(now, rules.clocks.makeSafeDutyHours.value, rules.dutyHours.value),
  };
}

/** Emails to somebody come back: the lead finds out how they can be reached, while there is a journey to go on. */
export function plannedAddressCheck(given: Case, rules: AreaRules, now: Instant): PlannedTask | undefined {
  if (given.stage === "closed" || !needsAddressCheck(given)) return undefined;
  const dueAt = dueAfterWorkingDays(now, rules.clocks.checkAddressWorkingDays.value);
  return { kind: "check-address", to: lead, askAt: now, dueAt };
}

/**
 * After this moment an overdue task is told to the lead. Safety cannot wait for days: it is told as soon as it is
 * overdue. A default of ours; no area has published another.
 */
export function escalatesAt(task: Task, rules: AreaRules): Instant {
  if (task.kind === "make-safe") return task.dueAt;
  return dueAfterWorkingDays(task.dueAt, rules.clocks.escalateWorkingDays.value);
}

/** Days after which a follow-up that nobody answered is recorded as not reached. */
export const followUpEndsAfterDays = 28;

function leadHasSeenTheWait(given: Case): boolean {
  return given.tasks.some((task) => task.kind === "wait-for-coach" && task.state === "done");
}

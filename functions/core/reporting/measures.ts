import { londonDate } from "../calendar.ts";
import type { FollowUpPoint } from "../words.ts";
import { endOf, exitOutcomes, followUpOutcomes } from "./facts.ts";
import { asAtEnd, earlier, ended, keptTo, lastMomentOf, took, when } from "./findings.ts";
import type { CountMeasure, DaysMeasure, Measure, ShareMeasure } from "./measure.ts";

const atReferral = ["referrer-kind", "main-barrier", "age-band", "place"] as const;
const afterStart = [...atReferral, "employment-status-at-first-appointment"] as const;
const afterPlan = [...afterStart, "plan-type"] as const;
const allOfIt = "The same measure without dimension.";
const theirNumber = "The cases that the figure is taken over.";
const plusHolds = "Days on hold count.";
const withoutHolds = "Days on hold, and those until a closed case was opened again, do not count.";

function count(measure: Omit<CountMeasure, "kind" | "unit" | "statistics" | "denominator">): CountMeasure {
  return { kind: "count", unit: "cases", statistics: ["count"], denominator: allOfIt, ...measure };
}

function days(measure: Omit<DaysMeasure, "kind" | "unit" | "statistics" | "denominator">): DaysMeasure {
  return {
    kind: "days",
    unit: "working-days",
    statistics: ["median", "p90"],
    denominator: theirNumber,
    ...measure,
  };
}

function share(
  measure: Omit<ShareMeasure, "kind" | "unit" | "statistics" | "name" | "dimensions">,
): ShareMeasure {
  return {
    kind: "share",
    unit: "cases",
    statistics: ["count"],
    name: "within-standard",
    dimensions: [],
    ...measure,
  };
}

/**
 * Every measure that is published, as data. Cases and people are never added: `people` (distinct persons) is not
 * here, because a case's events do not tell that two cases are of one person.
 * Source of names: the HTTP contract, "Exports".
 */
export const measures: readonly Measure[] = [
  count({
    name: "referrals",
    definition: "Referrals received in the quarter, whatever became of them.",
    sourceEvents: ["referral-received"],
    dimensions: atReferral,
    find: ({ receivedAt }, period) => when(receivedAt, period),
  }),
  count({
    name: "accepted",
    definition: "Referrals accepted in the quarter, by the area's rules or by a person who looked.",
    sourceEvents: ["triaged", "referral-reviewed"],
    dimensions: atReferral,
    find: ({ acceptedAt }, period) => when(acceptedAt, period),
  }),
  count({
    name: "contacted",
    definition: "Cases in which the first contact with the person was recorded in the quarter.",
    sourceEvents: ["contact-agreed"],
    dimensions: atReferral,
    find: ({ contactAt }, period) => when(contactAt, period),
  }),
  count({
    name: "starts",
    definition:
      "Cases whose first appointment was attended in the quarter, by the day it was held. A start is not a job.",
    sourceEvents: ["appointment-attended"],
    dimensions: afterStart,
    find: ({ start }, period) => when(start?.heldAt, period),
  }),
  count({
    name: "plans-agreed",
    definition: "Cases in which a plan was agreed with the person in the quarter.",
    sourceEvents: ["plan-agreed"],
    dimensions: afterPlan,
    find: ({ plan }, period) => when(plan?.agreedAt, period),
  }),
  count({
    name: "completions",
    definition: "Cases that exited in the quarter with the plan completed or the maximum duration reached.",
    sourceEvents: ["exit-recorded"],
    dimensions: afterPlan,
    find: ({ exit }, period) => (exit?.completion ? when(exit.at, period) : undefined),
  }),
  count({
    name: "withdrawals",
    definition:
      "Cases that ended in the quarter because the person withdrew, at any stage before exit. Someone who stops " +
      "the follow-ups has exited before and is not counted.",
    sourceEvents: ["withdrawn", "exit-recorded", "case-closed"],
    dimensions: afterPlan,
    find: (facts, period) => (endOf(facts)?.closure === "withdrew" ? ended(facts, period) : undefined),
  }),
  count({
    name: "exits",
    definition:
      "Cases that ended in the quarter, before or after a start: by a recorded exit, else by being closed.",
    sourceEvents: ["exit-recorded", "case-closed"],
    dimensions: [...afterPlan, "closure"],
    find: ended,
  }),
  count({
    name: "outcomes-at-exit",
    definition:
      "The outcome recorded for each case that ended in the quarter. not-reached: the person could not be " +
      "reached; not-asked: this ending asks for no outcome.",
    sourceEvents: ["exit-recorded", "case-closed"],
    dimensions: ["outcome"],
    outcomes: exitOutcomes,
    find: ended,
  }),
  outcomesAt("13-weeks", 13),
  outcomesAt("26-weeks", 26),
  count({
    name: "open-cases",
    definition:
      "Cases not closed at the end of the quarter's last day. Those exited but still to be followed up are open.",
    sourceEvents: ["referral-received", "case-closed"],
    dimensions: afterPlan,
    find: ({ receivedAt, closedAt }, period) => asAtEnd(period, receivedAt, closedAt),
  }),
  count({
    name: "waiting",
    definition: "Accepted cases that had no coach yet at the end of the quarter's last day.",
    sourceEvents: ["triaged", "referral-reviewed", "task-opened", "case-closed"],
    dimensions: atReferral,
    find: ({ acceptedAt, coachAskedAt, closedAt }, period) =>
      asAtEnd(period, acceptedAt, earlier(coachAskedAt, closedAt)),
  }),
  days({
    name: "days-to-first-contact",
    definition: `Working days from receipt to first contact, of cases first contacted in the quarter. ${plusHolds}`,
    sourceEvents: ["referral-received", "contact-agreed"],
    dimensions: atReferral,
    find: ({ receivedAt, contactAt }, period) => took(receivedAt, contactAt, period),
  }),
  days({
    name: "days-to-first-appointment",
    definition: `Working days from receipt to the first appointment attended, of starts in the quarter. ${plusHolds}`,
    sourceEvents: ["referral-received", "appointment-attended"],
    dimensions: atReferral,
    find: ({ receivedAt, start }, period) => took(receivedAt, start?.heldAt, period),
  }),
  days({
    name: "days-to-plan",
    definition: `Working days from the first appointment to the plan, of plans agreed in the quarter. ${plusHolds}`,
    sourceEvents: ["appointment-attended", "plan-agreed"],
    dimensions: atReferral,
    find: ({ start, plan }, period) => took(start?.heldAt, plan?.agreedAt, period),
  }),
  share({
    category: "first-contact",
    definition: `Cases first contacted in the quarter, within the area's own working days from receipt. ${withoutHolds}`,
    denominator: "Cases first contacted in the quarter.",
    sourceEvents: ["referral-received", "contact-agreed", "resumed", "reopened"],
    find: (facts, period, { firstContact }) =>
      keptTo(firstContact, { from: facts.receivedAt, to: facts.contactAt }, facts, period),
  }),
  share({
    category: "first-appointment",
    definition: `Starts in the quarter, within the area's own working days from receipt. ${withoutHolds}`,
    denominator: "Starts in the quarter.",
    sourceEvents: ["referral-received", "appointment-attended", "resumed", "reopened"],
    find: (facts, period, { firstAppointment }) =>
      keptTo(firstAppointment, { from: facts.receivedAt, to: facts.start?.heldAt }, facts, period),
  }),
  share({
    category: "plan",
    definition: `Plans agreed in the quarter, within the area's own working days from the first appointment. ${withoutHolds}`,
    denominator: "Plans agreed in the quarter.",
    sourceEvents: ["appointment-attended", "plan-agreed", "resumed", "reopened"],
    find: (facts, period, { plan }) =>
      keptTo(plan, { from: facts.start?.heldAt, to: facts.plan?.agreedAt }, facts, period),
  }),
  {
    kind: "counter",
    name: "redirected-out-of-area",
    definition:
      "Referrals in the quarter from places in no pilot area: no case was made, and who called was not kept. " +
      "They belong to no area, so only England's figure can be more than 0.",
    unit: "cases",
    statistics: ["count"],
    denominator: "None.",
    sourceEvents: [],
  },
];

function outcomesAt(point: FollowUpPoint, weeks: number): CountMeasure {
  return count({
    name: `outcomes-at-${point}`,
    definition:
      `Cases that ended after a start and whose day ${weeks} weeks later fell in the quarter, by outcome. ` +
      "not-reached: asked in vain; not-asked: this ending is not followed up, or the person left before; " +
      "not-yet-due: still to be answered, its time not being up.",
    sourceEvents: ["follow-up-recorded", "exit-recorded", "case-closed"],
    dimensions: ["outcome"],
    outcomes: followUpOutcomes,
    find: ({ followUps }, period) => {
      const followUp = followUps.find((each) => each.point === point);
      if (!followUp || followUp.fallsDueOn < londonDate(period.from)) return undefined;
      if (followUp.fallsDueOn >= londonDate(period.until)) return undefined;
      return { at: lastMomentOf(period), outcome: followUp.outcome };
    },
  });
}

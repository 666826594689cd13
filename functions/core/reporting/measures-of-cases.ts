import { londonDate } from "../calendar.ts";
import type { FollowUpPoint } from "../words.ts";
import { endOf, exitOutcomes, followUpOutcomes } from "./facts.ts";
import { asAtEnd, earlier, ended, lastMomentOf, when } from "./findings.ts";
import type { CountMeasure } from "./measure.ts";

/** What can be told of every case from its referral on. */
export const atReferral = ["referrer-kind", "main-barrier", "age-band", "place"] as const;
const afterStart = [...atReferral, "employment-status-at-first-appointment"] as const;
const afterPlan = [...afterStart, "plan-type"] as const;

/** What ends a case, or says that it has not ended after all. */
export const endings = [
  "exit-recorded",
  "exit-corrected",
  "case-closed",
  "reopened",
  "merge-undone",
] as const;

const denominator =
  "The same measure without dimension (category all); empty there, because that figure is the whole.";
const byCategory = "Every case is in the figure; what was not recorded of it is a category of its dimension.";
const ofOutcomes =
  "Nobody is left out: not-reached, not-asked and not-yet-due are categories, and part of the denominator.";
const whoeverReferred = "Nobody: whatever became of the referral, it counts.";

function count(
  measure: Omit<CountMeasure, "kind" | "unit" | "statistics" | "denominator" | "missing">,
): CountMeasure {
  const missing = measure.outcomes ? ofOutcomes : byCategory;
  return { kind: "count", unit: "cases", statistics: ["count"], denominator, missing, ...measure };
}

/** How many cases came to each step of the journey, and with what outcome. */
export const countMeasures: readonly CountMeasure[] = [
  count({
    name: "referrals",
    title: "Referrals received",
    definition: "Referrals received in the quarter, whatever became of them.",
    numerator: "Cases whose referral was received in the quarter.",
    excludes: `${whoeverReferred} A referral joined to an older one keeps the older one's date.`,
    sourceEvents: ["referral-received", "duplicate-joined"],
    dimensions: atReferral,
    find: ({ receivedAt }, period) => when(receivedAt, period),
  }),
  count({
    name: "accepted",
    title: "Referrals accepted",
    definition:
      "Referrals accepted in the quarter, by the area's rules or by a person who looked. One that was turned " +
      "down and opened again was accepted then.",
    numerator: "Cases accepted in the quarter.",
    excludes: "Referrals still to be looked at, and those that were not accepted.",
    sourceEvents: ["triaged", "referral-reviewed", "reopened"],
    dimensions: atReferral,
    find: ({ acceptedAt }, period) => when(acceptedAt, period),
  }),
  count({
    name: "contacted",
    title: "People contacted for the first time",
    definition: "Cases in which the first contact with the person was recorded in the quarter.",
    numerator: "Cases whose first contact was recorded in the quarter.",
    excludes: "Attempts in which the person was not reached.",
    sourceEvents: ["contact-agreed"],
    dimensions: atReferral,
    find: ({ contactAt }, period) => when(contactAt, period),
  }),
  count({
    name: "starts",
    title: "Starts (first appointment attended)",
    definition:
      "Cases whose first appointment was attended in the quarter, by the day it was held. A start is not a job.",
    numerator: "Cases whose first attended appointment was held in the quarter.",
    excludes: "Appointments that the person did not attend, and every appointment after the first.",
    sourceEvents: ["appointment-attended", "start-corrected"],
    dimensions: afterStart,
    find: ({ start }, period) => when(start?.heldAt, period),
  }),
  count({
    name: "plans-agreed",
    title: "Plans agreed",
    definition: "Cases in which a plan was agreed with the person in the quarter.",
    numerator: "Cases whose plan was agreed in the quarter.",
    excludes: "Changes to a plan that had been agreed before.",
    sourceEvents: ["plan-agreed"],
    dimensions: afterPlan,
    find: ({ plan }, period) => when(plan?.agreedAt, period),
  }),
  count({
    name: "completions",
    title: "Completions",
    definition: "Cases that exited in the quarter with the plan completed or the maximum duration reached.",
    numerator: "Cases exited in the quarter as completed-plan or maximum-duration.",
    excludes: "Every other ending, also where an outcome was reached. A completion is not a job.",
    sourceEvents: ["exit-recorded", "exit-corrected", "reopened"],
    dimensions: afterPlan,
    find: ({ exit }, period) => (exit?.completion ? when(exit.at, period) : undefined),
  }),
  count({
    name: "withdrawals",
    title: "Withdrawals",
    definition: "Cases that ended in the quarter because the person withdrew, at any stage before exit.",
    numerator: "Cases ended in the quarter with closure withdrew.",
    excludes: "People who stopped the follow-ups: they had exited before.",
    sourceEvents: ["withdrawn", ...endings],
    dimensions: afterPlan,
    find: (facts, period) => (endOf(facts)?.closure === "withdrew" ? ended(facts, period) : undefined),
  }),
  count({
    name: "exits",
    title: "Exits",
    definition:
      "Cases that ended in the quarter, before or after a start: by a recorded exit, else by being closed.",
    numerator: "Cases ended in the quarter.",
    excludes: "Cases that were opened again and have not ended since.",
    sourceEvents: endings,
    dimensions: [...afterPlan, "closure"],
    find: ended,
  }),
  count({
    name: "outcomes-at-exit",
    title: "Outcomes at exit",
    definition:
      "The outcome recorded for each case that ended in the quarter. not-reached: the person could not be " +
      "reached; not-asked: this ending asks for no outcome.",
    numerator: "Cases ended in the quarter, by the outcome recorded then.",
    excludes: "Cases that have not ended; the outcome of those is not known.",
    sourceEvents: endings,
    dimensions: ["outcome"],
    outcomes: exitOutcomes,
    find: ended,
  }),
  outcomesAt("13-weeks", 13),
  outcomesAt("26-weeks", 26),
  count({
    name: "open-cases",
    title: "Open cases at the end of the quarter",
    definition:
      "Cases not closed at the end of the quarter's last day. Those exited but still to be followed up are open.",
    numerator: "Cases received before the end of the quarter and not closed by then.",
    excludes: "Cases closed by then, unless they were opened again.",
    sourceEvents: ["referral-received", "duplicate-joined", ...endings],
    dimensions: afterPlan,
    find: ({ receivedAt, closedAt }, period) => asAtEnd(period, receivedAt, closedAt),
  }),
  count({
    name: "waiting",
    title: "Waiting for a coach at the end of the quarter",
    definition: "Accepted cases that had no coach yet at the end of the quarter's last day.",
    numerator:
      "Cases accepted before the end of the quarter that no coach had been asked to contact by then.",
    excludes: "People with a coach who have not been contacted yet, and referrals not accepted yet.",
    sourceEvents: ["triaged", "referral-reviewed", "task-opened", ...endings],
    dimensions: atReferral,
    find: ({ acceptedAt, coachAskedAt, closedAt }, period) =>
      asAtEnd(period, acceptedAt, earlier(coachAskedAt, closedAt)),
  }),
];

function outcomesAt(point: FollowUpPoint, weeks: number): CountMeasure {
  return count({
    name: `outcomes-at-${point}`,
    title: `Outcomes ${weeks} weeks after the end`,
    definition:
      `Cases that ended after a start and whose day ${weeks} weeks later fell in the quarter, by outcome. ` +
      "not-reached: asked in vain; not-asked: this ending is not followed up, or the person left before; " +
      "not-yet-due: still to be answered, its time not being up.",
    numerator: `Cases whose follow-up at ${weeks} weeks fell due in the quarter, by the outcome recorded for it.`,
    excludes: "Cases that ended before a first appointment.",
    sourceEvents: ["appointment-attended", "follow-up-recorded", "follow-up-corrected", ...endings],
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

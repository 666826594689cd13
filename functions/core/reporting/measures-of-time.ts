import { keptTo, took } from "./findings.ts";
import type { DaysMeasure, ShareMeasure } from "./measure.ts";
import { atReferral } from "./measures-of-cases.ts";

/** What stops a clock, and lets it go on. */
const pauses = ["held", "resumed", "exit-recorded", "case-closed", "reopened", "merge-undone"] as const;
const received = ["referral-received", "duplicate-joined"] as const;
const plusHolds = "Days on hold count.";
const withoutHolds = "Days on hold, and those until a closed case was opened again, do not count.";
const notThere = "Cases that have not come so far: how long they will have waited is not known yet.";
const alwaysDated = "Nothing: both moments are recorded of every case that came so far.";

function days(
  measure: Omit<
    DaysMeasure,
    "kind" | "unit" | "statistics" | "numerator" | "denominator" | "excludes" | "missing" | "dimensions"
  >,
): DaysMeasure {
  return {
    kind: "days",
    unit: "working-days",
    statistics: ["median", "p90"],
    numerator:
      "The working days that half of the cases did not exceed (median), and that 9 in 10 did not exceed (p90).",
    denominator: `The cases that the figure is taken over, as in the measure ${measure.over}.`,
    excludes: notThere,
    missing: `${alwaysDated} A figure of fewer than 8 people is not told.`,
    dimensions: atReferral,
    ...measure,
  };
}

function share(
  measure: Omit<
    ShareMeasure,
    "kind" | "unit" | "statistics" | "name" | "title" | "dimensions" | "denominator" | "excludes" | "missing"
  >,
): ShareMeasure {
  return {
    kind: "share",
    unit: "cases",
    statistics: ["count"],
    name: "within-standard",
    title: `Within the standard: ${measure.category}`,
    denominator: `All cases that came so far in the quarter, as in the measure ${measure.over}.`,
    excludes: notThere,
    missing: alwaysDated,
    dimensions: [],
    ...measure,
  };
}

/** How long people waited for each step, and how many waits kept to the area's own standard. */
export const timeMeasures: readonly (DaysMeasure | ShareMeasure)[] = [
  days({
    name: "days-to-first-contact",
    title: "Working days to first contact",
    over: "contacted",
    definition: `Working days from receipt to first contact, of cases first contacted in the quarter. ${plusHolds}`,
    sourceEvents: [...received, "contact-agreed"],
    find: ({ receivedAt, contactAt }, period) => took(receivedAt, contactAt, period),
  }),
  days({
    name: "days-to-first-appointment",
    title: "Working days to first appointment",
    over: "starts",
    definition: `Working days from receipt to the first appointment attended, of starts in the quarter. ${plusHolds}`,
    sourceEvents: [...received, "appointment-attended", "start-corrected"],
    find: ({ receivedAt, start }, period) => took(receivedAt, start?.heldAt, period),
  }),
  days({
    name: "days-to-plan",
    title: "Working days from first appointment to plan",
    over: "plans-agreed",
    definition: `Working days from the first appointment to the plan, of plans agreed in the quarter. ${plusHolds}`,
    sourceEvents: ["appointment-attended", "start-corrected", "plan-agreed"],
    find: ({ start, plan }, period) => took(start?.heldAt, plan?.agreedAt, period),
  }),
  share({
    category: "first-contact",
    over: "contacted",
    definition: `Cases first contacted in the quarter, within the area's own working days from receipt. ${withoutHolds}`,
    numerator: "Cases first contacted in the quarter and within the area's standard.",
    sourceEvents: [...received, "contact-agreed", ...pauses],
    find: (facts, period, { firstContact }) =>
      keptTo(firstContact, { from: facts.receivedAt, to: facts.contactAt }, facts, period),
  }),
  share({
    category: "first-appointment",
    over: "starts",
    definition: `Starts in the quarter, within the area's own working days from receipt. ${withoutHolds}`,
    numerator: "Starts in the quarter that were within the area's standard.",
    sourceEvents: [...received, "appointment-attended", "start-corrected", ...pauses],
    find: (facts, period, { firstAppointment }) =>
      keptTo(firstAppointment, { from: facts.receivedAt, to: facts.start?.heldAt }, facts, period),
  }),
  share({
    category: "plan",
    over: "plans-agreed",
    definition: `Plans agreed in the quarter, within the area's own working days from the first appointment. ${withoutHolds}`,
    numerator: "Plans agreed in the quarter that were within the area's standard.",
    sourceEvents: ["appointment-attended", "start-corrected", "plan-agreed", ...pauses],
    find: (facts, period, { plan }) =>
      keptTo(plan, { from: facts.start?.heldAt, to: facts.plan?.agreedAt }, facts, period),
  }),
];

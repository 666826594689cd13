import { z } from "zod";
import { Day, Description, EmailAddress, Line, Moment, Note, PhoneNumber } from "./texts.ts";
import {
  actionKinds,
  actionOwners,
  actionStates,
  appointmentChannels,
  barriers,
  closures,
  employmentStatuses,
  outcomes,
  planTypes,
  type TaskKind,
} from "./words.ts";

const list = <Of extends z.ZodType>(of: Of) => z.array(of).max(20, "Give 20 or fewer");
/** A repeat with the same attemptId is the same attempt. */
const attemptId = { attemptId: Line.optional() };
const note = { note: Note.optional() };
const score = z.int().min(0).max(10).optional();

/** The four personal well-being questions of the Office for National Statistics, each 0 to 10. */
const Wellbeing = z
  .strictObject({ lifeSatisfaction: score, worthwhile: score, happiness: score, anxiety: score })
  .optional();

/** An action of the plan; `serviceId` names a service of the area's list. */
export const NewAction = z.strictObject({
  kind: z.enum(actionKinds),
  description: Description,
  by: z.enum(actionOwners),
  serviceId: Line.optional(),
  dueOn: Day.optional(),
});
export type NewAction = z.infer<typeof NewAction>;

/** Every stage task can ask for more time: an attempt that moves the due moment. */
const MoreTime = z.strictObject({
  moreTime: z.strictObject({ until: Moment, reason: Note }),
  ...attemptId,
});
export type MoreTime = z.infer<typeof MoreTime>;

const ReviewReferral = z.strictObject({
  decision: z.enum(["accept", "redirect", "decline"]),
  reason: Note,
  redirectTo: Line.optional(),
  /** One of the area's places, where it delivers only in some. */
  place: Line.optional(),
});

const MakeSafe = z.strictObject({ action: Note, note: Note, escalatedTo: Line.optional() });

const WaitForCoach = z.strictObject({
  assignTo: Line.optional(),
  overrideCapacity: z.boolean().optional(),
  reason: Note.optional(),
});

const Contact = z.strictObject({
  outcome: z.enum(["agreed", "could-not-reach", "does-not-want-it", "not-appropriate", "unable-to-contact"]),
  channel: z.enum(appointmentChannels).optional(),
  appointmentAt: Moment.optional(),
  nextTryAt: Moment.optional(),
  /** The coach told the person what those with an email address read there. */
  told: z.boolean().optional(),
  ...note,
  ...attemptId,
});

const AssessmentHeld = z.strictObject({
  heldAt: Moment,
  channel: z.enum(appointmentChannels),
  attended: z.enum(["yes", "late"]),
  employmentStatus: z.enum(employmentStatuses),
  mainBarrier: z.enum(barriers),
  otherBarriers: list(z.enum(barriers)).optional(),
  goals: Note.optional(),
  wellbeing: Wellbeing,
  ...note,
});

const NewAppointment = z.strictObject({
  appointmentAt: Moment,
  channel: z.enum(appointmentChannels).optional(),
});

const AssessmentMissed = z.strictObject({
  attended: z.literal("no"),
  next: z.union(
    [NewAppointment, z.literal("could-not-reach")],
    "Give this as {appointmentAt}, or as could-not-reach",
  ),
  ...note,
  ...attemptId,
});

/** Before the appointment: person and coach agreed another time. Nobody missed anything. */
const AssessmentRearranged = z.strictObject({ rearrange: NewAppointment, ...note, ...attemptId });

const Plan = z.strictObject({
  planType: z.enum(planTypes),
  actions: list(NewAction),
  shareWith: z.strictObject({ gp: z.boolean().optional(), employer: z.boolean().optional() }).optional(),
  reviewInWeeks: z.int().min(1).max(26).optional(),
  ...note,
});

const ReviewMissed = z.strictObject({
  attended: z.literal("no"),
  next: z.literal("continue").optional(),
  reviewOn: Day.optional(),
  ...note,
  ...attemptId,
});

const ReviewHeld = z.strictObject({
  attended: z.enum(["yes", "late"]),
  actions: list(
    z.strictObject({ id: Line, status: z.enum(actionStates), reason: Note.optional() }),
  ).optional(),
  newActions: list(NewAction).optional(),
  employmentStatus: z.enum(employmentStatuses).optional(),
  next: z.enum(["continue", "finish"]),
  reviewOn: Day.optional(),
  ...note,
});

const Exit = z.strictObject({
  closure: z.enum(closures),
  outcome: z.enum(outcomes).optional(),
  employmentStatus: z.enum(employmentStatuses).optional(),
  adjustmentsMade: list(z.enum(actionKinds)).optional(),
  wellbeing: Wellbeing,
  ...note,
});

const FollowUpReached = z.strictObject({
  reached: z.literal(true, "Give this as true or false"),
  outcome: z.enum(outcomes),
  employmentStatus: z.enum(employmentStatuses),
  hoursPerWeek: z.number().min(0).max(168).optional(),
  wellbeing: Wellbeing,
  ...note,
});

const FollowUpNotReached = z.strictObject({ reached: z.literal(false), ...note, ...attemptId });

const CheckAddress = z.strictObject({
  email: EmailAddress.optional(),
  phone: PhoneNumber.optional(),
  ...note,
});

/** What each kind of task takes as its answer. Source: the HTTP contract, "Staff". */
export const answerSchemas = {
  "review-referral": z.union([ReviewReferral, MoreTime]),
  "wait-for-coach": z.union([WaitForCoach, MoreTime]),
  contact: z.union([Contact, MoreTime]),
  assessment: z.union([AssessmentHeld, AssessmentMissed, AssessmentRearranged, MoreTime]),
  plan: z.union([Plan, MoreTime]),
  review: z.union([ReviewHeld, ReviewMissed, MoreTime]),
  exit: z.union([Exit, MoreTime]),
  "follow-up": z.union([FollowUpReached, FollowUpNotReached, MoreTime]),
  "make-safe": MakeSafe,
  "check-address": CheckAddress,
} as const satisfies Record<TaskKind, z.ZodType>;

export type AnswerTo<Kind extends TaskKind> = z.infer<(typeof answerSchemas)[Kind]>;

/**
 * The one schema of a kind that fits what was sent, so that its mistakes are told at their own fields instead of
 * as "no variant matches".
 */
export function schemaFor(kind: TaskKind, sent: unknown): z.ZodType {
  const given = typeof sent === "object" && sent !== null ? (sent as Record<string, unknown>) : {};
  if ("moreTime" in given && kind !== "make-safe" && kind !== "check-address") return MoreTime;
  switch (kind) {
    case "review-referral":
      return ReviewReferral;
    case "wait-for-coach":
      return WaitForCoach;
    case "contact":
      return Contact;
    case "assessment":
      if ("rearrange" in given) return AssessmentRearranged;
      return given.attended === "no" ? AssessmentMissed : AssessmentHeld;
    case "plan":
      return Plan;
    case "review":
      return given.attended === "no" ? ReviewMissed : ReviewHeld;
    case "exit":
      return Exit;
    case "follow-up":
      return given.reached === false ? FollowUpNotReached : FollowUpReached;
    case "make-safe":
      return MakeSafe;
    case "check-address":
      return CheckAddress;
  }
}

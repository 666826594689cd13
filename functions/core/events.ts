import { z } from "zod";
import { newestSchema } from "./event-schemas.ts";
import { event, noteId } from "./event-shape.ts";
import { commandEvents } from "./events-of-commands.ts";
import { addressOwners, deliveryEvents } from "./events-of-delivery.ts";
import { personEvents } from "./events-of-person.ts";
import { rightsEvents } from "./events-of-rights.ts";
import { Instant } from "./texts.ts";
import {
  actionKinds,
  actionOwners,
  actionStates,
  appointmentChannels,
  areaTests,
  attemptResults,
  barriers,
  closures,
  consentNames,
  employmentStatuses,
  followUpPoints,
  outcomes,
  planTypes,
  referrerKinds,
  taskKinds,
} from "./words.ts";

// Events hold no personal data and no free text: texts are notes, named here by their id. So erasing a person
// removes their details and notes, and the log stays whole.

const handle = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
const date = z.iso.date();

export const ageBands = [
  "under-16",
  "16-17",
  "18-24",
  "25-34",
  "35-44",
  "45-54",
  "55-64",
  "65-and-over",
] as const;

/** Why a referral needs a person to look, or a reason a person may want to know. */
export const reviewReasons = [
  "under-area-minimum-age",
  "under-18",
  "out-of-work-too-long",
  "out-of-work-since-unknown",
  "no-area-test-matched",
  "place-unknown",
  "restricted-record",
] as const;
export type ReviewReason = (typeof reviewReasons)[number];

/** Who a task or an email is for: one member of staff, or whoever has a role in the area. */
export const Recipient = z.union([
  z.object({ staff: z.string() }),
  z.object({ role: z.enum(["lead", "duty", "safeguarding"]) }),
]);
export type Recipient = z.infer<typeof Recipient>;

export const Consents = z.object({
  shareBackWithReferrer: z.boolean(),
  contactEmployer: z.boolean(),
  shareWithGp: z.boolean(),
  evaluation: z.boolean(),
});

/** The day on which the person last gave or withdrew a consent. */
export const ConsentDays = z.partialRecord(z.enum(consentNames), date);
export type ConsentDays = z.infer<typeof ConsentDays>;

export const PlanAction = z.object({
  id: z.string(),
  kind: z.enum(actionKinds),
  by: z.enum(actionOwners),
  descriptionNote: z.string(),
  serviceId: z.string().optional(),
  dueOn: date.optional(),
  status: z.enum(actionStates),
});
export type PlanAction = z.infer<typeof PlanAction>;

const referralEvents = [
  event("referral-received", {
    area: z.string(),
    reference: z.string(),
    referrerKind: z.enum(referrerKinds),
    /** The test by which the area was found; "chosen" where the person chose it and nothing else matched. */
    placedBy: z.enum([...areaTests, "chosen"]),
    /** ONS code of the local authority, and the board's ODS code, as at this event. */
    authority: z.string().optional(),
    icbAtEvent: z.string().optional(),
    ageBand: z.enum(ageBands),
    workStatus: z.enum(employmentStatuses),
    mainBarrier: z.enum(barriers),
    consents: Consents,
    consentedOn: ConsentDays.optional(),
    /** A case that was transferred: where it was before, and when the person was first referred. */
    transferredFrom: z.object({ area: z.string(), reference: z.string() }).optional(),
    originallyReceivedAt: Instant.optional(),
    restricted: z.boolean(),
    acknowledge: z.object({ referrer: z.boolean(), person: z.boolean() }),
    /** Whether the referrer wants more emails than that. Referrals kept before this was asked have none. */
    hearBack: z.boolean().optional(),
    warnings: z.array(z.enum(["nhs-number-check-digit"])),
  }),
  event("triaged", { result: z.enum(["eligible", "review"]), reasons: z.array(z.enum(reviewReasons)) }),
  event("referral-reviewed", {
    decision: z.enum(["accept", "redirect", "decline"]),
    /** One of the area's places, where it delivers only in some. */
    place: z.string().optional(),
    reasonNote: noteId,
  }),
] as const;

const assignmentEvents = [
  event("coach-assigned", {
    coach: z.string(),
    /** Why this coach, in words without personal data. */
    because: z.array(z.string()),
    overrodeCapacity: z.boolean().optional(),
    reasonNote: noteId,
  }),
  event("coach-not-found", { because: z.array(z.string()) }),
  event("place-released", {}),
] as const;

const taskEvents = [
  event("task-opened", {
    handle,
    kind: z.enum(taskKinds),
    point: z.enum(followUpPoints).optional(),
    to: Recipient,
    askAt: Instant,
    dueAt: Instant,
  }),
  event("task-attempted", {
    handle,
    attemptId: z.string(),
    result: z.enum(attemptResults),
    nextAt: Instant.optional(),
    /** Of a new appointment, where it differs from that of the one before. */
    channel: z.enum(appointmentChannels).optional(),
    dueAt: Instant.optional(),
    note: noteId,
  }),
  /** `fingerprint` tells a repeat of the same answer from a different one. */
  event("task-answered", { handle, fingerprint: z.string(), note: noteId }),
  event("task-overdue", { handle }),
  event("task-escalated", { handle }),
] as const;

const journeyEvents = [
  event("contact-agreed", {
    channel: z.enum(appointmentChannels).optional(),
    appointmentAt: Instant.optional(),
  }),
  /** The coach told a person without an email address what others read in theirs. */
  event("person-told", {}),
  event("appointment-attended", {
    heldAt: Instant,
    channel: z.enum(appointmentChannels),
    late: z.boolean(),
    employmentStatus: z.enum(employmentStatuses),
    mainBarrier: z.enum(barriers),
    otherBarriers: z.array(z.enum(barriers)),
    wellbeing: z.record(z.string(), z.number()).optional(),
    goalsNote: noteId,
  }),
  event("plan-agreed", {
    planType: z.enum(planTypes),
    actions: z.array(PlanAction),
    shareWith: z.object({ gp: z.boolean(), employer: z.boolean() }),
    nextReviewOn: date,
  }),
  event("review-held", {
    next: z.enum(["continue", "finish"]),
    late: z.boolean(),
    actions: z.array(z.object({ id: z.string(), status: z.enum(actionStates), reasonNote: noteId })),
    newActions: z.array(PlanAction),
    employmentStatus: z.enum(employmentStatuses).optional(),
    nextReviewOn: date.optional(),
  }),
  event("finish-asked", {}),
  /** The weeks of support that the area gives are over: it prompts coach and lead, and ends nothing. */
  event("support-limit-reached", { weeks: z.int(), endsOn: date, isUsual: z.boolean() }),
  event("exit-recorded", {
    closure: z.enum(closures),
    outcome: z.union([z.enum(outcomes), z.literal("not-asked")]),
    employmentStatus: z.enum(employmentStatuses).optional(),
    adjustmentsMade: z.array(z.enum(actionKinds)),
    wellbeing: z.record(z.string(), z.number()).optional(),
    followedUp: z.boolean(),
    completion: z.boolean(),
  }),
  event("follow-up-recorded", {
    point: z.enum(followUpPoints),
    outcome: z.enum(outcomes),
    employmentStatus: z.enum(employmentStatuses).optional(),
    hoursPerWeek: z.number().optional(),
    wellbeing: z.record(z.string(), z.number()).optional(),
  }),
  event("held", { until: Instant, reasonNote: noteId }),
  /** `askAt`: what would have been asked during the hold is asked now. */
  event("resumed", { dueAt: Instant.optional(), askAt: Instant.optional() }),
  event("withdrawn", { through: z.enum(["link", "staff"]), reasonNote: noteId }),
  event("case-closed", { closure: z.enum(closures) }),
] as const;

const otherEvents = [
  event("safety-raised", { atRisk: z.boolean(), note: noteId }),
  event("made-safe", { actionNote: z.string(), escalatedNote: noteId }),
  /** `addressWorks`: the old address is good after all; otherwise what is still marked stays so. */
  event("address-checked", { addressWorks: z.boolean().optional() }),
  event("note-added", { note: z.string() }),
  /** `foundOthers`: another referral of the area may be of the same person. Which one is never told here. */
  event("person-indexed", { foundOthers: z.boolean().optional() }),
  event("email-intended", {
    email: z.string(),
    to: Recipient.or(z.enum(["person", "referrer", "former-address", "duty-and-lead"])),
  }),
  event("email-sent", { email: z.string() }),
  /** Kept back because the address has had as many emails as it may have in a day; it is due again then. */
  event("email-delayed", { email: z.string(), until: Instant }),
  /**
   * Not sent because it was no longer true, or because the address was refused, now or before. `of`: whose address
   * that is, unless it is a member of staff's.
   */
  event("email-dropped", {
    email: z.string(),
    because: z.enum(["no-longer-true", "no-address", "rejected", "address-marked"]),
    of: z.enum(addressOwners).optional(),
  }),
] as const;

/** Something that happened to a case; `decide` makes them, the store stamps and keeps them for ever. */
export const NewEvent = z.discriminatedUnion("type", [
  ...referralEvents,
  ...assignmentEvents,
  ...taskEvents,
  ...journeyEvents,
  ...otherEvents,
  ...commandEvents,
  ...deliveryEvents,
  ...rightsEvents,
  ...personEvents,
]);
export type NewEvent = z.infer<typeof NewEvent>;
export type EventType = NewEvent["type"];

/** Who did it. Staff are named by id; the service itself needs none. */
export const Actor = z.union([
  z.strictObject({ kind: z.enum(["service", "person", "referrer"]) }),
  z.strictObject({ kind: z.literal("staff"), id: z.string() }),
]);
export type Actor = z.infer<typeof Actor>;

/**
 * A request that carried an Idempotency-Key, as hashes: its key, and what it asked for. It is kept on the first
 * event that it brought about, in the same write, so that whoever repeats it is told what happened then.
 */
export interface KeyedRequest {
  readonly key: string;
  readonly body: string;
}

/** The envelope of every stored event: its number in the case, when, and who. */
export type CaseEvent = NewEvent & {
  readonly eventId: string;
  readonly at: Instant;
  readonly by: Actor;
  /** The version of its type's schema; 1 where it is absent. */
  readonly schema?: number;
  readonly request?: KeyedRequest;
};

/** Event ids are the case's own count: e1, e2, ... */
export function stamped(events: readonly NewEvent[], after: number, at: Instant, by: Actor): CaseEvent[] {
  return events.map((each, index) => ({
    ...each,
    ...schemaAbove1(each.type),
    eventId: `e${after + index + 1}`,
    at,
    by,
  }));
}

function schemaAbove1(type: EventType): { schema?: number } {
  const schema = newestSchema(type);
  return schema > 1 ? { schema } : {};
}

import { z } from "zod";
import { event, noteId } from "./event-shape.ts";
import { stages } from "./stages.ts";
import { Instant } from "./texts.ts";
import {
  barriers,
  closures,
  consentNames,
  contactFields,
  employmentStatuses,
  followUpPoints,
  outcomes,
  planReaders,
} from "./words.ts";

const date = z.iso.date();

/** The stages that a case can come back to when it is opened again. */
export const reopenedStages = ["triage", "assignment", "contact", "plan", "support"] as const;
export type ReopenedStage = (typeof reopenedStages)[number];

/** What coach and lead bring about outside the tasks. A correction holds the facts as they are from then on. */
export const commandEvents = [
  /** A request with an Idempotency-Key found nothing to do; kept so that its key is not used for another. */
  event("request-kept", {}),
  event("consent-changed", { which: z.enum(consentNames), given: z.boolean(), on: date }),
  /** Which details changed, never their values. The note is the person's address until then, to be told. */
  event("contact-changed", {
    fields: z.array(z.enum(contactFields)),
    /** Whether the person has an email address of their own from then on. */
    hasEmail: z.boolean().optional(),
    formerAddressNote: noteId,
  }),
  event("plan-shared", { with: z.enum(planReaders) }),
  event("coach-reassigned", {
    coach: z.string(),
    because: z.array(z.string()),
    overrodeCapacity: z.boolean().optional(),
    reasonNote: noteId,
  }),
  /** The coach is gone and nobody has taken the person over yet: the lead sees to them meanwhile. */
  event("coach-left", { reasonNote: noteId }),
  event("transferred", { toArea: z.string(), newReference: z.string(), reasonNote: noteId }),
  event("merged", { into: z.string(), reasonNote: noteId }),
  /** The case in which the journey goes on exists, or knows of this one. */
  event("continued-elsewhere", {}),
  /** `others`: what had been joined to that referral before. `receivedAt`: of the earliest of them all. */
  event("duplicate-joined", {
    reference: z.string(),
    receivedAt: Instant,
    others: z.array(z.string()).optional(),
  }),
  /** The cases had been joined in a circle, so that none was left open: this one goes on where it was. */
  event("merge-undone", { stage: z.enum(stages).exclude(["hold"]) }),
  event("reopened", {
    stage: z.enum(reopenedStages),
    coach: z.string().optional(),
    because: z.array(z.string()),
    reasonNote: noteId,
  }),
  event("start-corrected", {
    of: z.string(),
    heldAt: Instant,
    employmentStatus: z.enum(employmentStatuses),
    mainBarrier: z.enum(barriers),
    reasonNote: noteId,
  }),
  event("exit-corrected", {
    of: z.string(),
    closure: z.enum(closures),
    outcome: z.union([z.enum(outcomes), z.literal("not-asked")]),
    employmentStatus: z.enum(employmentStatuses).optional(),
    followedUp: z.boolean(),
    completion: z.boolean(),
    reasonNote: noteId,
  }),
  event("follow-up-corrected", {
    of: z.string(),
    point: z.enum(followUpPoints),
    outcome: z.enum(outcomes),
    employmentStatus: z.enum(employmentStatuses).optional(),
    reasonNote: noteId,
  }),
] as const;

export type CommandEvent = z.infer<(typeof commandEvents)[number]>;

import { z } from "zod";
import { AskedCall } from "./call.ts";
import { ageBands, ConsentDays, Consents, PlanAction, Recipient, reviewReasons } from "./events.ts";
import { addressOwners } from "./events-of-delivery.ts";
import { type Stage, stages } from "./stages.ts";
import { Instant } from "./texts.ts";
import {
  appointmentChannels,
  attemptResults,
  barriers,
  closures,
  employmentStatuses,
  followUpPoints,
  outcomes,
  planReaders,
  planTypes,
  referrerKinds,
  type TaskKind,
  taskKinds,
} from "./words.ts";

export const Task = z.strictObject({
  handle: z.string(),
  kind: z.enum(taskKinds),
  point: z.enum(followUpPoints).optional(),
  to: Recipient,
  state: z.enum(["open", "done", "superseded"]),
  /** When its email goes out. It can be answered from the moment it is open. */
  askAt: Instant,
  dueAt: Instant,
  attempts: z.array(
    z.strictObject({
      attemptId: z.string(),
      at: Instant,
      result: z.enum(attemptResults),
      nextAt: Instant.optional(),
    }),
  ),
  fingerprint: z.string().optional(),
  overdue: z.boolean(),
  escalated: z.boolean(),
});
export type Task = z.infer<typeof Task>;

/** The case in which a journey goes on that this one ends: after a transfer, or joined with another referral. */
export const Continuation = z.strictObject({
  because: z.enum(["transferred", "merged"]),
  area: z.string(),
  reference: z.string(),
  /** Where the journey was then: what a referrer saw last, and goes on seeing. */
  at: Instant,
  stage: z.enum(stages).exclude(["hold"]),
  /** Whether that case exists and knows of this one. */
  opened: z.boolean(),
});
export type Continuation = z.infer<typeof Continuation>;

/** An address that emails cannot reach: none goes to it until it was put right. */
export const MarkedAddress = z.strictObject({
  of: z.enum(addressOwners),
  /** Emails that came back, or were not sent because of the mark. */
  undelivered: z.array(z.string()),
  /** Whether the lead has looked since: then they are not asked once more. */
  isChecked: z.boolean(),
});
export type MarkedAddress = z.infer<typeof MarkedAddress>;

export const Pause = z.strictObject({ from: Instant, to: Instant });
export type Pause = z.infer<typeof Pause>;

/** The facts that can be corrected. */
const correctable = ["start", "exit", ...followUpPoints] as const;
export type CorrectableFact = (typeof correctable)[number];

/** Facts every case has, whatever its stage. */
const everyCase = {
  reference: z.string(),
  area: z.string(),
  receivedAt: Instant,
  /** When the last event of the journey happened; what becomes of the record is no part of that. */
  updatedAt: Instant,
  /** How many events have been folded. */
  eventCount: z.int(),
  referrerKind: z.enum(referrerKinds),
  placedBy: z.string(),
  authority: z.string().optional(),
  icbAtEvent: z.string().optional(),
  ageBand: z.enum(ageBands),
  mainBarrier: z.enum(barriers),
  workStatus: z.enum(employmentStatuses),
  consents: Consents,
  consentedOn: ConsentDays.optional(),
  restricted: z.boolean(),
  acknowledge: z.strictObject({ referrer: z.boolean(), person: z.boolean() }),
  hearBack: z.boolean().optional(),
  /** Whether the person has an email address of their own, once that has changed since the referral. */
  hasEmail: z.boolean().optional(),
  triagedAt: Instant.optional(),
  acceptedAt: Instant.optional(),
  reviewReasons: z.array(z.enum(reviewReasons)),
  /** The area lead looked at the referral and did not accept it. */
  turnedAway: z.boolean().optional(),
  tasks: z.array(Task),
  /** Someone may be at risk and nobody has answered the safety task yet. */
  safetyOpen: z.boolean(),
  coach: z.string().optional(),
  /** When that coach took the person over from another. */
  takenOverAt: Instant.optional(),
  /** When the person came to need a coach's place; undefined once they have one. */
  queuedSince: Instant.optional(),
  /** Where the person is to be supported, in an area that delivers only in some places. */
  place: z.string().optional(),
  /** Whether some coach's place may be taken for this person: from acceptance until the places were released. */
  placeHeld: z.boolean(),
  personIndexed: z.boolean(),
  /** When it was indexed, another referral of the area seemed to be of the same person. */
  foundOthers: z.boolean().optional(),
  contact: z
    .strictObject({
      at: Instant,
      channel: z.enum(appointmentChannels).optional(),
      appointmentAt: Instant.optional(),
    })
    .optional(),
  /** When a coach told the person what others read in their email. */
  toldAt: Instant.optional(),
  /** The first appointment as it stands; `id` is the event that agreed it, so that each new one has its own emails. */
  appointment: z
    .strictObject({
      id: z.string(),
      agreedAt: Instant,
      at: Instant,
      channel: z.enum(appointmentChannels).optional(),
    })
    .optional(),
  start: z
    .strictObject({
      heldAt: Instant,
      recordedAt: Instant,
      /** When it was corrected in a way that may move the end of the weeks of support. */
      correctedAt: Instant.optional(),
      channel: z.enum(appointmentChannels),
      employmentStatus: z.enum(employmentStatuses),
      mainBarrier: z.enum(barriers),
    })
    .optional(),
  plan: z
    .strictObject({
      agreedAt: Instant,
      planType: z.enum(planTypes),
      actions: z.array(PlanAction),
      nextReviewOn: z.iso.date(),
    })
    .optional(),
  reviewsHeld: z.int(),
  /** What was told of the person's work since the first appointment, when it changed. */
  statusChanges: z.array(z.strictObject({ at: Instant, status: z.enum(employmentStatuses) })).optional(),
  /** Times that count towards no clock: on hold, or closed until it was opened again. */
  pauses: z.array(Pause).optional(),
  /** The end of the weeks of support was reached; `answered` once the coach has gone on all the same. */
  limitReached: z
    .strictObject({ weeks: z.int(), endsOn: z.iso.date(), isUsual: z.boolean(), answered: z.boolean() })
    .optional(),
  exit: z
    .strictObject({
      at: Instant,
      closure: z.enum(closures),
      outcome: z.union([z.enum(outcomes), z.literal("not-asked")]),
      employmentStatus: z.enum(employmentStatuses).optional(),
      followedUp: z.boolean(),
      completion: z.boolean(),
    })
    .optional(),
  followUps: z.array(
    z.strictObject({
      point: z.enum(followUpPoints),
      at: Instant,
      outcome: z.enum(outcomes),
      employmentStatus: z.enum(employmentStatuses).optional(),
    }),
  ),
  withdrawnAt: Instant.optional(),
  /** Whoever was working with the person when they withdrew: they get the one "stop" notice. */
  stopNoticeTo: Recipient.optional(),
  emails: z.record(z.string(), z.enum(["intended", "sent", "dropped"])),
  /** Until when each email that was kept back waits. */
  delayedEmails: z.record(z.string(), Instant).optional(),
  /** Requests that took effect: the hash of each key with that of what it asked for. */
  requests: z.record(z.string(), z.string()).optional(),
  /** The event that says each correctable fact. */
  factIds: z.partialRecord(z.enum(correctable), z.string()).optional(),
  /** Addresses the person had before, each to be told once: the email's id and the note that holds the address. */
  formerAddresses: z.array(z.strictObject({ email: z.string(), note: z.string() })).optional(),
  /** Addresses from which emails came back. */
  markedAddresses: z.array(MarkedAddress).optional(),
  /** Mails of which it is known that they came back: news of one may come twice. */
  returnedMails: z.array(z.string()).optional(),
  /** Handles of the safety tasks that phones were told of. */
  alertedTasks: z.array(z.string()).optional(),
  /** A call that the person has asked for, until somebody talks with them or tries to. */
  callAsked: AskedCall.optional(),
  sharedWith: z.array(z.strictObject({ with: z.enum(planReaders), at: Instant })).optional(),
  transferredFrom: z.strictObject({ area: z.string(), reference: z.string() }).optional(),
  continuesAs: Continuation.optional(),
  /** References of other referrals of the same person that were joined to this one. */
  joined: z.array(z.string()).optional(),
  /** When this referral itself was received, where one that was joined to it is older. */
  ownReceivedAt: Instant.optional(),
  /** The record is kept whatever its retention period says. */
  legalHold: z.strictObject({ since: Instant }).optional(),
  /** The person is to be removed from the record, was, and was looked for once more. */
  erasure: z
    .strictObject({ askedAt: Instant, removedAt: Instant.optional(), checkedAt: Instant.optional() })
    .optional(),
};

const working = z.strictObject(everyCase);
const started = working.required({ start: true });
const planned = started.required({ plan: true });
const exited = working.required({ exit: true });

/** The stages a case can come back to from hold. */
export const heldStages = ["review", "waiting", "contact", "assessment", "plan", "support", "exit"] as const;
export type HeldStage = (typeof heldStages)[number];

/**
 * A case: the state folded from its events. Which facts it must have depends on its stage, so an impossible
 * case does not type.
 */
export const Case = z.discriminatedUnion("stage", [
  working.extend({ stage: z.literal("triage") }),
  working.extend({ stage: z.literal("review") }),
  working.extend({ stage: z.literal("assignment") }),
  working.extend({ stage: z.literal("waiting") }),
  working.extend({ stage: z.literal("contact") }),
  working.extend({ stage: z.literal("assessment") }),
  started.extend({ stage: z.literal("plan") }),
  planned.extend({ stage: z.literal("support") }),
  working.extend({ stage: z.literal("exit") }),
  exited.extend({ stage: z.literal("follow-up") }),
  working.extend({
    stage: z.literal("hold"),
    resumesAs: z.enum(heldStages),
    heldAt: Instant,
    heldUntil: Instant,
  }),
  working.extend({ stage: z.literal("closed"), closedAt: Instant, closure: z.enum(closures) }),
]);
export type Case = z.infer<typeof Case>;

/** Tasks that belong to no stage and go on beside the journey. */
const parallelKinds: readonly TaskKind[] = ["make-safe", "check-address"];

export function isParallel(kind: TaskKind): boolean {
  return parallelKinds.includes(kind);
}

/**
 * While a case is on hold the clock of its stage's task stands still; parallel tasks go on. Once it is closed only
 * safety does.
 */
export function standsStillAt(stage: Stage, kind: TaskKind): boolean {
  if (stage === "closed") return kind !== "make-safe";
  return stage === "hold" && !isParallel(kind);
}

/** The open task of the case's stage, if it has one yet. */
export function stageTask(given: Case): Task | undefined {
  return given.tasks.find((task) => task.state === "open" && !isParallel(task.kind));
}

/** The case that this one was joined to, as another referral of the same person. */
export function joinedTo({ continuesAs }: Case): string | undefined {
  return continuesAs?.because === "merged" ? continuesAs.reference : undefined;
}

/** A coach's place counts from assignment to the end of support, whether or not it has been released since. */
export function hasEndedSupport(given: Case): boolean {
  return given.exit !== undefined || given.stage === "closed";
}

/** After a death everything stops: no email, no task, no timer. */
export function hasDied(given: Case): boolean {
  return given.stage === "closed" && given.closure === "died";
}

/** Whether the person has an email address of their own: as the referral had it until their details changed. */
export function hasEmail(given: Case): boolean {
  return given.hasEmail ?? given.acknowledge.person;
}

export function openTasks(given: Case): Task[] {
  return given.tasks.filter((task) => task.state === "open");
}

/**
 * Whether somebody still has something to do with the case: until it is closed, and after that while somebody may be
 * at risk.
 */
export function isUnderWay(given: Case): boolean {
  const { stage } = given;
  return stage !== "closed" || openTasks(given).some(({ kind }) => !standsStillAt(stage, kind));
}

export function taskOf(given: Case, handle: string): Task | undefined {
  return given.tasks.find((task) => task.handle === handle);
}

import { z } from "zod";
import { addWeeks, londonDate } from "../calendar.ts";
import { type Case, Pause } from "../case.ts";
import { ageBands } from "../events.ts";
import { stages } from "../stages.ts";
import { followUpWeeks } from "../task-plan.ts";
import { Instant } from "../texts.ts";
import {
  barriers,
  closures,
  employmentStatuses,
  followUpPoints,
  outcomes,
  planTypes,
  referrerKinds,
} from "../words.ts";

/** Every outcome that an exit can count as: where none is asked for, that is told too. */
export const exitOutcomes = [...outcomes, "not-asked"] as const;
/** Every outcome that a follow-up can count as; `not-yet-due` until it is answered or its time is up. */
export const followUpOutcomes = [...outcomes, "not-asked", "not-yet-due"] as const;

/**
 * What reports need to know of one case, and nothing else: no name, no reference, no text. Kept beside each case
 * in an index, so that an export reads these alone. What a newer version keeps there besides is left out.
 */
export const CaseFacts = z.object({
  area: z.string(),
  /**
   * Keys that other cases of the same person have too, in any area: nothing leads from them to the person without
   * the server's key. None once the person was erased.
   */
  person: z.array(z.string()).optional(),
  /** The workflow's stage now. */
  stage: z.enum(stages),
  receivedAt: Instant,
  referrerKind: z.enum(referrerKinds),
  /** Age on the day the referral was received. */
  ageBand: z.enum(ageBands),
  /** ONS code of the local authority and ODS code of the board, both as at receipt. */
  authority: z.string().optional(),
  icbAtEvent: z.string().optional(),
  /** As told in the referral. What was true at the first appointment is in `start`. */
  mainBarrier: z.enum(barriers),
  workStatus: z.enum(employmentStatuses),
  acceptedAt: Instant.optional(),
  /** When a coach was first asked to make contact, which is when the person stopped waiting for one. */
  coachAskedAt: Instant.optional(),
  /** When first contact was recorded. */
  contactAt: Instant.optional(),
  /** The first appointment that was attended. */
  start: z
    .object({
      heldAt: Instant,
      employmentStatus: z.enum(employmentStatuses),
      mainBarrier: z.enum(barriers),
    })
    .optional(),
  plan: z.object({ agreedAt: Instant, planType: z.enum(planTypes) }).optional(),
  exit: z
    .object({
      at: Instant,
      closure: z.enum(closures),
      outcome: z.enum(exitOutcomes),
      employmentStatus: z.enum(employmentStatuses).optional(),
      followedUp: z.boolean(),
      completion: z.boolean(),
    })
    .optional(),
  /** Both points of every case that ended after a start, whether or not anyone was, or will be, asked. */
  followUps: z.array(
    z.object({
      point: z.enum(followUpPoints),
      /** The London day so many weeks after the end: it decides the quarter in which it counts. */
      fallsDueOn: z.iso.date(),
      at: Instant.optional(),
      outcome: z.enum(followUpOutcomes),
    }),
  ),
  /** Times that count towards no standard: on hold, or closed until it was opened again. */
  pauses: z.array(Pause).optional(),
  withdrawnAt: Instant.optional(),
  closedAt: Instant.optional(),
  closure: z.enum(closures).optional(),
});
export type CaseFacts = z.infer<typeof CaseFacts>;

/** How a case ended, by whichever came first: a recorded exit, or the case being closed without one. */
export interface CaseEnd {
  readonly at: Instant;
  readonly closure: (typeof closures)[number];
  readonly outcome: (typeof exitOutcomes)[number];
  readonly completion: boolean;
}

/** The reporting facts of a case: all but the keys of its person are derived from its events. */
export function factsOf(given: Case, person?: readonly string[]): CaseFacts {
  const { start, plan, exit } = given;
  const facts: CaseFacts = {
    area: given.area,
    ...(person ? { person: [...person] } : {}),
    stage: given.stage,
    receivedAt: given.receivedAt,
    referrerKind: given.referrerKind,
    ageBand: given.ageBand,
    authority: given.authority,
    icbAtEvent: given.icbAtEvent,
    mainBarrier: given.mainBarrier,
    workStatus: given.workStatus,
    acceptedAt: given.acceptedAt,
    coachAskedAt: coachAskedAt(given),
    contactAt: given.contact?.at,
    start: start && {
      heldAt: start.heldAt,
      employmentStatus: start.employmentStatus,
      mainBarrier: start.mainBarrier,
    },
    plan: plan && { agreedAt: plan.agreedAt, planType: plan.planType },
    exit: exit && { ...exit },
    followUps: [],
    pauses: given.pauses,
    withdrawnAt: given.withdrawnAt,
    closedAt: given.stage === "closed" ? given.closedAt : undefined,
    closure: given.stage === "closed" ? given.closure : undefined,
  };
  return { ...facts, followUps: followUpsOf(given, endOf(facts)) };
}

/** How the case ended; undefined while it has not. A case in follow-up has ended, though it is not closed. */
export function endOf(facts: CaseFacts): CaseEnd | undefined {
  const { exit, closedAt, closure } = facts;
  if (exit) return exit;
  return closedAt && closure ? { at: closedAt, closure, outcome: "not-asked", completion: false } : undefined;
}

/** A contact task is opened as soon as a coach is assigned; its first asking outlives every reassignment. */
function coachAskedAt(given: Case): Instant | undefined {
  return given.tasks.find((task) => task.kind === "contact")?.askAt ?? given.contact?.at;
}

function followUpsOf(given: Case, end: CaseEnd | undefined): CaseFacts["followUps"] {
  if (!given.start || !end) return [];
  return followUpPoints.map((point) => {
    const recorded = given.followUps.find((followUp) => followUp.point === point);
    const fallsDueOn = londonDate(addWeeks(end.at, followUpWeeks[point]));
    if (recorded) return { point, fallsDueOn, at: recorded.at, outcome: recorded.outcome };
    const willBeAsked = given.exit?.followedUp === true && given.stage !== "closed";
    return { point, fallsDueOn, outcome: willBeAsked ? "not-yet-due" : "not-asked" };
  });
}

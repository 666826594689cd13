import { endingOf } from "../../../functions/core/closures.ts";
import { type CaseEvent, type NewEvent, stamped } from "../../../functions/core/events.ts";
import type {
  Barrier,
  Closure,
  EmploymentStatus,
  FollowUpPoint,
  Outcome,
  PlanType,
  ReferrerKind,
} from "../../../functions/core/words.ts";

type Received = Extract<NewEvent, { type: "referral-received" }>;

/** A journey told by its moments; what is left out did not happen. */
export interface Journey {
  readonly area?: string;
  /** The keys of the person. */
  readonly person?: readonly string[];
  readonly authority?: string;
  readonly referrerKind?: ReferrerKind;
  readonly ageBand?: Received["ageBand"];
  readonly mainBarrier?: Barrier;
  readonly receivedAt: string;
  readonly acceptedAt?: string;
  readonly assignedAt?: string;
  readonly contactAt?: string;
  readonly start?: { heldAt: string; employmentStatus?: EmploymentStatus; mainBarrier?: Barrier };
  readonly plan?: { agreedAt: string; planType?: PlanType };
  readonly exit?: { at: string; closure: Closure; outcome?: Outcome };
  readonly followUps?: readonly { point: FollowUpPoint; at: string; outcome: Outcome }[];
  readonly withdrawnAt?: string;
  /** Closed by an answer before the exit task: declined, redirected, could not be reached. */
  readonly closed?: { at: string; closure: Closure };
}

/** The events that the service records for such a journey, in their order. */
export function eventsOf(journey: Journey): CaseEvent[] {
  const events: CaseEvent[] = [];
  const happen = (at: string | undefined, ...happened: NewEvent[]) => {
    if (at) events.push(...stamped(happened, events.length, at, { kind: "service" }));
  };
  happen(journey.receivedAt, receivedOf(journey));
  happen(journey.acceptedAt, { type: "triaged", result: "eligible", reasons: [] });
  happen(journey.assignedAt, ...assignment(journey.assignedAt ?? ""));
  happen(journey.contactAt, { type: "contact-agreed", channel: "phone" });
  if (journey.start) happen(journey.start.heldAt, startOf(journey.start));
  happen(journey.plan?.agreedAt, {
    type: "plan-agreed",
    planType: journey.plan?.planType ?? "return-to-work",
    actions: [],
    shareWith: { gp: false, employer: false },
    nextReviewOn: "2027-01-04",
  });
  happen(journey.exit?.at, ...exitOf(journey));
  for (const { at, ...followUp } of journey.followUps ?? []) {
    happen(at, { type: "follow-up-recorded", ...followUp });
    const closure = journey.exit?.closure ?? "other";
    if (followUp.point === "26-weeks") happen(at, { type: "case-closed", closure });
  }
  const withdrawnAs = journey.exit?.closure ?? "withdrew";
  happen(
    journey.withdrawnAt,
    { type: "withdrawn", through: "link" },
    { type: "case-closed", closure: withdrawnAs },
  );
  happen(journey.closed?.at, { type: "case-closed", closure: journey.closed?.closure ?? "other" });
  return events;
}

function receivedOf(journey: Journey): Received {
  return {
    type: "referral-received",
    area: journey.area ?? "black-country",
    reference: "23456789CD",
    referrerKind: journey.referrerKind ?? "self",
    placedBy: "resident",
    authority: journey.authority,
    ageBand: journey.ageBand ?? "35-44",
    workStatus: "in-work",
    mainBarrier: journey.mainBarrier ?? "musculoskeletal",
    consents: { shareBackWithReferrer: false, contactEmployer: false, shareWithGp: false, evaluation: false },
    restricted: false,
    acknowledge: { referrer: false, person: false },
    warnings: [],
  };
}

function assignment(at: string): NewEvent[] {
  const coach = "coach1@black-country.example.org";
  return [
    { type: "coach-assigned", coach, because: [] },
    {
      type: "task-opened",
      handle: "AAAAAAAAAAAAAAAAAAAAAA",
      kind: "contact",
      to: { staff: coach },
      askAt: at,
      dueAt: at,
    },
  ];
}

function startOf(start: NonNullable<Journey["start"]>): NewEvent {
  return {
    type: "appointment-attended",
    heldAt: start.heldAt,
    channel: "phone",
    late: false,
    employmentStatus: start.employmentStatus ?? "in-work",
    mainBarrier: start.mainBarrier ?? "mental-health",
    otherBarriers: [],
  };
}

function exitOf({ exit, start }: Journey): NewEvent[] {
  if (!exit) return [];
  const { closure } = exit;
  const rule = endingOf(closure, start !== undefined);
  const recorded: NewEvent = {
    type: "exit-recorded",
    closure,
    outcome: rule.recordedAs ?? exit.outcome ?? "remained-in-work",
    adjustmentsMade: [],
    followedUp: rule.followedUp,
    completion: rule.completion,
  };
  const asked: NewEvent = { type: "finish-asked" };
  return rule.followedUp ? [asked, recorded] : [asked, recorded, { type: "case-closed", closure }];
}

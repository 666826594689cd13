import type { Closure, Outcome, PlanType, TaskKind } from "../../functions/core/words.ts";
import type { Random } from "./random.ts";

/** What coach or lead do besides answering, when they come to a task of this kind. */
export interface Happening {
  readonly at: TaskKind;
  readonly what:
    | "note"
    | "consent and share"
    | "contact details"
    | "raise safety"
    | "hold"
    | "correct"
    | "withdraw"
    | "finish"
    | "reassign"
    | "transfer";
}

/** What will happen with a person, whatever happens to the service. */
export interface Story {
  /** The round in which the referral is submitted. */
  readonly round: number;
  /** The round in which the person leaves by the link of their email, if they do. */
  readonly leavesInRound: number | undefined;
  /** The round in which somebody else refers the same person, if anybody does. */
  readonly comesAgainInRound: number | undefined;
  /** A person of the service looks at the referral first, because of the age. */
  readonly isLookedAt: boolean;
  readonly atRisk: boolean;
  readonly isRestricted: boolean;
  /** Rounds that go by between an email and the answer to it. */
  readonly pace: number;
  /** The kind of task that the coach forgets until well after the lead has heard of it. */
  readonly forgotten: TaskKind | undefined;
  /** The kind of task for which the coach asks for more time. */
  readonly moreTimeFor: TaskKind | undefined;
  /** Times that the coach does not reach the person before they do; the area's tries end the contact. */
  readonly unansweredCalls: number;
  readonly isReachedInTheEnd: boolean;
  readonly wantsIt: boolean;
  readonly isRightForThem: boolean;
  readonly missesAppointment: boolean;
  /** Person and coach agree another time for the first appointment. */
  readonly movesAppointment: boolean;
  /** Emails to the person come back, until the lead has found another address. */
  readonly hasWrongAddress: boolean;
  readonly planType: PlanType;
  /** Reviews after which support goes on, before the one that ends it. */
  readonly reviewsThatContinue: number;
  readonly missesReview: boolean;
  readonly closure: Closure;
  readonly outcome: Outcome;
  /** Times that each follow-up does not reach the person before it does: 3 are the last. */
  readonly unansweredFollowUps: number;
  readonly happening: Happening | undefined;
  /** The lead opens the case again after it ended. */
  readonly isOpenedAgain: boolean;
  /** What the lead decides about the record once the case is closed. */
  readonly record: "kept for a court" | "erased" | undefined;
}

export interface StoryOptions {
  readonly people: number;
  /** Rounds over which the referrals are spread. */
  readonly intakeRounds: number;
}

const endings: [Closure, ...Closure[]] = [
  "completed-plan",
  "completed-plan",
  "completed-plan",
  "completed-plan",
  "maximum-duration",
  "maximum-duration",
  "withdrew",
  "needs-more-intensive-support",
  "health-deteriorated",
  "moved-away",
  "unable-to-contact",
  "died",
  "other",
];
const outcomes: [Outcome, ...Outcome[]] = [
  "remained-in-work",
  "returned-same-role",
  "returned-with-adjustments",
  "returned-new-role",
  "started-job",
  "started-job",
  "started-self-employment",
  "volunteering",
  "education-or-training",
  "closer-to-work",
  "closer-to-work",
  "no-change",
  "left-work",
];
const planTypes: [PlanType, ...PlanType[]] = ["thrive-at-work", "return-to-work", "seek-work"];
const coachTasks: [TaskKind, ...TaskKind[]] = [
  "contact",
  "assessment",
  "plan",
  "review",
  "exit",
  "follow-up",
];
const happenings: [Happening, ...Happening[]] = [
  { at: "contact", what: "note" },
  { at: "contact", what: "reassign" },
  { at: "contact", what: "withdraw" },
  { at: "assessment", what: "contact details" },
  { at: "assessment", what: "hold" },
  { at: "plan", what: "correct" },
  { at: "plan", what: "transfer" },
  { at: "review", what: "consent and share" },
  { at: "review", what: "raise safety" },
  { at: "review", what: "hold" },
  { at: "review", what: "transfer" },
  { at: "review", what: "reassign" },
  { at: "review", what: "withdraw" },
  { at: "review", what: "finish" },
];

/** Referrals, answers and leaving by the link alone: what is to come is known from the answers. */
export function plainStory(number: number, options: StoryOptions, random: Random): Story {
  const round = roundOf(number, options);
  return {
    round,
    leavesInRound: random.chance(0.1) ? round + 1 + random.below(options.intakeRounds + 6) : undefined,
    comesAgainInRound: undefined,
    isLookedAt: random.chance(0.08),
    atRisk: number === 3,
    isRestricted: false,
    pace: 0,
    forgotten: undefined,
    moreTimeFor: undefined,
    unansweredCalls: random.chance(0.3) ? 1 + random.below(2) : 0,
    isReachedInTheEnd: true,
    wantsIt: !random.chance(0.08),
    isRightForThem: true,
    missesAppointment: random.chance(0.15),
    movesAppointment: false,
    hasWrongAddress: false,
    planType: "return-to-work",
    reviewsThatContinue: random.below(2),
    missesReview: false,
    closure: random.pick(["completed-plan", "completed-plan", "completed-plan", "withdrew"]),
    outcome: "returned-same-role",
    unansweredFollowUps: random.chance(0.2) ? 1 : 0,
    happening: undefined,
    isOpenedAgain: false,
    record: undefined,
  };
}

/** Everything that happens to real people, each now and then. */
export function storyOf(number: number, options: StoryOptions, random: Random): Story {
  const round = roundOf(number, options);
  return {
    round,
    leavesInRound: random.chance(0.06) ? round + 1 + random.below(60) : undefined,
    comesAgainInRound: random.chance(0.04) ? round + 2 + random.below(10) : undefined,
    isLookedAt: random.chance(0.06),
    atRisk: number === 3 || random.chance(0.02),
    isRestricted: random.chance(0.02),
    pace: random.below(2),
    forgotten: random.chance(0.15) ? random.pick(coachTasks) : undefined,
    moreTimeFor: random.chance(0.05) ? random.pick(["assessment", "plan", "exit"]) : undefined,
    unansweredCalls: random.chance(0.3) ? 1 + random.below(3) : 0,
    isReachedInTheEnd: !random.chance(0.05),
    wantsIt: !random.chance(0.06),
    isRightForThem: !random.chance(0.03),
    missesAppointment: random.chance(0.15),
    movesAppointment: random.chance(0.15),
    hasWrongAddress: random.chance(0.04),
    planType: random.pick(planTypes),
    reviewsThatContinue: random.below(5),
    missesReview: random.chance(0.1),
    closure: random.pick(endings),
    outcome: random.pick(outcomes),
    unansweredFollowUps: random.chance(0.3) ? 1 + random.below(3) : 0,
    happening: random.chance(0.35) ? random.pick(happenings) : undefined,
    isOpenedAgain: random.chance(0.5),
    record: random.chance(0.15) ? random.pick(["erased", "erased", "kept for a court"] as const) : undefined,
  };
}

/** One after the other, as evenly as whole rounds allow. */
function roundOf(number: number, { people, intakeRounds }: StoryOptions): number {
  return Math.floor(((number - 1) * intakeRounds) / people);
}

import type { AreaRules } from "./area-rules.ts";
import { type Case, stageTask } from "./case.ts";
import type { CaseEvent, Recipient } from "./events.ts";
import { comingMoments, type JourneySources, type Moment } from "./journey-moments.ts";
import type { Stage } from "./stages.ts";
import { type PlannedTask, plannedStageTask } from "./task-plan.ts";
import type { Instant } from "./texts.ts";
import type { AppointmentChannel, Closure, FollowUpPoint, Outcome, PlanType, TaskKind } from "./words.ts";

/** The steps of a journey, in their order. */
export const journeySteps = [
  "received",
  "accepted",
  "coach",
  "contact",
  "start",
  "plan",
  "support",
  "exit",
  "13-weeks",
  "26-weeks",
] as const;
export type JourneyStep = (typeof journeySteps)[number];

/** What is known of a step: when it was done, and what came of it. */
export interface Step {
  readonly name: JourneyStep;
  readonly state: "done" | "now" | "ahead";
  readonly doneAt?: Instant | undefined;
  /** What was done, as far as the step has it. */
  readonly channel?: AppointmentChannel | undefined;
  readonly planType?: PlanType | undefined;
  readonly reviewsHeld?: number | undefined;
  readonly outcome?: Outcome | "not-asked" | undefined;
}

/** What is asked for in the step in which the person is, and of whom. */
export interface Waiting {
  readonly kind: TaskKind;
  readonly point?: FollowUpPoint | undefined;
  readonly on: Recipient;
  readonly askAt: Instant;
  readonly dueAt: Instant;
  readonly tries: number;
}

/** A journey at a glance. */
export interface JourneyView {
  readonly steps: readonly Step[];
  /** Undefined where the service itself is at work, nothing is asked for, or the case is closed. */
  readonly waiting?: Waiting | undefined;
  readonly hold?: { readonly since: Instant; readonly until: Instant } | undefined;
  readonly closed?: { readonly at: Instant; readonly closure: Closure } | undefined;
  /** What time alone brings next, soonest first. */
  readonly coming: readonly Moment[];
}

/**
 * Where somebody is, what is done, what waits on whom, and what happens next and why: derived from the case, its area's
 * rules and the time alone. A case that has closed has no steps ahead.
 */
export function journeyView(given: Case, sources: JourneySources, now: Instant): JourneyView {
  return {
    steps: stepsOf(given, sources),
    waiting: waitingOf(given, sources.rules, now),
    hold: given.stage === "hold" ? { since: given.heldAt, until: given.heldUntil } : undefined,
    closed: given.stage === "closed" ? { at: given.closedAt, closure: given.closure } : undefined,
    coming: comingMoments(given, sources, now),
  };
}

/** Those that were done, that it is in, and that are to come; what was passed over is none of them. */
function stepsOf(given: Case, sources: JourneySources): Step[] {
  const current = currentStep(given);
  const reached = current === undefined ? journeySteps.length : journeySteps.indexOf(current);
  return journeySteps.flatMap((name, index): Step[] => {
    const done = name === current ? undefined : doneStep(given, name, sources);
    if (done) return [{ name, state: "done", ...done }];
    const isFollowUp = name === "13-weeks" || name === "26-weeks";
    if (index < reached || (isFollowUp && given.exit?.followedUp === false)) return [];
    return [{ name, state: index === reached ? "now" : "ahead", ...supportSoFar(given, name) }];
  });
}

function supportSoFar({ plan, reviewsHeld }: Case, name: JourneyStep): Done {
  return name === "support" && plan ? { reviewsHeld } : {};
}

const stepOfStage: Record<Exclude<Stage, "hold" | "closed" | "follow-up">, JourneyStep> = {
  triage: "accepted",
  review: "accepted",
  assignment: "coach",
  waiting: "coach",
  contact: "contact",
  assessment: "start",
  plan: "plan",
  support: "support",
  exit: "exit",
};

function currentStep(given: Case): JourneyStep | undefined {
  const stage = given.stage === "hold" ? given.resumesAs : given.stage;
  if (stage === "closed") return undefined;
  if (stage === "follow-up") return given.followUps.length === 0 ? "13-weeks" : "26-weeks";
  return stepOfStage[stage];
}

type Done = Omit<Step, "name" | "state">;

/** When a step was done and what came of it; undefined as long as it was not, or was skipped. */
function doneStep(given: Case, name: JourneyStep, { events }: JourneySources): Done | undefined {
  const { acceptedAt, contact, start, plan, exit, followUps } = given;
  switch (name) {
    case "received":
      return { doneAt: given.receivedAt };
    case "accepted":
      return acceptedAt === undefined ? undefined : { doneAt: acceptedAt };
    case "coach":
      return given.coach === undefined ? undefined : { doneAt: coachSince(events) };
    case "contact":
      return contact && { doneAt: contact.at, channel: contact.channel };
    case "start":
      return start && { doneAt: start.heldAt, channel: start.channel };
    case "plan":
      return plan && { doneAt: plan.agreedAt, planType: plan.planType };
    case "support":
      return plan && (exit || currentStep(given) === "exit") ? { reviewsHeld: given.reviewsHeld } : undefined;
    case "exit":
      return exit && { doneAt: exit.at, outcome: exit.outcome };
    default: {
      const followUp = followUps.find(({ point }) => point === name);
      return followUp && { doneAt: followUp.at, outcome: followUp.outcome };
    }
  }
}

/** Since when the person has the coach that they have. */
function coachSince(events: readonly CaseEvent[]): Instant | undefined {
  return events.findLast(({ type }) => type === "coach-assigned" || type === "coach-reassigned")?.at;
}

/** The task of the stage, whether it is open or about to be opened. */
function waitingOf(given: Case, rules: AreaRules, now: Instant): Waiting | undefined {
  if (given.stage === "hold" || given.stage === "closed") return undefined;
  const open = stageTask(given);
  const task: PlannedTask | undefined = open ?? plannedStageTask(given, rules, now);
  if (!task) return undefined;
  const { kind, point, to, askAt, dueAt } = task;
  return { kind, ...(point ? { point } : {}), on: to, askAt, dueAt, tries: open?.attempts.length ?? 0 };
}

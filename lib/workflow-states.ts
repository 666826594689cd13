import type { Stage, waitingStages } from "../functions/core/stages.ts";

type WaitingStage = (typeof waitingStages)[number];

/** The state in which the workflow does nothing but wait, for each stage that waits. */
export const waitStates = {
  review: "Wait for the area's review",
  waiting: "Wait for a coach with room",
  contact: "Wait for first contact",
  assessment: "Wait for the assessment",
  plan: "Wait for the plan",
  support: "Wait for the next review",
  exit: "Wait for the exit",
  "follow-up": "Wait for the follow-up",
  hold: "Wait while on hold",
} as const satisfies Record<WaitingStage, string>;

/** The state that "Where is this case?" leads to, for each stage. */
export const stateOfStage = {
  triage: "Triage the referral",
  assignment: "Assign a coach",
  ...waitStates,
  closed: "Case closed",
} as const satisfies Record<Stage, string>;

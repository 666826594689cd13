/**
 * The stages of a case, in the order of the journey. `hold` and `closed` can follow any of them.
 * The state machine has one state for each (lib/), the core decides which one a case is in.
 */
export const stages = [
  "triage",
  "review",
  "assignment",
  "waiting",
  "contact",
  "assessment",
  "plan",
  "support",
  "exit",
  "follow-up",
  "hold",
  "closed",
] as const;

export type Stage = (typeof stages)[number];

/** The stages of a case that is open. */
export const openStages = stages.filter((stage) => stage !== "closed");
export type OpenStage = (typeof openStages)[number];

/** Stages whose work is a Lambda of the workflow; it answers at once and the case moves on. */
export const workingStages = ["triage", "assignment"] as const satisfies readonly Stage[];

/** Stages in which the workflow waits, by task token, for a person or for a moment in time. */
export const waitingStages = [
  "review",
  "waiting",
  "contact",
  "assessment",
  "plan",
  "support",
  "exit",
  "follow-up",
  "hold",
] as const satisfies readonly Stage[];

/** What Attend answers, beside the stages, to an execution of an older generation: it ends. */
export const superseded = "superseded";

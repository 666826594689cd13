import type { Stage, superseded as Superseded } from "../functions/core/stages.ts";

/**
 * The JSONata of the state machine. It passes on what the execution is about and what Attend answered; it
 * computes nothing, because clocks and rules belong to the core.
 */
export const area = "{% $states.context.Execution.Input.area %}";
export const reference = "{% $states.context.Execution.Input.reference %}";
/** Fences off an execution that a newer one has replaced. */
export const execution = "{% $states.context.Execution.Name %}";
export const now = "{% $now() %}";

/** What Attend answered, kept as variables until it is asked again. */
export const attended = {
  stage: "{% $states.result.Payload.stage %}",
  version: "{% $states.result.Payload.version %}",
  waitSeconds: "{% $states.result.Payload.waitSeconds %}",
} as const;

export const version = "{% $version %}";
export const waitSeconds = "{% $waitSeconds %}";
export const token = "{% $states.context.Task.Token %}";

/** Whether Attend answered this stage, or that the execution is superseded. */
export function caseIs(stage: Stage | typeof Superseded): string {
  return `{% $stage = "${stage}" %}`;
}

/** Every function of the workflow is told whose turn it is, and nothing about the person. */
export const turn = { area, reference, execution, now } as const;

export const turnWithToken = { ...turn, version, token } as const;

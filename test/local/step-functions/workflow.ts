import { ProgrammeClock } from "../../../local/clock.ts";
import { StepFunctions } from "../../../local/step-functions/engine.ts";
import type { InvocationOrigin } from "../../../local/step-functions/execution.ts";
import type { Json } from "../../../local/step-functions/json.ts";

export const MONDAY = Date.parse("2026-01-05T09:00:00Z");
export const MACHINE = "arn:aws:states:eu-west-2:000000000000:stateMachine:journey";

type Double = (payload: Json, origin: InvocationOrigin) => unknown;

/** A state machine in JSONata on a manual clock, with doubles for its functions by name. */
export function workflow(definition: Record<string, unknown>, functions: Record<string, Double> = {}) {
  const clock = new ProgrammeClock({ mode: "manual", now: MONDAY });
  const tokens: string[] = [];
  const calls: { name: string; payload: Json; atSeconds: number }[] = [];
  const service = new StepFunctions({
    clock,
    random: () => 0.5,
    invokeFunction: async (name, payload, origin) => {
      calls.push({ name, payload, atSeconds: (clock.now() - MONDAY) / 1000 });
      if (origin.taskToken !== undefined) tokens.push(origin.taskToken);
      return functions[name]?.(payload, origin);
    },
  });
  service.createStateMachine(MACHINE, { QueryLanguage: "JSONata", ...definition });
  const start = (input: Json = {}, name = "R-1-1") =>
    service.startExecution({ stateMachineArn: MACHINE, name, input }).executionArn;
  return {
    clock,
    service,
    tokens,
    calls,
    start,
    /** The latest token that went out. */
    token: () => tokens.at(-1) ?? "none",
    /** Advances the clock to so many seconds after the start. */
    until: (seconds: number) => clock.advanceTo(MONDAY + seconds * 1000),
    /** Runs an execution for up to `seconds` and describes it. */
    outcome: async (input: Json = {}, seconds = 1_000_000) => {
      const arn = start(input);
      await clock.advanceTo(MONDAY + seconds * 1000);
      return service.describeExecution(arn);
    },
    events: (arn: string) => service.executionHistory(arn).map(({ type }) => type),
  };
}

/** One state, as a whole machine. */
export const only = (state: Record<string, unknown>) => ({
  StartAt: "Only",
  States: { Only: { End: true, ...state } },
});

/** A task that invokes the function `work`, with overrides. */
export const task = (overrides: Record<string, unknown> = {}) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { FunctionName: "work", Payload: {} },
  ...overrides,
});

/** A task that waits for its callback, with overrides. */
export const callback = (overrides: Record<string, unknown> = {}) =>
  task({
    Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
    Arguments: { FunctionName: "hold", Payload: { token: "{% $states.context.Task.Token %}" } },
    ...overrides,
  });

/** Throws as a function that fails with this error type. */
export function failWith(name: string, message = "no reason"): never {
  const error = new Error(message);
  error.name = name;
  throw error;
}

import { attemptMap, attemptParallel } from "./branches.ts";
import type {
  Catcher,
  ChoiceState,
  FailState,
  MapState,
  ParallelState,
  State,
  States,
  TaskState,
  WaitState,
} from "./definition.ts";
import { asStateFailure, StateFailure } from "./failures.ts";
import { EVENT_LIMIT } from "./history.ts";
import { exceedsPayloadLimit, type Json, type JsonObject } from "./json.ts";
import { LifelineEnded } from "./lifeline.ts";
import { isMatch, Retries } from "./recovery.ts";
import { attemptTask } from "./task.ts";
import { type Frame, type Outcome, Visit } from "./visit.ts";

interface Step {
  output: Json;
  /** The next state, or nothing where the machine ends. */
  next: string | undefined;
}

/** Runs a machine, a branch or an item processor from its first state to its output. */
export async function runStates(machine: States, input: Json, frame: Frame): Promise<Json> {
  const { execution } = frame;
  let step: Step = { output: input, next: machine.StartAt };
  while (step.next !== undefined) {
    frame.lifeline.check();
    if (execution.history.count >= EVENT_LIMIT) {
      throw new StateFailure(
        "States.Runtime",
        `The execution reached the maximum number of history events (${EVENT_LIMIT}).`,
      );
    }
    const name = step.next;
    const state = machine.States[name];
    if (state === undefined) throw new StateFailure("States.Runtime", `There is no state '${name}'.`);
    if (!frame.isBranch) execution.currentState = name;
    const visit = new Visit(frame, state.Type, name, step.output);
    step = await perform(visit, state);
    frame.lifeline.check();
    execution.record(`${state.Type}StateExited`, { name });
  }
  return step.output;
}

async function perform(visit: Visit, state: State): Promise<Step> {
  switch (state.Type) {
    case "Pass":
      return { output: await shape(visit, state, visit.input), next: state.Next };
    case "Succeed":
      return { output: await shape(visit, state, visit.input), next: undefined };
    case "Wait":
      await wait(visit, state);
      return { output: await shape(visit, state, visit.input), next: state.Next };
    case "Choice":
      return choose(visit, state);
    case "Fail":
      return fail(visit, state);
    default:
      return recover(visit, state);
  }
}

async function wait(visit: Visit, state: WaitState): Promise<void> {
  const { clock } = visit.execution.platform;
  const until = await waitEnd(visit, state);
  await visit.frame.lifeline.wait<void>((resolve) => clock.at(until, resolve));
}

async function waitEnd(visit: Visit, state: WaitState): Promise<number> {
  if (state.Seconds !== undefined) {
    return visit.enteredAt + (await visit.evaluateWhole(state.Seconds, "Seconds", 0)) * 1000;
  }
  const timestamp = String(await visit.evaluateAs("string", state.Timestamp ?? null, "Timestamp"));
  const isTimestamp = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(timestamp);
  const time = isTimestamp ? Date.parse(timestamp) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  return visit.refuse(`The field 'Timestamp' must be a timestamp but was: ${JSON.stringify(timestamp)}`);
}

async function choose(visit: Visit, state: ChoiceState): Promise<Step> {
  for (const [index, rule] of state.Choices.entries()) {
    const at = `Choices[${index}]`;
    if (await visit.evaluateAs("boolean", rule.Condition, `${at}/Condition`)) {
      return { output: await shape(visit, rule, visit.input, {}, `${at}/`), next: rule.Next };
    }
  }
  if (state.Default === undefined) {
    throw new StateFailure(
      "States.NoChoiceMatched",
      `An error occurred while executing the state '${visit.name}' (entered at the event id #${visit.enteredEvent}). Failed to transition out of the state. The state does not have a Default transition.`,
    );
  }
  return { output: await shape(visit, state, visit.input), next: state.Default };
}

async function fail(visit: Visit, state: FailState): Promise<never> {
  const text = async (field: "Error" | "Cause") => {
    const template = state[field];
    return template === undefined ? undefined : String(await visit.evaluateAs("string", template, field));
  };
  throw new StateFailure(await text("Error"), await text("Cause"));
}

async function recover(visit: Visit, state: TaskState | ParallelState | MapState): Promise<Step> {
  const { clock, random } = visit.execution.platform;
  const retries = new Retries(state.Retry ?? [], random);
  for (;;) {
    try {
      const result = await attempt(visit, state);
      return { output: await shape(visit, state, result, { result }), next: state.Next };
    } catch (exception) {
      if (exception instanceof LifelineEnded) throw exception;
      const failure = asStateFailure(exception);
      const delay = retries.next(failure);
      if (delay === undefined) return caught(visit, state.Catch ?? [], failure);
      visit.retryCount++;
      const until = clock.now() + Math.round(delay * 1000);
      await visit.frame.lifeline.wait<void>((resolve) => clock.at(until, resolve));
    }
  }
}

function attempt(visit: Visit, state: TaskState | ParallelState | MapState): Promise<Json> {
  if (state.Type === "Task") return attemptTask(visit, state);
  if (state.Type === "Map") return attemptMap(visit, state, runStates);
  return attemptParallel(visit, state, runStates);
}

async function caught(visit: Visit, catchers: Catcher[], failure: StateFailure): Promise<Step> {
  const index = catchers.findIndex(({ ErrorEquals }) => isMatch(ErrorEquals, failure));
  const catcher = catchers[index];
  if (catcher === undefined) throw failure;
  const errorOutput = failure.output;
  const output = await shape(visit, catcher, errorOutput, { errorOutput }, `Catch[${index}]/`);
  return { output, next: catcher.Next };
}

/**
 * Answers the Output, or `otherwise` where there is none, and assigns the variables. Both see the variables as they
 * were when the state was entered.
 */
async function shape(
  visit: Visit,
  shaping: { Output?: Json; Assign?: JsonObject },
  otherwise: Json,
  outcome: Outcome = {},
  path = "",
): Promise<Json> {
  const assigned =
    shaping.Assign === undefined ? {} : await visit.evaluate(shaping.Assign, `${path}Assign`, outcome);
  const output =
    shaping.Output === undefined ? otherwise : await visit.evaluate(shaping.Output, `${path}Output`, outcome);
  if (exceedsPayloadLimit(output) || exceedsPayloadLimit(assigned)) {
    throw new StateFailure(
      "States.DataLimitExceeded",
      `The state/task '${visit.name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
  }
  Object.assign(visit.frame.variables, assigned);
  return output;
}

import type { MapState, ParallelState, States } from "./definition.ts";
import type { Json } from "./json.ts";
import { type Lifeline, LifelineEnded } from "./lifeline.ts";
import type { Frame, Visit } from "./visit.ts";

/** Runs a machine, a branch or an item processor from its first state to its output. */
export type RunStates = (machine: States, input: Json, frame: Frame) => Promise<Json>;

/** Step Functions runs at most so many iterations of an inline Map at once. */
const MOST_ITERATIONS_AT_ONCE = 40;

/** One attempt of a Parallel: the outputs of its branches. */
export async function attemptParallel(visit: Visit, state: ParallelState, run: RunStates): Promise<Json> {
  const { execution } = visit;
  return failingAs("ParallelStateFailed", visit, async () => {
    const input =
      state.Arguments === undefined ? visit.input : await visit.evaluate(state.Arguments, "Arguments");
    execution.record("ParallelStateStarted");
    const branches = state.Branches.map(
      (branch) => (lifeline: Lifeline) => run(branch, input, frameWithin(visit, lifeline)),
    );
    const outputs = await together(visit, branches, branches.length);
    execution.record("ParallelStateSucceeded");
    return outputs;
  });
}

/** One attempt of an inline Map: the outputs of its iterations, in the order of the items. */
export async function attemptMap(visit: Visit, state: MapState, run: RunStates): Promise<Json> {
  const { execution } = visit;
  return failingAs("MapStateFailed", visit, async () => {
    const items = await itemsOf(visit, state);
    const limit =
      state.MaxConcurrency === undefined
        ? 0
        : await visit.evaluateWhole(state.MaxConcurrency, "MaxConcurrency", 0);
    execution.record("MapStateStarted");
    const iterations = items.map(
      (item, index) => (lifeline: Lifeline) => iterate(visit, state, { index, item, lifeline }, run),
    );
    const outputs = await together(visit, iterations, Math.min(limit || Infinity, MOST_ITERATIONS_AT_ONCE));
    execution.record("MapStateSucceeded");
    return outputs;
  });
}

async function itemsOf(visit: Visit, state: MapState): Promise<Json[]> {
  const items =
    state.Items === undefined ? visit.input : await visit.evaluateAs("array", state.Items, "Items");
  if (Array.isArray(items)) return items;
  return visit.refuse(`Map state input must be an array but was: ${JSON.stringify(items)}`);
}

async function iterate(
  visit: Visit,
  state: MapState,
  iteration: { index: number; item: Json; lifeline: Lifeline },
  run: RunStates,
): Promise<Json> {
  const { execution, name } = visit;
  const { index, item, lifeline } = iteration;
  execution.record("MapIterationStarted", { name, index });
  try {
    const frame = { ...frameWithin(visit, lifeline), item: { Index: index, Value: item } };
    const input =
      state.ItemSelector === undefined
        ? item
        : await visit.evaluate(state.ItemSelector, "ItemSelector", {}, frame);
    const output = await run(state.ItemProcessor, input, frame);
    execution.record("MapIterationSucceeded", { name, index });
    return output;
  } catch (exception) {
    const wasAborted = exception instanceof LifelineEnded;
    if (!execution.lifeline.ended) {
      execution.record(wasAborted ? "MapIterationAborted" : "MapIterationFailed", { name, index });
    }
    throw exception;
  }
}

const frameWithin = (visit: Visit, lifeline: Lifeline): Frame => ({
  ...visit.frame,
  lifeline,
  variables: { ...visit.frame.variables },
  isBranch: true,
});

/** At most `limit` at once; the first failure ends the others and, once they have ended, is the failure of all. */
async function together(
  visit: Visit,
  pieces: ((lifeline: Lifeline) => Promise<Json>)[],
  limit: number,
): Promise<Json[]> {
  const lifeline = visit.frame.lifeline.child();
  const outputs: Json[] = new Array(pieces.length).fill(null);
  const failures: unknown[] = [];
  const waiting = pieces.entries();
  const takeTurns = async () => {
    for (const [index, piece] of waiting) {
      if (lifeline.ended) return;
      try {
        outputs[index] = await piece(lifeline);
      } catch (exception) {
        failures.push(exception);
        lifeline.end();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, pieces.length) }, takeTurns));
  visit.frame.lifeline.check();
  lifeline.end();
  if (failures.length > 0) throw failures[0];
  return outputs;
}

async function failingAs(event: string, visit: Visit, attempt: () => Promise<Json>): Promise<Json> {
  try {
    return await attempt();
  } catch (exception) {
    if (!(exception instanceof LifelineEnded)) visit.execution.record(event);
    throw exception;
  }
}

import type { Execution } from "./execution.ts";
import { evaluateTemplate, expectType, QueryFailed } from "./expressions.ts";
import { StateFailure } from "./failures.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Lifeline } from "./lifeline.ts";

/** Where states run: the machine itself, a branch or one iteration of a Map. */
export interface Frame {
  execution: Execution;
  lifeline: Lifeline;
  /** The variables readable here; a branch works on its own copy, so that nothing it assigns leaves it. */
  variables: JsonObject;
  /** The item of the innermost Map around. */
  item?: { Index: number; Value: Json };
  isBranch: boolean;
}

/** The parts of `$states` that only some fields see. */
export interface Outcome {
  result?: Json;
  errorOutput?: JsonObject;
}

/** One stay in a state, from entered to exited, retries included. */
export class Visit {
  readonly frame: Frame;
  readonly name: string;
  readonly input: Json;
  readonly enteredAt: number;
  readonly enteredEvent: number;
  retryCount = 0;
  taskToken: string | undefined;

  constructor(frame: Frame, type: string, name: string, input: Json) {
    this.frame = frame;
    this.name = name;
    this.input = input;
    this.enteredAt = frame.execution.platform.clock.now();
    this.enteredEvent = frame.execution.record(`${type}StateEntered`, { name });
  }

  get execution(): Execution {
    return this.frame.execution;
  }

  /** The value of a template; `field` is its path from the state, `frame` where it stands within the visit. */
  evaluate(template: Json, field: string, outcome: Outcome = {}, frame = this.frame): Promise<Json> {
    const { clock } = this.execution.platform;
    const states: JsonObject = { input: this.input, context: this.#context(frame), ...outcome };
    const { variables } = frame;
    return clock.work(
      this.#query(() => evaluateTemplate(template, field, { variables, states, now: clock.now() })),
    );
  }

  /** As `evaluate`, refusing a value that is not of the JSON type `expected`. */
  async evaluateAs(expected: string, template: Json, field: string): Promise<Json> {
    const value = await this.evaluate(template, field);
    await this.#query(async () => expectType(value, expected, template, field));
    return value;
  }

  /** Seconds or a count, from a number or an expression: whole and not below `least`. */
  async evaluateWhole(template: Json, field: string, least: number): Promise<number> {
    const value = Number(await this.evaluateAs("number", template, field));
    if (Number.isInteger(value) && value >= least) return value;
    return this.refuse(`The field '${field}' must be a whole number of at least ${least} but was: ${value}`);
  }

  /** Ends the visit as AWS ends one whose query went wrong. */
  refuse(problem: string): never {
    const { name, enteredEvent } = this;
    const cause = `An error occurred while executing the state '${name}' (entered at the event id #${enteredEvent}). ${problem}`;
    this.execution.record("EvaluationFailed", { error: "States.QueryEvaluationError", cause, state: name });
    throw new StateFailure("States.QueryEvaluationError", cause);
  }

  async #query<T>(query: () => Promise<T>): Promise<T> {
    try {
      return await query();
    } catch (error) {
      if (error instanceof QueryFailed) return this.refuse(error.message);
      throw error;
    }
  }

  #context({ item }: Frame): JsonObject {
    const { identity, input, startedAt } = this.execution;
    return {
      Execution: {
        Id: identity.arn,
        Input: input ?? null,
        Name: identity.name,
        RoleArn: "arn:aws:iam::000000000000:role/local",
        StartTime: new Date(startedAt).toISOString(),
        RedriveCount: 0,
      },
      StateMachine: { Id: identity.stateMachineArn, Name: identity.stateMachineName },
      State: {
        Name: this.name,
        EnteredTime: new Date(this.enteredAt).toISOString(),
        RetryCount: this.retryCount,
      },
      ...(this.taskToken === undefined ? {} : { Task: { Token: this.taskToken } }),
      ...(item === undefined ? {} : { Map: { Item: { ...item } } }),
    };
  }
}

import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../clock.ts";
import type { Definition } from "./definition.ts";
import { Execution, type ExecutionStatus, type InvokeFunction, type Platform } from "./execution.ts";
import { RequestRefused, StateFailure } from "./failures.ts";
import type { HistoryEvent } from "./history.ts";
import { copyAsJson, exceedsPayloadLimit, type Json, PAYLOAD_LIMIT } from "./json.ts";
import { loadDefinition } from "./load.ts";
import { runStates } from "./run-states.ts";
import { TaskTokens } from "./task-tokens.ts";

export interface StepFunctionsOptions {
  clock: Clock;
  invokeFunction: InvokeFunction;
  /** 0 ≤ n < 1, for jitter; Math.random by default. */
  random?: () => number;
}

/** An execution as the service describes it; times are programme time in ms since the epoch. */
export interface ExecutionDescription {
  executionArn: string;
  stateMachineArn: string;
  name: string;
  status: ExecutionStatus;
  startDate: number;
  stopDate?: number;
  /** The state of the machine itself that was entered last. */
  state?: string;
  input?: Json;
  output?: Json;
  error?: string;
  cause?: string;
}

export interface StateMachine {
  arn: string;
  name: string;
  definition: Definition;
  /** The definition as it was given, as JSON text. */
  text: string;
  createdAt: number;
}

/** Finished executions that keep input, output and history; older ones keep name, status, times and last state. */
const FINISHED_WITH_DETAILS = 100;

/** Finished executions that are remembered at all; as long as one is, its name stays taken. */
const FINISHED_KEPT = 10_000;

const EXECUTION_NAME = /^[A-Za-z0-9_.-]{1,80}$/;

/** AWS Step Functions in memory: standard state machines in JSONata on the programme clock. */
export class StepFunctions {
  readonly #platform: Platform;
  readonly #machines = new Map<string, StateMachine>();
  readonly #executions = new Map<string, Execution>();
  readonly #finished: Execution[] = [];

  constructor({ clock, invokeFunction, random }: StepFunctionsOptions) {
    this.#platform = { clock, invokeFunction, tokens: new TaskTokens(), random: random ?? Math.random };
  }

  /** Loads a definition (an object or JSON text); throws DefinitionRefused with everything that is not implemented. */
  createStateMachine(arn: string, definition: unknown): void {
    const name = arn.split(":")[6];
    if (!name) throw new RequestRefused("InvalidArn", `Invalid Arn: '${arn}'`);
    this.#machines.set(arn, {
      arn,
      name,
      definition: loadDefinition(definition),
      text: typeof definition === "string" ? definition : JSON.stringify(definition),
      createdAt: this.#platform.clock.now(),
    });
  }

  /** Refuses an unknown ARN. */
  stateMachine(arn: string): StateMachine {
    const machine = this.#machines.get(arn);
    if (machine !== undefined) return machine;
    throw new RequestRefused("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
  }

  /**
   * Starts an execution. The same name with the same input answers the running one; otherwise a name that is taken
   * is refused with ExecutionAlreadyExists.
   */
  startExecution(request: { stateMachineArn: string; name?: string | undefined; input?: Json | undefined }): {
    executionArn: string;
    startDate: number;
  } {
    const machine = this.stateMachine(request.stateMachineArn);
    const name = request.name ?? randomUUID();
    if (!EXECUTION_NAME.test(name)) throw new RequestRefused("InvalidName", `Invalid Name: '${name}'`);
    const input = copyAsJson(request.input ?? {});
    if (exceedsPayloadLimit(input)) refusePayload("input");
    const arn = `${machine.arn.replace(":stateMachine:", ":execution:")}:${name}`;
    const known = this.#executions.get(arn);
    if (known !== undefined) {
      const isSame = known.status === "RUNNING" && isDeepStrictEqual(known.input, input);
      if (isSame) return { executionArn: arn, startDate: known.startedAt };
      throw new RequestRefused("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
    }
    const identity = { arn, name, stateMachineArn: machine.arn, stateMachineName: machine.name };
    const execution = new Execution(identity, input, this.#platform);
    this.#executions.set(arn, execution);
    void this.#run(execution, machine.definition, input);
    return { executionArn: arn, startDate: execution.startedAt };
  }

  /** Refuses an execution that is unknown; one that has ended stays as it is. Answers when it stopped. */
  stopExecution(request: {
    executionArn: string;
    error?: string | undefined;
    cause?: string | undefined;
  }): number {
    const execution = this.#find(request.executionArn);
    execution.stop(request.error, request.cause);
    return execution.stoppedAt ?? this.#platform.clock.now();
  }

  describeExecution(executionArn: string): ExecutionDescription {
    return describe(this.#find(executionArn));
  }

  /** Executions, newest first; of one state machine or of all, in one status or in any. */
  listExecutions(filter: {
    stateMachineArn?: string | undefined;
    status?: ExecutionStatus | undefined;
  }): ExecutionDescription[] {
    const chosen = [...this.#executions.values()].filter(
      ({ identity, status }) =>
        (filter.stateMachineArn === undefined || identity.stateMachineArn === filter.stateMachineArn) &&
        (filter.status === undefined || status === filter.status),
    );
    return chosen.reverse().map(describe);
  }

  /** The latest events, oldest first. */
  executionHistory(executionArn: string): readonly HistoryEvent[] {
    return this.#find(executionArn).history.events;
  }

  /** Refuses a token that is malformed (InvalidToken), unknown (TaskDoesNotExist) or late (TaskTimedOut). */
  sendTaskSuccess(taskToken: string, output: Json): void {
    if (exceedsPayloadLimit(output)) refusePayload("output");
    this.#platform.tokens.find(taskToken).succeed(copyAsJson(output));
  }

  /** Refuses as `sendTaskSuccess` does. */
  sendTaskFailure(taskToken: string, error?: string, cause?: string): void {
    this.#platform.tokens.find(taskToken).fail(new StateFailure(error, cause));
  }

  /** Refuses as `sendTaskSuccess` does. */
  sendTaskHeartbeat(taskToken: string): void {
    this.#platform.tokens.find(taskToken).heartbeat();
  }

  async #run(execution: Execution, definition: Definition, input: Json): Promise<void> {
    const frame = { execution, lifeline: execution.lifeline, variables: {}, isBranch: false };
    await execution.run(() => runStates(definition, input, frame), definition.TimeoutSeconds);
    this.#finished.push(execution);
    this.#finished.at(-1 - FINISHED_WITH_DETAILS)?.forgetDetails();
    if (this.#finished.length <= FINISHED_KEPT) return;
    const oldest = this.#finished.shift();
    if (oldest !== undefined) this.#executions.delete(oldest.identity.arn);
  }

  #find(executionArn: string): Execution {
    const execution = this.#executions.get(executionArn);
    if (execution !== undefined) return execution;
    throw new RequestRefused("ExecutionDoesNotExist", `Execution Does Not Exist: '${executionArn}'`);
  }
}

function describe(execution: Execution): ExecutionDescription {
  const { identity, status, startedAt, stoppedAt, currentState, input, output, error, cause } = execution;
  return {
    executionArn: identity.arn,
    stateMachineArn: identity.stateMachineArn,
    name: identity.name,
    status,
    startDate: startedAt,
    ...(stoppedAt === undefined ? {} : { stopDate: stoppedAt }),
    ...(currentState === undefined ? {} : { state: currentState }),
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  };
}

function refusePayload(field: string): never {
  throw new RequestRefused(
    "ValidationException",
    `1 validation error detected: Value at '${field}' failed to satisfy constraint: Member must have length less than or equal to ${PAYLOAD_LIMIT}`,
  );
}

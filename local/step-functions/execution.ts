import type { Clock } from "../clock.ts";
import { asStateFailure } from "./failures.ts";
import { type EventDetails, History } from "./history.ts";
import type { Json } from "./json.ts";
import { Lifeline, LifelineEnded } from "./lifeline.ts";
import type { TaskTokens } from "./task-tokens.ts";

export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** Where an invocation comes from. */
export interface InvocationOrigin {
  executionName: string;
  stateName: string;
  /** Present where the task waits for a callback. */
  taskToken?: string;
}

/**
 * Invokes a function by ARN or name and answers its result. A function error is thrown as an Error whose `name` is
 * the error type; a string in its `cause` becomes the Cause, else the JSON that Lambda answers is made of it.
 */
export type InvokeFunction = (
  functionArnOrName: string,
  payload: Json,
  origin: InvocationOrigin,
) => Promise<unknown>;

/** What executions run on. */
export interface Platform {
  clock: Clock;
  invokeFunction: InvokeFunction;
  tokens: TaskTokens;
  /** 0 ≤ n < 1, for jitter. */
  random: () => number;
}

export interface ExecutionIdentity {
  arn: string;
  name: string;
  stateMachineArn: string;
  stateMachineName: string;
}

/** One run of a state machine: its status, its history, and the lifeline that everything within hangs on. */
export class Execution {
  readonly identity: ExecutionIdentity;
  readonly platform: Platform;
  readonly startedAt: number;
  readonly history = new History();
  readonly lifeline = new Lifeline();
  input: Json | undefined;
  output: Json | undefined;
  error: string | undefined;
  cause: string | undefined;
  status: ExecutionStatus = "RUNNING";
  stoppedAt: number | undefined;
  /** The state of the machine itself, not of its branches, that was entered last. */
  currentState: string | undefined;

  constructor(identity: ExecutionIdentity, input: Json, platform: Platform) {
    this.identity = identity;
    this.input = input;
    this.platform = platform;
    this.startedAt = platform.clock.now();
  }

  record(type: string, details?: EventDetails): number {
    return this.history.record(this.platform.clock.now(), type, details);
  }

  /** Runs `work` to its end; a timeout in seconds ends it as timed out. */
  async run(work: () => Promise<Json>, timeoutSeconds: number | undefined): Promise<void> {
    this.record("ExecutionStarted");
    const cancelTimeout =
      timeoutSeconds === undefined
        ? () => {}
        : this.platform.clock.at(this.startedAt + timeoutSeconds * 1000, () => this.#end("TIMED_OUT"));
    try {
      this.output = await work();
      this.#end("SUCCEEDED");
    } catch (exception) {
      if (exception instanceof LifelineEnded) return;
      const failure = asStateFailure(exception);
      this.#end("FAILED", failure.error, failure.reason);
    } finally {
      cancelTimeout();
    }
  }

  stop(error: string | undefined, cause: string | undefined): void {
    this.#end("ABORTED", error, cause);
  }

  /** Keeps the name, status, times and last state only. */
  forgetDetails(): void {
    this.history.forget();
    this.input = undefined;
    this.output = undefined;
    this.cause = undefined;
  }

  #end(status: Exclude<ExecutionStatus, "RUNNING">, error?: string, cause?: string): void {
    if (this.status !== "RUNNING") return;
    this.status = status;
    this.error = error;
    this.cause = cause;
    this.stoppedAt = this.platform.clock.now();
    this.record(END_EVENTS[status], { error, cause });
    this.lifeline.end();
  }
}

const END_EVENTS = {
  SUCCEEDED: "ExecutionSucceeded",
  FAILED: "ExecutionFailed",
  TIMED_OUT: "ExecutionTimedOut",
  ABORTED: "ExecutionAborted",
} as const;

import type { Json, JsonObject } from "./json.ts";

/** A JSON value whose strings `{% … %}` are JSONata expressions. */
export type Template = Json;

export interface Retrier {
  ErrorEquals: string[];
  /** Seconds before the first retry, 1 by default. */
  IntervalSeconds?: number;
  /** Retries after the first attempt, 3 by default. */
  MaxAttempts?: number;
  /** Multiplier of the interval, 2 by default. */
  BackoffRate?: number;
  /** Ceiling of the interval in seconds. */
  MaxDelaySeconds?: number;
  JitterStrategy?: "FULL" | "NONE";
}

export interface Catcher {
  ErrorEquals: string[];
  Next: string;
  Output?: Template;
  Assign?: JsonObject;
}

interface Shaped {
  Output?: Template;
  Assign?: JsonObject;
}
interface Ongoing {
  Next?: string;
  End?: true;
}
interface Recovering {
  Retry?: Retrier[];
  Catch?: Catcher[];
}

export interface PassState extends Shaped, Ongoing {
  Type: "Pass";
}
export interface TaskState extends Shaped, Ongoing, Recovering {
  Type: "Task";
  Resource: string;
  Arguments: Template;
  TimeoutSeconds?: Template;
  HeartbeatSeconds?: Template;
}
export interface ChoiceRule extends Shaped {
  Condition: Template;
  Next: string;
}
export interface ChoiceState extends Shaped {
  Type: "Choice";
  Choices: ChoiceRule[];
  Default?: string;
}
export interface WaitState extends Shaped, Ongoing {
  Type: "Wait";
  Seconds?: Template;
  Timestamp?: Template;
}
export interface SucceedState extends Shaped {
  Type: "Succeed";
}
export interface FailState {
  Type: "Fail";
  Error?: Template;
  Cause?: Template;
}
export interface ParallelState extends Shaped, Ongoing, Recovering {
  Type: "Parallel";
  Branches: States[];
  Arguments?: Template;
}
export interface MapState extends Shaped, Ongoing, Recovering {
  Type: "Map";
  Items?: Template;
  ItemSelector?: Template;
  ItemProcessor: States;
  MaxConcurrency?: Template;
}
export type State =
  | PassState
  | TaskState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

/** A machine, a branch or an item processor. */
export interface States {
  StartAt: string;
  States: Record<string, State>;
}

export interface Definition extends States {
  /** Seconds an execution may last. */
  TimeoutSeconds?: number;
}

const LAMBDA_INVOKE = /^arn:aws[a-z-]*:states:::lambda:invoke$/;
const LAMBDA_INVOKE_AND_WAIT = /^arn:aws[a-z-]*:states:::lambda:invoke\.waitForTaskToken$/;
const FUNCTION_ARN = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_$-]+)?$/;

/** The ways a task reaches a function: by its ARN, through lambda:invoke, or that and waiting for a callback. */
export type Integration = "function" | "invoke" | "invoke-and-wait";

export function integrationOf(resource: string): Integration | undefined {
  if (LAMBDA_INVOKE.test(resource)) return "invoke";
  if (LAMBDA_INVOKE_AND_WAIT.test(resource)) return "invoke-and-wait";
  return FUNCTION_ARN.test(resource) ? "function" : undefined;
}

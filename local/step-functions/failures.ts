import type { JsonObject } from "./json.ts";

/** A state failed: what a Retry or Catch matches and an execution reports. */
export class StateFailure extends Error {
  override name = "StateFailure";
  /** The Error of the States Language; a worker may fail a task without one. */
  readonly error: string | undefined;
  /** The Cause of the States Language. */
  readonly reason: string | undefined;
  /** A missed heartbeat is reported as States.Timeout, yet also answers to States.HeartbeatTimeout. */
  readonly isHeartbeat: boolean;

  constructor(error: string | undefined, reason?: string, isHeartbeat = false) {
    super(`${error ?? "no error"}: ${reason ?? ""}`);
    this.error = error;
    this.reason = reason;
    this.isHeartbeat = isHeartbeat;
  }

  /** What a catcher sees as `$states.errorOutput`. */
  get output(): JsonObject {
    return {
      ...(this.error === undefined ? {} : { Error: this.error }),
      ...(this.reason === undefined ? {} : { Cause: this.reason }),
    };
  }
}

/** A definition uses something this interpreter does not implement, or is wrong. */
export class DefinitionRefused extends Error {
  override name = "InvalidDefinition";
  /** One line for each refused thing: where it stands, then why. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Invalid State Machine Definition: ${problems.join("; ")}`);
    this.problems = problems;
  }
}

/** A request to the service is refused; `name` is the AWS error type, such as TaskTimedOut. */
export class RequestRefused extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** Any exception of an invocation or of this interpreter, as a state's failure. */
export function asStateFailure(exception: unknown): StateFailure {
  if (exception instanceof StateFailure) return exception;
  return new StateFailure(
    "States.Runtime",
    exception instanceof Error ? exception.message : String(exception),
  );
}

/**
 * How a failed function shows: its error type as Error; as Cause the text the invoker put into `cause`, else the
 * JSON that Lambda answers for an exception.
 */
export function asFunctionFailure(exception: unknown): StateFailure {
  if (!(exception instanceof Error)) return new StateFailure("Error", String(exception));
  const { name, message, cause } = exception;
  const payload = { errorType: name, errorMessage: message, trace: [] };
  return new StateFailure(name, typeof cause === "string" ? cause : JSON.stringify(payload));
}

import type { Retrier } from "./definition.ts";
import type { StateFailure } from "./failures.ts";

/** The defaults of the States Language. */
const DEFAULT_INTERVAL_SECONDS = 1;
const DEFAULT_MAX_ATTEMPTS = 3;
const DEFAULT_BACKOFF_RATE = 2;

/**
 * Whether one of a rule's error names stands for this failure. States.Runtime always ends the execution; States.ALL
 * leaves States.DataLimitExceeded, and States.TaskFailed leaves timeouts.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function isMatch(errorEquals: readonly string[], failure: StateFailure): boolean {
  const { error } = failure;
  if (error === "States.Runtime") return false;
  return errorEquals.some((name) => {
    if (name === "States.ALL") return error !== "States.DataLimitExceeded";
    if (name === "States.TaskFailed") return error !== "States.Timeout";
    return name === error || (name === "States.HeartbeatTimeout" && failure.isHeartbeat);
  });
}

/** Counts the retries of one visit, each retrier for itself. */
export class Retries {
  readonly #retriers: readonly Retrier[];
  readonly #random: () => number;
  readonly #used = new Map<Retrier, number>();

  constructor(retriers: readonly Retrier[], random: () => number) {
    this.#retriers = retriers;
    this.#random = random;
  }

  /** Seconds until the next attempt, or nothing when the failure is not to be retried. */
  next(failure: StateFailure): number | undefined {
    const retrier = this.#retriers.find(({ ErrorEquals }) => isMatch(ErrorEquals, failure));
    if (retrier === undefined) return undefined;
    const used = this.#used.get(retrier) ?? 0;
    if (used >= (retrier.MaxAttempts ?? DEFAULT_MAX_ATTEMPTS)) return undefined;
    this.#used.set(retrier, used + 1);
    const backoff = (retrier.BackoffRate ?? DEFAULT_BACKOFF_RATE) ** used;
    const interval = (retrier.IntervalSeconds ?? DEFAULT_INTERVAL_SECONDS) * backoff;
    const delay = Math.min(interval, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
    return retrier.JitterStrategy === "FULL" ? delay * this.#random() : delay;
  }
}

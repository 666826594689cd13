import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { RequestRefused, type StateFailure } from "./failures.ts";
import type { Json } from "./json.ts";

/** A task that waits for its callback. */
export interface OpenTask {
  succeed(output: Json): void;
  fail(failure: StateFailure): void;
  heartbeat(): void;
}

const RANDOM_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{86}$/;

/**
 * Issues task tokens and finds their tasks. A token carries its own signature, so that a late one is told from an
 * unknown one for ever without remembering any.
 */
export class TaskTokens {
  readonly #secret = randomBytes(RANDOM_BYTES);
  readonly #open = new Map<string, OpenTask>();

  issue(): string {
    const random = randomBytes(RANDOM_BYTES);
    return Buffer.concat([random, this.#sign(random)]).toString("base64url");
  }

  open(token: string, task: OpenTask): void {
    this.#open.set(token, task);
  }

  close(token: string): void {
    this.#open.delete(token);
  }

  /** The waiting task. Refuses a malformed token, one never issued here, and one whose task has ended. */
  find(token: string): OpenTask {
    if (!TOKEN.test(token)) throw new RequestRefused("InvalidToken", "Invalid Token: 'Invalid token'");
    const task = this.#open.get(token);
    if (task !== undefined) return task;
    const bytes = Buffer.from(token, "base64url");
    const isOurs = timingSafeEqual(bytes.subarray(RANDOM_BYTES), this.#sign(bytes.subarray(0, RANDOM_BYTES)));
    if (isOurs) throw new RequestRefused("TaskTimedOut", "Task Timed Out: the task has ended");
    throw new RequestRefused("TaskDoesNotExist", "Task Does Not Exist: no task has this token");
  }

  #sign(random: Uint8Array): Buffer {
    return createHmac("sha256", this.#secret).update(random).digest();
  }
}

import type { Email } from "../../functions/adapters/mailer.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { type Change, type Condition, ConditionFailed, type Table } from "../../functions/adapters/table.ts";
import type { CaseMail } from "../../functions/core/mail-tags.ts";

// What stands for DynamoDB, SES and Step Functions while the real functions run in this process. They keep the
// contracts of the adapters, and fail when they are told to.

/** What goes wrong, the n-th time that it can. */
export interface Fault {
  readonly kind:
    | "killed before a write"
    | "killed after a write"
    | "somebody else was faster"
    | "the email is not taken"
    | "the alert is not taken"
    | "the start is lost"
    | "the signal is lost"
    | "the signal comes twice";
  readonly at: number;
}

/** The process was killed: nothing more happens in this invocation, whatever its code tries. */
export class Killed extends Error {
  override name = "Killed";
}

export interface SentEmail extends Email {
  readonly to: readonly string[];
  /** Which email of which case it is. */
  readonly about: CaseMail | undefined;
}

/** An execution that runs, waits for its token, or has ended. */
export interface Run {
  readonly area: string;
  readonly reference: string;
  readonly name: string;
  state: "ready" | "waiting" | "ended";
  token?: string;
  /** Milliseconds since the epoch at which the wait ends by itself. */
  until?: number;
}

export class StandIns {
  readonly emails: SentEmail[] = [];
  readonly runs = new Map<string, Run>();
  /** What is kept, for whoever only looks, or prepares: nothing goes wrong with it. */
  readonly kept = memoryTable();
  readonly #faults: readonly Fault[];
  readonly #counts = new Map<Fault["kind"], number>();
  #isDead = false;
  #isHealthy = false;
  kills = 0;

  constructor(faults: readonly Fault[]) {
    this.#faults = faults;
  }

  /** From here on nothing goes wrong any more. */
  heal(): void {
    this.#isHealthy = true;
    this.revive();
  }

  /** Before each invocation: a process that was killed is another one now. */
  revive(): void {
    this.#isDead = false;
  }

  readonly table: Table = {
    get: (key) => this.#alive(() => this.kept.get(key)),
    getMany: (keys) => this.#alive(() => this.kept.getMany(keys)),
    query: (query) => this.#alive(() => this.kept.query(query)),
    put: (item, condition) => this.#write(condition, () => this.kept.put(item, condition)),
    putMany: (items) => this.#write(undefined, () => this.kept.putMany(items)),
    update: (key, change: Change, condition) =>
      this.#write(condition, () => this.kept.update(key, change, condition)),
    exchange: (key, change: Change, condition) =>
      this.#write(condition, () => this.kept.exchange(key, change, condition)),
    delete: (key, condition) => this.#write(condition, () => this.kept.delete(key, condition)),
  };

  readonly mailer = {
    send: (to: readonly string[], email: Email, about?: CaseMail): Promise<"sent" | "rejected"> =>
      this.#alive(async (): Promise<"sent"> => {
        if (this.#goesWrong("the email is not taken")) throw new Error("SES is not there");
        this.emails.push({ to, about, ...email });
        return "sent";
      }),
  };

  readonly alerts = {
    publish: (): Promise<void> =>
      this.#alive(async () => {
        if (this.#goesWrong("the alert is not taken")) throw new Error("SNS is not there");
      }),
  };

  readonly workflow = {
    start: ({ area, reference }: { area: string; reference: string }, generation: number): Promise<void> =>
      this.#alive(async () => {
        if (this.#goesWrong("the start is lost")) throw new Error("Step Functions is not there");
        const name = `${reference}-${generation}`;
        if (!this.runs.has(name)) this.runs.set(name, { area, reference, name, state: "ready" });
      }),
    signal: (token: string): Promise<"signalled" | "already-done" | "lost"> =>
      this.#alive(async () => {
        if (this.#goesWrong("the signal is lost")) return "signalled";
        const answer = this.#signal(token);
        if (this.#goesWrong("the signal comes twice")) this.#signal(token);
        return answer;
      }),
  };

  #signal(token: string): "signalled" | "lost" {
    const run = [...this.runs.values()].find((each) => each.token === token);
    if (run?.state !== "waiting") return "lost";
    run.state = "ready";
    return "signalled";
  }

  async #write<Answer>(condition: Condition | undefined, write: () => Promise<Answer>): Promise<Answer> {
    return await this.#alive(async () => {
      if (this.#goesWrong("killed before a write")) this.#die();
      const isContested = condition !== undefined && "equals" in condition;
      if (isContested && this.#goesWrong("somebody else was faster"))
        throw new ConditionFailed("a write's condition");
      const answer = await write();
      if (this.#goesWrong("killed after a write")) this.#die();
      return answer;
    });
  }

  async #alive<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (this.#isDead) throw new Killed("the process is gone");
    return await work();
  }

  #die(): never {
    this.kills += 1;
    this.#isDead = true;
    throw new Killed("the process is gone");
  }

  #goesWrong(kind: Fault["kind"]): boolean {
    if (this.#isHealthy) return false;
    const count = this.#counts.get(kind) ?? 0;
    this.#counts.set(kind, count + 1);
    return this.#faults.some((fault) => fault.kind === kind && fault.at === count);
  }
}

let current: StandIns | undefined;

/** The stand-ins that the functions find from now on. */
export function use(standIns: StandIns): void {
  current = standIns;
}

function inUse(): StandIns {
  if (!current) throw new Error("no stand-ins are in use");
  return current;
}

/** What the adapters' modules answer instead: functions are loaded once and meet the stand-ins of the moment. */
export const dynamoDbTable = (): Table => ({
  get: (key) => inUse().table.get(key),
  getMany: (keys) => inUse().table.getMany(keys),
  query: (query) => inUse().table.query(query),
  put: (item, condition) => inUse().table.put(item, condition),
  putMany: (items) => inUse().table.putMany(items),
  update: (key, change, condition) => inUse().table.update(key, change, condition),
  exchange: (key, change, condition) => inUse().table.exchange(key, change, condition),
  delete: (key, condition) => inUse().table.delete(key, condition),
});
export const mailer = (): StandIns["mailer"] => ({
  send: (to, email, about) => inUse().mailer.send(to, email, about),
});
export const safetyAlerts = (): StandIns["alerts"] => ({ publish: () => inUse().alerts.publish() });
export const workflow = (): StandIns["workflow"] => ({
  start: (key, generation) => inUse().workflow.start(key, generation),
  signal: (token) => inUse().workflow.signal(token),
});

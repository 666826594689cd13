import type { Context } from "aws-lambda";
import { handler as assignCoach } from "../../functions/assign-coach/handler.ts";
import { handler as attendToCase } from "../../functions/attend-to-case/handler.ts";
import type { Instant } from "../../functions/core/texts.ts";
import { handler as holdForAnswer } from "../../functions/hold-for-answer/handler.ts";
import { handler as resumeCases } from "../../functions/resume-cases/handler.ts";
import { handler as triageReferral } from "../../functions/triage-referral/handler.ts";
import type { Run, StandIns } from "./stand-ins.ts";

interface Attended {
  readonly stage: string;
  readonly version: number;
  readonly waitSeconds: number;
}

/** Does with the executions what the state machine does (lib/workflow-definition.ts): attend, work, wait, ask again. */
export class WorkflowRuns {
  readonly #standIns: StandIns;
  readonly #hasSweep: boolean;
  #tokens = 0;

  constructor(standIns: StandIns, hasSweep: boolean) {
    this.#standIns = standIns;
    this.#hasSweep = hasSweep;
  }

  /** Each execution goes on until it waits or ends; one whose function fails has ended, and the sweep comes. */
  async goOn(now: number): Promise<void> {
    for (;;) {
      const run = [...this.#standIns.runs.values()].find(({ state }) => state === "ready");
      if (!run) return;
      await this.#untilItWaits(run, now).catch(() => {
        run.state = "ended";
      });
    }
  }

  /** Waits whose time is up end, and the sweep comes. */
  async wakeAll(now: number): Promise<void> {
    for (const run of this.#standIns.runs.values()) {
      if (run.state === "waiting" && (run.until ?? 0) <= now) run.state = "ready";
    }
    await this.goOn(now);
    if (this.#hasSweep) await this.#invoke(resumeCases, { time: timeOf(now) }).catch(() => {});
    await this.goOn(now);
  }

  /** When the first wait ends by itself. */
  nextWait(): number {
    const waits = [...this.#standIns.runs.values()].filter(({ state }) => state === "waiting");
    return Math.min(...waits.map(({ until }) => until ?? Number.POSITIVE_INFINITY));
  }

  async #untilItWaits(run: Run, now: number): Promise<void> {
    const { area, reference, name } = run;
    const turn = { area, reference, execution: name, now: timeOf(now) };
    while (run.state === "ready") {
      const attended = (await this.#invoke(attendToCase, turn)) as Attended;
      if (attended.stage === "triage") await this.#invoke(triageReferral, turn);
      else if (attended.stage === "assignment") await this.#invoke(assignCoach, turn);
      else if (attended.stage === "closed" || attended.stage === "superseded") run.state = "ended";
      else {
        const token = `token ${++this.#tokens}`;
        Object.assign(run, { state: "waiting", token, until: now + attended.waitSeconds * 1000 });
        await this.#invoke(holdForAnswer, { ...turn, version: attended.version, token });
        return;
      }
    }
  }

  async #invoke(handler: unknown, event: object): Promise<unknown> {
    this.#standIns.revive();
    return await (handler as (event: object, context: Context) => Promise<unknown>)(event, {} as Context);
  }
}

function timeOf(now: number): Instant {
  return new Date(now).toISOString();
}

/**
 * Holds the interpreter to recorded behaviour: reads one case a line on stdin, writes one result a line on stdout.
 * Runs on a manual clock, so no case waits. Contract: test/conformance/README.md.
 */
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { ProgrammeClock } from "../clock.ts";
import { StepFunctions } from "./engine.ts";
import type { InvocationOrigin } from "./execution.ts";
import { DefinitionRefused } from "./failures.ts";
import type { HistoryEvent } from "./history.ts";
import type { Json } from "./json.ts";

interface Behaviour {
  echo?: true;
  return?: Json;
  error?: string;
  cause?: string;
  hang?: true;
  /** Seconds of programme time before the answer. */
  afterSeconds?: number;
}

interface Signal {
  state: string;
  /** Which invocation of the state it answers, from 0. */
  attempt: number;
  action: "success" | "failure" | "heartbeat";
  output?: Json;
  error?: string;
  cause?: string;
  /** Seconds of programme time after the token is out. */
  afterSeconds?: number;
}

interface RecordedCase {
  id: string;
  kind: "execution" | "validation";
  definition: unknown;
  input?: Json;
  mocks?: Record<string, Behaviour[]>;
  signals?: Signal[];
}

const MACHINE_ARN = "arn:aws:states:eu-west-2:000000000000:stateMachine:case";
const START = Date.parse("2026-01-05T09:00:00Z");

/** No case waits longer than this; the longest Wait that the language knows lasts a little over three years. */
const LONGEST_RUN_MS = 10 * 366 * 24 * 60 * 60 * 1000;

/** Answers one case as the runner wants it; what is refused at load is skipped, with the reasons on stderr. */
export async function runCase(recorded: RecordedCase): Promise<Record<string, unknown>> {
  const clock = new ProgrammeClock({ mode: "manual", now: START });
  const double = new LambdaDouble(recorded, clock);
  const service = new StepFunctions({
    clock,
    invokeFunction: (_name, payload, origin) => double.invoke(service, payload, origin),
  });
  try {
    service.createStateMachine(MACHINE_ARN, recorded.definition);
  } catch (error) {
    if (!(error instanceof DefinitionRefused)) throw error;
    if (recorded.kind === "validation") return { id: recorded.id, valid: false };
    console.error(`declined ${recorded.id}: ${error.problems.join("; ")}`);
    return { id: recorded.id, skipped: true, reasons: error.problems };
  }
  if (recorded.kind === "validation") return { id: recorded.id, valid: true };
  const { executionArn } = service.startExecution({
    stateMachineArn: MACHINE_ARN,
    name: "recorded",
    input: recorded.input,
  });
  await clock.advanceTo(START + LONGEST_RUN_MS);
  const { status, output, error, cause } = service.describeExecution(executionArn);
  const events = service.executionHistory(executionArn).map(asRecorded);
  return { id: recorded.id, status, output, error, cause, events };
}

function asRecorded({ type, details }: HistoryEvent) {
  return /State(Entered|Exited)$/.test(type) ? { type, state: details.name } : { type };
}

/** Plays the functions of a case and the workers that answer their task tokens. */
class LambdaDouble {
  readonly #recorded: RecordedCase;
  readonly #clock: ProgrammeClock;
  readonly #invocations = new Map<string, number>();

  constructor(recorded: RecordedCase, clock: ProgrammeClock) {
    this.#recorded = recorded;
    this.#clock = clock;
  }

  async invoke(service: StepFunctions, payload: Json, origin: InvocationOrigin): Promise<Json> {
    const { stateName, taskToken } = origin;
    const attempt = this.#invocations.get(stateName) ?? 0;
    this.#invocations.set(stateName, attempt + 1);
    if (taskToken !== undefined) this.#scheduleSignals(service, stateName, attempt, taskToken);
    const behaviours = this.#recorded.mocks?.[stateName] ?? [];
    const behaviour = behaviours[attempt] ?? behaviours.at(-1) ?? { return: null };
    if (behaviour.hang) await this.#clock.until(Number.POSITIVE_INFINITY);
    if (behaviour.afterSeconds) await this.#clock.until(this.#clock.now() + behaviour.afterSeconds * 1000);
    if (behaviour.error !== undefined) {
      const failure = new Error(behaviour.cause, { cause: behaviour.cause });
      failure.name = behaviour.error;
      throw failure;
    }
    return behaviour.echo ? payload : (behaviour.return ?? null);
  }

  #scheduleSignals(service: StepFunctions, state: string, attempt: number, taskToken: string): void {
    for (const signal of this.#recorded.signals ?? []) {
      if (signal.state !== state || signal.attempt !== attempt) continue;
      this.#clock.at(this.#clock.now() + (signal.afterSeconds ?? 0) * 1000, () => {
        try {
          if (signal.action === "success") service.sendTaskSuccess(taskToken, signal.output ?? null);
          else if (signal.action === "failure")
            service.sendTaskFailure(taskToken, signal.error, signal.cause);
          else service.sendTaskHeartbeat(taskToken);
        } catch (error) {
          console.error(`signal to ${state} came too late: ${String(error)}`);
        }
      });
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== "") console.log(JSON.stringify(await runCase(JSON.parse(line) as RecordedCase)));
  }
}

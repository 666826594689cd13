import { type Integration, integrationOf, type TaskState } from "./definition.ts";
import { asFunctionFailure, StateFailure } from "./failures.ts";
import type { EventDetails } from "./history.ts";
import { copyAsJson, exceedsPayloadLimit, isObject, type Json } from "./json.ts";
import type { Visit } from "./visit.ts";

interface Call {
  integration: Integration;
  functionName: string;
  payload: Json;
  /** Seconds; nothing where the attempt may last. */
  timeout: number | undefined;
  heartbeat: number | undefined;
}

/** One attempt of a task: its result, or a StateFailure. */
export async function attemptTask(visit: Visit, state: TaskState): Promise<Json> {
  const integration = integrationOf(state.Resource) ?? "function";
  visit.taskToken = integration === "invoke-and-wait" ? visit.execution.platform.tokens.issue() : undefined;
  const call = await prepare(visit, state, integration);
  visit.frame.lifeline.check();
  const result = await new Attempt(visit, call).result();
  if (exceedsPayloadLimit(result)) {
    throw new StateFailure(
      "States.DataLimitExceeded",
      `The state/task '${visit.name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
  }
  return result;
}

async function prepare(visit: Visit, state: TaskState, integration: Integration): Promise<Call> {
  const template = state.Arguments;
  const given = await visit.evaluate(template, "Arguments");
  const seconds = async (value: Json | undefined, field: string) =>
    value === undefined ? undefined : visit.evaluateWhole(value, field, 1);
  const timeout = await seconds(state.TimeoutSeconds, "TimeoutSeconds");
  const heartbeat = await seconds(state.HeartbeatSeconds, "HeartbeatSeconds");
  if (exceedsPayloadLimit(given)) {
    throw new StateFailure(
      "States.DataLimitExceeded",
      `The state/task '${visit.name}' was given Arguments with a size exceeding the maximum number of bytes service limit.`,
    );
  }
  if (integration === "function") {
    return { integration, functionName: state.Resource, payload: given, timeout, heartbeat };
  }
  if (!isObject(given) || typeof given.FunctionName !== "string") {
    return visit.refuse("The field 'Arguments/FunctionName' must be a string.");
  }
  return { integration, functionName: given.FunctionName, payload: given.Payload ?? {}, timeout, heartbeat };
}

/** What ends an attempt first settles it: the function's answer, a callback, a timeout or the end of the execution. */
class Attempt {
  readonly #visit: Visit;
  readonly #call: Call;
  #isOver = false;
  #cancelTimeout = () => {};
  #cancelHeartbeat = () => {};
  #resolve: (result: Json) => void = () => {};
  #reject: (failure: StateFailure) => void = () => {};

  constructor(visit: Visit, call: Call) {
    this.#visit = visit;
    this.#call = call;
  }

  result(): Promise<Json> {
    return this.#visit.frame.lifeline.wait<Json>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#begin();
      return () => this.#close();
    });
  }

  #begin(): void {
    const { name, taskToken, execution } = this.#visit;
    const { functionName, payload, timeout } = this.#call;
    const { clock, tokens, invokeFunction } = execution.platform;
    this.#record("Scheduled");
    this.#record("Started");
    if (timeout !== undefined) {
      this.#cancelTimeout = clock.at(clock.now() + timeout * 1000, () => this.#timeOut(false));
    }
    this.#expectHeartbeat();
    if (taskToken !== undefined) tokens.open(taskToken, this.#openTask());
    const origin = {
      executionName: execution.identity.name,
      stateName: name,
      ...(taskToken === undefined ? {} : { taskToken }),
    };
    const invocation = (async () =>
      copyAsJson(await invokeFunction(functionName, copyAsJson(payload), origin)))();
    clock.work(
      invocation.then(
        (answer) => this.#answered(answer),
        (error) => this.#fail(asFunctionFailure(error)),
      ),
    );
  }

  #openTask() {
    return {
      succeed: (output: Json) => this.#succeed(output),
      fail: (failure: StateFailure) => this.#fail(failure),
      heartbeat: () => this.#expectHeartbeat(),
    };
  }

  /** A task that waits for its callback drops what the function answers. */
  #answered(answer: Json): void {
    if (this.#isOver) return;
    if (this.#call.integration === "invoke-and-wait") this.#record("Submitted");
    else if (this.#call.integration === "function") this.#succeed(answer);
    else this.#succeed({ ExecutedVersion: "$LATEST", Payload: answer, StatusCode: 200 });
  }

  #succeed(result: Json): void {
    if (!this.#close()) return;
    this.#record("Succeeded");
    this.#resolve(result);
  }

  #fail(failure: StateFailure): void {
    if (!this.#close()) return;
    this.#record("Failed", { error: failure.error, cause: failure.reason });
    this.#reject(failure);
  }

  #timeOut(isHeartbeat: boolean): void {
    if (!this.#close()) return;
    this.#record("TimedOut", { error: "States.Timeout" });
    this.#reject(new StateFailure("States.Timeout", undefined, isHeartbeat));
  }

  #expectHeartbeat(): void {
    const { heartbeat } = this.#call;
    const { clock } = this.#visit.execution.platform;
    if (heartbeat === undefined) return;
    this.#cancelHeartbeat();
    this.#cancelHeartbeat = clock.at(clock.now() + heartbeat * 1000, () => this.#timeOut(true));
  }

  /** Answers whether this ended the attempt. */
  #close(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    this.#cancelTimeout();
    this.#cancelHeartbeat();
    const { taskToken, execution } = this.#visit;
    if (taskToken !== undefined) execution.platform.tokens.close(taskToken);
    return true;
  }

  #record(what: string, details: EventDetails = {}): void {
    const { integration } = this.#call;
    if (integration === "function") {
      this.#visit.execution.record(`LambdaFunction${what}`, details);
      return;
    }
    const resource = integration === "invoke" ? "invoke" : "invoke.waitForTaskToken";
    this.#visit.execution.record(`Task${what}`, { ...details, resource, resourceType: "lambda" });
  }
}

import { AsyncLocalStorage } from "node:async_hooks";
import { writeFileSync } from "node:fs";
import http, { type RequestOptions } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import { Functions } from "../functions.ts";
import { History } from "../step-functions/history.ts";
import { count, type FunctionUse, type ServiceCounts, type WorkflowUse } from "./counts.ts";
import { functionHeader } from "./table-meter.ts";

interface ApiEvent {
  readonly httpMethod: string;
  readonly resource: string;
  readonly requestContext?: unknown;
}

/** Counts, in the process of the service, what each function is asked and asks for, and what the workflow does. */
export function meterService(file: string): void {
  const counts: ServiceCounts = { functions: {}, requests: {}, workflow: noWorkflow() };
  const running = new AsyncLocalStorage<string>();
  const use = () => useOf(counts, running.getStore() ?? "others");
  countInvocations(counts, running);
  countCalls(use, () => running.getStore());
  countLogs(use);
  countHistory(counts.workflow);
  process.once("exit", () => writeFileSync(file, JSON.stringify(counts)));
}

function countInvocations(counts: ServiceCounts, running: AsyncLocalStorage<string>): void {
  const { invoke } = Functions.prototype;
  Functions.prototype.invoke = function (nameOrArn, payload) {
    const name = nameOrArn.replace(/^.*:function:/, "");
    const use = useOf(counts, name);
    const event = payload as ApiEvent | null;
    const isRequest = event?.requestContext !== undefined;
    use.invocations++;
    if (isRequest) {
      use.requests++;
      count(counts.requests, `${event.httpMethod} ${event.resource}`);
    }
    const answer = running.run(name, () => invoke.call(this, nameOrArn, payload));
    if (!isRequest) return answer;
    return answer.then((given) => {
      const { body = "", isBase64Encoded = false } = given as { body?: string; isBase64Encoded?: boolean };
      use.answeredBytes += Buffer.byteLength(body, isBase64Encoded ? "base64" : "utf8");
      return given;
    });
  };
}

/** What SDK clients send; the thread of the table is told for which function. */
function countCalls(use: () => FunctionUse, running: () => string | undefined): void {
  const { request } = http;
  const counted = (options: RequestOptions, ...rest: never[]) => {
    const service = serviceAt(options.port);
    if (service) count(use().calls, `${service} ${operationOf(service, options)}`);
    const headers = { ...options.headers, [functionHeader]: running() ?? "others" };
    return request(service === "DYNAMODB" ? ({ ...options, headers } as RequestOptions) : options, ...rest);
  };
  Object.assign(http, { request: counted });
  syncBuiltinESMExports();
}

function serviceAt(port: RequestOptions["port"]): string | undefined {
  const prefix = "AWS_ENDPOINT_URL_";
  const found = Object.entries(process.env).find(
    ([name, url]) => name.startsWith(prefix) && url && new URL(url).port === String(port),
  );
  return found?.[0].slice(prefix.length);
}

function operationOf(service: string, { headers, method = "GET" }: RequestOptions): string {
  const target = (headers as Record<string, string> | undefined)?.["x-amz-target"];
  if (target) return target.replace(/^.*\./, "");
  return service === "S3" ? method : "Send";
}

/** Functions log a line of JSON at a time: counted and not shown. */
function countLogs(use: () => FunctionUse): void {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (...given: unknown[]) => boolean;
    Object.assign(stream, {
      write: (...given: unknown[]) => {
        const [line] = given;
        if (typeof line !== "string" || !line.startsWith("{")) return write(...given);
        use().logLines++;
        use().logBytes += Buffer.byteLength(line);
        return true;
      },
    });
  }
}

function countHistory(workflow: WorkflowUse): void {
  const { record } = History.prototype;
  History.prototype.record = function (timestamp, type, details = {}) {
    const id = record.call(this, timestamp, type, details);
    workflow.historyEvents++;
    workflow.longestHistory = Math.max(workflow.longestHistory, id);
    if (type === "ExecutionStarted") workflow.executions++;
    if (type.endsWith("StateEntered")) count(workflow.entered, details.name ?? "");
    if (type === "TaskStateEntered") workflow.retries--;
    if (type === "TaskScheduled" || type === "LambdaFunctionScheduled") workflow.retries++;
    if (type === "TaskTimedOut") count(workflow.timersByMinute, londonMinute(timestamp));
    return id;
  };
}

const clockFace = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", timeStyle: "short" });

function londonMinute(timestamp: number): string {
  return clockFace.format(timestamp);
}

function useOf({ functions }: ServiceCounts, name: string): FunctionUse {
  functions[name] ??= {
    invocations: 0,
    requests: 0,
    answeredBytes: 0,
    logLines: 0,
    logBytes: 0,
    calls: {},
  };
  return functions[name];
}

function noWorkflow(): WorkflowUse {
  return {
    executions: 0,
    entered: {},
    retries: 0,
    historyEvents: 0,
    longestHistory: 0,
    timersByMinute: {},
  };
}

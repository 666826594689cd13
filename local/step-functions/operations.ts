import type { ExecutionDescription, StepFunctions } from "./engine.ts";
import type { ExecutionStatus } from "./execution.ts";
import { RequestRefused } from "./failures.ts";
import type { HistoryEvent } from "./history.ts";
import type { Json } from "./json.ts";

type Body = Record<string, unknown>;

/** Items of a page where the request names no number; also the most it may name. */
const DEFAULT_PAGE = 100;
const LARGEST_PAGE = 1_000;

const STATUSES: readonly string[] = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"];

const isStatus = (text: string): text is ExecutionStatus => STATUSES.includes(text);

/** The operations of the service in its own wire form: a request body in, a response body out. */
export const OPERATIONS: Record<string, (service: StepFunctions, body: Body) => unknown> = {
  StartExecution(service, body) {
    const started = service.startExecution({
      stateMachineArn: required(body, "stateMachineArn"),
      name: optional(body, "name"),
      input: parsed(optional(body, "input") ?? "{}", "InvalidExecutionInput"),
    });
    return { executionArn: started.executionArn, startDate: seconds(started.startDate) };
  },

  StopExecution(service, body) {
    const executionArn = required(body, "executionArn");
    const [error, cause] = [optional(body, "error"), optional(body, "cause")];
    return { stopDate: seconds(service.stopExecution({ executionArn, error, cause })) };
  },

  DescribeExecution(service, body) {
    const described = service.describeExecution(required(body, "executionArn"));
    const { input, output, error, cause } = described;
    return {
      ...summaryOf(described),
      ...(input === undefined ? {} : { input: JSON.stringify(input), inputDetails: { included: true } }),
      ...(output === undefined ? {} : { output: JSON.stringify(output), outputDetails: { included: true } }),
      error,
      cause,
    };
  },

  ListExecutions(service, body) {
    const status = optional(body, "statusFilter");
    if (status !== undefined && !isStatus(status)) {
      throw new RequestRefused("ValidationException", `There is no execution status '${status}'`);
    }
    const stateMachineArn = required(body, "stateMachineArn");
    service.stateMachine(stateMachineArn);
    const { items, nextToken } = page(service.listExecutions({ stateMachineArn, status }), body);
    return { executions: items.map(summaryOf), nextToken };
  },

  GetExecutionHistory(service, body) {
    const events = service.executionHistory(required(body, "executionArn"));
    const ordered = body.reverseOrder === true ? events.toReversed() : events;
    const { items, nextToken } = page(ordered, body);
    return { events: items.map(eventOnWire), nextToken };
  },

  DescribeStateMachine(service, body) {
    const { arn, name, text, createdAt } = service.stateMachine(required(body, "stateMachineArn"));
    return {
      stateMachineArn: arn,
      name,
      status: "ACTIVE",
      type: "STANDARD",
      definition: text,
      roleArn: "arn:aws:iam::000000000000:role/local",
      creationDate: seconds(createdAt),
    };
  },

  SendTaskSuccess(service, body) {
    service.sendTaskSuccess(required(body, "taskToken"), parsed(required(body, "output"), "InvalidOutput"));
    return {};
  },

  SendTaskFailure(service, body) {
    service.sendTaskFailure(required(body, "taskToken"), optional(body, "error"), optional(body, "cause"));
    return {};
  },

  SendTaskHeartbeat(service, body) {
    service.sendTaskHeartbeat(required(body, "taskToken"));
    return {};
  },
};

function optional(body: Body, field: string): string | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw new RequestRefused("ValidationException", `The value at '${field}' must be a string`);
}

function required(body: Body, field: string): string {
  const value = optional(body, field);
  if (value !== undefined) return value;
  throw new RequestRefused("ValidationException", `The value at '${field}' must not be null`);
}

function parsed(text: string, refusal: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new RequestRefused(refusal, `Invalid JSON: ${text.slice(0, 100)}`);
  }
}

/** AWS JSON writes times as seconds since the epoch. */
const seconds = (ms: number) => ms / 1000;

function summaryOf({
  executionArn,
  stateMachineArn,
  name,
  status,
  startDate,
  stopDate,
}: ExecutionDescription) {
  return {
    executionArn,
    stateMachineArn,
    name,
    status,
    startDate: seconds(startDate),
    ...(stopDate === undefined ? {} : { stopDate: seconds(stopDate) }),
  };
}

function page<T>(all: readonly T[], body: Body): { items: T[]; nextToken: string | undefined } {
  const from = Number(optional(body, "nextToken") ?? 0);
  if (!Number.isInteger(from) || from < 0) throw new RequestRefused("InvalidToken", "Invalid nextToken");
  const size = Math.min(Number(body.maxResults) || DEFAULT_PAGE, LARGEST_PAGE);
  const next = from + size;
  return { items: all.slice(from, next), nextToken: next < all.length ? String(next) : undefined };
}

/** Events follow one another as they happened, also those of parallel branches. */
function eventOnWire({ id, timestamp, type, details }: HistoryEvent) {
  const kind = type.replace(/^\w+State(?=Entered$|Exited$)/, "State");
  const field = `${kind.charAt(0).toLowerCase()}${kind.slice(1)}EventDetails`;
  return { id, previousEventId: id - 1, timestamp: seconds(timestamp), type, [field]: details };
}

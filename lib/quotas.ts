/** How far the account, or a limit of our own, lets the service go in London (eu-west-2). */
export interface Quota {
  /** What there are so many of, in plain words. */
  readonly what: string;
  readonly limit: number;
  readonly per: "second" | "day" | "moment";
  readonly source: string;
  readonly metric: {
    readonly namespace: string;
    readonly metricName: string;
    readonly dimensions: Readonly<Record<string, string>>;
    /** A dimension whose value is the name of a resource of the stack. */
    readonly namedBy?: { readonly dimension: string; readonly resource: "table" | "api" };
  };
}

/** Requests a second that the API takes from everyone together: well above the busiest hour, below a runaway client. */
export const apiRequestsPerSecond = 100;

const states = { namespace: "AWS/States", metricName: "ConsumedCapacity" };
const ofTable = {
  namespace: "AWS/DynamoDB",
  dimensions: {},
  namedBy: { dimension: "TableName", resource: "table" },
} as const;
const statesQuotas =
  "Step Functions developer guide, Quotas related to state throttling and to API action throttling";

type QuotaName =
  | "StateTransitions"
  | "ExecutionStarts"
  | "Signals"
  | "FunctionsAtOnce"
  | "Requests"
  | "Reads"
  | "Writes"
  | "Emails";

/**
 * The quotas that the service comes near first. Where AWS allows an account more, an alarm only comes early; where
 * it allows less, as to a new account, the alarms on throttling tell. `npm run doctor` compares with the same numbers.
 */
export const quotas: Readonly<Record<QuotaName, Quota>> = {
  StateTransitions: {
    what: "steps of workflows",
    limit: 800,
    per: "second",
    source: statesQuotas,
    metric: { ...states, dimensions: { ServiceMetric: "StateTransition" } },
  },
  ExecutionStarts: {
    what: "workflows started",
    limit: 150,
    per: "second",
    source: statesQuotas,
    metric: { ...states, dimensions: { APIName: "StartExecution" } },
  },
  Signals: {
    what: "signals to workflows",
    limit: 300,
    per: "second",
    source: statesQuotas,
    metric: { ...states, dimensions: { APIName: "SendTaskSuccess" } },
  },
  FunctionsAtOnce: {
    what: "functions running at once",
    limit: 1000,
    per: "moment",
    source: "Lambda developer guide, Lambda quotas: concurrent executions of an account",
    metric: { namespace: "AWS/Lambda", metricName: "ConcurrentExecutions", dimensions: {} },
  },
  Requests: {
    what: "requests to the front door",
    limit: apiRequestsPerSecond,
    per: "second",
    source: "the API's own limit",
    metric: {
      namespace: "AWS/ApiGateway",
      metricName: "Count",
      dimensions: {},
      namedBy: { dimension: "ApiName", resource: "api" },
    },
  },
  Reads: {
    what: "units read from the table",
    limit: 40_000,
    per: "second",
    source: "DynamoDB developer guide, Quotas: on-demand read request units of a table",
    metric: { ...ofTable, metricName: "ConsumedReadCapacityUnits" },
  },
  Writes: {
    what: "units written to the table",
    limit: 40_000,
    per: "second",
    source: "DynamoDB developer guide, Quotas: on-demand write request units of a table",
    metric: { ...ofTable, metricName: "ConsumedWriteCapacityUnits" },
  },
  Emails: {
    what: "emails sent",
    limit: 50_000,
    per: "day",
    source: "Amazon SES developer guide, Service quotas: the usual sending quota outside the sandbox",
    metric: { namespace: "AWS/SES", metricName: "Send", dimensions: {} },
  },
};

/** "800 steps of workflows a second", "1,000 functions running at once". */
export function inWords({ limit, what, per }: Quota): string {
  return `${limit.toLocaleString("en-GB")} ${what}${per === "moment" ? "" : ` a ${per}`}`;
}

/** Seconds over which the use of a quota is counted. A day's use is counted over the day. */
export function countedSeconds({ per }: Pick<Quota, "per">): number {
  return per === "day" ? 86_400 : 60;
}

/** What is counted of one at once is its highest; of everything else, all of it. */
export function statisticOf({ per }: Pick<Quota, "per">): "Maximum" | "Sum" {
  return per === "moment" ? "Maximum" : "Sum";
}

/** As much of a quota's metric, over `countedSeconds`, as half of the quota is: from there on somebody has to look. */
export function halfOf(quota: Pick<Quota, "limit" | "per">): number {
  return (quota.limit / 2) * (quota.per === "second" ? countedSeconds(quota) : 1);
}

import { isObject } from "./json.ts";
import type { Problems } from "./problems.ts";

const RETRIER_FIELDS = [
  "ErrorEquals",
  "IntervalSeconds",
  "MaxAttempts",
  "BackoffRate",
  "MaxDelaySeconds",
  "JitterStrategy",
  "Comment",
];
const CATCHER_FIELDS = ["ErrorEquals", "Next", "Output", "Assign", "Comment"];

/** The error names that Step Functions reserves. */
const RESERVED_ERRORS = [
  "States.ALL",
  "States.BranchFailed",
  "States.DataLimitExceeded",
  "States.ExceedToleratedFailureThreshold",
  "States.HeartbeatTimeout",
  "States.Http.Socket",
  "States.IntrinsicFailure",
  "States.ItemReaderFailed",
  "States.NoChoiceMatched",
  "States.ParameterPathFailure",
  "States.Permissions",
  "States.QueryEvaluationError",
  "States.ResultPathMatchFailure",
  "States.ResultWriterFailed",
  "States.Runtime",
  "States.TaskFailed",
  "States.Timeout",
];

/** Step Functions' ceiling for MaxDelaySeconds: one year of 366 days. */
const LONGEST_DELAY_SECONDS = 31_622_400;

export function loadRetriers(path: string, retriers: unknown, problems: Problems): void {
  eachRule(`${path}/Retry`, retriers, problems, (at, retrier) => {
    problems.refuseUnknownFields(at, retrier, RETRIER_FIELDS);
    const { IntervalSeconds, MaxAttempts, BackoffRate, MaxDelaySeconds, JitterStrategy } = retrier;
    if (IntervalSeconds !== undefined) problems.expectWhole(`${at}/IntervalSeconds`, IntervalSeconds, 1);
    if (MaxAttempts !== undefined) problems.expectWhole(`${at}/MaxAttempts`, MaxAttempts, 0);
    if (BackoffRate !== undefined && !(typeof BackoffRate === "number" && BackoffRate >= 1)) {
      problems.add(`${at}/BackoffRate`, "must be a number of at least 1");
    }
    if (MaxDelaySeconds !== undefined) {
      problems.expectWhole(`${at}/MaxDelaySeconds`, MaxDelaySeconds, 1);
      const interval = typeof IntervalSeconds === "number" ? IntervalSeconds : 1;
      const delay = Number(MaxDelaySeconds);
      if (delay <= interval || delay >= LONGEST_DELAY_SECONDS) {
        problems.add(`${at}/MaxDelaySeconds`, "must be more than IntervalSeconds and less than a year");
      }
    }
    if (JitterStrategy !== undefined && JitterStrategy !== "FULL" && JitterStrategy !== "NONE") {
      problems.add(`${at}/JitterStrategy`, "must be FULL or NONE");
    }
  });
}

export function loadCatchers(path: string, catchers: unknown, problems: Problems): void {
  eachRule(`${path}/Catch`, catchers, problems, (at, catcher) => {
    problems.refuseUnknownFields(at, catcher, CATCHER_FIELDS);
    problems.checkShaping(at, catcher, ["errorOutput"]);
  });
}

function eachRule(
  path: string,
  rules: unknown,
  problems: Problems,
  load: (path: string, rule: Record<string, unknown>) => void,
): void {
  if (rules === undefined) return;
  if (!Array.isArray(rules)) {
    problems.add(path, "must be an array");
    return;
  }
  for (const [index, rule] of rules.entries()) {
    const at = `${path}[${index}]`;
    if (!isObject(rule)) {
      problems.add(at, "must be an object");
      continue;
    }
    checkErrors(`${at}/ErrorEquals`, rule.ErrorEquals, index === rules.length - 1, problems);
    load(at, rule);
  }
}

function checkErrors(path: string, errors: unknown, isLast: boolean, problems: Problems): void {
  if (!Array.isArray(errors) || errors.length === 0 || errors.some((error) => typeof error !== "string")) {
    problems.add(path, "must list at least one error name");
    return;
  }
  for (const error of errors) {
    if (error.startsWith("States.") && !RESERVED_ERRORS.includes(error)) {
      problems.add(path, `the reserved error name ${error} is unknown`);
    }
  }
  if (errors.includes("States.ALL") && (errors.length > 1 || !isLast)) {
    problems.add(path, "States.ALL stands alone and in the last rule");
  }
}

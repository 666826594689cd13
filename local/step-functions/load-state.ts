import { integrationOf } from "./definition.ts";
import type { StatesPart } from "./expressions.ts";
import { isObject } from "./json.ts";
import { loadCatchers, loadRetriers } from "./load-recovery.ts";
import type { Problems } from "./problems.ts";

/** What a state is loaded within. */
export interface Surroundings {
  problems: Problems;
  /** The query language of the machine. */
  language: "JSONata" | "JSONPath";
  /** The names of all states so far: they are unique across the machine. */
  names: Set<string>;
  /** Variables that outer scopes assign: readable here, not assignable. */
  outerVariables: ReadonlySet<string>;
  loadBranch: (path: string, branch: Record<string, unknown>, around: Surroundings) => void;
  loadProcessor: (path: string, processor: Record<string, unknown>, around: Surroundings) => void;
}

type Fields = Record<string, unknown>;

const COMMON = ["Type", "Comment", "QueryLanguage"];
const SHAPED = [...COMMON, "Output", "Assign"];
const ONGOING = [...SHAPED, "Next", "End"];
const RECOVERING = [...ONGOING, "Retry", "Catch"];

const FIELDS: Record<string, string[]> = {
  Pass: ONGOING,
  Task: [...RECOVERING, "Resource", "Arguments", "TimeoutSeconds", "HeartbeatSeconds"],
  Choice: [...SHAPED, "Choices", "Default"],
  Wait: [...ONGOING, "Seconds", "Timestamp"],
  Succeed: [...COMMON, "Output"],
  Fail: [...COMMON, "Error", "Cause"],
  Parallel: [...RECOVERING, "Branches", "Arguments"],
  Map: [...RECOVERING, "Items", "ItemSelector", "ItemProcessor", "MaxConcurrency"],
};

/** States in JSONPath that ask nothing of JSONPath mean the same in JSONata: these, with only these fields. */
const FIELDS_WITHOUT_QUERY: Record<string, string[]> = {
  Pass: [...COMMON, "Next", "End"],
  Wait: [...COMMON, "Next", "End", "Seconds", "Timestamp"],
  Succeed: COMMON,
  Fail: [...COMMON, "Error", "Cause"],
};

/** Adds to the problems whatever in this state is wrong or not implemented. */
export function loadState(path: string, state: Fields, around: Surroundings): void {
  const { problems } = around;
  const type = String(state.Type);
  const fields = Object.hasOwn(FIELDS, type) ? FIELDS[type] : undefined;
  if (fields === undefined) {
    problems.add(`${path}/Type`, `the state type ${JSON.stringify(state.Type)} is not implemented`);
    return;
  }
  const language = state.QueryLanguage ?? around.language;
  if (language === "JSONPath" && around.language === "JSONata") {
    problems.add(`${path}/QueryLanguage`, "a machine in JSONata has no state in JSONPath");
  } else if (language === "JSONPath") {
    refuseJsonPath(path, type, state, problems);
    return;
  } else if (language !== "JSONata") {
    problems.add(`${path}/QueryLanguage`, `${JSON.stringify(language)} is unknown`);
  }
  problems.refuseUnknownFields(path, state, fields);
  checkEnding(path, type, state, problems);
  const hasResult = type === "Task" || type === "Parallel" || type === "Map";
  const parts: StatesPart[] = hasResult ? ["result"] : [];
  problems.checkShaping(path, state, parts);
  LOADERS[type]?.(path, state, around);
  if (hasResult) {
    loadRetriers(path, state.Retry, problems);
    loadCatchers(path, state.Catch, problems);
  }
}

const LOADERS: Record<string, (path: string, state: Fields, around: Surroundings) => void> = {
  Task: loadTask,
  Choice: loadChoice,
  Wait: (path, state, { problems }) => {
    if ((state.Seconds === undefined) === (state.Timestamp === undefined)) {
      problems.add(path, "a Wait has either Seconds or Timestamp");
    }
    if (state.Seconds !== undefined) problems.expectWholeOrExpression(`${path}/Seconds`, state.Seconds, 0);
    problems.checkTemplate(`${path}/Timestamp`, state.Timestamp, []);
  },
  Fail: (path, state, { problems }) => {
    for (const field of ["Error", "Cause"]) {
      const value = state[field];
      if (value !== undefined && typeof value !== "string")
        problems.add(`${path}/${field}`, "must be a string");
      problems.checkTemplate(`${path}/${field}`, value, []);
    }
  },
  Parallel: (path, state, around) => {
    around.problems.checkTemplate(`${path}/Arguments`, state.Arguments, []);
    if (!Array.isArray(state.Branches) || state.Branches.length === 0) {
      around.problems.add(`${path}/Branches`, "must list at least one branch");
      return;
    }
    for (const [index, branch] of state.Branches.entries()) {
      if (isObject(branch)) around.loadBranch(`${path}/Branches[${index}]`, branch, around);
      else around.problems.add(`${path}/Branches[${index}]`, "must be an object");
    }
  },
  Map: (path, state, around) => {
    const { problems } = around;
    const items = state.Items;
    if (items !== undefined && typeof items !== "string" && !Array.isArray(items)) {
      problems.add(`${path}/Items`, "must be an array or an expression");
    }
    problems.checkTemplate(`${path}/Items`, items, []);
    problems.checkTemplate(`${path}/ItemSelector`, state.ItemSelector, []);
    if (state.MaxConcurrency !== undefined) {
      problems.expectWholeOrExpression(`${path}/MaxConcurrency`, state.MaxConcurrency, 0);
    }
    if (isObject(state.ItemProcessor)) {
      around.loadProcessor(`${path}/ItemProcessor`, state.ItemProcessor, around);
    } else problems.add(`${path}/ItemProcessor`, "must be an object");
  },
};

function refuseJsonPath(path: string, type: string, state: Fields, problems: Problems): void {
  const fields = FIELDS_WITHOUT_QUERY[type];
  if (fields === undefined) {
    problems.add(path, `JSONPath is not implemented, which this ${type} state is in`);
    return;
  }
  problems.refuseUnknownFields(path, state, fields);
  checkEnding(path, type, state, problems);
  LOADERS[type]?.(path, state, { problems } as Surroundings);
}

function checkEnding(path: string, type: string, state: Fields, problems: Problems): void {
  if (type === "Choice" || type === "Succeed" || type === "Fail") return;
  if (state.End !== undefined && state.End !== true) problems.add(`${path}/End`, "must be true");
  if ((state.Next === undefined) === (state.End === undefined)) {
    problems.add(path, "a state has either Next or End");
  }
}

function loadTask(path: string, state: Fields, { problems }: Surroundings): void {
  const integration = typeof state.Resource === "string" ? integrationOf(state.Resource) : undefined;
  if (integration === undefined) {
    problems.add(`${path}/Resource`, `the resource ${JSON.stringify(state.Resource)} is not implemented`);
  }
  if (state.Arguments === undefined) {
    problems.add(`${path}/Arguments`, "a Task without Arguments is not implemented");
  }
  problems.checkTemplate(`${path}/Arguments`, state.Arguments, []);
  if (integration !== "function" && isObject(state.Arguments)) {
    problems.refuseUnknownFields(`${path}/Arguments`, state.Arguments, ["FunctionName", "Payload"]);
    if (typeof state.Arguments.FunctionName !== "string") {
      problems.add(`${path}/Arguments/FunctionName`, "must be a string");
    }
  }
  const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
  if (timeout !== undefined) problems.expectWholeOrExpression(`${path}/TimeoutSeconds`, timeout, 1);
  if (heartbeat !== undefined) problems.expectWholeOrExpression(`${path}/HeartbeatSeconds`, heartbeat, 1);
  if (typeof timeout === "number" && typeof heartbeat === "number" && heartbeat >= timeout) {
    problems.add(`${path}/HeartbeatSeconds`, "must be less than TimeoutSeconds");
  }
}

function loadChoice(path: string, state: Fields, { problems }: Surroundings): void {
  if (!Array.isArray(state.Choices) || state.Choices.length === 0) {
    problems.add(`${path}/Choices`, "must list at least one rule");
    return;
  }
  for (const [index, rule] of state.Choices.entries()) {
    const at = `${path}/Choices[${index}]`;
    if (!isObject(rule)) {
      problems.add(at, "must be an object");
      continue;
    }
    problems.refuseUnknownFields(at, rule, ["Condition", "Next", "Output", "Assign", "Comment"]);
    if (typeof rule.Condition !== "boolean" && typeof rule.Condition !== "string") {
      problems.add(`${at}/Condition`, "must be a boolean or an expression");
    }
    problems.checkTemplate(`${at}/Condition`, rule.Condition, []);
    problems.checkShaping(at, rule, []);
  }
}

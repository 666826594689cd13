import type { Definition, States } from "./definition.ts";
import { DefinitionRefused } from "./failures.ts";
import { isObject } from "./json.ts";
import { loadState, type Surroundings } from "./load-state.ts";
import { Problems } from "./problems.ts";

const MACHINE_FIELDS = ["Comment", "StartAt", "States", "QueryLanguage", "TimeoutSeconds", "Version"];
const BRANCH_FIELDS = ["Comment", "StartAt", "States"];
const PROCESSOR_FIELDS = [...BRANCH_FIELDS, "ProcessorConfig"];

/** Step Functions' longest name of a state, in characters. */
const LONGEST_STATE_NAME = 80;

/**
 * Reads a definition, or refuses it with every field, state type, resource or query language in it that this
 * interpreter does not implement. What it takes, it implements fully.
 */
export function loadDefinition(definition: unknown): Definition {
  const problems = new Problems();
  const value = typeof definition === "string" ? parse(definition, problems) : definition;
  if (!isObject(value)) problems.add("/", "a definition is a JSON object");
  else {
    problems.refuseUnknownFields("", value, MACHINE_FIELDS);
    if (value.Version !== undefined && value.Version !== "1.0") problems.add("/Version", "only 1.0 is known");
    if (value.TimeoutSeconds !== undefined) problems.expectWhole("/TimeoutSeconds", value.TimeoutSeconds, 1);
    const language = value.QueryLanguage ?? "JSONPath";
    if (language !== "JSONata" && language !== "JSONPath") {
      problems.add("/QueryLanguage", `${JSON.stringify(language)} is unknown`);
    }
    loadStates("", value, {
      problems,
      language: language === "JSONata" ? "JSONata" : "JSONPath",
      names: new Set(),
      outerVariables: new Set(),
      loadBranch: (path, branch, inner) => {
        problems.refuseUnknownFields(path, branch, BRANCH_FIELDS);
        loadStates(path, branch, inner);
      },
      loadProcessor,
    });
  }
  if (problems.lines.length > 0) throw new DefinitionRefused(problems.lines);
  return value as unknown as Definition;
}

function parse(text: string, problems: Problems): unknown {
  try {
    return JSON.parse(text);
  } catch {
    problems.add("/", "not JSON");
    return {};
  }
}

function loadProcessor(path: string, processor: Record<string, unknown>, around: Surroundings): void {
  around.problems.refuseUnknownFields(path, processor, PROCESSOR_FIELDS);
  const config = processor.ProcessorConfig;
  if (config !== undefined) {
    const inline =
      isObject(config) && Object.keys(config).every((key) => key === "Mode") && config.Mode === "INLINE";
    if (!inline) around.problems.add(`${path}/ProcessorConfig`, "only the inline Map is implemented");
  }
  loadStates(path, processor, around);
}

function loadStates(path: string, machine: Record<string, unknown>, around: Surroundings): void {
  const { problems } = around;
  if (!isObject(machine.States) || Object.keys(machine.States).length === 0) {
    problems.add(`${path}/States`, "a machine has at least one state");
    return;
  }
  const states = machine.States;
  const assigned = new Set<string>();
  for (const [name, state] of Object.entries(states)) {
    const at = `${path}/States/${name}`;
    if (name.length > LONGEST_STATE_NAME)
      problems.add(at, `a name has at most ${LONGEST_STATE_NAME} characters`);
    if (around.names.has(name)) problems.add(at, "another state has this name");
    around.names.add(name);
    if (isObject(state)) for (const variable of variablesOf(state)) assigned.add(variable);
  }
  for (const variable of assigned) {
    if (around.outerVariables.has(variable)) {
      problems.add(
        path || "/",
        `the variable ${variable} belongs to an outer scope and cannot be assigned here`,
      );
    }
  }
  const inner = { ...around, outerVariables: new Set([...around.outerVariables, ...assigned]) };
  for (const [name, state] of Object.entries(states)) {
    if (isObject(state)) loadState(`${path}/States/${name}`, state, inner);
    else problems.add(`${path}/States/${name}`, "a state is a JSON object");
  }
  checkTransitions(path, machine as unknown as States, problems);
}

/** The names that a state, its rules and its catchers assign in their own scope. */
function variablesOf(state: Record<string, unknown>): string[] {
  const rules = [state.Choices, state.Catch].flatMap((list) => (Array.isArray(list) ? list : []));
  return [state, ...rules].flatMap((one) =>
    isObject(one) && isObject(one.Assign) ? Object.keys(one.Assign) : [],
  );
}

function checkTransitions(path: string, machine: States, problems: Problems): void {
  const known = (name: unknown): name is string =>
    typeof name === "string" && Object.hasOwn(machine.States, name);
  if (!known(machine.StartAt)) problems.add(`${path}/StartAt`, "names no state");
  const reached = new Set<string>();
  const queue: unknown[] = [machine.StartAt];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (!known(name) || reached.has(name)) continue;
    reached.add(name);
    for (const [field, target] of targetsOf(machine.States[name])) {
      if (known(target)) queue.push(target);
      else problems.add(`${path}/States/${name}/${field}`, `names no state: ${JSON.stringify(target)}`);
    }
  }
  for (const name of Object.keys(machine.States)) {
    if (!reached.has(name)) problems.add(`${path}/States/${name}`, "no transition reaches this state");
  }
}

function targetsOf(state: unknown): [field: string, target: unknown][] {
  if (!isObject(state)) return [];
  const targets: [string, unknown][] = [];
  if (state.Next !== undefined) targets.push(["Next", state.Next]);
  if (state.Default !== undefined) targets.push(["Default", state.Default]);
  for (const field of ["Choices", "Catch"]) {
    const rules = state[field];
    if (!Array.isArray(rules)) continue;
    for (const [index, rule] of rules.entries()) {
      if (isObject(rule)) targets.push([`${field}[${index}]/Next`, rule.Next]);
    }
  }
  return targets;
}

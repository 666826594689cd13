import jsonata from "jsonata";
import { isObject, type Json, type JsonObject, typeName } from "./json.ts";
import { queryFunctions } from "./query-functions.ts";

/** What `$states` may hold beside input and context, depending on the field. */
export type StatesPart = "result" | "errorOutput";

/** An expression could not be evaluated; the text names the expression and the field, as AWS words it. */
export class QueryFailed extends Error {
  override name = "QueryFailed";
}

const compiled = new Map<string, jsonata.Expression>();

function compile(expression: string): jsonata.Expression {
  const known = compiled.get(expression) ?? jsonata(expression);
  compiled.set(expression, known);
  return known;
}

/** The expression within `{% … %}`, or nothing where the string is literal. */
export function expressionIn(text: string): string | undefined {
  return text.startsWith("{%") && text.endsWith("%}") ? text.slice(2, -2).trim() : undefined;
}

/** Why an expression cannot be used where only `parts` of `$states` are at hand; nothing when it can. */
export function problemWith(text: string, parts: readonly StatesPart[]): string | undefined {
  const expression = expressionIn(text);
  if (expression === undefined)
    return text.startsWith("{%") ? "the expression does not end with %}" : undefined;
  try {
    return problemIn(compile(expression).ast(), parts);
  } catch (error) {
    return `not a JSONata expression: ${messageOf(error)}`;
  }
}

function problemIn(node: unknown, parts: readonly StatesPart[]): string | undefined {
  if (Array.isArray(node)) return firstOf(node.map((one) => problemIn(one, parts)));
  if (!isObject(node)) return undefined;
  if (node.type === "variable" && node.value === "eval") return "$eval is not part of Step Functions";
  if (node.type === "path" && Array.isArray(node.steps)) {
    const [first, second] = node.steps;
    const known = ["input", "context", ...parts];
    if (first?.type === "variable" && first.value === "states" && second?.type === "name") {
      if (!known.includes(second.value)) return `$states.${second.value} is not available here`;
    }
  }
  return firstOf(Object.values(node).map((one) => problemIn(one, parts)));
}

const firstOf = (problems: (string | undefined)[]) => problems.find((problem) => problem !== undefined);

/** What an evaluation sees: the variables in scope, `$states`, and programme time in ms. */
export interface Bindings {
  variables: JsonObject;
  states: JsonObject;
  now: number;
}

/** Evaluates every `{% … %}` of a template; `field` is its path from the state, such as "Arguments". */
export async function evaluateTemplate(template: Json, field: string, bindings: Bindings): Promise<Json> {
  if (typeof template === "string") {
    const expression = expressionIn(template);
    return expression === undefined ? template : evaluateExpression(expression, field, bindings);
  }
  if (Array.isArray(template)) {
    const values: Json[] = [];
    for (const [index, value] of template.entries()) {
      values.push(await evaluateTemplate(value, `${field}[${index}]`, bindings));
    }
    return values;
  }
  if (template === null || typeof template !== "object") return template;
  const values: JsonObject = {};
  for (const [key, value] of Object.entries(template)) {
    values[key] = await evaluateTemplate(value, `${field}/${key}`, bindings);
  }
  return values;
}

async function evaluateExpression(expression: string, field: string, bindings: Bindings): Promise<Json> {
  const named = `The JSONata expression '${expression}' specified for the field '${field}'`;
  let value: unknown;
  try {
    const { variables, states, now } = bindings;
    value = await compile(expression).evaluate(undefined, { ...queryFunctions(now), ...variables, states });
  } catch (error) {
    throw new QueryFailed(`${named} threw an error during evaluation. ${messageOf(error)}`);
  }
  if (value === undefined) throw new QueryFailed(`${named} returned nothing (undefined).`);
  // JSON text also strips the marks that JSONata leaves on its sequences.
  const text: string | undefined = JSON.stringify(value, (_, part: unknown) =>
    isFunction(part) ? null : part,
  );
  if (text === undefined || isFunction(value)) {
    throw new QueryFailed(`${named} returned an unsupported result type: a function.`);
  }
  return JSON.parse(text) as Json;
}

const isFunction = (value: unknown) =>
  typeof value === "function" ||
  (isObject(value) && (value._jsonata_lambda === true || value._jsonata_function === true));

/** JSONata throws plain objects with a code and a message. */
function messageOf(error: unknown): string {
  if (!isObject(error)) return String(error);
  const code = typeof error.code === "string" ? `${error.code}: ` : "";
  return `${code}${String(error.message)}`;
}

/** Refuses a value of another type, in AWS's words; a template that is no expression is quoted as it stands. */
export function expectType(value: Json, expected: string, template: Json, field: string): void {
  if (typeName(value) === expected) return;
  const expression = typeof template === "string" ? expressionIn(template) : undefined;
  const named =
    expression === undefined
      ? `The value specified for the field '${field}'`
      : `The JSONata expression '${expression}' specified for the field '${field}'`;
  throw new QueryFailed(
    `${named} returned an unexpected result type. Expected '${expected}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`,
  );
}

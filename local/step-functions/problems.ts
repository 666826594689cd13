import { expressionIn, problemWith, type StatesPart } from "./expressions.ts";
import { isObject, type Json } from "./json.ts";

const JSONPATH_FIELDS = [
  "InputPath",
  "OutputPath",
  "ResultPath",
  "Parameters",
  "ResultSelector",
  "Result",
  "ItemsPath",
  "SecondsPath",
  "TimestampPath",
  "TimeoutSecondsPath",
  "HeartbeatSecondsPath",
  "MaxConcurrencyPath",
  "ErrorPath",
  "CausePath",
  "Variable",
  "Iterator",
];
const DISTRIBUTED_FIELDS = [
  "ItemReader",
  "ItemBatcher",
  "ResultWriter",
  "Label",
  "ToleratedFailurePercentage",
  "ToleratedFailureCount",
];

/** Step Functions' ceiling for seconds and counts of a definition. */
const HIGHEST_NUMBER = 99_999_999;

/** Collects why a definition is refused: one line each, where and why. */
export class Problems {
  readonly lines: string[] = [];

  add(path: string, reason: string): void {
    this.lines.push(`${path}: ${reason}`);
  }

  refuseUnknownFields(path: string, value: Record<string, unknown>, known: readonly string[]): void {
    for (const field of Object.keys(value)) {
      if (!known.includes(field)) this.add(`${path}/${field}`, reasonAgainst(field));
    }
  }

  /** A whole number of at least `least`, and no more than Step Functions takes. */
  expectWhole(path: string, value: unknown, least: number): void {
    if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > HIGHEST_NUMBER) {
      this.add(path, `must be a whole number from ${least} to ${HIGHEST_NUMBER}`);
    }
  }

  /** As `expectWhole`, or an expression that will answer one. */
  expectWholeOrExpression(path: string, value: unknown, least: number): void {
    if (typeof value === "string" && expressionIn(value) !== undefined) this.checkTemplate(path, value, []);
    else this.expectWhole(path, value, least);
  }

  /** Checks every expression within a template against the parts of `$states` that it may use. */
  checkTemplate(path: string, template: unknown, parts: readonly StatesPart[]): void {
    if (typeof template === "string") {
      const problem = problemWith(template, parts);
      if (problem !== undefined) this.add(path, problem);
    } else if (Array.isArray(template)) {
      for (const [index, value] of template.entries()) this.checkTemplate(`${path}[${index}]`, value, parts);
    } else if (isObject(template)) {
      for (const [key, value] of Object.entries(template)) this.checkTemplate(`${path}/${key}`, value, parts);
    }
  }

  /** Output and Assign, wherever they stand. */
  checkShaping(path: string, owner: Record<string, unknown>, parts: readonly StatesPart[]): void {
    this.checkTemplate(`${path}/Output`, owner.Output as Json | undefined, parts);
    if (owner.Assign === undefined) return;
    if (!isObject(owner.Assign)) {
      this.add(`${path}/Assign`, "must be an object");
      return;
    }
    for (const name of Object.keys(owner.Assign)) {
      const isName = /^[\p{ID_Start}_][\p{ID_Continue}]{0,79}$/u.test(name) && name !== "states";
      if (!isName) this.add(`${path}/Assign/${name}`, "is not the name of a variable");
    }
    this.checkTemplate(`${path}/Assign`, owner.Assign, parts);
  }
}

function reasonAgainst(field: string): string {
  if (JSONPATH_FIELDS.includes(field) || field.endsWith(".$")) return "JSONPath is not implemented";
  if (DISTRIBUTED_FIELDS.includes(field)) return "belongs to the distributed Map, which is not implemented";
  return "this field is not implemented";
}

import { z } from "zod";

/** One mistake of a request, at a JSON Pointer into it. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code: string;
  readonly keys?: readonly string[];
}

/** zod's issues as mistakes at JSON Pointers; an unknown field is told at the field itself. */
export function fieldErrors(error: { readonly issues: readonly Issue[] }): FieldError[] {
  return oncePerField(
    error.issues.flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? (issue.keys ?? []).map((key) => ({
            pointer: pointerOf([...issue.path, key]),
            detail: "This field is not known. Remove it",
          }))
        : [{ pointer: pointerOf(issue.path), detail: issue.message }],
    ),
  );
}

/** The first mistake told of a field is the one to mend. */
export function oncePerField(errors: readonly FieldError[]): FieldError[] {
  const first = new Map<string, FieldError>();
  for (const error of errors) if (!first.has(error.pointer)) first.set(error.pointer, error);
  return [...first.values()];
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

// What a schema does not say in its own words is said plainly, for whoever fills in a form or writes a client.
z.config({
  customError: ({ code, input, ...issue }) => {
    if (code === "invalid_type" && input === undefined) return "This is needed";
    if (code === "invalid_type") return `Give this as ${typeWords[String(issue.expected)] ?? issue.expected}`;
    if (code === "invalid_value" && Array.isArray(issue.values))
      return `Choose one of: ${issue.values.join(", ")}`;
    if (code === "too_small") return boundsOf(issue.origin, issue.minimum, "more");
    if (code === "too_big") return boundsOf(issue.origin, issue.maximum, "less");
    return undefined;
  },
});

function boundsOf(origin: unknown, bound: unknown, direction: "more" | "less"): string {
  const what = origin === "string" ? "a text with a length" : "a number";
  return `Give this as ${what} of ${bound} or ${direction}`;
}

const typeWords: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object with fields",
};

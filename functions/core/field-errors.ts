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
  return error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? (issue.keys ?? []).map((key) => ({
          pointer: pointerOf([...issue.path, key]),
          detail: "This field is not known. Remove it",
        }))
      : [{ pointer: pointerOf(issue.path), detail: issue.message }],
  );
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

import { z } from "zod";
import { valueAt } from "../../functions/core/referral.ts";

/** As much of a JSON Schema as says where text can be. */
interface Schema {
  readonly type?: string;
  readonly enum?: unknown;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** JSON Pointers of every text that is not one of a list, however it is checked; `*` is each item of a list. */
export function textFieldsOf(schema: unknown): string[] {
  return [...new Set(textsIn(schema as Schema, ""))];
}

/** The same of what a door of ours parses with. */
export function textFieldsOfZod(schema: z.ZodType): string[] {
  return textFieldsOf(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
}

function textsIn(schema: Schema, pointer: string): string[] {
  const own =
    schema.type === "string" && schema.enum === undefined && schema.const === undefined ? [pointer] : [];
  return [
    ...own,
    ...(schema.anyOf ?? []).flatMap((each) => textsIn(each, pointer)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, each]) => textsIn(each, `${pointer}/${name}`)),
    ...(schema.items ? textsIn(schema.items, `${pointer}/*`) : []),
  ];
}

/**
 * The body with a text at each of these pointers; what lies around a text is made where it is missing. `textOf` gives
 * the text for a pointer, or undefined to leave what is there.
 */
export function filledWith(
  body: object,
  pointers: readonly string[],
  textOf: (pointer: string) => string | undefined,
): Record<string, unknown> {
  const filled = structuredClone(body) as Record<string, unknown>;
  for (const pointer of pointers) {
    const text = textOf(pointer);
    if (text !== undefined) put(filled, pointer.split("/").slice(1), text);
  }
  return filled;
}

type Tree = Record<string, unknown>;

function put(inside: Tree, [name = "", ...rest]: readonly string[], text: string): void {
  if (rest.length === 0) inside[name] = text;
  else if (rest[0] === "*") {
    const items = (inside[name] as unknown[] | undefined) ?? [];
    // A list of texts gets one; of a list of things each that is there gets it.
    if (rest.length === 1) inside[name] = [text];
    else for (const item of items) put(item as Tree, rest.slice(1), text);
  } else {
    if (typeof inside[name] !== "object") inside[name] = {};
    put(inside[name] as Tree, rest, text);
  }
}

/** A pointer to an item as the pointer to each item of its list. */
export function ofEach(pointer: string): string {
  return pointer.replaceAll(/\/\d+(?=\/|$)/g, "/*");
}

/** Whether there is a text at this pointer, in the first item where it is one of a list. */
export function hasText(body: unknown, pointer: string): boolean {
  return typeof valueAt(body, pointer.replaceAll("/*", "/0")) === "string";
}

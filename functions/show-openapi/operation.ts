import { z } from "zod";
import { problems } from "../http/problems.ts";

type ProblemType = keyof typeof problems;

/** What is said of a route beside its path. */
export interface Described {
  readonly summary: string;
  readonly body?: z.ZodType;
  /** The body of a browser's form, where only a form is taken. */
  readonly form?: z.ZodType;
  /** Status and schema of the answer; without a schema a page or no content. */
  readonly answer: readonly [status: number, schema?: z.ZodType];
  readonly problems?: readonly ProblemType[];
  readonly who?: "session" | "statusToken" | "myDetails";
  /** Whether a repeat with the same Idempotency-Key is the same request. */
  readonly takesKey?: boolean;
  /** The values that a parameter of the path can have, where there are only these. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** What may be asked for after the path, with the values of each, or with what it is where it is free. */
  readonly query?: Readonly<Record<string, readonly string[] | string>>;
}

/** How a body that cannot be taken is refused. */
export const reading = [
  "malformed",
  "foreign-origin",
  "unsupported-media-type",
  "too-large",
  "not-valid",
] as const satisfies readonly ProblemType[];

/** One operation of the document, made of what its handler parses with. */
export function operationOf(path: string, described: Described) {
  const { summary, body, form, answer, problems: types = [], who } = described;
  const [status, schema] = answer;
  return {
    summary,
    parameters: parametersOf(path, described),
    ...(body ? { requestBody: { required: true, content: jsonOf(schemaOf(body, "input")) } } : {}),
    ...(form ? { requestBody: { required: true, content: formOf(schemaOf(form, "input")) } } : {}),
    ...(who ? { security: [{ [who]: [] }] } : {}),
    responses: {
      [status]: { description: summary, ...(schema ? { content: jsonOf(schemaOf(schema, "output")) } : {}) },
      ...Object.fromEntries(
        statusesOf([...types, "not-acceptable", "internal-error", "newer-version"]).map(([code, text]) => [
          code,
          refusal(text),
        ]),
      ),
    },
  };
}

function parametersOf(path: string, { values, takesKey, query = {} }: Described) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => {
    const only = values?.[name];
    return { name, in: "path", required: true, schema: { type: "string", ...(only ? { enum: only } : {}) } };
  });
  const inQuery = Object.entries(query).map(([name, only]) => ({
    name,
    in: "query",
    required: false,
    ...(typeof only === "string" ? { description: only } : {}),
    schema: { type: "string", ...(typeof only === "string" ? {} : { enum: only }) },
  }));
  return [...inPath, ...inQuery, ...(takesKey ? [idempotencyKeyHeader] : [])];
}

const idempotencyKeyHeader = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  schema: { type: "string", pattern: "^[!-~]{8,128}$" },
};

function statusesOf(types: readonly ProblemType[]): [number, string][] {
  const byStatus = new Map<number, string>();
  for (const type of types) {
    const { status, title } = problems[type];
    byStatus.set(status, byStatus.has(status) ? `${byStatus.get(status)}; ${title}` : title);
  }
  return [...byStatus];
}

/** RFC 9457, as every refusal is told. */
export const problemSchema = {
  type: "object",
  required: ["type", "title", "status", "detail"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    instance: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["pointer", "detail"],
        properties: { pointer: { type: "string" }, detail: { type: "string" } },
      },
    },
  },
};

function refusal(description: string) {
  return {
    description,
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
}

function jsonOf(schema: unknown) {
  return { "application/json": { schema } };
}

function formOf(schema: unknown) {
  return { "application/x-www-form-urlencoded": { schema } };
}

function schemaOf(schema: z.ZodType, io: "input" | "output") {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

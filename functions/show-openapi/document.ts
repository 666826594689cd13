import { z } from "zod";
import packageJson from "../../package.json" with { type: "json" };
import { answerSchemas } from "../core/answers.ts";
import { Referral } from "../core/referral.ts";
import { stages } from "../core/stages.ts";
import { Instant } from "../core/texts.ts";
import { followUpPoints, taskKinds } from "../core/words.ts";
import { problems } from "../http/problems.ts";
import { routes } from "../routes.ts";

// The document is made of what the handlers themselves parse with and of the routes that are deployed, so that it
// cannot say otherwise.

type Route = (typeof routes)[number];
type NameOf<Each> = Each extends Route ? `${Each["method"]} ${Each["path"]}` : never;
type RouteName = NameOf<Route>;
type ProblemType = keyof typeof problems;

interface Described {
  readonly summary: string;
  readonly body?: z.ZodType;
  /** Status and schema of the answer; without a schema a page or no content. */
  readonly answer: readonly [status: number, schema?: z.ZodType];
  readonly problems?: readonly ProblemType[];
  readonly who?: "session" | "statusToken";
}

const reference = z.string().regex(/^[2-9CDFGHJKMNPRTVWXY]{10}$/);
const Changed = z.object({ reference, stage: z.enum(stages) });
const OpenTask = z.object({
  kind: z.enum(taskKinds),
  point: z.enum(followUpPoints).optional(),
  dueAt: Instant,
  overdue: z.boolean(),
  taskUrl: z.url(),
});
const page = (item: z.ZodType) => z.object({ items: z.array(item), next: z.string().optional() });
const Release = z.object({
  id: z.string(),
  area: z.string().optional(),
  england: z.literal(true).optional(),
  quarter: z.string(),
  profile: z.enum(["nhs", "strict"]),
  asAt: Instant,
  files: z.array(z.string()),
  supersedes: z.string().optional(),
});
const reading = ["malformed", "foreign-origin", "unsupported-media-type", "too-large", "not-valid"] as const;

const described: Record<RouteName, Described> = {
  "GET /": { summary: "The first page.", answer: [200] },
  "POST /referrals": {
    summary: "Refers a person. Safe to repeat with the same Idempotency-Key.",
    body: Referral,
    answer: [
      202,
      z.object({
        reference,
        area: z.string(),
        receivedAt: Instant,
        statusToken: z.string(),
        links: z.object({ status: z.url(), withdraw: z.url().optional() }),
      }),
    ],
    problems: [...reading, "area-ambiguous", "out-of-area", "idempotency-key-reused"],
  },
  "GET /referrals/{reference}": {
    summary: "How far the referral has come, as far as the person agreed that the referrer hears.",
    answer: [
      200,
      z.object({
        reference,
        receivedAt: Instant,
        progress: z.enum(["received", "arranging", "in-touch", "supported", "finished"]),
        updatedAt: Instant,
      }),
    ],
    problems: ["sign-in-needed", "not-found"],
    who: "statusToken",
  },
  "GET /referrals/{reference}/withdrawal": {
    summary: "The page on which a person withdraws. Changes nothing.",
    answer: [200],
    problems: ["not-found"],
  },
  "POST /referrals/{reference}/withdrawal": {
    summary: "Withdraws the person. Repeatable.",
    body: z.strictObject({ token: z.string() }),
    answer: [200, Changed],
    problems: [...reading, "not-found"],
  },
  "GET /my/{token}": { summary: "The person's own page.", answer: [200], problems: ["not-found"] },
  "GET /areas": {
    summary: "The pilot areas.",
    answer: [200, page(z.object({ id: z.string(), name: z.string() }))],
  },
  "GET /areas/{area}": {
    summary: "What an area offers, for whom, and which values are defaults.",
    answer: [200, z.looseObject({ id: z.string(), name: z.string() })],
    problems: ["not-found"],
  },
  "GET /sign-in": { summary: "The page on which staff sign in.", answer: [200] },
  "POST /sign-in": {
    summary: "Emails a code, if the address belongs to a member of staff.",
    body: z.strictObject({ email: z.email(), next: z.string().optional() }),
    answer: [202, z.object({})],
    problems: [...reading, "too-many-requests"],
  },
  "POST /sign-in/code": {
    summary: "Begins a session with the emailed code.",
    body: z.strictObject({ email: z.email(), code: z.string(), next: z.string().optional() }),
    answer: [204],
    problems: [...reading],
  },
  "POST /sign-out": { summary: "Ends the session.", answer: [204], problems: ["foreign-origin"] },
  "GET /tasks/{handle}": {
    summary: "A task, for whoever it is for and the area's lead.",
    answer: [
      200,
      z.looseObject({
        reference,
        kind: z.enum(taskKinds),
        point: z.enum(followUpPoints).optional(),
        state: z.enum(["open", "done", "superseded"]),
        askedAt: Instant,
        dueAt: Instant,
        overdue: z.boolean(),
      }),
    ],
    problems: ["sign-in-needed", "not-yours", "not-found"],
    who: "session",
  },
  "POST /tasks/{handle}": {
    summary: "Answers a task with the answer of its kind. The same answer may be repeated.",
    body: z.union(taskKinds.map((kind) => answerSchemas[kind])),
    answer: [200, Changed],
    problems: [
      ...reading,
      "sign-in-needed",
      "not-yours",
      "not-found",
      "conflict",
      "already-answered",
      "superseded",
    ],
    who: "session",
  },
  "GET /cases": {
    summary: "A coach's own people, or the area's for its lead.",
    answer: [
      200,
      page(
        z.object({
          reference,
          preferredName: z.string().optional(),
          stage: z.enum(stages),
          coach: z.string().optional(),
          openTasks: z.array(OpenTask),
        }),
      ),
    ],
    problems: ["sign-in-needed", "not-yours", "not-valid"],
    who: "session",
  },
  "GET /cases/{reference}": {
    summary: "One person's case.",
    answer: [
      200,
      z.looseObject({
        reference,
        area: z.string(),
        stage: z.enum(stages),
        history: z.array(
          z.object({ eventId: z.string(), at: Instant, type: z.string(), sentence: z.string() }),
        ),
        notes: z.array(z.object({ id: z.string(), at: Instant, text: z.string() })),
        possibleDuplicates: z.array(reference),
      }),
    ],
    problems: ["sign-in-needed", "not-yours", "not-found"],
    who: "session",
  },
  "POST /cases/{reference}/{command}": {
    summary:
      "Does something with a case outside its tasks: note, withdraw, finish, hold, resume, raise-safety.",
    body: z.looseObject({}),
    answer: [200, Changed],
    problems: [...reading, "sign-in-needed", "not-yours", "not-found", "conflict"],
    who: "session",
  },
  "GET /exports": {
    summary: "The releases that one may publish.",
    answer: [200, page(Release)],
    problems: ["sign-in-needed", "not-yours"],
    who: "session",
  },
  "POST /exports": {
    summary: "Builds a release of a quarter that has ended.",
    body: z.strictObject({
      area: z.string().optional(),
      england: z.literal(true).optional(),
      quarter: z.string(),
      profile: z.enum(["nhs", "strict"]).optional(),
    }),
    answer: [201, Release],
    problems: [...reading, "sign-in-needed", "not-yours", "no-change"],
    who: "session",
  },
  "GET /exports/{id}/{file}": {
    summary: "A file of a release.",
    answer: [200],
    problems: ["sign-in-needed", "not-found"],
    who: "session",
  },
  "GET /health": {
    summary: "Whether the service answers.",
    answer: [200, z.object({ status: z.literal("ok"), version: z.string() })],
  },
  "GET /openapi.json": { summary: "This document.", answer: [200, z.looseObject({})] },
};

/** The OpenAPI 3.1 document of the deployed routes. */
export function openApiDocument() {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { method, path } of routes) {
    const name = `${method} ${path}` as RouteName;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(path, described[name]) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "WorkWell", version: packageJson.version },
    paths,
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "session" },
        statusToken: { type: "http", scheme: "bearer" },
      },
      schemas: { Problem: problemSchema },
    },
  };
}

function operationOf(path: string, { summary, body, answer, problems: types = [], who }: Described) {
  const [status, schema] = answer;
  return {
    summary,
    parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: "path",
      required: true,
      schema: { type: "string" },
    })),
    ...(body ? { requestBody: { required: true, content: jsonOf(schemaOf(body, "input")) } } : {}),
    ...(who ? { security: [{ [who]: [] }] } : {}),
    responses: {
      [status]: { description: summary, ...(schema ? { content: jsonOf(schemaOf(schema, "output")) } : {}) },
      ...Object.fromEntries(
        statusesOf([...types, "not-acceptable", "internal-error"]).map(([code, text]) => [
          code,
          refusal(text),
        ]),
      ),
    },
  };
}

function statusesOf(types: readonly ProblemType[]): [number, string][] {
  const byStatus = new Map<number, string>();
  for (const type of types) {
    const { status, title } = problems[type];
    byStatus.set(status, byStatus.has(status) ? `${byStatus.get(status)}; ${title}` : title);
  }
  return [...byStatus];
}

const problemSchema = {
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

function schemaOf(schema: z.ZodType, io: "input" | "output") {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

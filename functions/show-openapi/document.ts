import { z } from "zod";
import packageJson from "../../package.json" with { type: "json" };
import { answerSchemas } from "../core/answers.ts";
import { OfferedService } from "../core/area-service.ts";
import { AskedCall } from "../core/call.ts";
import { commandBodies } from "../core/command-bodies.ts";
import { Referral } from "../core/referral.ts";
import { stages } from "../core/stages.ts";
import { standardNames, standings } from "../core/standards.ts";
import { Instant } from "../core/texts.ts";
import { closures, followUpPoints, planReaders, taskKinds } from "../core/words.ts";
import { routes } from "../routes.ts";
import {
  EmailTold,
  HistoryLine,
  LinkedCase,
  PlanTold,
  RecordTold,
  reference,
  SharedPlanTold,
  WaitsTold,
} from "./answers.ts";
import { exportRoutes } from "./export-routes.ts";
import { myRoutes } from "./my-routes.ts";
import { type Described, operationOf, problemSchema, reading } from "./operation.ts";
import { referRoutes } from "./refer-routes.ts";
import { sessionRoutes } from "./session-routes.ts";
import { staffRoutes } from "./staff-routes.ts";

// The document is made of what the handlers themselves parse with and of the routes that are deployed, so that it
// cannot say otherwise.

type Route = (typeof routes)[number];
type NameOf<Each> = Each extends Route ? `${Each["method"]} ${Each["path"]}` : never;
type RouteName = NameOf<Route>;

const Changed = z.object({ reference, stage: z.enum(stages) });
const OpenTask = z.object({
  kind: z.enum(taskKinds),
  point: z.enum(followUpPoints).optional(),
  dueAt: Instant,
  overdue: z.boolean(),
  taskUrl: z.url(),
  for: z.enum(["lead", "duty", "safeguarding"]).optional(),
});
const page = (item: z.ZodType) => z.object({ items: z.array(item), next: z.string().optional() });
const described: Record<RouteName, Described> = {
  "GET /": { summary: "The first page.", answer: [200] },
  "GET /assets/{file}": {
    summary: "A file of the pages. Its name changes with its content.",
    answer: [200],
    problems: ["not-found"],
  },
  ...referRoutes,
  "POST /referrals": {
    summary: "Refers a person. Safe to repeat with the same Idempotency-Key.",
    body: Referral,
    takesKey: true,
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
  ...myRoutes,
  "GET /areas": {
    summary: "The areas.",
    answer: [200, page(z.object({ id: z.string(), name: z.string() }))],
  },
  "GET /areas/{area}": {
    summary: "What an area offers, for whom, how long people wait now, and which values are defaults.",
    answer: [
      200,
      z.looseObject({
        id: z.string(),
        name: z.string(),
        services: z.array(OfferedService),
        waits: WaitsTold,
        defaults: z.array(z.string()),
      }),
    ],
    problems: ["not-found"],
  },
  ...sessionRoutes,
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
        onHoldUntil: Instant.optional(),
        supportEndsOn: z.iso.date().optional(),
        supportPrompt: z.string().optional(),
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
    summary:
      "A coach's own people, or the area's for its lead. `standard` and `standing`: those who wait for this, as that stands now.",
    query: { stage: stages, overdue: ["true", "false"], standard: standardNames, standing: standings },
    answer: [
      200,
      page(
        z.object({
          reference,
          preferredName: z.string().optional(),
          stage: z.enum(stages),
          coach: z.string().optional(),
          callAsked: AskedCall.optional(),
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
        history: z.array(HistoryLine),
        notes: z.array(z.object({ id: z.string(), at: Instant, text: z.string() })),
        possibleDuplicates: z.array(reference),
        previous: z.array(z.object({ reference, closedAt: Instant, closure: z.enum(closures) })),
        earlier: z.array(z.looseObject({ area: z.string(), reference, history: z.array(HistoryLine) })),
        supportEndsOn: z.iso.date().optional(),
        supportPrompt: z.string().optional(),
        record: RecordTold,
      }),
    ],
    problems: ["sign-in-needed", "not-yours", "not-found"],
    who: "session",
  },
  "POST /cases/{reference}/{command}": {
    summary:
      "Does something with a case outside its tasks, once for each Idempotency-Key; reassign, transfer, merge, reopen, erase and legal-hold are the lead's.",
    body: z.union(Object.values(commandBodies)),
    values: { command: Object.keys(commandBodies) },
    answer: [
      200,
      Changed.extend({ newReference: reference.optional(), shared: z.looseObject({}).optional() }),
    ],
    problems: [
      ...reading,
      "sign-in-needed",
      "not-yours",
      "not-found",
      "conflict",
      "consent-needed",
      "idempotency-key-reused",
    ],
    who: "session",
    takesKey: true,
  },
  "GET /cases/{reference}/plan": {
    summary:
      "The plan as the person has it; with `for` what that reader may see, by the person's consent and once it was shared.",
    query: { for: planReaders },
    answer: [200, z.union([PlanTold, SharedPlanTold])],
    problems: ["sign-in-needed", "not-yours", "not-found", "not-valid", "conflict", "consent-needed"],
    who: "session",
  },
  "GET /cases/{reference}/record": {
    summary: "The subject access copy: everything held about the person in this case, for the area's lead.",
    answer: [
      200,
      z.looseObject({
        reference,
        area: z.string(),
        copiedAt: Instant,
        events: z.array(
          z.looseObject({ eventId: z.string(), at: Instant, type: z.string(), sentence: z.string() }),
        ),
        notes: z.array(z.object({ id: z.string(), at: Instant, text: z.string() })),
        emails: z.array(EmailTold),
        readings: z.array(z.object({ at: Instant, staff: z.string(), what: z.string() })),
        record: RecordTold,
        linkedCases: z.array(LinkedCase),
      }),
    ],
    problems: ["sign-in-needed", "not-yours", "not-found"],
    who: "session",
  },
  ...staffRoutes,
  ...exportRoutes,
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
    info: {
      title: "WorkWell",
      version: packageJson.version,
      description: "Programs send a User-Agent header: the firewall refuses requests without one.",
    },
    paths,
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "session" },
        myDetails: { type: "apiKey", in: "cookie", name: "my" },
        statusToken: { type: "http", scheme: "bearer" },
      },
      schemas: { Problem: problemSchema },
    },
  };
}

import type { APIGatewayProxyEvent, Context } from "aws-lambda";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { api } from "../../functions/http/api.ts";
import { errorFacts } from "../../functions/platform/logger.ts";
import { Scheduled, scheduled } from "../../functions/platform/scheduled.ts";
import { Step, workflowStep } from "../../functions/platform/workflow-step.ts";
import { monday } from "../support/builders.ts";

// Other people's code quotes what it was given. A line of a note may look like a line of a stack.
const quoted = "Not valid: Samplename, 1 Sample Street\n    at 2 Sample Street";
const about = /Sample(name| Street)/;

class NotValid extends Error {
  override name = "NotValid";
  readonly given = quoted;
}
const fails = async () => {
  throw new NotValid(quoted, { cause: new Error(quoted) });
};

const printed: string[] = [];
beforeEach(() => {
  printed.length = 0;
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((text) => {
      printed.push(String(text));
      return true;
    });
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const context = {} as Context;
async function recordDelivery(event: unknown) {
  vi.stubEnv("TABLE_NAME", "table");
  vi.stubEnv("STATE_MACHINE_ARN", "arn");
  vi.stubEnv("AWS_REGION", "eu-west-2");
  const { handler } = await import("../../functions/record-delivery/handler.ts");
  return await handler(event, context);
}
const step = { area: "surrey-heartlands", reference: "23456789CD", execution: "e", now: monday };
const unreadable = { Records: [{ Sns: { Message: quoted, Timestamp: quoted } }] };

it.each<[string, () => Promise<unknown>, string]>([
  ["step of the workflow", () => workflowStep(Step, fails)(step, context), "NotValid"],
  ["scheduled function", () => scheduled(Scheduled, fails)({ time: monday }, context), "NotValid"],
  ["record of a delivery", () => recordDelivery(unreadable), "ZodError"],
])(
  "a %s that fails tells its log and whoever tries again what failed, and not about whom",
  async (_, run, name) => {
    const thrown = await run().then(
      () => undefined,
      (error: Error) => error,
    );
    expect(thrown?.name).toBe(name);
    expect(JSON.stringify([thrown?.message, thrown?.stack, thrown?.cause, { ...thrown }])).not.toMatch(about);
    expect(printed.join("")).toContain(name);
    expect(printed.join("")).not.toMatch(about);
  },
);

it("a request that fails tells its log what failed, and neither the log nor the client about whom", async () => {
  const event = {
    httpMethod: "GET",
    path: "/",
    resource: "/",
    headers: {},
    requestContext: { requestId: "r", requestTimeEpoch: Date.parse(monday) },
  } as unknown as APIGatewayProxyEvent;
  const answer = await api(fails)(event, context);
  expect(answer.statusCode).toBe(500);
  expect(JSON.stringify(answer) + printed.join("")).not.toMatch(about);
  expect(printed.join("")).toContain("NotValid");
});

it("what is logged of an error says where it came from", () => {
  const { at } = errorFacts(new NotValid(quoted));
  expect(at[0]).toMatch(/failures\.test\.ts/);
});

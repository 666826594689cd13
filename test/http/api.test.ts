import type { APIGatewayProxyEvent, Context } from "aws-lambda";
import { expect, test, vi } from "vitest";
import type { SessionStore } from "../../functions/adapters/session-store.ts";
import type { StaffStore } from "../../functions/adapters/staff-store.ts";
import { api } from "../../functions/http/api.ts";
import { notFound } from "../../functions/http/problems.ts";
import { signedIn } from "../../functions/http/staff.ts";
import { logger } from "../../functions/platform/logger.ts";
import { aCoach, monday } from "../support/builders.ts";

const member = { ...aCoach("coach1@example.org"), roles: ["coach"] as const, membership: "m" };
const services = {
  sessions: {
    find: async (token: string) => (token === "good" ? { staff: member.id, membership: "m" } : undefined),
  } as unknown as SessionStore,
  staff: { find: async () => member } as unknown as StaffStore,
};

const handler = api(async (request) => {
  await signedIn(services, request);
  throw request.path === "/broken" ? new Error("secret") : notFound();
});

async function answerTo(path: string, headers: Record<string, string>) {
  const event = {
    httpMethod: "GET",
    path,
    resource: path,
    headers,
    requestContext: { requestId: "r", requestTimeEpoch: Date.parse(monday) },
  } as unknown as APIGatewayProxyEvent;
  return await handler(event, {} as Context);
}

const browser = { accept: "text/html" };

test.each(["/none", "/broken"])(
  "whoever is signed in meets a problem at %s with their own menu",
  async (path) => {
    const { body } = await answerTo(path, { ...browser, cookie: "session=good" });
    expect(body).toContain('href="/work"');
    expect(body).not.toMatch(/Staff sign in|secret/);
  },
);

test.each(["", "session=ended"])("anybody else meets it with the public menu: %j", async (cookie) => {
  const { statusCode, body } = await answerTo("/none", { ...browser, cookie });
  expect(statusCode).toBe(404);
  expect(body).toContain("Staff sign in");
});

test("a program that accepts nothing of ours is told so", async () => {
  expect((await answerTo("/none", { accept: "image/png" })).statusCode).toBe(406);
});

test("what is refused is logged, with who asked by their roles alone", async () => {
  const info = vi.spyOn(logger, "info").mockImplementation(() => {});
  await answerTo("/none", { ...browser, cookie: "session=good" });
  expect(info.mock.calls).toEqual([["request refused", { problem: "not-found", roles: ["coach"] }]]);
  info.mockRestore();
});

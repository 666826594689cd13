import { createServer, type Server } from "node:http";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { afterEach, describe, expect, it } from "vitest";
import { type ApiOptions, apiOf } from "../../local/api.ts";
import { close, listen } from "../../local/servers.ts";

const now = Date.parse("2026-04-01T09:00:00Z");
const gateway: ApiOptions["gateway"] = {
  stage: "live",
  binaryMediaTypes: [],
  compressedFrom: undefined,
  routes: [
    { method: "GET", path: "/", target: "home" },
    { method: "ANY", path: "/cases/{reference}", target: "cases" },
  ],
  responses: [],
};

const problem = {
  type: "DEFAULT_5XX",
  status: undefined,
  headers: { "content-type": "application/problem+json" },
  body: '{"status":$context.status,"instance":"$context.requestId"}',
};

let server: Server | undefined;
afterEach(async () => {
  if (server) await close(server);
  server = undefined;
});

/** Serves an API whose functions answer as `answer` says, and keeps the events that they get. */
async function serve(
  answer: (event: APIGatewayProxyEvent) => unknown,
  more: Partial<ApiOptions["gateway"]> = {},
) {
  const events: APIGatewayProxyEvent[] = [];
  const api = apiOf({
    gateway: { ...gateway, ...more },
    now: () => now,
    invoke: async (_, event) => {
      events.push(event as APIGatewayProxyEvent);
      return answer(event as APIGatewayProxyEvent);
    },
  });
  server = createServer(api);
  const url = await listen(server, 0);
  return { url, events };
}

const ok = () => ({ statusCode: 200, body: "fine" });

describe("The API over a real socket", () => {
  it("hands the function a whole proxy event", async () => {
    const { url, events } = await serve(ok);
    await fetch(`${url}/cases/a%20b?x=1&x=2&y=%C3%A9`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Cookie: "session=1" },
      body: '{"a":"é"}',
    });
    const [event] = events;
    expect(event).toMatchObject({
      resource: "/cases/{reference}",
      path: "/cases/a b",
      httpMethod: "POST",
      pathParameters: { reference: "a b" },
      queryStringParameters: { x: "2", y: "é" },
      multiValueQueryStringParameters: { x: ["1", "2"], y: ["é"] },
      body: '{"a":"é"}',
      isBase64Encoded: false,
      stageVariables: null,
      requestContext: {
        stage: "live",
        path: "/live/cases/a%20b",
        requestTimeEpoch: now,
        requestTime: "01/Apr/2026:09:00:00 +0000",
        domainName: "127.0.0.1",
        resourcePath: "/cases/{reference}",
        identity: { sourceIp: "127.0.0.1" },
      },
    });
    expect(event?.requestContext.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(event?.multiValueHeaders.Cookie ?? event?.multiValueHeaders.cookie).toEqual(["session=1"]);
    expect(event?.headers["X-Forwarded-Proto"]).toBe("http");
  });

  it("has null where a request has no query, parameters or body", async () => {
    const { url, events } = await serve(ok);
    await fetch(url);
    expect(events[0]).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      body: null,
    });
  });

  it("answers with status, headers and every cookie", async () => {
    const { url } = await serve(() => ({
      statusCode: 201,
      headers: { Location: "/here" },
      multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] },
      body: "é",
    }));
    const answer = await fetch(url);
    expect(answer.status).toBe(201);
    expect(answer.headers.get("location")).toBe("/here");
    expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(await answer.text()).toBe("é");
  });

  it("answers HEAD as GET, without the body", async () => {
    const { url, events } = await serve(ok);
    const answer = await fetch(url, { method: "HEAD" });
    expect(answer.headers.get("content-length")).toBe("4");
    expect(await answer.text()).toBe("");
    expect(events[0]?.httpMethod).toBe("GET");
  });

  it.each([
    ["gzip, deflate, br", 100, "gzip"],
    ["gzip", 101, null],
    ["br", 100, null],
    ["gzip;q=0", 100, null],
  ])(
    "compresses for a client that takes %s an answer of 100 bytes where the API does so from %i: %s",
    async (accepted, from, encoding) => {
      const body = "a".repeat(100);
      const { url } = await serve(() => ({ statusCode: 200, body }), { compressedFrom: from });
      const answer = await fetch(url, { headers: { "accept-encoding": accepted } });
      expect(answer.headers.get("content-encoding")).toBe(encoding);
      expect(await answer.text()).toBe(body);
    },
  );

  it("answers 204 without a body", async () => {
    const { url } = await serve(() => ({ statusCode: 204, body: "" }));
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get("content-length")]).toEqual([204, null]);
  });

  it.each([
    ["throws", () => Promise.reject(new Error("password of the inside"))],
    ["answers nothing", () => null],
    ["answers a body that is no text", () => ({ statusCode: 200, body: { a: 1 } })],
  ])("says 502 with nothing of the inside when a function %s", async (_, answer) => {
    const { url } = await serve(answer, { responses: [problem] });
    const answered = await fetch(url);
    expect(answered.status).toBe(502);
    expect(answered.headers.get("content-type")).toBe("application/problem+json");
    expect(await answered.json()).toEqual({
      status: 502,
      instance: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it("refuses a request over 10 MB, a path that cannot be decoded, and what has no route", async () => {
    const { url, events } = await serve(ok);
    const large = await fetch(`${url}/cases/1`, {
      method: "POST",
      body: Buffer.alloc(10 * 1024 * 1024 + 1, 32),
    });
    expect(large.status).toBe(413);
    expect((await fetch(`${url}/cases/%E0%A4%A`)).status).toBe(400);
    expect((await fetch(`${url}/nowhere`)).status).toBe(403);
    expect(events).toEqual([]);
  });

  it("decodes a base64 answer only for the API's binary media types", async () => {
    const image = () => ({
      statusCode: 200,
      headers: { "content-type": "image/png" },
      body: Buffer.from("png").toString("base64"),
      isBase64Encoded: true,
    });
    const { url } = await serve(image, { binaryMediaTypes: ["image/png"] });
    expect(await (await fetch(url)).text()).toBe("png");
    if (server) await close(server);
    const { url: textOnly } = await serve(image);
    expect(await (await fetch(textOnly)).text()).toBe("cG5n");
  });
});

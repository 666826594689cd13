import { describe, expect, it } from "vitest";
import { routes, unknownRouteFunction } from "../../functions/routes.ts";
import { all, functionsByName, only, text } from "./synthesised.ts";

interface Operation {
  readonly parameters: { name: string; in: string }[];
  readonly "x-amazon-apigateway-integration": { type: string; httpMethod: string; uri: unknown };
}

interface GatewayResponse {
  readonly statusCode?: string;
  readonly responseParameters: Record<string, string>;
  readonly responseTemplates: Record<string, string>;
}

const [, api] = only("AWS::ApiGateway::RestApi");
const document = api.Properties.Body as {
  paths: Record<string, Record<string, Operation>>;
  "x-amazon-apigateway-gateway-responses": Record<string, GatewayResponse>;
};

const operations = Object.entries(document.paths).flatMap(([path, all]) =>
  Object.entries(all).map(([method, operation]) => ({ method, path, operation })),
);

const methods = operations.map(({ method, path, operation }) => {
  const uri = text(operation["x-amazon-apigateway-integration"].uri);
  const [name] = [...functionsByName()].find(([, { alias }]) => alias && uri.includes(`<${alias}>`)) ?? [];
  return {
    method: method === "x-amazon-apigateway-any-method" ? "ANY" : method.toUpperCase(),
    path,
    function: name,
  };
});

describe("the front door", () => {
  it.each(routes)("has $method $path answered by $function", (route) => {
    expect(methods).toContainEqual(route);
  });

  it("has no other route", () => {
    expect(methods.filter(({ method }) => method !== "ANY")).toHaveLength(
      routes.length + routes.filter(({ method }) => method === "GET").length,
    );
  });

  it("answers other methods of every path, and every other path, itself", () => {
    const unknown = methods.filter(({ method }) => method === "ANY");
    const steps = routes.flatMap(({ path }) =>
      path.split("/").map((_, end, all) => all.slice(0, end).join("/")),
    );
    const paths = new Set([...routes.map(({ path }) => path), ...steps.filter(Boolean), "/", "/{proxy+}"]);
    expect(unknown.map(({ path }) => path).sort()).toEqual([...paths].sort());
    expect(new Set(unknown.map((one) => one.function))).toEqual(new Set([unknownRouteFunction]));
  });

  it("hands each request on as it came, with the parts of its path by name", () => {
    for (const { path, operation } of operations) {
      expect(operation["x-amazon-apigateway-integration"]).toMatchObject({
        type: "aws_proxy",
        httpMethod: "POST",
      });
      expect(operation.parameters.map(({ name }) => name)).toEqual(
        [...path.matchAll(/\{(\w+)/g)].map(([, name]) => name),
      );
    }
  });

  it("may invoke every function that it routes to", () => {
    const allowed = all("AWS::Lambda::Permission")
      .filter(([, { Properties }]) => Properties.Principal === "apigateway.amazonaws.com")
      .map(([, { Properties }]) => text(Properties.FunctionName));
    const routed = new Set([...routes.map((route) => route.function), unknownRouteFunction]);
    const expected = [...routed].map((name) => `<${functionsByName().get(name)?.alias}>`);
    expect(allowed.sort()).toEqual(expected.sort());
  });

  const [, stage] = only("AWS::ApiGateway::Stage");
  const settings = stage.Properties.MethodSettings as Record<string, unknown>[];

  it("limits what a runaway client can use up: of everything, of codes and of figures", () => {
    const limits = settings.map((each) => [
      `${each.HttpMethod} ${String(each.ResourcePath).replaceAll("~1", "/")}`,
      [each.ThrottlingRateLimit, each.ThrottlingBurstLimit],
    ]);
    expect(Object.fromEntries(limits)).toEqual({
      "* /*": [100, 200],
      "POST //sign-in": [10, 20],
      "POST //my/{token}/code": [10, 20],
      "POST //exports": [5, 10],
      "GET //exports/preview": [5, 10],
      "HEAD //exports/preview": [5, 10],
      "GET //management": [5, 10],
      "HEAD //management": [5, 10],
      "GET //forecast": [5, 10],
      "HEAD //forecast": [5, 10],
    });
    for (const [name] of limits.slice(1)) {
      const [method, path] = String(name).split(" /");
      const answered = method === "HEAD" ? "GET" : method;
      expect(routes).toContainEqual(expect.objectContaining({ method: answered, path }));
    }
  });

  it("is not traced, for a trace has whole addresses, tokens among them", () => {
    expect(only("AWS::ApiGateway::Stage")[1].Properties.TracingEnabled).toBe(false);
  });

  it("logs what goes wrong in a log of ours, there before API Gateway would make one that is kept for ever", () => {
    const [id, logs] =
      all("AWS::Logs::LogGroup").find(([, { Properties }]) => Properties.LogGroupName !== undefined) ?? [];
    expect(text(logs?.Properties.LogGroupName)).toBe(
      `API-Gateway-Execution-Logs_<${only("AWS::ApiGateway::RestApi")[0]}>/live`,
    );
    expect(stage.Properties.StageName).toBe("live");
    expect(stage.DependsOn).toContain(id);
  });

  it("logs no token, no address and nothing that people wrote", () => {
    const { Format } = stage.Properties.AccessLogSetting as { Format: string };
    expect(JSON.parse(Format)).toEqual({
      requestId: "$context.requestId",
      time: "$context.requestTime",
      method: "$context.httpMethod",
      resourcePath: "$context.resourcePath",
      status: "$context.status",
      latency: "$context.responseLatency",
    });
    for (const each of settings)
      expect(each).toMatchObject({ DataTraceEnabled: false, LoggingLevel: "ERROR" });
  });
});

describe("what API Gateway refuses by itself", () => {
  const responses = document["x-amazon-apigateway-gateway-responses"];

  it.each(Object.entries(responses))("is a problem document: %s", (_, response) => {
    const { responseTemplates, responseParameters, statusCode } = response;
    // As it stands, for of its own variables API Gateway fills in few here: the status is none of them.
    expect(JSON.parse(responseTemplates["application/json"] ?? "")).toEqual({
      type: expect.stringMatching(/^\/problems\/[a-z-]+$/),
      title: expect.any(String),
      ...(statusCode && { status: Number(statusCode) }),
      detail: expect.any(String),
      instance: "urn:request:$context.requestId",
    });
    expect(responseParameters).toMatchObject({
      "gatewayresponse.header.Content-Type": "'application/problem+json'",
      "gatewayresponse.header.Strict-Transport-Security": "'max-age=31536000; includeSubDomains'",
      "gatewayresponse.header.X-Content-Type-Options": "'nosniff'",
    });
  });

  it("covers everything, and never answers 403 to an unknown path", () => {
    expect(responses).toHaveProperty("DEFAULT_4XX");
    expect(responses).toHaveProperty("DEFAULT_5XX");
    expect(responses.MISSING_AUTHENTICATION_TOKEN?.statusCode).toBe("404");
    expect(responses.REQUEST_TOO_LARGE?.statusCode).toBe("413");
  });

  it("says when to try again after too many requests", () => {
    expect(responses.THROTTLED).toMatchObject({
      statusCode: "429",
      responseParameters: { "gatewayresponse.header.Retry-After": "'2'" },
    });
  });
});

import { describe, expect, it } from "vitest";
import { routes, unknownRouteFunction } from "../../functions/routes.ts";
import { all, functionsByName, only, text } from "./synthesised.ts";

const resources = new Map(all("AWS::ApiGateway::Resource"));

/** The path of a resource, or of the API's root. */
function pathOf(reference: unknown): string {
  if (typeof reference === "object" && reference !== null && "Fn::GetAtt" in reference) return "/";
  const { Properties } = resources.get((reference as { Ref: string }).Ref) ?? {};
  return `${pathOf(Properties?.ParentId).replace(/\/$/, "")}/${Properties?.PathPart}`;
}

const methods = all("AWS::ApiGateway::Method").map(([, { Properties }]) => {
  const uri = text((Properties.Integration as { Uri: unknown }).Uri);
  const [name] = [...functionsByName()].find(([, { id }]) => uri.includes(`<${id}.Arn>`)) ?? [];
  return { method: Properties.HttpMethod, path: pathOf(Properties.ResourceId), function: name };
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
    const paths = ["/", ...[...resources.keys()].map((id) => pathOf({ Ref: id }))];
    expect(unknown.map(({ path }) => path).sort()).toEqual(paths.sort());
    expect(paths).toContain("/{proxy+}");
    expect(new Set(unknown.map((one) => one.function))).toEqual(new Set([unknownRouteFunction]));
  });

  it("may invoke every function that it routes to", () => {
    const allowed = all("AWS::Lambda::Permission")
      .filter(([, { Properties }]) => Properties.Principal === "apigateway.amazonaws.com")
      .map(([, { Properties }]) => text(Properties.FunctionName));
    const routed = new Set([...routes.map((route) => route.function), unknownRouteFunction]);
    const expected = [...routed].map((name) => `<${functionsByName().get(name)?.id}.Arn>`);
    expect(allowed.sort()).toEqual(expected.sort());
  });

  it("limits what one runaway client can use up", () => {
    const [, stage] = only("AWS::ApiGateway::Stage");
    expect(stage.Properties.MethodSettings).toEqual([
      expect.objectContaining({ HttpMethod: "*", ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 }),
    ]);
  });

  it("is not traced, for a trace has whole addresses, tokens among them", () => {
    expect(only("AWS::ApiGateway::Stage")[1].Properties.TracingEnabled).toBe(false);
  });

  it("logs no token, no address and nothing that people wrote", () => {
    const [, stage] = only("AWS::ApiGateway::Stage");
    const { Format } = stage.Properties.AccessLogSetting as { Format: string };
    expect(JSON.parse(Format)).toEqual({
      requestId: "$context.requestId",
      time: "$context.requestTime",
      method: "$context.httpMethod",
      resourcePath: "$context.resourcePath",
      status: "$context.status",
      latency: "$context.responseLatency",
    });
    expect(stage.Properties.MethodSettings).toEqual([expect.objectContaining({ DataTraceEnabled: false })]);
  });
});

describe("what API Gateway refuses by itself", () => {
  const responses = new Map(
    all("AWS::ApiGateway::GatewayResponse").map(([, { Properties }]) => [
      Properties.ResponseType,
      Properties,
    ]),
  );

  it.each(all("AWS::ApiGateway::GatewayResponse"))("is a problem document: %s", (_, { Properties }) => {
    const { ResponseTemplates, ResponseParameters, StatusCode } = Properties as {
      ResponseTemplates: Record<string, string>;
      ResponseParameters: Record<string, string>;
      StatusCode?: string;
    };
    const filledIn = ResponseTemplates["application/json"]?.replace("$context.status", "418") ?? "";
    expect(JSON.parse(filledIn)).toEqual({
      type: expect.stringMatching(/^\/problems\/[a-z-]+$/),
      title: expect.any(String),
      status: StatusCode ? Number(StatusCode) : 418,
      detail: expect.any(String),
      instance: "urn:request:$context.requestId",
    });
    expect(ResponseParameters).toMatchObject({
      "gatewayresponse.header.Content-Type": "'application/problem+json'",
      "gatewayresponse.header.Strict-Transport-Security": "'max-age=31536000; includeSubDomains'",
      "gatewayresponse.header.X-Content-Type-Options": "'nosniff'",
    });
  });

  it("covers everything, and never answers 403 to an unknown path", () => {
    expect(responses.has("DEFAULT_4XX")).toBe(true);
    expect(responses.has("DEFAULT_5XX")).toBe(true);
    expect(responses.get("MISSING_AUTHENTICATION_TOKEN")?.StatusCode).toBe("404");
    expect(responses.get("REQUEST_TOO_LARGE")?.StatusCode).toBe("413");
  });

  it("says when to try again after too many requests", () => {
    expect(responses.get("THROTTLED")).toMatchObject({
      StatusCode: "429",
      ResponseParameters: { "gatewayresponse.header.Retry-After": "'2'" },
    });
  });
});

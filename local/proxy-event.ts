import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { account } from "./intrinsics.ts";
import type { Match } from "./routes.ts";
import type { Gateway } from "./template-gateway.ts";

/** An HTTP request, read to its end. */
export interface ReceivedRequest {
  /** The path without its query, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Name, value, name, value…, spelt as they were sent. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly requestId: string;
  readonly host: string;
}

/** The event that API Gateway's proxy integration hands to a function. */
export function proxyEventOf(
  request: ReceivedRequest,
  match: Match & { kind: "found" },
  gateway: Gateway,
  now: number,
): APIGatewayProxyEvent {
  const headers = multiValues([...pairs(request.rawHeaders), ...forwarded(request)]);
  const query = multiValues([...request.query]);
  const isBinary = isBinaryType(lastOf(headers, "content-type"), gateway);
  const hasParameters = Object.keys(match.parameters).length > 0;
  const hasQuery = Object.keys(query).length > 0;

  return {
    resource: match.route.path,
    path: decodeURIComponent(request.path),
    httpMethod: match.method,
    headers: lastValues(headers),
    multiValueHeaders: headers,
    queryStringParameters: hasQuery ? lastValues(query) : null,
    multiValueQueryStringParameters: hasQuery ? query : null,
    pathParameters: hasParameters ? { ...match.parameters } : null,
    stageVariables: null,
    body: request.body.length > 0 ? request.body.toString(isBinary ? "base64" : "utf8") : null,
    isBase64Encoded: isBinary && request.body.length > 0,
    requestContext: requestContextOf(request, match, gateway, now),
  };
}

function requestContextOf(
  request: ReceivedRequest,
  match: Match & { kind: "found" },
  gateway: Gateway,
  now: number,
): APIGatewayProxyEvent["requestContext"] {
  const userAgent = pairs(request.rawHeaders).find(([name]) => name.toLowerCase() === "user-agent")?.[1];
  return {
    accountId: account,
    apiId: "local",
    authorizer: null,
    protocol: "HTTP/1.1",
    httpMethod: match.method,
    domainName: request.host.replace(/:\d+$/, ""),
    domainPrefix: "local",
    extendedRequestId: randomUUID(),
    path: `/${gateway.stage}${request.path}`,
    stage: gateway.stage,
    requestId: request.requestId,
    requestTime: commonLogTime(now),
    requestTimeEpoch: now,
    resourceId: match.route.path,
    resourcePath: match.route.path,
    identity: {
      accessKey: null,
      accountId: null,
      apiKey: null,
      apiKeyId: null,
      caller: null,
      clientCert: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: request.sourceIp,
      user: null,
      userAgent: userAgent ?? null,
      userArn: null,
    },
  };
}

/** What goes back over the wire. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string[]>>;
  readonly body: Buffer;
}

/** The answer of a function as status, headers and bytes; undefined if it is none that API Gateway accepts. */
export function httpAnswerOf(result: unknown, gateway: Gateway): HttpAnswer | undefined {
  if (!isProxyResult(result)) return undefined;
  const headers: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(result.headers ?? {}))
    headers[name.toLowerCase()] = [`${value}`];
  for (const [name, values] of Object.entries(result.multiValueHeaders ?? {})) {
    headers[name.toLowerCase()] = values.map(String);
  }
  headers["content-type"] ??= ["application/json"];
  // Only an API with binary media types decodes what a function has encoded.
  const isBinary = result.isBase64Encoded === true && isBinaryType(headers["content-type"][0], gateway);
  return {
    status: result.statusCode,
    headers,
    body: Buffer.from(result.body ?? "", isBinary ? "base64" : "utf8"),
  };
}

function isProxyResult(result: unknown): result is APIGatewayProxyResult {
  if (typeof result !== "object" || result === null || !("statusCode" in result)) return false;
  const status = Number(result.statusCode);
  const hasText = !("body" in result) || result.body === null || typeof result.body === "string";
  return Number.isInteger(status) && status >= 100 && status <= 599 && hasText;
}

function isBinaryType(contentType: string | undefined, gateway: Gateway): boolean {
  const mediaType = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  return gateway.binaryMediaTypes.some((type) => type === "*/*" || type.toLowerCase() === mediaType);
}

function forwarded({ sourceIp, host }: ReceivedRequest): [string, string][] {
  return [
    ["X-Forwarded-For", sourceIp],
    ["X-Forwarded-Port", /:(\d+)$/.exec(host)?.[1] ?? "80"],
    ["X-Forwarded-Proto", "http"],
  ];
}

function pairs(rawHeaders: readonly string[]): [string, string][] {
  const names = rawHeaders.filter((_, index) => index % 2 === 0);
  return names.map((name, index) => [name, rawHeaders[2 * index + 1] ?? ""]);
}

function multiValues(entries: readonly (readonly [string, string])[]): Record<string, string[]> {
  const byName = Map.groupBy(entries, ([name]) => name);
  return Object.fromEntries([...byName].map(([name, all]) => [name, all.map(([, value]) => value)]));
}

function lastValues(values: Readonly<Record<string, string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? ""]));
}

function lastOf(headers: Readonly<Record<string, string[]>>, wanted: string): string | undefined {
  return Object.entries(headers)
    .find(([name]) => name.toLowerCase() === wanted)?.[1]
    .at(-1);
}

/** `09/Apr/2026:12:34:56 +0000` */
function commonLogTime(time: number): string {
  const [, day, month, year, clock] = new Date(time).toUTCString().split(" ");
  return `${day}/${month}/${year}:${clock} +0000`;
}

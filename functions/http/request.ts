import { createHash } from "node:crypto";
import type { APIGatewayProxyEvent } from "aws-lambda";
import Negotiator from "negotiator";
import type { z } from "zod";
import { type FieldError, fieldErrors, oncePerField } from "../core/field-errors.ts";
import type { Instant } from "../core/texts.ts";
import type { Roles } from "../pages/staff-menu.ts";
import { notFound, notValidProblem, Problem } from "./problems.ts";

/** Bytes: more than any form of ours can fill. */
const largestBody = 64 * 1024;

/** Levels: nothing of ours has more than 4. */
const deepestBody = 20;

/** What a handler sees of a request: parsed, with lower-case header names and the time it arrived. */
export interface Request {
  readonly method: string;
  readonly path: string;
  /** The route's pattern, as `/cases/{reference}`. */
  readonly resource: string;
  readonly now: Instant;
  readonly headers: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** A browser that wants a page. */
  readonly wantsPage: boolean;
  /** A client that asks for JSON by name, where everybody else gets a page. */
  readonly asksForJson: boolean;
  /** Of the member of staff who sent it, once their session was looked up: whatever page answers has their menu. */
  roles?: Roles;
}

export function requestFrom(event: APIGatewayProxyEvent): Request {
  const headers = Object.fromEntries(
    Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value ?? ""]),
  );
  return {
    // A HEAD is answered as a GET; API Gateway leaves out the body.
    method: event.httpMethod === "HEAD" ? "GET" : event.httpMethod,
    path: event.path,
    resource: event.resource,
    now: new Date(event.requestContext.requestTimeEpoch).toISOString(),
    headers,
    parameters: defined(event.pathParameters),
    query: defined(event.queryStringParameters),
    body:
      event.body !== null && event.isBase64Encoded
        ? Buffer.from(event.body, "base64").toString()
        : (event.body ?? undefined),
    wantsPage: prefers(headers, "text/html", "application/json"),
    asksForJson: prefers(headers, "application/json", "text/html"),
  };
}

/** A path parameter; a route without it is a mistake of ours, an empty one is an unknown address. */
export function parameter(request: Request, name: string): string {
  const value = request.parameters[name];
  if (!value) throw notFound();
  return value;
}

/** The JSON body as it was sent. 413, 415 or 400 when it cannot be read. */
export function jsonBody(request: Request): unknown {
  checkSize(request);
  if (mediaType(request) !== "application/json") {
    throw new Problem("unsupported-media-type", "Send JSON with the header Content-Type: application/json.");
  }
  const body = parsed(request.body ?? "");
  if (depthOf(body) > deepestBody)
    throw new Problem("malformed", "The body is nested too deeply. Nothing was saved.");
  return body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("malformed", "The body is not JSON. Nothing was saved.");
  }
}

/** Levels of lists and objects; counted only as far as it matters. */
function depthOf(value: unknown, level = 0): number {
  if (typeof value !== "object" || value === null || level > deepestBody) return level;
  return Math.max(level + 1, ...Object.values(value).map((inside) => depthOf(inside, level + 1)));
}

/** True when the body is a browser's form. */
export function isForm(request: Request): boolean {
  return mediaType(request) === "application/x-www-form-urlencoded";
}

export function formBody(request: Request): URLSearchParams {
  checkSize(request);
  return new URLSearchParams(request.body ?? "");
}

/** Parses or reports every mistake at once, each at its place in the request. */
export function valid<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const checked = checkedWith(schema, value);
  if ("errors" in checked) throw notValidProblem(checked.errors);
  return checked.data;
}

/** The same for whoever shows mistakes in a form. `mistakes`: what the schema cannot say. */
export function checkedWith<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  mistakes: readonly FieldError[] = [],
): { data: z.infer<Schema> } | { errors: FieldError[] } {
  const parsed = schema.safeParse(value);
  if (parsed.success && mistakes.length === 0) return { data: parsed.data };
  return { errors: oncePerField([...(parsed.success ? [] : fieldErrors(parsed.error)), ...mistakes]) };
}

/** The header Idempotency-Key, hashed with what it was used for. Undefined without one; 400 for a bad one. */
export function idempotencyKey(request: Request): string | undefined {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{8,128}$/.test(key)) {
    throw new Problem("malformed", "An Idempotency-Key has 8 to 128 visible ASCII characters.");
  }
  return hashOf(key);
}

export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The value of a cookie, if the browser sent it. */
export function cookie(request: Request, name: string): string | undefined {
  const cookies = (request.headers.cookie ?? "").split(";").map((each) => each.trim());
  return cookies.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1) || undefined;
}

/**
 * A state change that a browser was led to by another site is refused. Neither header means an API client, which
 * holds no cookie it was not given.
 */
export function refuseForeignOrigin(request: Request, baseUrl: string): void {
  const { origin, "sec-fetch-site": site } = request.headers;
  const isForeign = (origin !== undefined && origin !== baseUrl) || site === "cross-site";
  if (isForeign) throw new Problem("foreign-origin", "Open the page here and try again.");
}

function checkSize(request: Request): void {
  if (Buffer.byteLength(request.body ?? "") > largestBody) {
    throw new Problem("too-large", "Send 64 KiB or less. Nothing was saved.");
  }
}

function mediaType(request: Request): string {
  return (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

/** Media types that something of ours is answered in. */
const answered = [
  "application/json",
  "text/html",
  "application/problem+json",
  "text/csv",
  "text/calendar",
  "text/css",
  "text/javascript",
];

/** 406 for a client that takes nothing we have. */
export function refuseUnacceptable(request: Request): void {
  if (new Negotiator({ headers: { ...request.headers } }).mediaTypes(answered).length > 0) return;
  throw new Problem("not-acceptable", "Ask for application/json or text/html in the header Accept.");
}

/** Whether this type is asked for rather than the other; whoever takes anything, or says nothing, gets the other. */
function prefers(headers: Readonly<Record<string, string>>, type: string, other: string): boolean {
  return new Negotiator({ headers: { ...headers } }).mediaType([other, type]) === type;
}

function defined(values: Record<string, string | undefined> | null): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

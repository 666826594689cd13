import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import Negotiator from "negotiator";
import { type GatewayRefusal, gatewayRefusalOf } from "./gateway-refusals.ts";
import { type HttpAnswer, httpAnswerOf, proxyEventOf, type ReceivedRequest } from "./proxy-event.ts";
import { matcherOf } from "./routes.ts";
import type { Gateway } from "./template-gateway.ts";

/** API Gateway takes no larger request. The service's own limit, 64 KiB, is its handlers' business. */
const maximumBodyBytes = 10 * 1024 * 1024;

export interface ApiOptions {
  readonly gateway: Gateway;
  /** Programme time in ms since the epoch. */
  readonly now: () => number;
  readonly invoke: (functionArn: string, payload: unknown) => Promise<unknown>;
}

/** Answers HTTP requests as API Gateway does: request → proxy event → function → response. */
export function apiOf(
  options: ApiOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { gateway } = options;
  const match = matcherOf(gateway.routes);

  return async (request, response) => {
    const received = await receive(request);
    const refuse = (refusal: GatewayRefusal) => {
      const { status, headers, body } = gatewayRefusalOf(refusal, gateway.responses, received.requestId);
      response.writeHead(status, headers).end(request.method === "HEAD" ? undefined : body);
    };
    if (received.body.length > maximumBodyBytes) return refuse("too-large");
    if (!isDecodable(received.path)) return refuse("malformed");
    const matched = match(request.method ?? "GET", received.path);
    if (matched.kind !== "found") return refuse("no-route");

    const event = proxyEventOf(received, matched, gateway, options.now());
    const result = await options.invoke(matched.route.target, event).catch(() => undefined);
    const plain = httpAnswerOf(result, gateway);
    if (!plain) return refuse("function-failed");
    const answer = compressed(plain, request.headers["accept-encoding"], gateway.compressedFrom);
    if (answer.status !== 204 && answer.status !== 304)
      response.setHeader("content-length", answer.body.length);
    response.writeHead(answer.status, answer.headers);
    response.end(request.method === "HEAD" ? undefined : answer.body);
  };
}

/** As API Gateway does for an answer that is long enough, when the client takes it. */
function compressed(
  answer: HttpAnswer,
  accepted: string | string[] | undefined,
  from = Number.POSITIVE_INFINITY,
) {
  if (answer.body.length < from || answer.headers["content-encoding"]) return answer;
  const encodings = new Negotiator({ headers: { "accept-encoding": accepted } }).encodings([
    "gzip",
    "identity",
  ]);
  if (encodings[0] !== "gzip") return answer;
  return {
    ...answer,
    headers: { ...answer.headers, "content-encoding": ["gzip"] },
    body: gzipSync(answer.body),
  };
}

/** Reads the request to its end; of a body that is too large only as much as shows that it is. */
async function receive(request: IncomingMessage): Promise<ReceivedRequest> {
  const [path = "/", query = ""] = (request.url ?? "/").split(/\?(.*)/s);
  const chunks: Buffer[] = [];
  let kept = 0;
  for await (const chunk of request) {
    if (kept > maximumBodyBytes) continue;
    kept += chunk.length;
    chunks.push(chunk);
  }
  return {
    path,
    query: new URLSearchParams(query),
    rawHeaders: request.rawHeaders,
    body: Buffer.concat(chunks),
    sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
    requestId: randomUUID(),
    host: request.headers.host ?? "127.0.0.1",
  };
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

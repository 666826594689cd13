import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../clock.ts";
import type { StepFunctions } from "./engine.ts";
import { RequestRefused } from "./failures.ts";
import { isObject } from "./json.ts";
import { OPERATIONS } from "./operations.ts";

const TARGET = /^AWSStepFunctions\.(\w+)$/;

/** The service takes payloads of 256 KiB; escaped within JSON text they may grow, so four times that is read. */
const LONGEST_BODY_BYTES = 1_048_576;

export interface ListeningServer {
  /** The endpoint for AWS_ENDPOINT_URL_SFN. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves the service over the AWS JSON 1.0 protocol on 127.0.0.1, for the ordinary SDK client. Port 0 takes a free
 * one. Signatures are not checked. A request counts as work in flight.
 */
export async function serveStepFunctions(
  service: StepFunctions,
  clock: Clock,
  port = 0,
): Promise<ListeningServer> {
  const server = createServer((request, response) => void clock.work(answer(service, request, response)));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  service: StepFunctions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const operation = TARGET.exec(String(request.headers["x-amz-target"]))?.[1] ?? "";
    const perform = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
    if (perform === undefined) {
      throw new RequestRefused(
        "UnknownOperationException",
        `The operation '${operation}' is not implemented`,
      );
    }
    respond(response, 200, perform(service, await bodyOf(request)));
  } catch (error) {
    if (error instanceof RequestRefused) {
      respond(response, 400, { __type: error.name, message: error.message });
      return;
    }
    console.error(error);
    respond(response, 500, { __type: "InternalFailure", message: String(error) });
  }
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > LONGEST_BODY_BYTES)
      throw new RequestRefused("ValidationException", "The request is too long");
    chunks.push(chunk);
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8") || "{}");
    if (isObject(body)) return body;
  } catch {
    // Falls through to the refusal: text that is no JSON and JSON that is no object are the same mistake.
  }
  throw new RequestRefused("SerializationException", "The request body is not a JSON object");
}

function respond(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
  response.end(JSON.stringify(body));
}

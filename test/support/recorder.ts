import { appendFileSync } from "node:fs";
import http, { type IncomingMessage, type RequestOptions, type ServerResponse } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import { buffer } from "node:stream/consumers";
import { isMainThread } from "node:worker_threads";
import type { APIGatewayProxyResult } from "aws-lambda";
import { Functions } from "../../local/functions.ts";
import { StepFunctions } from "../../local/step-functions/engine.ts";

// Loaded before local/main.ts by tests that ask for a record of what goes between the parts of the service: what each
// function is given and answers, and what the workflow is told. Two headers of a request are for it alone.

/** What the recorder writes, a line each. */
export type Recorded =
  | { endpoints: Record<string, string> }
  | {
      function: string;
      /** Of a request, what API Gateway knows of it. */
      payload: unknown;
      /** Of an answer to one, the addresses that it leads to. */
      answer?: unknown;
      failure?: { name: string; message: string };
    }
  | { workflow: unknown };

/**
 * Headers by which a test has things go wrong: a function logs what it is given; DynamoDB refuses what holds the word
 * that is the header's value, and SES every email, until that is "off".
 */
export const misbehaviour = { logsTheRequest: "x-logs-the-request", awsRefuses: "x-aws-refuses" } as const;

const file = process.env.WORKWELL_RECORD;
if (file && isMainThread) start(file);

function start(file: string): void {
  const record = (entry: Recorded) => appendFileSync(file, `${JSON.stringify(entry)}\n`);
  let hasEndpoints = false;
  const refused = { word: "off" };

  const { invoke } = Functions.prototype;
  Functions.prototype.invoke = function (name, payload) {
    const endpoints = { ...ofServices() };
    if (!hasEndpoints && endpoints.SNS) record({ endpoints });
    hasEndpoints ||= endpoints.SNS !== undefined;
    const headers = headersOf(payload);
    if (headers[misbehaviour.logsTheRequest]) console.log(JSON.stringify(payload));
    refused.word = headers[misbehaviour.awsRefuses] ?? refused.word;
    const answer = invoke.call(this, name, payload);
    const told = { function: name, payload: shortened(payload) };
    answer.then(
      (given) => record({ ...told, answer: addressesOfAnswer(given) }),
      ({ name: error, message }) => record({ ...told, failure: { name: error, message } }),
    );
    return answer;
  };
  for (const told of ["startExecution", "sendTaskSuccess", "sendTaskFailure"] as const) {
    const tell = StepFunctions.prototype[told] as (...given: unknown[]) => unknown;
    Object.assign(StepFunctions.prototype, {
      [told](this: StepFunctions, ...given: unknown[]) {
        record({ workflow: given });
        return tell.apply(this, given);
      },
    });
  }
  leadWritesTo(startRefusing(refused), refused);
}

function ofServices(): Record<string, string> {
  const prefix = "AWS_ENDPOINT_URL_";
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, url]) =>
      name.startsWith(prefix) && url ? [[name.slice(prefix.length), url]] : [],
    ),
  );
}

function shortened(payload: unknown): unknown {
  const { requestContext } = (payload ?? {}) as { requestContext?: unknown };
  return requestContext ? { requestContext } : payload;
}

function addressesOfAnswer(answer: unknown): unknown {
  const { statusCode, headers, body } = (answer ?? {}) as Partial<APIGatewayProxyResult>;
  if (statusCode === undefined) return answer;
  return { addresses: [`${headers?.location ?? ""}`, ...addressesIn(body ?? "")] };
}

/** Every address that a page, an answer or an email leads to. */
export function addressesIn(text: string): string[] {
  const attributes = text.matchAll(/\b(?:href|src|action|formaction)=\\?"([^"]*)"/g);
  return [
    ...[...attributes].map(([, address = ""]) => address),
    ...(text.match(/https?:\/\/[^\s"'<>\\]+/g) ?? []),
  ];
}

function headersOf(payload: unknown): Record<string, string | undefined> {
  return (payload as { headers?: Record<string, string> } | null)?.headers ?? {};
}

/** DynamoDB and SES as they refuse a request: with a message that quotes all of it. Answers the port. */
function startRefusing(refused: { readonly word: string }): Promise<number> {
  const server = http.createServer(async (request, response) => {
    const body = (await buffer(request)).toString();
    const isTable = request.headers["x-amz-target"] !== undefined;
    if (isTable && !body.includes(refused.word)) return await passOn(request, body, response);
    const sent = isTable ? body : decodeURIComponent(body.replaceAll("+", " "));
    response.writeHead(400, { "content-type": isTable ? "application/x-amz-json-1.0" : "text/xml" });
    response.end(isTable ? refusedByTable(sent) : refusedByMail(sent));
  });
  server.unref();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
  });
}

function refusedByTable(sent: string): string {
  return JSON.stringify({
    __type: "com.amazon.coral.validate#ValidationException",
    message: `Not valid: ${sent}`,
  });
}

function refusedByMail(sent: string): string {
  const message = sent.replaceAll(/[<&]/g, "");
  return `<ErrorResponse><Error><Code>AccountSendingPausedException</Code><Message>${message}</Message></Error></ErrorResponse>`;
}

async function passOn(
  { method = "POST", headers }: IncomingMessage,
  body: string,
  response: ServerResponse,
): Promise<void> {
  const names = ["authorization", "content-type", "x-amz-date", "x-amz-target"];
  const given = names.map((name): [string, string] => [name, String(headers[name] ?? "")]);
  const answer = await fetch(ofServices().DYNAMODB ?? "", {
    method,
    headers: Object.fromEntries(given),
    body,
  });
  response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" });
  response.end(await answer.text());
}

/** While something is refused, what SDK clients write to the table, and the emails they send, go to this port. */
function leadWritesTo(port: Promise<number>, refused: { readonly word: string }): void {
  let known: number | undefined;
  port.then((number) => {
    known = number;
  });
  const { request } = http;
  const led = (options: RequestOptions, ...rest: never[]) => {
    const headers = (options.headers ?? {}) as Record<string, string>;
    const writes = /\.(Put|Update|BatchWrite)Item$/.test(headers["x-amz-target"] ?? "");
    const mails = String(options.port) === new URL(ofServices().SES ?? "http://none:1").port;
    const isLed = refused.word !== "off" && known !== undefined && (writes || mails);
    return request(isLed ? { ...options, port: known } : options, ...rest);
  };
  Object.assign(http, { request: led });
  syncBuiltinESMExports();
}

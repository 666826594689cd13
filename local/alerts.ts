import { appendFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { Clock } from "./clock.ts";
import { close, listen } from "./servers.ts";
import type { Topics } from "./topics.ts";

/** A running SNS endpoint. */
export interface AlertService {
  /** Where SDK clients publish. */
  readonly url: string;
  close(): Promise<void>;
}

/** SNS takes a message of 256 KiB; encoded in a form it may grow to three times that. */
const longestBody = 3 * 256 * 1024;

/**
 * Stands for SNS as the service's functions see it: `Publish` to a topic of the template, over the query protocol
 * that the SDK speaks. What a phone would get is kept in `file`, a line each, and told to `report`. Anything else is
 * refused: here nobody can subscribe.
 */
export async function startAlerts(options: {
  file: string;
  clock: Clock;
  topics: Topics;
  report: (line: string) => void;
}): Promise<AlertService> {
  const server = createServer((request, response) => {
    void options.clock.work(answer(options, request, response).catch(() => response.destroy()));
  });
  return { url: await listen(server, 0), close: () => close(server) };
}

type Options = Parameters<typeof startAlerts>[0];

async function answer(options: Options, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const fields = new URLSearchParams(body.length > longestBody ? "" : body);
  const topic = fields.get("TopicArn") ?? "";
  const message = fields.get("Message") ?? "";
  if (request.method !== "POST" || fields.get("Action") !== "Publish") {
    return refuse(response, 400, "InvalidAction", "Only Publish is answered here.");
  }
  if (!options.topics.has(topic)) return refuse(response, 404, "NotFound", "Topic does not exist");
  if (message === "") return refuse(response, 400, "InvalidParameter", "Invalid parameter: Empty message");
  const { clock, file, topics, report } = options;
  const subject = fields.get("Subject") ?? undefined;
  const id = topics.publish(topic, { message, subject });
  const at = new Date(clock.now()).toISOString();
  const attributes = attributesOf(fields);
  // Kept before it is answered, so that a kill loses nothing that the service believes to be told.
  appendFileSync(file, `${JSON.stringify({ id, at, topic, subject, message, attributes })}\n`);
  report(`Safety alert, as phones get it: ${message}`);
  respond(
    response,
    200,
    `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${id}</MessageId></PublishResult></PublishResponse>`,
  );
}

function attributesOf(fields: URLSearchParams): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (let number = 1; fields.has(`MessageAttributes.entry.${number}.Name`); number++) {
    const name = fields.get(`MessageAttributes.entry.${number}.Name`) ?? "";
    attributes[name] = fields.get(`MessageAttributes.entry.${number}.Value.StringValue`) ?? "";
  }
  return attributes;
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  respond(
    response,
    status,
    `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  );
}

function respond(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { "content-type": "text/xml" });
  response.end(xml);
}

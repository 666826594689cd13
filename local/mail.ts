import { appendFileSync, existsSync, readFileSync, truncateSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { buffer } from "node:stream/consumers";
import type { Email } from "aws-ses-v2-local/dist/store.js";
import { oneAtATime } from "../functions/platform/one-at-a-time.ts";
import { type SentMail, sentMailOf } from "./mailbox-simulator.ts";
import { close, host, listen } from "./servers.ts";

// The package is CommonJS with a default export, which loaders of ES modules disagree about.
const require = createRequire(import.meta.url);
const ses: typeof import("aws-ses-v2-local") = require("aws-ses-v2-local");
const store: typeof import("aws-ses-v2-local/dist/store.js") = require("aws-ses-v2-local/dist/store.js");

/** A mail as `GET /_local/inbox` shows it; `at` is programme time. */
export interface Mail {
  readonly id: string;
  readonly at: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Files that go along, where there are any. */
  readonly attachments?: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly content: string;
  }[];
}

/** A running SES emulator whose mails are kept. */
export interface MailService {
  /** Where SDK clients send, and a browser sees the inbox page. */
  readonly url: string;
  /** All mails ever sent, newest last; with `to` only those to this address, with `after` those after that mail. */
  inbox(to?: string, after?: string): Mail[];
  close(): Promise<void>;
}

/**
 * Starts the emulator behind a front that writes each mail to `file` before the send is answered: the emulator itself
 * keeps mails in memory, one store a process, and stamps them with the wall clock. `onSent` hears of each mail once
 * its sender has been answered.
 */
export async function startMail(
  file: string,
  now: () => number,
  onSent: (mail: SentMail) => void = () => {},
): Promise<MailService> {
  const kept = readKept(file);
  store.clearStore();
  for (const email of kept) store.saveEmail(email);
  const recorded = new WeakSet<Email>(kept);

  /** Keeps every mail that the emulator has taken since the last look; it keeps one address of several itself. */
  const record = (sent: SentMail | undefined) => {
    for (const email of store.getStoreReadonly().emails.slice().reverse()) {
      if (recorded.has(email)) break;
      // Seconds, as the emulator keeps it; the inbox page shows it.
      email.at = now() / 1000;
      if (sent?.messageId === email.messageId) email.destination.to = [...sent.destination];
      appendFileSync(file, `${JSON.stringify(email)}\n`);
      recorded.add(email);
      kept.push(email);
    }
  };

  /** Whoever looks again has mostly seen all but the last few. An id that is not known hides nothing. */
  const positionOf = (id: string) => kept.findLastIndex(({ messageId }) => messageId === id);

  const emulator = await ses.default({ host, port: 0 });
  const address = emulator.address();
  if (address === null || typeof address === "string") throw new Error("The mail emulator did not start.");
  // One after the other, so that each mail is recorded with its own request.
  const inTurn = oneAtATime();
  const front = createServer((request, response) => {
    inTurn(() => passOn(request, response, `http://${host}:${address.port}`, record))
      .then((mail) => mail && onSent(mail))
      .catch(() => response.destroy());
  });
  const url = await listen(front, 0);

  return {
    url,
    inbox(to, after) {
      const wanted = to?.toLowerCase();
      const since = after === undefined ? kept : kept.slice(positionOf(after) + 1);
      return since
        .filter(
          (email) => wanted === undefined || email.destination.to.some((a) => a.toLowerCase() === wanted),
        )
        .map(mailOf);
    },
    async close() {
      await close(front);
      await close(emulator);
    },
  };
}

async function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  emulator: string,
  beforeAnswer: (sent: SentMail | undefined) => void,
): Promise<SentMail | undefined> {
  const { method = "GET", headers } = request;
  const sent = method === "GET" || method === "HEAD" ? undefined : await buffer(request);
  const answer = await fetch(`${emulator}${request.url}`, {
    method,
    headers: pick(headers, ["authorization", "content-type", "accept"]),
    ...(sent ? { body: sent } : {}),
  });
  const body = Buffer.from(await answer.arrayBuffer());
  const mail = sent && sentMailOf(sent.toString(), body.toString());
  beforeAnswer(mail);
  response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" });
  response.end(body);
  return mail;
}

function pick(headers: IncomingMessage["headers"], names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (typeof headers[name] === "string" ? [[name, headers[name]]] : [])),
  );
}

/** A line without an end was cut off by a kill, before its send was answered: it is dropped. */
function readKept(file: string): Email[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, "utf8");
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  return whole
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

function mailOf(email: Email): Mail {
  return {
    id: email.messageId,
    at: new Date(Math.round(email.at * 1000)).toISOString(),
    to: email.destination.to,
    subject: email.subject,
    text: email.body.text ?? "",
    html: email.body.html ?? "",
    ...(email.attachments.length > 0 ? { attachments: email.attachments.map(attachmentOf) } : {}),
  };
}

/** As text: whoever looks at the inbox reads it. */
function attachmentOf({ filename = "", contentType, content }: Email["attachments"][number]) {
  return { filename, contentType, content: Buffer.from(content, "base64").toString() };
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SESClient, SendEmailCommand, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mailer } from "../../functions/adapters/mailer.ts";
import { startMail } from "../../local/mail.ts";

const now = "2026-04-01T09:00:00.250Z";
const time = () => Date.parse(now);
let folder: string;
let file: string;
let ends: (() => unknown)[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "workwell-mail-"));
  file = join(folder, "mails.jsonl");
  ends = [];
});
afterEach(async () => {
  for (const end of ends) await end();
  rmSync(folder, { recursive: true });
});

async function start() {
  const mail = await startMail(file, time);
  ends.push(() => mail.close());
  return mail;
}

const clientOf = (endpoint: string) => {
  const client = new SESClient({
    endpoint,
    region: "eu-west-2",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  ends.unshift(() => client.destroy());
  return client;
};

const email = (to: string, subject: string) =>
  new SendEmailCommand({
    Source: "WorkWell <no-reply@example.org>",
    Destination: { ToAddresses: [to] },
    Message: {
      Subject: { Data: subject },
      Body: { Text: { Data: "Text, with é\nand a second line" }, Html: { Data: "<p>é</p>" } },
    },
  });

describe("A mail", () => {
  it("with a file is in the inbox with its text, its HTML and the file, as they were given to the mailer", async () => {
    const mail = await start();
    const ours = mailer("WorkWell <no-reply@example.org>", clientOf(mail.url));
    const content = "BEGIN:VCALENDAR\r\nSUMMARY:Appointment é\r\nEND:VCALENDAR\r\n";
    const contentType = "text/calendar; charset=utf-8; method=PUBLISH";
    const words = { text: `${"Text, with é. ".repeat(20)}\nand a second line\n`, html: "<p>é = 1</p>\n" };
    const file = { filename: "appointment.ics", contentType, content };
    const subject = `Your appointment on Tuesday – ${"with a long subject ".repeat(4)}`.trim();
    expect(await ours.send(["p@example.org"], { subject, ...words, attachments: [file] })).toBe("sent");
    expect(mail.inbox("p@example.org")).toEqual([
      {
        id: expect.any(String),
        at: now,
        to: ["p@example.org"],
        subject,
        ...words,
        attachments: [{ ...file, contentType: "text/calendar" }],
      },
    ]);
  });

  it("is in the inbox when the send is answered, stamped with programme time", async () => {
    const mail = await start();
    const { MessageId } = await clientOf(mail.url).send(email("Coach1@example.org", "First"));
    expect(mail.inbox()).toEqual([
      {
        id: MessageId,
        at: now,
        to: ["Coach1@example.org"],
        subject: "First",
        text: "Text, with é\nand a second line",
        html: "<p>é</p>",
      },
    ]);
  });

  it("is found by its address, whatever its case", async () => {
    const mail = await start();
    const client = clientOf(mail.url);
    await client.send(email("Coach1@example.org", "First"));
    await client.send(email("coach2@example.org", "Second"));
    await client.send(email("coach1@EXAMPLE.org", "Third"));
    expect(mail.inbox("COACH1@example.org").map(({ subject }) => subject)).toEqual(["First", "Third"]);
    expect(mail.inbox("coach")).toEqual([]);
    const [first] = mail.inbox();
    expect(mail.inbox(undefined, first?.id).map(({ subject }) => subject)).toEqual(["Second", "Third"]);
    expect(mail.inbox("coach1@example.org", first?.id).map(({ subject }) => subject)).toEqual(["Third"]);
    expect(mail.inbox(undefined, "no such mail")).toHaveLength(3);
  });

  it("can be sent raw", async () => {
    const mail = await start();
    const raw = "From: a@example.org\r\nTo: b@example.org\r\nSubject: Raw\r\n\r\nText";
    await clientOf(mail.url).send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(raw) } }));
    expect(mail.inbox("b@example.org")).toMatchObject([{ subject: "Raw", text: "Text" }]);
  });

  it("to several addresses is found under each, and its sending is told with its tags", async () => {
    const told: unknown[] = [];
    const mail = await startMail(file, time, (sent) => told.push(sent));
    ends.push(() => mail.close());
    const command = email("c@example.org", "To two");
    command.input.Destination = { ToAddresses: ["c@example.org", "d@example.org"] };
    command.input.Tags = [{ Name: "reference", Value: "23456789CD" }];
    const { MessageId } = await clientOf(mail.url).send(command);
    expect(mail.inbox("d@example.org")).toMatchObject([{ to: ["c@example.org", "d@example.org"] }]);
    const tags = { reference: "23456789CD" };
    expect(told).toMatchObject([
      { messageId: MessageId, destination: ["c@example.org", "d@example.org"], tags },
    ]);
  });

  it("is kept once each when many are sent together", async () => {
    const mail = await start();
    const client = clientOf(mail.url);
    await Promise.all(Array.from({ length: 20 }, (_, n) => client.send(email("c@example.org", `Mail ${n}`))));
    expect(new Set(mail.inbox().map(({ subject }) => subject)).size).toBe(20);
    expect(readFileSync(file, "utf8").trim().split("\n")).toHaveLength(20);
  });

  it("appears on the emulator's own page", async () => {
    const mail = await start();
    await clientOf(mail.url).send(email("c@example.org", "Seen"));
    expect(await (await fetch(mail.url)).text()).toContain("<html");
    const { emails } = (await (await fetch(`${mail.url}/store`)).json()) as { emails: { subject: string }[] };
    expect(emails.at(-1)?.subject).toBe("Seen");
  });
});

async function startProcess(): Promise<{ child: ChildProcess; url: string }> {
  const script = new URL("fixtures/mail-server.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script, file, now], { stdio: ["ignore", "pipe", "inherit"] });
  const [url] = await once(child.stdout, "data");
  return { child, url: String(url).trim() };
}

describe("The inbox", () => {
  it("survives a process that is killed right after an answer, and keeps the order", async () => {
    for (const subject of ["First", "Second", "Third"]) {
      const { child, url } = await startProcess();
      await clientOf(url).send(email("c@example.org", subject));
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    const mail = await start();
    expect(mail.inbox().map(({ subject }) => subject)).toEqual(["First", "Second", "Third"]);
  });

  it("drops a mail that was cut off while it was written, since its send was never answered", async () => {
    const { child, url } = await startProcess();
    await clientOf(url).send(email("c@example.org", "Whole"));
    child.kill("SIGKILL");
    await once(child, "exit");
    appendFileSync(file, '{"messageId":"cut');
    const mail = await start();
    await clientOf(mail.url).send(email("c@example.org", "Next"));
    expect(mail.inbox().map(({ subject }) => subject)).toEqual(["Whole", "Next"]);
    expect(readFileSync(file, "utf8").trim().split("\n")).toHaveLength(2);
  });
});

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PublishCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startAlerts } from "../../local/alerts.ts";
import { ProgrammeClock } from "../../local/clock.ts";
import { topicsOf } from "../../local/topics.ts";

const topic = "arn:aws:sns:eu-west-2:000000000000:News";
const quiet = "arn:aws:sns:eu-west-2:000000000000:Quiet";
const notices = { topics: [topic, quiet], subscriptions: [{ topic, target: "record-delivery" }] };

function started(failures = 0) {
  const clock = new ProgrammeClock({ mode: "manual", now: Date.parse("2026-04-01T09:00:00Z") });
  const invoked: { target: string; event: unknown; at: string }[] = [];
  const invoke = async (target: string, event: unknown) => {
    invoked.push({ target, event, at: new Date(clock.now()).toISOString() });
    if (invoked.length <= failures) throw new Error("failed");
  };
  return { clock, invoked, topics: topicsOf({ notices, clock, invoke }) };
}

describe("a notice", () => {
  it("invokes the functions that follow its topic, as SNS does", () => {
    const { topics, invoked } = started();
    const id = topics.publish(topic, { message: "Hello" });
    topics.publish(quiet, { message: "Nobody hears" });
    expect(invoked).toMatchObject([
      {
        target: "record-delivery",
        event: {
          Records: [
            {
              EventSource: "aws:sns",
              Sns: {
                MessageId: id,
                TopicArn: topic,
                Message: "Hello",
                Timestamp: "2026-04-01T09:00:00.000Z",
              },
            },
          ],
        },
      },
    ]);
  });

  it("is tried again after one minute and after two more, and then no more", async () => {
    const { topics, invoked, clock } = started(9);
    topics.publish(topic, { message: "Hello" });
    await clock.advanceBy(3_600_000);
    expect(invoked.map(({ at }) => at.slice(11, 16))).toEqual(["09:00", "09:01", "09:03"]);
    expect(new Set(invoked.map(({ event }) => JSON.stringify(event))).size).toBe(1);
  });
});

describe("the SNS endpoint", () => {
  let folder: string;
  let close: () => Promise<void>;
  let client: SNSClient;
  let printed: string[];
  const file = () => join(folder, "alerts.jsonl");

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "workwell-alerts-"));
    printed = [];
    const { clock, topics } = started();
    const report = (line: string) => printed.push(line);
    const alerts = await startAlerts({ file: file(), clock, topics, report });
    close = () => alerts.close();
    client = new SNSClient({
      endpoint: alerts.url,
      region: "eu-west-2",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    });
  });
  afterEach(async () => {
    client.destroy();
    await close();
    rmSync(folder, { recursive: true });
  });

  it("takes what the SDK publishes, keeps it and prints it", async () => {
    const answer = await client.send(
      new PublishCommand({
        TopicArn: quiet,
        Subject: "Sample subject",
        Message: "Sample & <message>",
        MessageAttributes: { area: { DataType: "String", StringValue: "frimley" } },
      }),
    );
    expect(JSON.parse(readFileSync(file(), "utf8"))).toEqual({
      id: answer.MessageId,
      at: "2026-04-01T09:00:00.000Z",
      topic: quiet,
      subject: "Sample subject",
      message: "Sample & <message>",
      attributes: { area: "frimley" },
    });
    expect(printed).toEqual(["Safety alert, as phones get it: Sample & <message>"]);
  });

  it.each([
    ["a topic that is not there", new PublishCommand({ TopicArn: `${topic}x`, Message: "m" }), "NotFound"],
    ["an empty message", new PublishCommand({ TopicArn: topic, Message: "" }), "InvalidParameter"],
    ["a text message to a number", new PublishCommand({ PhoneNumber: "+440", Message: "m" }), "NotFound"],
  ])("refuses %s", async (_, command, name) => {
    await expect(client.send(command)).rejects.toThrow(
      expect.objectContaining({ name: expect.stringContaining(name) }),
    );
    expect(existsSync(file())).toBe(false);
  });

  it("refuses to let anybody subscribe", async () => {
    const command = new SubscribeCommand({ TopicArn: topic, Protocol: "sms", Endpoint: "+440" });
    await expect(client.send(command)).rejects.toThrow("Only Publish is answered here.");
  });

  it("refuses what is no request of SNS's at all", async () => {
    const url = String(
      await client.config
        .endpoint?.()
        .then(({ protocol, hostname, port }) => `${protocol}//${hostname}:${port}`),
    );
    expect((await fetch(url)).status).toBe(400);
    expect((await fetch(url, { method: "POST", body: "x".repeat(1_000_000) })).status).toBe(400);
  });
});

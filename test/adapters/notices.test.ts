import { SESClient, type SendEmailCommand } from "@aws-sdk/client-ses";
import { type PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { describe, expect, it } from "vitest";
import { mailer } from "../../functions/adapters/mailer.ts";
import { safetyAlerts } from "../../functions/adapters/safety-alerts.ts";
import { caseMailOf } from "../../functions/core/mail-tags.ts";

/** What a client was asked to send, without sending it. */
function recorded<Command extends { input: unknown }>(client: { send: unknown }) {
  const sent: Command["input"][] = [];
  client.send = async (command: Command) => {
    sent.push(command.input);
    return {};
  };
  return sent as Command["input"][];
}

const message = { subject: "Sample", text: "Sample", html: "<p>Sample</p>" };

describe("a mail", () => {
  it("of a case carries which email of which case it is", async () => {
    const client = new SESClient({});
    const sent = recorded<SendEmailCommand>(client);
    const about = {
      area: "frimley",
      reference: "23456789CD",
      email: "contact-changed:e7",
      to: "person",
    } as const;
    await mailer("no-reply@example.org", client).send(["one@example.org"], message, about);
    const tags = Object.fromEntries((sent[0]?.Tags ?? []).map(({ Name, Value }) => [Name, [Value ?? ""]]));
    expect(caseMailOf(tags)).toEqual(about);
  });

  it("of no case carries nothing", async () => {
    const client = new SESClient({});
    const sent = recorded<SendEmailCommand>(client);
    await mailer("no-reply@example.org", client).send(["one@example.org"], message);
    expect(sent[0]?.Tags).toEqual([]);
  });
});

it("a safety alert fits one text message, holds a link and nothing else, and can be followed by area", async () => {
  const client = new SNSClient({});
  const sent = recorded<PublishCommand>(client);
  const link = `https://workwell.example.org/tasks/${"A".repeat(22)}`;
  await safetyAlerts("arn:topic", client).publish({ area: "frimley", link });
  expect(sent).toEqual([
    {
      TopicArn: "arn:topic",
      Subject: "WorkWell: a safety task is waiting",
      Message: `A WorkWell safety task is waiting. Open it now: ${link}`,
      MessageAttributes: { area: { DataType: "String", StringValue: "frimley" } },
    },
  ]);
  expect(sent[0]?.Message?.length).toBeLessThanOrEqual(140);
});

import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { ListBucketsCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { describe, expect, it } from "vitest";
import { capturedOf, clientOptions, Recording } from "../support/captured.ts";
import { leaksOf } from "../support/leaks.ts";
import { misbehaviour, type Recorded } from "../support/recorder.ts";
import { type CanaryService, staff } from "./canary-service.ts";
import { canaries, leaveNothing } from "./leaving.ts";
import { mark } from "./markup-judge.ts";

/** Searches everything that leaves a service whose doors were all used, and whose functions were recorded. */
export function whatLeaves(usedOf: () => CanaryService, file: string): void {
  describe("what is typed about people", () => {
    it("is refused and failed with as it should be", async () => {
      const told = await leaveNothing(usedOf());
      expect(told).toEqual({
        "a page with a query": 200,
        "sign in with a query": 200,
        "an unknown address": 404,
        "an unknown method": 405,
        "not JSON": 400,
        "not a type we read": 415,
        "too large": 413,
        "not valid": 422,
        "a field that nobody knows": 422,
        "out of area": 422,
        "nobody of ours": 202,
        "a wrong code": 422,
        "a session of nobody": 401,
        "a referral that the table refuses": 500,
        "a note that the table refuses": 500,
        "a name that the table refuses": 500,
        "a code that cannot be sent": 202,
        "emails that cannot be sent": 202,
      });
    });

    it("is in no log, metric, workflow, address, alert, key, export, dead letter or email", async () => {
      const captured = await capturedOf(usedOf().service, file);
      for (const [where, text] of Object.entries(captured)) {
        expect([where, text.length > 100]).toEqual([where, true]);
      }
      expect(captured["the logs"]).toMatch(/"level":"INFO"/);
      expect(captured["the logs"]).toMatch(/sign-in code not sent/);
      expect(captured["the logs"]).toMatch(/due action failed/);
      expect(leaksOf(canaries, withoutOwnWords(captured))).toEqual([]);
    });

    it("is found wherever somebody leaks it", async () => {
      await leakEverywhere(usedOf(), file);
      const captured = await capturedOf(usedOf().service, file);
      const leaks = leaksOf(canaries, withoutOwnWords(captured));
      const unnoticed = Object.keys(captured).filter(
        (where) => !leaks.some((leak) => leak.includes(` in ${where}: `)),
      );
      expect(unnoticed).toEqual([]);
    });
  });
}

/** Whoever asks for an address with a text in it has the same text in the links of the answer. */
function withoutOwnWords(captured: Readonly<Record<string, string>>): Record<string, string> {
  const addresses = captured.addresses?.replaceAll(new RegExp(`${mark}0(?!\\d)`, "g"), "") ?? "";
  return { ...captured, addresses };
}

/** As a function of ours would by mistake, in each way that is looked at. */
async function leakEverywhere({ service }: CanaryService, file: string): Promise<void> {
  // While the search held this process up, the service may have hung up: that is to be heard before it is asked.
  await setTimeout(100);
  const { endpoints, workflow } = new Recording(file);
  const [[started]] = workflow.filter((given) => JSON.stringify(given).includes("stateMachineArn")) as [
    [{ stateMachineArn: string }],
  ];
  const alerts = readFileSync(join(service.dataDir, "alerts.jsonl"), "utf8");
  const [, TopicArn] = /"topic":"([^"]+)"/.exec(alerts) ?? [];
  await service.get("/health", { [misbehaviour.logsTheRequest]: "yes", "user-agent": "quilliam" });

  const flow = new SFNClient(clientOptions(endpoints.SFN));
  const input = JSON.stringify({ area: "none", reference: "none", born: "23/07/1961" });
  await flow.send(new StartExecutionCommand({ stateMachineArn: started.stateMachineArn, input }));

  const mail = new SESClient(clientOptions(endpoints.SES));
  for (const to of [staff.lead, "surgery@example.org"]) {
    await mail.send(
      new SendEmailCommand({
        Source: "WorkWell <no-reply@workwell.example.org>",
        Destination: { ToAddresses: [to] },
        Message: { Subject: { Data: "About Zebedeeah" }, Body: { Text: { Data: "Call 07700900461" } } },
      }),
    );
  }
  const phones = new SNSClient(clientOptions(endpoints.SNS));
  await phones.send(new PublishCommand({ TopicArn, Message: "Call +447700900461" }));

  const files = new S3Client({ ...clientOptions(endpoints.S3), forcePathStyle: true });
  const [bucket] = (await files.send(new ListBucketsCommand({}))).Buckets ?? [];
  const Key = Buffer.from("of Featherstonhaugh").toString("base64url");
  await files.send(new PutObjectCommand({ Bucket: bucket?.Name, Key, Body: "nothing" }));

  const table = new DynamoDBClient(clientOptions(endpoints.DYNAMODB));
  const TableName = /--table (\S+)/.exec(service.output())?.[1];
  await table.send(
    new PutItemCommand({ TableName, Item: { pk: { S: "PERSON#QUILLIAM" }, sk: { S: "PERSON" } } }),
  );

  // Nothing of ours can be made to do these from outside: so they are recorded as if it had.
  const recorded: Recorded[] = [
    {
      function: "show-case",
      payload: { requestContext: { resourcePath: "/people/BL3%206QT" } },
      answer: { addresses: ["/cases?called=O%27Featherstonhaugh-%C3%98rsted"] },
    },
    {
      function: "resume-cases",
      payload: { note: "Vertiginously unwell" },
      failure: { name: "NotValid", message: "Not valid: 9434765919" },
    },
  ];
  for (const each of recorded) appendFileSync(file, `${JSON.stringify(each)}\n`);
  for (const client of [flow, mail, phones, files, table]) client.destroy();
}

import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { describe, expect, it } from "vitest";
import { dynamoDbTable } from "../../functions/adapters/dynamodb-table.ts";
import type { CaseEvent } from "../../functions/core/events.ts";
import { tagsOf } from "../../functions/core/mail-tags.ts";
import { newsOfMail } from "../../local/mailbox-simulator.ts";
import { aReferral } from "../support/builders.ts";
import { eventually, theDeployed } from "./deployed.ts";

// What is sent twice, refused or lost, each in an area of its own. Invented sample data.

const service = theDeployed();
const staff = (who: string, area: string) => `${who}@${area}.example.org`;
const running = async (reference: string) =>
  (await service.executionsOf(reference)).filter(({ status }) => status === "RUNNING");

async function refer(postcode: string, email?: string) {
  const person = { postcode, contact: email ? { email } : {} };
  const referred = await service.post("/referrals", aReferral({ person }));
  expect(referred.status, referred.text).toBe(202);
  return referred.body;
}

describe("the front door of the deployed stack", () => {
  it("answers unknown paths, unknown methods and rubbish with problems, never with API Gateway's own words", async () => {
    const json = { "content-type": "application/json" };
    const expected = [
      [await service.get("/nothing/here"), 404, "/problems/not-found"],
      [await service.request("DELETE", "/health"), 405, "/problems/method-not-allowed"],
      [await service.post("/referrals", "{", json), 400, "/problems/malformed"],
      [await service.post("/referrals", {}), 422, "/problems/not-valid"],
      [await service.get("/cases/4T24GHMG4M"), 401, "/problems/sign-in-needed"],
    ] as const;
    for (const [answer, status, type] of expected) {
      expect({ status: answer.status, type: answer.body?.type }, answer.text).toEqual({ status, type });
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
    }
  });
});

describe("the same submission", () => {
  it("sent 20 times at once is one case, one execution and one task email", async () => {
    const coach = staff("coach1", "black-country");
    const referral = aReferral({ person: { postcode: "WV1 1AA" } });
    const key = { "idempotency-key": `deploy-test-${crypto.randomUUID()}` };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => service.post("/referrals", referral, key)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202));
    const [reference, ...others] = new Set(answers.map(({ body }) => body.reference));
    expect(others).toEqual([]);
    await service.newestTask(coach, reference);
    const lead = await service.signIn(staff("lead", "black-country"));
    expect((await service.get("/cases", lead)).body.items).toMatchObject([{ reference, stage: "contact" }]);
    expect(await service.executionsOf(reference)).toMatchObject([
      { name: `${reference}-1`, status: "RUNNING" },
    ]);
    const mails = await service.inbox(coach);
    expect(mails.filter(({ text }) => text.includes("/tasks/"))).toHaveLength(1);
    const other = { ...referral, work: { status: "self-employed" } };
    expect((await service.post("/referrals", other, key)).status).toBe(422);
  });
});

describe("a person who withdraws by their link", () => {
  it("is out, however often they say so; their execution ends and their coach's task is gone", async () => {
    const coach = staff("coach1", "coventry-and-warwickshire");
    const { reference, links } = await refer("CV1 1AA");
    const task = await service.newestTask(coach, reference);
    const { pathname, searchParams } = new URL(links.withdraw);
    const withdraw = () => service.post(pathname, { token: searchParams.get("token") });
    const answers = await Promise.all(Array.from({ length: 5 }, withdraw));
    expect(answers.map(({ body }) => body)).toEqual(Array(5).fill({ reference, stage: "closed" }));
    const [only] = await eventually("execution that ended", async () => {
      const executions = await service.executionsOf(reference);
      return executions.every(({ status }) => status !== "RUNNING") && executions;
    });
    expect(only?.status).toBe("SUCCEEDED");
    const answered = await service.post(task, { outcome: "agreed" }, await service.signIn(coach));
    expect(answered.status, answered.text).toBe(410);
  });
});

describe("news that an email came back", () => {
  it("comes through the topic that SES tells into the case, and the lead is asked for another address", async () => {
    const area = "cornwall-and-isles-of-scilly";
    const address = "unreachable@example.org";
    const { reference } = await refer("TR1 1AA", address);
    await eventually("email to the person", async () => (await service.inbox(address)).at(0));
    const client = new DynamoDBClient(service.aws);
    const table = dynamoDbTable(service.table, client);
    const email = await eventually("record of the email", async () => {
      const item = await table.get({ pk: `${area}#CASE#${reference}`, sk: "CASE" });
      const events = (item?.events ?? []) as CaseEvent[];
      return events.flatMap((event) => (event.type === "email-sent" ? [event.email] : [])).at(0);
    });
    client.destroy();
    const [news] = newsOfMail(
      {
        messageId: "sample-message",
        source: "no-reply@workwell.example.org",
        destination: ["bounce@simulator.amazonses.com"],
        tags: tagsOf({ area, reference, email, to: "person" }),
      },
      Date.now(),
    );
    const topic = new SNSClient(service.aws);
    await topic.send(
      new PublishCommand({
        TopicArn: service.deliveryEvents,
        Message: news?.message.replaceAll("bounce@simulator.amazonses.com", address),
      }),
    );
    topic.destroy();
    const task = await service.newestTask(staff("lead", area), reference);
    const asked = await service.get(task, await service.signIn(staff("lead", area)));
    expect(asked.body, asked.text).toMatchObject({ reference, kind: "check-address" });
  });
});

// The last: the sweep gives every open case another execution.
describe("an execution that is lost", () => {
  it("is replaced by the sweep of every open case, which operators run after a lost fleet, and the case goes on", async () => {
    const coach = staff("coach1", "leicester-leicestershire-and-rutland");
    const { reference } = await refer("LE1 1AA");
    const task = await service.newestTask(coach, reference);
    const [lost] = await running(reference);
    await service.stop(lost?.executionArn ?? "");
    const swept = await service.invokeSweep({ time: new Date().toISOString(), everyOpenCase: true });
    expect(swept.resumed).toBeGreaterThan(0);
    const session = await service.signIn(coach);
    const answered = await service.post(task, { outcome: "agreed" }, session);
    expect(answered.body, answered.text).toEqual({ reference, stage: "assessment" });
    await service.newestTask(coach, reference, [task]);
    expect(await running(reference)).toMatchObject([{ name: `${reference}-2` }]);
    const mails = await service.inbox(coach);
    expect(mails.filter(({ text }) => text.includes(task))).toHaveLength(1);
  });
});

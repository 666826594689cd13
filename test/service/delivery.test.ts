import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamoDbTable } from "../../functions/adapters/dynamodb-table.ts";
import { aReferral } from "../support/builders.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";

const area = "greater-manchester.example.org";
const lead = `lead@${area}`;
const deadAddress = "bounce+sample@simulator.amazonses.com";

describe("an email that comes back", () => {
  let service: WorkWell;

  beforeAll(async () => {
    service = await startWorkWell({ clock: "manual", now: "2026-03-02T10:00:00Z" });
  });
  afterAll(() => service.dispose());

  const refer = async (overrides: Parameters<typeof aReferral>[0]): Promise<{ reference: string }> => {
    const { body } = await service.post("/referrals", aReferral(overrides));
    await service.advance("PT0S");
    return body;
  };
  const newestTask = async (email: string) => {
    const mail = (await service.inbox(email)).findLast(({ text }) => text.includes("/tasks/"));
    return new URL(/\S+\/tasks\/[\w-]{22}/.exec(mail?.text ?? "")?.[0] ?? "").pathname;
  };
  const caseOf = async (reference: string, cookie: { cookie: string }) =>
    (await service.get(`/cases/${reference}`, cookie)).body;

  it("marks the address, asks the lead for another, and goes to that one", async () => {
    const { reference } = await refer({ person: { contact: { email: deadAddress } } });
    const session = await service.signIn(lead);
    const marked = await caseOf(reference, session);
    expect(marked.openTasks.map(({ kind }: { kind: string }) => kind)).toContain("check-address");
    const sentences = marked.history.map(({ sentence }: { sentence: string }) => sentence).join("\n");
    expect(sentences).toContain("came back, because the address does not work");
    expect(sentences).not.toContain(deadAddress);

    const task = await newestTask(lead);
    expect((await service.get(task, session)).body).toMatchObject({
      kind: "check-address",
      unreached: ["person"],
      dueAt: "2026-03-04T17:00:00.000Z",
    });
    expect((await service.post(task, { email: "not an address" }, session)).status).toBe(422);
    const answer = { email: "new@example.org", phone: "07700900001", note: "Sample note" };
    expect((await service.post(task, answer, session)).status).toBe(200);
    expect((await service.post(task, answer, session)).status).toBe(200);
    await service.advance("PT0S");

    expect((await service.inbox("new@example.org")).map(({ subject }) => subject)).toEqual([
      `Your WorkWell referral ${reference}`,
    ]);
    expect(await service.inbox(deadAddress)).toHaveLength(1);
    const after = await caseOf(reference, session);
    expect(after.person.contact).toMatchObject({ email: "new@example.org", phone: "07700900001" });
    expect(after.openTasks.map(({ kind }: { kind: string }) => kind)).toEqual(["contact"]);
    expect(after.notes.map(({ text }: { text: string }) => text)).toEqual(["Sample note"]);
  });

  it("does not stay silent when the referrer's own comes back, nor when it is unwanted", async () => {
    const { reference } = await refer({
      referrer: { kind: "gp", email: "complaint@simulator.amazonses.com" },
    });
    const session = await service.signIn(lead);
    const { history, openTasks } = await caseOf(reference, session);
    expect(openTasks.map(({ kind }: { kind: string }) => kind)).toContain("check-address");
    expect(history.map(({ type }: { type: string }) => type)).toContain("email-returned");
  });

  it("and a safety task nobody answered are told at once, the latter to phones as well", async () => {
    const { reference } = await refer({ safety: { atRisk: true } });
    const alerts = readFileSync(join(service.dataDir, "alerts.jsonl"), "utf8").trim().split("\n");
    expect(alerts).toHaveLength(1);
    const alert = JSON.parse(alerts[0] ?? "");
    expect(alert).toMatchObject({
      at: "2026-03-02T10:00:00.000Z",
      attributes: { area: "greater-manchester" },
    });
    expect(alert.message).toContain(await newestTask(`duty@${area}`));
    expect(alert.message).not.toContain(reference);
    expect(service.output()).toContain(`Safety alert, as phones get it: ${alert.message}`);

    await service.advance("PT1H1M");
    const urgent = `URGENT: safety task overdue (${reference})`;
    const told = (await service.inbox()).filter(({ subject }) => subject === urgent);
    expect(told.map(({ to }) => to.toSorted())).toEqual([
      [`duty@${area}`, lead, `safeguarding@${area}`].toSorted(),
    ]);
    await service.advance("PT2H");
    expect((await service.inbox()).filter(({ subject }) => subject === urgent)).toHaveLength(1);
    expect(readFileSync(join(service.dataDir, "alerts.jsonl"), "utf8").trim().split("\n")).toHaveLength(1);
  });

  it("from a member of staff is told to the lead in the digest, until they sign in with an emailed code", async () => {
    const id = "bounce@simulator.amazonses.com";
    const [, name = "", endpoint = ""] =
      /--table (\S+) with AWS_ENDPOINT_URL_DYNAMODB=(\S+)/.exec(service.output()) ?? [];
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const client = new DynamoDBClient({ endpoint, region: "eu-west-2", credentials });
    const table = dynamoDbTable(name, client);
    const none = { capacity: 0, away: [], places: [], languages: [], skills: [], restrictedPool: false };
    const member = { ...none, id, area: "frimley", name: "Sample night duty", roles: ["duty"] };
    await table.put({ ...member, pk: "frimley#STAFF", sk: id });
    await table.put({ pk: `STAFF#${id}`, sk: "STAFF", area: "frimley" });
    const bouncedAt = async () => (await table.get({ pk: "frimley#STAFF", sk: id }))?.bouncedAt;

    await refer({ area: "frimley", safety: { atRisk: true } });
    expect(await bouncedAt()).toBe(await service.now());
    await service.advanceTo("2026-03-03T08:31:00Z");
    const digestOf = async (who: string) =>
      (await service.inbox(who)).find(({ subject }) => subject.startsWith("Your WorkWell tasks"))?.text;
    expect(await digestOf("lead@frimley.example.org")).toContain(`Sample night duty, ${id}`);
    expect(await digestOf(id)).not.toContain("come back");
    await service.signIn(id);
    expect(await bouncedAt()).toBeUndefined();
    client.destroy();
  });
});

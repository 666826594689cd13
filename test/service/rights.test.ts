import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aReferral } from "../support/builders.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";

const domain = "greater-manchester.example.org";
const traces = /Samplename|Sampleson|1980-01-01|BL1 1AA|07700900000|samplename@|Sample text/;

describe("a person's rights over their record", () => {
  let service: WorkWell;
  let lead: { cookie: string };
  let coach: { cookie: string };
  let people = 0;

  beforeAll(async () => {
    service = await startWorkWell({ clock: "manual", now: "2026-03-31T10:00:00Z" });
    await signIn();
  });
  afterAll(() => service.dispose());

  async function signIn() {
    lead = await service.signIn(`lead@${domain}`);
    coach = await service.signIn(`coach1@${domain}`);
  }

  const command = (reference: string, name: string, body: unknown, who: object = lead) =>
    service.post(`/cases/${reference}/${name}`, body, { ...who });
  const caseOf = async (reference: string) => (await service.get(`/cases/${reference}`, lead)).body;
  const pageOf = (path: string, who: object = {}) => service.get(path, { ...who, accept: "text/html" });

  /** Somebody new, as far as first contact, with a note; and the links that were sent to them. */
  async function referred(familyName = `Sampleson ${++people}`) {
    const email = `samplename${people}@example.org`;
    const person = { givenName: "Samplename", familyName, contact: { email } };
    const consent = { referral: { on: "2026-03-31" } };
    const { body } = await service.post("/referrals", aReferral({ person, consent }));
    await service.advance("PT0S");
    await command(body.reference, "note", { text: "Sample text" });
    const mail = (await service.inbox(email)).at(-1)?.text ?? "";
    const own = new URL(/\S+\/my\/[\w-]+/.exec(mail)?.[0] ?? "").pathname;
    const { openTasks } = await caseOf(body.reference);
    return { ...body, own, email, task: new URL(openTasks[0].taskUrl).pathname };
  }

  it("a legal hold keeps the record; without one it is erased when the case is closed, by the lead alone", async () => {
    const { reference } = await referred();
    const reason = { reason: "person-asked" };
    expect((await command(reference, "erase", reason, coach)).status).toBe(403);
    const open = await command(reference, "erase", reason);
    expect([open.status, open.body.detail]).toEqual([409, expect.stringContaining("Close it first")]);
    await command(reference, "withdraw", { reason: "Sample text" });
    await service.advance("PT0S");
    expect((await command(reference, "legal-hold", { on: true, reason: "Sample text" })).status).toBe(200);
    const held = await command(reference, "erase", reason);
    expect([held.status, held.body.detail]).toEqual([409, expect.stringContaining("legal hold")]);
    expect((await caseOf(reference)).record).toMatchObject({
      keptUntil: "2034-03-31",
      legalHoldSince: expect.any(String),
    });
    await command(reference, "legal-hold", { on: false, reason: "Over" });
    expect((await command(reference, "erase", { reason: "She asked" })).body.errors).toMatchObject([
      { pointer: "/reason" },
    ]);
    for (const _ of [1, 2]) {
      expect((await command(reference, "erase", reason)).body).toEqual({ reference, stage: "closed" });
    }
  });

  it("the copy holds everything and who opened it, as data and as a page to print, for the lead alone", async () => {
    const { reference } = await referred();
    await service.get(`/cases/${reference}`, lead);
    const { status, body } = await service.get(`/cases/${reference}/record`, lead);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      areaName: "Greater Manchester",
      notes: [{ text: "Sample text" }],
      emails: [{ email: "acknowledge-person", to: "person", state: "sent" }],
      record: { retention: { mark: "default" } },
    });
    expect(body.readings).toContainEqual(
      expect.objectContaining({ staff: `lead@${domain}`, what: "record" }),
    );
    const printed = await pageOf(`/cases/${reference}/record`, lead);
    expect([printed.status, printed.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(printed.text).toContain("What we hold about you");
    expect((await pageOf(`/cases/${reference}/record`)).status).toBe(303);
    expect((await pageOf(`/cases/${reference}/record`, coach)).status).toBe(403);
  });

  it("a person who comes again after their case ended is shown to the lead as perhaps here before", async () => {
    const first = await referred("Sampleson Again");
    await command(first.reference, "withdraw", { reason: "No time" });
    await service.advance("PT0S");
    const second = await referred("Sampleson Again");
    const { possibleDuplicates, previous } = await caseOf(second.reference);
    expect(possibleDuplicates).toEqual([first.reference]);
    expect(previous).toMatchObject([{ reference: first.reference, closure: "withdrew" }]);
    const joined = await command(second.reference, "merge", { into: first.reference, reason: "r" });
    expect(joined.status).toBe(422);
  });

  it("two cases that are joined to each other at the same moment leave the first received open", async () => {
    const first = await referred("Sampleson Twice");
    await service.advance("PT1M");
    const second = await referred("Sampleson Twice");
    await Promise.all([
      command(first.reference, "merge", { into: second.reference, reason: "r" }),
      command(second.reference, "merge", { into: first.reference, reason: "r" }),
    ]);
    await service.advance("PT40M");
    const both = await Promise.all([caseOf(first.reference), caseOf(second.reference)]);
    const open = both.filter(({ stage }) => stage !== "closed");
    expect(open).toHaveLength(1);
    expect(open[0]).toMatchObject({ stage: "contact", openTasks: [{ kind: "contact" }] });
    expect(open[0].receivedAt).toBe(first.receivedAt);
  });

  it("erasing removes the person everywhere and their links with it; what is published stays as it was", async () => {
    const { reference, own, email, task, statusToken, links } = await referred();
    const withdrawal = new URL(links.withdraw);
    await command(reference, "withdraw", { reason: "Sample text" });
    // Before every area's figures are released by themselves.
    await service.advanceTo("2026-04-01T01:00:00Z");
    await signIn();
    const release = { area: "greater-manchester", quarter: "2026-Q1" };
    expect((await service.post("/exports", release, lead)).status).toBe(201);
    const status = () => service.get(`/referrals/${reference}`, { authorization: `Bearer ${statusToken}` });
    const statusBefore = (await status()).body;
    expect((await pageOf(own)).status).toBe(200);
    expect((await service.get(task, lead)).text).toMatch(traces);

    expect((await command(reference, "erase", { reason: "person-asked" })).status).toBe(200);
    await service.advance("PT0S");
    const erased = await caseOf(reference);
    expect(erased).toMatchObject({ stage: "closed", notes: [], possibleDuplicates: [] });
    expect(erased.record.erasedAt).toBe("2026-04-01T01:00:00.000Z");
    const seen = [
      await service.get(`/cases/${reference}`, lead),
      await pageOf(`/cases/${reference}`, lead),
      await service.get(`/cases/${reference}/record`, lead),
      await service.get(task, lead),
      await pageOf(task, lead),
      await service.get("/cases?stage=closed", lead),
    ];
    for (const each of seen) expect(each.status).toBe(200);
    for (const each of seen.slice(0, 5)) expect(each.text).not.toMatch(traces);
    expect(seen[5]?.body.items.find((item: { reference: string }) => item.reference === reference)).toEqual(
      expect.not.objectContaining({ preferredName: expect.anything() }),
    );
    expect((await pageOf(own)).status).toBe(404);
    expect((await pageOf(withdrawal.pathname + withdrawal.search)).status).toBe(404);
    const token = withdrawal.searchParams.get("token");
    expect((await service.post(withdrawal.pathname, { token })).status).toBe(404);
    expect((await status()).body).toEqual(statusBefore);
    expect((await command(reference, "note", { text: "Sample text" })).status).toBe(409);
    const again = await service.post("/exports", release, lead);
    expect([again.status, again.body.type]).toEqual([409, "/problems/no-change"]);

    const mails = (await service.inbox(email)).length;
    await service.advance("PT40M");
    expect((await caseOf(reference)).history.at(-1)).toMatchObject({ type: "erasure-checked" });
    expect(await service.inbox(email)).toHaveLength(mails);
  });
});

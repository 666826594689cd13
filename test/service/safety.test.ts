import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aReferral } from "../support/builders.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";

const area = "greater-manchester.example.org";

describe("somebody who may be at risk", () => {
  let service: WorkWell;

  beforeAll(async () => {
    service = await startWorkWell({ clock: "manual", now: "2026-03-02T10:00:00Z" });
  });
  afterAll(() => service.dispose());

  const refer = async (overrides: Parameters<typeof aReferral>[0]) => {
    const { body } = await service.post("/referrals", aReferral(overrides));
    await service.advance("PT0S");
    return body;
  };
  const newestTask = async (email: string) => {
    const mail = (await service.inbox(email)).findLast(({ text }) => text.includes("/tasks/"));
    return new URL(/\S+\/tasks\/[\w-]{22}/.exec(mail?.text ?? "")?.[0] ?? "").pathname;
  };

  it("is made safe before a coach is found, by the duty role, at once and without a name", async () => {
    await refer({ safety: { atRisk: true, note: "Sample note" } });
    const mails = await service.inbox(`duty@${area}`);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).not.toMatch(/Sample note|Person/);
    expect(await service.inbox(`coach1@${area}`)).toEqual([]);
    const duty = await service.signIn(`duty@${area}`);
    const made = await service.post(
      await newestTask(`duty@${area}`),
      { action: "Called", note: "Safe at home" },
      duty,
    );
    expect([made.status, made.body.stage]).toEqual([200, "assignment"]);
    await service.advance("PT0S");
    expect(await service.inbox(`coach1@${area}`)).toHaveLength(1);
  });

  it("goes to the child-safeguarding lead when they are under 18", async () => {
    await refer({ person: { dateOfBirth: "2010-01-01" }, safety: { atRisk: true } });
    expect(await service.inbox(`safeguarding@${area}`)).toHaveLength(1);
  });

  it("is asked about at once even when the case is closed", async () => {
    const { reference, links } = await refer({});
    const token = new URL(links.withdraw).searchParams.get("token");
    await service.post(`/referrals/${reference}/withdrawal`, { token });
    await service.advance("PT0S");
    const before = (await service.inbox(`duty@${area}`)).length;
    const lead = await service.signIn(`lead@${area}`);
    const raised = await service.post(`/cases/${reference}/raise-safety`, { note: "Sample worry" }, lead);
    expect([raised.status, raised.body.stage]).toEqual([200, "closed"]);
    await service.advance("PT0S");
    expect(await service.inbox(`duty@${area}`)).toHaveLength(before + 1);
    const referencesIn = (items: { reference: string }[]) => items.map((each) => each.reference);
    const duty = await service.signIn(`duty@${area}`);
    expect(referencesIn((await service.get("/work", duty)).body.due)).toContain(reference);
    expect(referencesIn((await service.get("/area", lead)).body.unassignedTasks)).toContain(reference);
    expect(referencesIn((await service.get("/cases", lead)).body.items)).not.toContain(reference);
    const closed = (await service.get("/cases?stage=closed", lead)).body.items;
    expect(referencesIn(closed)).toEqual([reference]);
  });

  it("with a restricted record gets a coach of the named pool alone, and no name anywhere", async () => {
    const { reference } = await refer({
      area: "frimley",
      person: { givenName: "Canaryname", familyName: "Canaryname" },
      safety: { restricted: true },
    });
    const lead = await service.signIn("lead@frimley.example.org");
    const task = await newestTask("lead@frimley.example.org");
    expect((await service.get(task, lead)).body.kind).toBe("review-referral");
    expect((await service.post(task, { decision: "accept", reason: "Sample reason" }, lead)).status).toBe(
      200,
    );
    await service.advance("PT0S");
    const seen = await service.get(`/cases/${reference}`, lead);
    expect(seen.body).toMatchObject({ stage: "contact", coach: "coach1@frimley.example.org" });
    expect((await service.get("/cases", lead)).text).not.toContain("Canaryname");
    expect(JSON.stringify(await service.inbox())).not.toContain("Canaryname");
  });
});

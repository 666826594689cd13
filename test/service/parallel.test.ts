import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aReferral } from "../support/builders.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";

const coach = "coach1@greater-manchester.example.org";

describe("the same, many times at once", () => {
  let service: WorkWell;

  beforeAll(async () => {
    service = await startWorkWell({ clock: "manual", now: "2026-03-02T10:00:00Z" });
  });
  afterAll(() => service.dispose());

  const taskMails = async () => (await service.inbox(coach)).filter(({ text }) => text.includes("/tasks/"));

  it("submitted 100 times with one key is one case, one execution and one task email", async () => {
    const referral = aReferral({ person: { contact: { email: "p@example.org" } } });
    const key = { "idempotency-key": "one-and-the-same" };
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => service.post("/referrals", referral, key)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(202));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    await service.advance("PT0S");
    expect((await service.get("/_local/executions")).body).toHaveLength(1);
    expect(await taskMails()).toHaveLength(1);
    expect(await service.inbox("p@example.org")).toHaveLength(1);
    const lead = await service.signIn("lead@greater-manchester.example.org");
    expect((await service.get("/cases", lead)).body.items).toHaveLength(1);
  });

  it("answered 50 times is one effect", async () => {
    const [mail] = await taskMails();
    const path = new URL(/\S+\/tasks\/[\w-]{22}/.exec(mail?.text ?? "")?.[0] ?? "").pathname;
    const session = await service.signIn(coach);
    const answer = { outcome: "agreed", channel: "phone", note: "Sample note" };
    const answers = await Promise.all(Array.from({ length: 50 }, () => service.post(path, answer, session)));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(new Set(answers.map(({ body }) => body.stage))).toEqual(new Set(["assessment"]));
    await service.advance("PT0S");
    const { reference } = answers[0]?.body ?? {};
    const { history, notes } = (await service.get(`/cases/${reference}`, session)).body;
    const types = history.map(({ type }: { type: string }) => type);
    expect(types.filter((type: string) => type === "contact-agreed")).toHaveLength(1);
    expect(types.filter((type: string) => type === "task-answered")).toHaveLength(1);
    expect(notes).toHaveLength(1);
    expect(await taskMails()).toHaveLength(2);
    expect((await service.post(path, { ...answer, channel: "video" }, session)).status).toBe(409);
  });

  it("withdrawn 20 times is one withdrawal, and its task answers 410", async () => {
    const { body } = await service.post("/referrals", aReferral());
    await service.advance("PT0S");
    const token = new URL(body.links.withdraw).searchParams.get("token");
    const path = `/referrals/${body.reference}/withdrawal`;
    const answers = await Promise.all(Array.from({ length: 20 }, () => service.post(path, { token })));
    expect(answers.every(({ status, body: { stage } }) => status === 200 && stage === "closed")).toBe(true);
    await service.advance("PT0S");
    const mails = await service.inbox();
    const about = mails.filter(({ text, subject }) => `${subject} ${text}`.includes(body.reference));
    expect(about.map(({ text }) => /\/tasks\//.test(text))).toEqual([true, false]);
    expect(about[1]?.subject).toMatch(/stop/i);
    const lead = await service.signIn("lead@greater-manchester.example.org");
    const seen = await service.get(`/cases/${body.reference}`, lead);
    const types = seen.body.history.map(({ type }: { type: string }) => type);
    expect(types.filter((type: string) => type === "withdrawn")).toHaveLength(1);
    expect(seen.body.openTasks).toEqual([]);
    const task = mails.findLast(({ text }) => /\/tasks\//.test(text));
    const taskPath = new URL(/\S+\/tasks\/[\w-]{22}/.exec(task?.text ?? "")?.[0] ?? "").pathname;
    const superseded = await service.post(taskPath, { outcome: "agreed" }, lead);
    expect([superseded.status, superseded.body.type]).toEqual([410, "/problems/superseded"]);
    // Four weeks: a day later every area's quarter is released.
    await service.advance("P28D");
    expect((await service.inbox()).filter(({ text }) => text.includes(body.reference))).toHaveLength(2);
  });

  it("submitted by 30 people at once for an area with 50 places gives nobody two coaches", async () => {
    const people = Array.from({ length: 30 }, (_, n) =>
      aReferral({ person: { familyName: `Sample ${n}`, postcode: "WV1 1AA" } as never }),
    );
    const answers = await Promise.all(people.map((referral) => service.post("/referrals", referral)));
    expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(202));
    await service.advance("PT0S");
    const lead = await service.signIn("lead@black-country.example.org");
    const { items } = (await service.get("/cases", lead)).body;
    expect(items.filter(({ coach }: { coach?: string }) => coach)).toHaveLength(30);
    // A second coach would hold a place for somebody whose case names the first.
    const { coaches } = (await service.get("/area", lead)).body;
    const held = coaches.map(({ holding }: { holding: number }) => holding);
    expect(held.reduce((sum: number, each: number) => sum + each)).toBe(30);
  });
});

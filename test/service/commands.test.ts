import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { referrerKinds } from "../../functions/core/words.ts";
import { aReferral } from "../support/builders.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";

const domain = "greater-manchester.example.org";
const emailsOf = { lead: `lead@${domain}`, coach1: `coach1@${domain}`, coach2: `coach2@${domain}` };

describe("the commands of a case", () => {
  let service: WorkWell;
  let as: { lead: object; coach1: object; coach2: object; blackCountry: object };
  let people = 0;

  beforeAll(async () => {
    service = await startWorkWell({ clock: "manual", now: "2026-03-02T10:00:00Z" });
    as = {
      lead: await service.signIn(emailsOf.lead),
      coach1: await service.signIn(emailsOf.coach1),
      coach2: await service.signIn(emailsOf.coach2),
      blackCountry: await service.signIn("lead@black-country.example.org"),
    };
  });
  afterAll(() => service.dispose());

  const command = (who: object, reference: string, name: string, body: unknown, headers = {}) =>
    service.post(`/cases/${reference}/${name}`, body, { ...who, ...headers });
  const seen = async (who: object, reference: string) =>
    (await service.get(`/cases/${reference}`, { ...who })).body;
  const caseOf = (reference: string) => seen(as.lead, reference);

  /** Somebody new, as far as first contact; which coach has them, and the path of the task. */
  async function referred(overrides: Parameters<typeof aReferral>[0] = {}) {
    people += 1;
    const person = { familyName: `Person ${people}`, ...overrides.person };
    const { body } = await service.post("/referrals", aReferral({ ...overrides, person }));
    await service.advance("PT0S");
    const { stage, coach, openTasks } = await caseOf(body.reference);
    expect(stage).toBe("contact");
    const isFirst = coach === emailsOf.coach1;
    return {
      ...body,
      coach: isFirst ? as.coach1 : as.coach2,
      coachEmail: coach,
      other: isFirst ? as.coach2 : as.coach1,
      otherEmail: isFirst ? emailsOf.coach2 : emailsOf.coach1,
      task: new URL(openTasks[0].taskUrl).pathname,
    };
  }

  const answerTask = async (person: { reference: string; coach: object }, answer: unknown) => {
    const { openTasks } = await caseOf(person.reference);
    const answered = await service.post(new URL(openTasks[0].taskUrl).pathname, answer, { ...person.coach });
    expect(answered.status).toBe(200);
    await service.advance("PT0S");
  };

  it("begin at any of the nine doors: each is thanked, and hears more only by the person's consent", async () => {
    const heard = new Map<string, string[]>();
    for (const kind of referrerKinds) {
      const email = `${kind}@referrer.example.org`;
      for (const shareBackWithReferrer of [true, false]) {
        const person = await referred({ referrer: { kind, email }, consent: { shareBackWithReferrer } });
        await answerTask(person, { outcome: "agreed", channel: "phone" });
        const mails = (await service.inbox(email)).filter(({ subject }) =>
          subject.includes(person.reference),
        );
        const about = mails.map(({ subject }) => (subject.includes("in touch") ? "in touch" : "received"));
        heard.set(`${kind}, consent ${shareBackWithReferrer}`, about);
      }
    }
    const all = [...heard];
    expect(all).toHaveLength(2 * referrerKinds.length);
    for (const [who, what] of all) {
      const hearsMore = who.includes("consent true") && !who.startsWith("self");
      expect([who, what]).toEqual([who, hearsMore ? ["received", "in touch"] : ["received"]]);
    }
  });

  it("take effect once for each Idempotency-Key, which is good for one request", async () => {
    const { reference, coach } = await referred();
    const key = { "idempotency-key": "a-note-once" };
    for (const _ of [1, 2]) {
      const answer = await command(coach, reference, "note", { text: "Called" }, key);
      expect([answer.status, answer.body]).toEqual([200, { reference, stage: "contact" }]);
    }
    expect((await caseOf(reference)).notes).toHaveLength(1);
    const others: [string, object][] = [
      ["note", { text: "Else" }],
      ["finish", {}],
    ];
    for (const [name, body] of others) {
      const reused = await command(coach, reference, name, body, key);
      expect([reused.status, reused.body.type]).toEqual([422, "/problems/idempotency-key-reused"]);
    }
    expect(
      (await command(coach, reference, "note", { text: "x" }, { "idempotency-key": "short" })).status,
    ).toBe(400);
  });

  it("that are the lead's are refused to a coach with 403, and unknown ones with 404", async () => {
    const { reference, coach, other } = await referred();
    const leads: [string, object][] = [
      ["reassign", { reason: "r" }],
      ["transfer", { toArea: "black-country", reason: "r" }],
      ["merge", { into: reference, reason: "r" }],
      ["reopen", { reason: "r" }],
    ];
    for (const [name, body] of leads) {
      expect([name, (await command(coach, reference, name, body)).status]).toEqual([name, 403]);
    }
    expect((await command(coach, reference, "promote", {})).status).toBe(404);
    expect((await command(other, reference, "note", { text: "n" })).status).toBe(403);
    expect((await command(as.blackCountry, reference, "note", { text: "n" })).status).toBe(404);
    const refused = await command(coach, reference, "consent", { which: "all", given: "yes", extra: 1 });
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      "/extra",
      "/given",
      "/on",
      "/which",
    ]);
  });

  it("contact-details: the new ones are seen, the old address hears, and the history names neither", async () => {
    const contact = { email: "before@example.org" };
    const { reference, coach } = await referred({ person: { contact } });
    const answer = await command(coach, reference, "contact-details", { email: "after@example.org" });
    expect(answer.status).toBe(200);
    await service.advance("PT0S");
    const { person, history } = await caseOf(reference);
    expect(person.contact).toEqual({ phone: "07700900000", email: "after@example.org" });
    expect(JSON.stringify(history)).not.toMatch(/before@|after@/);
    const [told] = (await service.inbox("before@example.org")).slice(-1);
    expect(told?.subject).toBe(`Contact details changed: ${reference}`);
    expect(told?.text).not.toMatch(/after@|Sample/);
    expect(await service.inbox("after@example.org")).toEqual([]);
    expect((await command(coach, reference, "contact-details", {})).status).toBe(422);
  });

  it("share: the plan goes to the GP by a dated consent alone", async () => {
    const person = await referred();
    const { reference, coach } = person;
    await answerTask(person, { outcome: "agreed" });
    const held = {
      channel: "phone",
      attended: "yes",
      employmentStatus: "in-work",
      mainBarrier: "mental-health",
    };
    await answerTask(person, { ...held, heldAt: await service.now() });
    const actions = [{ kind: "counselling", description: "Weekly", by: "service" }];
    await answerTask(person, { planType: "thrive-at-work", actions });
    const refused = await command(coach, reference, "share", { with: "gp" });
    expect([refused.status, refused.body.type]).toEqual([409, "/problems/consent-needed"]);
    const consent = { which: "shareWithGp", given: true, on: "2026-03-02" };
    expect((await command(coach, reference, "consent", consent)).status).toBe(200);
    const shared = await command(coach, reference, "share", { with: "gp" });
    expect(shared.body).toMatchObject({ stage: "support", shared: { actions: [{ description: "Weekly" }] } });
    expect((await caseOf(reference)).consents.shareWithGp).toEqual({ given: true, on: "2026-03-02" });

    const { history } = await caseOf(reference);
    const start = history.find(({ type }: { type: string }) => type === "appointment-attended");
    const data = { employmentStatus: "in-work-off-sick" };
    const correction = { eventId: start.eventId, data, reason: "Mistyped" };
    expect((await command(coach, reference, "correct", correction)).status).toBe(200);
    const record = (await service.get(`/cases/${reference}/record`, { ...as.lead })).body;
    expect(record.case.start.employmentStatus).toBe("in-work-off-sick");
  });

  it("reassign: the old link is gone, the new coach is asked, and the places follow", async () => {
    const { reference, coach, other, otherEmail, task } = await referred();
    const nobody = { to: `nobody@${domain}`, reason: "Leave" };
    expect((await command(as.lead, reference, "reassign", nobody)).status).toBe(422);
    const answer = await command(as.lead, reference, "reassign", { to: otherEmail, reason: "Leave" });
    expect(answer.body).toEqual({ reference, stage: "contact" });
    await service.advance("PT0S");
    expect((await service.post(task, { outcome: "agreed" }, { ...coach })).status).toBe(410);
    const form = { ...coach, accept: "text/html", "content-type": "application/x-www-form-urlencoded" };
    const late = await service.post(task, "form=answer&outcome=agreed&note=Kept+words", form);
    expect([late.status, late.text.includes("Kept words")]).toEqual([410, true]);
    expect((await service.get(`/cases/${reference}`, { ...coach })).status).toBe(403);
    const { openTasks } = await seen(other, reference);
    const mail = (await service.inbox(otherEmail)).at(-1);
    expect(mail?.text).toContain(openTasks[0].taskUrl);
    const ranked = await command(as.lead, reference, "reassign", { reason: "Back" });
    expect(ranked.status).toBe(200);
    await service.advance("PT0S");
    expect((await caseOf(reference)).coach).not.toBe(otherEmail);
  });

  it("transfer: the person goes on in the other area from the day they were first referred", async () => {
    const { reference, receivedAt } = await referred({ person: { contact: { email: "moves@example.org" } } });
    await service.advance("PT5M");
    const body = { toArea: "black-country", reason: "Moved house" };
    const key = { "idempotency-key": "transfer-once" };
    const first = await command(as.lead, reference, "transfer", body, key);
    expect(first.body).toMatchObject({ reference, stage: "closed" });
    const { newReference } = first.body;
    expect((await command(as.lead, reference, "transfer", body, key)).body.newReference).toBe(newReference);
    await service.advance("PT0S");
    const linked = await seen(as.blackCountry, newReference);
    expect(linked).toMatchObject({ area: "black-country", stage: "review", receivedAt });
    expect(linked.person.contact.email).toBe("moves@example.org");
    expect(linked.transferredFrom).toMatchObject({ area: "greater-manchester", reference });
    expect(linked.earlier).toMatchObject([{ area: "greater-manchester", reference }]);
    expect(linked.earlier[0].history.length).toBeGreaterThan(3);
    expect((await service.get(`/cases/${newReference}`, { ...as.lead })).status).toBe(404);
    expect((await service.inbox("moves@example.org")).at(-1)?.subject).toContain(newReference);
    const nowhere = await command(as.lead, (await referred()).reference, "transfer", {
      ...body,
      toArea: "atlantis",
    });
    expect(nowhere.body.errors).toMatchObject([{ pointer: "/toArea" }]);
  });

  it("merge: the case that stays keeps the earlier date, and the second referrer hears nothing of it", async () => {
    const first = await referred();
    await service.advance("PT1H");
    const second = await referred({ referrer: { kind: "gp", email: "practice@example.org" } });
    const mailsBefore = (await service.inbox("practice@example.org")).length;
    const merged = await command(as.lead, first.reference, "merge", {
      into: second.reference.toLowerCase(),
      reason: "The same person",
    });
    expect(merged.body).toEqual({ reference: first.reference, stage: "closed" });
    await service.advance("PT0S");
    expect((await caseOf(second.reference)).receivedAt).toBe(first.receivedAt);
    expect((await caseOf(first.reference)).continuesAs.reference).toBe(second.reference);
    expect(await service.inbox("practice@example.org")).toHaveLength(mailsBefore);
    const again = { into: "2222222222", reason: "r" };
    expect((await command(as.lead, second.reference, "merge", again)).status).toBe(422);
  });

  it("reopen: the coach is asked again at once, and later only a new referral helps", async () => {
    const { reference, coach, coachEmail } = await referred();
    await command(coach, reference, "withdraw", { reason: "No time" });
    await service.advance("PT0S");
    const mails = (await service.inbox(coachEmail)).length;
    const answer = await command(as.lead, reference, "reopen", { reason: "Has time now" });
    expect(answer.body).toEqual({ reference, stage: "contact" });
    await service.advance("PT0S");
    expect((await service.inbox(coachEmail)).length).toBe(mails + 1);
    expect(await caseOf(reference)).toMatchObject({ stage: "contact", openTasks: [{ kind: "contact" }] });
    expect((await command(as.lead, reference, "reopen", { reason: "r" })).status).toBe(409);
  });

  it("the record: everything held about the person, for the lead alone", async () => {
    const { reference, coach } = await referred();
    await command(coach, reference, "note", { text: "Prefers mornings" });
    await service.get(`/cases/${reference}`, { ...coach });
    expect((await service.get(`/cases/${reference}/record`, { ...coach })).status).toBe(403);
    expect((await service.get(`/cases/${reference}/record`, { ...as.blackCountry })).status).toBe(404);
    const { status, body } = await service.get(`/cases/${reference}/record`, { ...as.lead });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      reference,
      person: { givenName: "Sample" },
      notes: [{ text: "Prefers mornings" }],
    });
    expect(body.events[0]).toMatchObject({ eventId: "e1", sentence: "The person referred themselves." });
    const readings = body.readings.map(({ what }: { what: string }) => what);
    expect(readings).toEqual(expect.arrayContaining(["case", "record"]));
  });
});

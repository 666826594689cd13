import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aReferral } from "../support/builders.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";

const area = "greater-manchester.example.org";
const form = { "content-type": "application/x-www-form-urlencoded", accept: "text/html" };

describe("first contact and the appointment", () => {
  let service: WorkWell;
  let coaches: Record<string, { cookie: string }>;

  beforeAll(async () => {
    service = await startWorkWell({ clock: "manual", now: "2026-03-02T10:00:00Z" });
    await signIn();
  });
  afterAll(() => service.dispose());

  const signIn = async () => {
    const emails = [`coach1@${area}`, `coach2@${area}`, `lead@${area}`];
    coaches = Object.fromEntries(
      await Promise.all(emails.map(async (email) => [email, await service.signIn(email)])),
    );
  };

  /** Somebody as far as first contact: their coach's session, and the path of the open task. */
  async function referred(overrides: Parameters<typeof aReferral>[0]) {
    const { body } = await service.post("/referrals", aReferral(overrides));
    await service.advance("PT0S");
    const { reference } = body;
    const seen = async () => (await service.get(`/cases/${reference}`, coaches[`lead@${area}`])).body;
    const { coach } = await seen();
    const session = () => coaches[coach] ?? { cookie: "" };
    const task = async () => new URL((await seen()).openTasks[0].taskUrl).pathname;
    const answer = async (given: unknown, headers = {}) => {
      const answered = await service.post(await task(), given, { ...session(), ...headers });
      await service.advance("PT0S");
      return answered;
    };
    return { reference, seen, session, task, answer };
  }

  it("a person with email is called when they like, hears of the appointment, and is reminded of the one that stands", async () => {
    const email = "person@example.org";
    const contact = { email, preferredTimes: "afternoons, not Wednesdays", safeToLeaveMessage: false };
    const { reference, session, task, answer, seen } = await referred({
      referrer: { kind: "gp", email: "surgery@example.org" },
      person: { contact },
      consent: { shareBackWithReferrer: true },
    });
    const view = (await service.get(await task(), session())).body;
    expect(view.howToReach.join(" ")).toMatch(/Do not leave a message/);
    expect(view.suggestedTries[0]).toBe("2026-03-03T14:00:00.000Z");
    expect(view).not.toHaveProperty("toSay");
    const page = await service.get(await task(), { ...session(), accept: "text/html" });
    expect(page.text).toContain("Tuesday 3 March at 2pm");
    expect((await answer({ outcome: "could-not-reach" })).status).toBe(200);

    const [acknowledged] = await service.inbox(email);
    const my = /\/my\/[\w-]+/.exec(acknowledged?.text ?? "")?.[0] ?? "";
    expect((await service.get(`${my}/appointment.ics`)).status).toBe(404);
    await answer({ outcome: "agreed", channel: "phone", appointmentAt: "2026-03-06T14:30:00Z" });
    const [, agreed, ...none] = await service.inbox(email);
    expect(none).toEqual([]);
    expect(agreed).toMatchObject({
      subject: "Your appointment on Friday 6 March at 2:30pm",
      attachments: [{ filename: "appointment.ics" }],
    });
    expect((await service.inbox("surgery@example.org")).map(({ subject }) => subject)).toEqual([
      `WorkWell referral ${reference}: received`,
      `WorkWell referral ${reference}: in touch`,
    ]);

    const moved = { rearrange: { appointmentAt: "2026-03-05T11:00:00Z", channel: "video" }, attemptId: "1" };
    expect([(await answer(moved)).body.stage, (await answer(moved)).body.stage]).toEqual([
      "assessment",
      "assessment",
    ]);
    expect((await seen()).appointment).toEqual({ at: "2026-03-05T11:00:00.000Z", channel: "video" });
    expect((await service.get(my, { accept: "text/html" })).text).toContain("Thursday 5 March at 11am");
    const file = await service.get(`${my}/appointment.ics`, { accept: "text/calendar" });
    expect([file.status, file.headers.get("content-type")]).toEqual([
      200,
      "text/calendar; charset=utf-8; method=PUBLISH",
    ]);
    expect(file.text).toContain(
      "DTSTART:20260305T110000Z\r\nSUMMARY:Appointment\r\nLOCATION:By video call\r\n",
    );

    await service.advanceTo("2026-03-05T10:59:00Z");
    const mails = await service.inbox(email);
    expect(mails.slice(2).map(({ at, subject }) => [at.slice(0, 16), subject])).toEqual([
      ["2026-03-02T10:00", "Your appointment is now on Thursday 5 March at 11am"],
      ["2026-03-04T09:00", "Reminder: your appointment on Thursday 5 March at 11am"],
    ]);
    const coachMails = async () =>
      (await service.inbox()).filter(({ subject }) => subject.includes("Record the"));
    expect(await coachMails()).toEqual([]);
    await service.advanceTo("2026-03-05T11:01:00Z");
    expect(await coachMails()).toHaveLength(1);
    await signIn();
  });

  it("a person without email is told by the coach, and the page takes no agreement without that", async () => {
    const { session, task, answer, seen } = await referred({});
    expect((await service.get(await task(), session())).body.toSay.join(" ")).toMatch(/voluntary.*Jobcentre/);
    const refused = await answer("form=answer&outcome=agreed&note=Kept", form);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('href="#answer-told"');
    expect(refused.text).toContain("Kept");
    expect((await seen()).told).toEqual({});
    expect((await answer("form=answer&outcome=agreed&told=true", form)).status).toBe(200);
    const { told, history } = await seen();
    expect(told).toEqual({ at: "2026-03-05T11:01:00.000Z" });
    expect(history.map(({ type }: { type: string }) => type)).toContain("person-told");
  });

  it("a person whom nobody could reach is seen by the lead the next morning, without a name", async () => {
    const { reference, answer } = await referred({ person: { givenName: "Samplename" } });
    expect((await answer({ outcome: "unable-to-contact" })).body.errors).toEqual([
      { pointer: "/outcome", detail: "Try to reach the person 3 more times before you end the contact" },
    ]);
    for (const attemptId of ["1", "2", "3"]) await answer({ outcome: "could-not-reach", attemptId });
    expect((await answer({ outcome: "unable-to-contact" })).body.stage).toBe("closed");
    await service.advanceTo("2026-03-06T08:31:00Z");
    const digest = (await service.inbox(`lead@${area}`)).at(-1);
    expect(digest?.text).toContain(`Case ${reference} ended on Thursday 5 March.`);
    expect(digest?.text).toContain(`${service.url}/cases/${reference}`);
    expect(digest?.text).not.toContain("Samplename");
    await signIn();
  });

  it("nobody who withdrew is reminded", async () => {
    const email = "leaves@example.org";
    const { reference, session, answer } = await referred({ person: { contact: { email } } });
    await answer({ outcome: "agreed", appointmentAt: "2026-03-09T09:30:00Z" });
    await service.post(`/cases/${reference}/withdraw`, { reason: "Changed their mind" }, { ...session() });
    await service.advanceTo("2026-03-06T12:00:00Z");
    expect((await service.inbox(email)).map(({ subject }) => subject)).toEqual([
      `Your WorkWell referral ${reference}`,
      "Your appointment on Monday 9 March at 9:30am",
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PlanTold, SharedPlanTold, WaitsTold } from "../../functions/show-openapi/answers.ts";
import { aReferral } from "../support/builders.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";

const area = "greater-manchester";
const page = { accept: "text/html" };

describe("the plan of a person", () => {
  let service: WorkWell;
  let lead: { cookie: string };
  let coach: { cookie: string };
  let otherCoach: { cookie: string };
  let reference: string;
  let mine: string;
  let offered: { id: string; name: string }[];

  const seen = async () => (await service.get(`/cases/${reference}`, lead)).body;
  const taskPath = async () => new URL((await seen()).openTasks[0].taskUrl).pathname;
  const answerTask = async (answer: unknown) => await service.post(await taskPath(), answer, coach);
  const answered = async (answer: unknown) => {
    const { status, text } = await answerTask(answer);
    expect(status, text).toBe(200);
    await service.advance("PT0S");
  };
  const command = (name: string, body: unknown) => service.post(`/cases/${reference}/${name}`, body, coach);
  const plan = (query = "", who: object = coach) =>
    service.get(`/cases/${reference}/plan${query}`, { ...who });
  const consent = (which: string, given: boolean) => command("consent", { which, given, on: "2026-03-02" });

  beforeAll(async () => {
    service = await startWorkWell({ clock: "manual", now: "2026-03-02T10:00:00Z" });
    lead = await service.signIn(`lead@${area}.example.org`);
    const referral = aReferral({
      person: { contact: { email: "person@example.org" } },
      work: { status: "in-work-off-sick", fitNote: { inPlace: true, endsOn: "2026-04-01" } },
      health: { note: "CANARY of the referral" },
    });
    ({ reference } = (await service.post("/referrals", referral)).body);
    await service.advance("PT0S");
    const [mail] = await service.inbox("person@example.org");
    mine = /\/my\/\S+/.exec(mail?.text ?? "")?.[0] ?? "";
    const email = (await seen()).coach;
    coach = await service.signIn(email);
    const other = email.startsWith("coach1@") ? "coach2" : "coach1";
    otherCoach = await service.signIn(`${other}@${area}.example.org`);
    offered = (await service.get(`/areas/${area}`)).body.services;
    await answered({ outcome: "agreed", channel: "phone" });
    await answered({
      heldAt: await service.now(),
      channel: "phone",
      attended: "yes",
      employmentStatus: "in-work-off-sick",
      mainBarrier: "mental-health",
      goals: "CANARY of the goals",
    });
  });
  afterAll(() => service.dispose());

  it("is not there yet: the person's own page and the coach's say so", async () => {
    const { status, body } = await service.get(`${mine}/plan`);
    expect([status, PlanTold.parse(body)]).toMatchObject([200, { reference, support: "not-begun" }]);
    expect(body).not.toHaveProperty("plan");
    expect((await service.get(`${mine}/plan`, page)).text).toContain("There is no plan yet.");
    expect((await service.get(mine, page)).text).not.toContain("/plan");
    expect((await plan()).body).toEqual(body);
    expect((await plan("?for=gp")).status).toBe(409);
  });

  it("is asked for with the end of the fit note and how talks go in the area", async () => {
    const task = await service.get(await taskPath(), coach);
    expect(task.body).toMatchObject({
      fitNote: { inPlace: true, endsOn: "2026-04-01" },
      conversations: [
        { kind: "employer-conversation", consent: { which: "contactEmployer", given: false } },
        { kind: "fit-note-conversation", fitNoteModel: { value: null, mark: "default" } },
      ],
    });
    const form = await service.get(await taskPath(), { ...coach, ...page });
    expect(form.text).toContain("The fit note ends on Wednesday 1 April 2026.");
    expect(form.text).toContain(`<option value="${offered[0]?.id}">`);
  });

  it("takes services of the area's list only, by JSON and by form", async () => {
    const action = { kind: "counselling", description: "Six talks", by: "service", serviceId: "elsewhere" };
    const refused = await answerTask({ planType: "return-to-work", actions: [action] });
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [{ pointer: "/actions/0/serviceId", detail: "Choose a service of the area's list" }],
    ]);
    const fields = new URLSearchParams({ form: "answer", planType: "return-to-work" });
    for (const [name, value] of Object.entries(action)) fields.append(`actions.2.${name}`, value);
    const body = fields.toString();
    const form = await service.request("POST", await taskPath(), {
      headers: { ...coach, ...page, "content-type": "application/x-www-form-urlencoded" },
      body,
    });
    expect(form.status).toBe(422);
    expect(form.text).toContain('href="#answer-actions-0-serviceId"');
    expect(form.text).toContain("Six talks");
    await answered({
      planType: "return-to-work",
      note: "CANARY of the plan",
      actions: [
        { ...action, serviceId: offered[0]?.id },
        { kind: "employer-conversation", description: "Ask for late starts", by: "coach" },
        { kind: "flexible-working", description: "Start at ten", by: "employer" },
        { kind: "debt-advice", description: "Rent arrears", by: "person", dueOn: "2026-03-20" },
      ],
    });
    expect((await seen()).plan.actions[0]).toMatchObject({ service: { name: offered[0]?.name } });
  });

  it("is the person's to read and to print, by their own link and no other", async () => {
    expect((await service.get(mine, page)).text).toContain(`href="${mine}/plan"`);
    const { body } = await service.get(`${mine}/plan`);
    expect(PlanTold.parse(body)).toMatchObject({
      support: "goes-on",
      plan: {
        planType: "return-to-work",
        nextReviewOn: "2026-03-16",
        actions: [{}, {}, {}, { by: "person" }],
      },
    });
    const { text, headers } = await service.get(`${mine}/plan`, page);
    for (const told of [
      "What you will do",
      "Rent arrears",
      `${offered[0]?.name}`,
      "It has no effect on your benefits.",
    ]) {
      expect(text).toContain(told);
    }
    expect(`${text}${JSON.stringify(body)}`).not.toMatch(/CANARY|mental-health/);
    expect(headers.get("cache-control")).toBe("no-store");
    const wrong = `${mine.slice(0, -1)}${mine.endsWith("A") ? "B" : "A"}`;
    expect((await service.get(`${wrong}/plan`)).status).toBe(404);
  });

  it("is for the person's coach and the area's lead, and nobody else of the staff", async () => {
    for (const who of [coach, lead]) expect((await plan("", who)).status).toBe(200);
    expect((await plan("", otherCoach)).status).toBe(403);
    expect((await plan("", await service.signIn("lead@black-country.example.org"))).status).toBe(404);
    expect((await plan("", {})).status).toBe(401);
    const toSignIn = await plan("", page);
    expect([toSignIn.status, toSignIn.headers.get("location")]).toEqual([
      303,
      `/sign-in?next=${encodeURIComponent(`/cases/${reference}/plan`)}`,
    ]);
    expect((await plan("", { ...coach, ...page })).text).toContain("Your plan");
  });

  it("goes to the employer by consent, once it was shared, and with the workplace alone", async () => {
    expect((await plan("?for=mother")).body.errors).toMatchObject([{ pointer: "/for" }]);
    const before = await plan("?for=employer");
    expect([before.status, before.body.type]).toEqual([409, "/problems/consent-needed"]);
    await consent("contactEmployer", true);
    const early = await plan("?for=employer");
    expect([early.status, early.body.detail]).toEqual([
      409,
      expect.stringContaining("share the plan there first"),
    ]);
    expect((await command("share", { with: "employer" })).status).toBe(200);
    const { status, body } = await plan("?for=employer");
    expect(status).toBe(200);
    expect(SharedPlanTold.parse(body)).toMatchObject({ for: "employer", consentedOn: "2026-03-02" });
    const { text } = await plan("?for=employer", { ...coach, ...page });
    expect(text).toContain("Start at ten");
    expect(`${text}${JSON.stringify(body)}`).not.toMatch(
      /CANARY|Six talks|late starts|Rent arrears|counselling/i,
    );
    expect((await plan("?for=gp")).status).toBe(409);
    await consent("contactEmployer", false);
    expect((await plan("?for=employer")).status).toBe(409);
  });

  it("leaves each opening in the read audit, and none that was refused", async () => {
    const { readings } = (await service.get(`/cases/${reference}/record`, lead)).body;
    const counted = (what: string) => readings.filter((each: { what: string }) => each.what === what).length;
    expect([counted("plan"), counted("plan for employer"), counted("plan for gp")]).toEqual([4, 2, 0]);
  });

  it("lets a talk with the employer begin only while the person agrees to it", async () => {
    const review = {
      attended: "yes",
      next: "continue",
      actions: [{ id: "a2", status: "done", reason: "Went well" }],
    };
    const refused = await answerTask(review);
    expect([refused.status, refused.body.errors]).toMatchObject([422, [{ pointer: "/actions/0/status" }]]);
    await consent("contactEmployer", true);
    await answered(review);
    expect((await seen()).plan.actions[1]).toMatchObject({
      status: "done",
      mark: { on: "2026-03-02", reason: "Went well" },
    });
    const { text } = await service.get(`${mine}/plan`, page);
    expect(text).toContain("Done (Monday 2 March).");
    expect(text).not.toContain("Went well");
  });

  it("stays readable after a withdrawal, which says that support has ended and shares nothing more", async () => {
    await command("withdraw", { reason: "No time" });
    await service.advance("PT0S");
    const { body } = await service.get(`${mine}/plan`);
    expect(body).toMatchObject({
      support: "ended",
      endedOn: "2026-03-02",
      plan: { actions: [{}, {}, {}, {}] },
    });
    expect((await service.get(`${mine}/plan`, page)).text).toContain("Your support ended on Monday 2 March.");
    expect((await plan()).status).toBe(200);
    expect((await plan("?for=employer")).status).toBe(409);
  });

  it("is begun after a wait that the area's page tells, counted in the morning and hiding small numbers", async () => {
    const before = (await service.get(`/areas/${area}`)).body.waits;
    expect(WaitsTold.parse(before)).toMatchObject({ asAt: null, waitingForCoach: null });
    await service.advanceTo("2026-03-03T08:31:00Z");
    const after = (await service.get(`/areas/${area}`)).body.waits;
    expect(WaitsTold.parse(after)).toMatchObject({
      asAt: "2026-03-03T08:30:00.000Z",
      firstContact: { standard: { value: 2, mark: "default" }, medianWorkingDays: null },
      waitingForCoach: 0,
    });
    const { text } = await service.get(`/areas/${area}`, page);
    expect(text).toContain("There are not enough people yet to say.");
    expect(text).toContain("Counted on Tuesday 3 March 2026 at 8:30am");
  });
});

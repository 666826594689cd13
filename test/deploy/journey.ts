import { beforeAll, describe, expect, it } from "vitest";
import { aReferral } from "../support/builders.ts";
import { expectToldToTheLeadAlone } from "../support/told-on-case.ts";
import { eventually, theDeployed } from "./deployed.ts";

// The story of one person, as far as real time goes: from referral to the exit. Invented sample data.

const coach = "coach1@greater-manchester.example.org";
const today = new Date().toISOString().slice(0, 10);
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

describe("a person's journey through the deployed stack", () => {
  const service = theDeployed();
  const tasks: string[] = [];
  let reference: string;
  let statusToken: string;

  /** Opens the newest task from its email, as the coach does, and answers it. */
  async function answer(kind: string, given: object): Promise<string> {
    const session = await service.signIn(coach);
    const path = await service.newestTask(coach, reference, tasks);
    const task = await service.get(path, session);
    expect(task.body, task.text).toMatchObject({ reference, kind, state: "open", overdue: false });
    const answered = await service.post(path, given, session);
    expect(answered.status, answered.text).toBe(200);
    tasks.push(path);
    return answered.body.stage;
  }

  beforeAll(async () => {
    const referred = await service.post("/referrals", {
      referrer: { kind: "gp", organisation: "Sample Surgery", email: "surgery@example.org" },
      person: {
        givenName: "Samplename",
        familyName: "Sampleson",
        dateOfBirth: "1984-05-06",
        postcode: "BL1 1AA",
        contact: { phone: "07700 900123", email: "person@example.org", safeToLeaveMessage: false },
      },
      work: { status: "in-work-off-sick", since: "2026-01-05" },
      health: { mainBarrier: "musculoskeletal", note: "Sample note: back pain since the autumn." },
      consent: { referral: { given: true, on: today, how: "in-person" }, shareBackWithReferrer: true },
    });
    expect(referred.status, referred.text).toBe(202);
    expect(referred.body.area).toBe("greater-manchester");
    ({ reference, statusToken } = referred.body);
  });

  it("is acknowledged to the surgery and to the person, whose own page says where they are", async () => {
    await eventually("email to the surgery", async () => (await service.inbox("surgery@example.org")).at(0));
    const mail = await eventually("email to the person", async () =>
      (await service.inbox("person@example.org")).at(0),
    );
    const links = mail.text.match(/https?:\/\/\S+/g) ?? [];
    expect(links.every((link) => link.startsWith(`${service.url}/`))).toBe(true);
    const own = new URL(links.find((link) => link.includes("/my/")) ?? "").pathname;
    const page = await service.get(own, { accept: "text/html" });
    expect(page.status, page.text).toBe(200);
    expect(page.headers.get("content-type")).toMatch(/^text\/html/);
    expect(page.text).toContain(reference);
    const status = { authorization: `Bearer ${statusToken}` };
    expect((await service.get(`/referrals/${reference}`, status)).body.progress).toBe("arranging");
    expect((await service.get(`/referrals/${reference}`)).status).toBe(401);
  });

  it("comes to a coach by email, with one link and not a word about who it is", async () => {
    const path = await service.newestTask(coach, reference);
    const mails = await service.inbox(coach);
    const mail = mails.find(({ text }) => text.includes(path));
    expect(mail?.text.match(/https?:\/\//g)).toHaveLength(1);
    expect(mail?.raw).not.toMatch(/Samplename|Sampleson|musculoskeletal|1984|BL1/);
    expect((await service.get(path)).status).toBe(401);
  });

  it("goes on by an appointment, whose moment brings the next task although nobody says anything", async () => {
    const agreed = { outcome: "agreed", channel: "phone", appointmentAt: inSeconds(8) };
    expect(await answer("contact", agreed)).toBe("assessment");
    const session = await service.signIn(coach);
    const { body } = await service.get(`/cases/${reference}`, session);
    expect(body).toMatchObject({ stage: "assessment", person: { givenName: "Samplename" } });
    await service.newestTask(coach, reference, tasks);
  });

  it("goes on by assessment and plan", async () => {
    const held = {
      heldAt: new Date().toISOString(),
      channel: "phone",
      attended: "yes",
      employmentStatus: "in-work-off-sick",
      mainBarrier: "musculoskeletal",
      goals: "Sample goal: back at the desk by May.",
    };
    expect(await answer("assessment", held)).toBe("plan");
    const plan = {
      planType: "return-to-work",
      actions: [{ kind: "physiotherapy", description: "Six sessions at the sample clinic", by: "service" }],
    };
    expect(await answer("plan", plan)).toBe("support");
  });

  it("is finished by the coach, and exits to the follow-ups that come in 13 and 26 weeks", async () => {
    const session = await service.signIn(coach);
    const finished = await service.post(`/cases/${reference}/finish`, {}, session);
    expect(finished.status, finished.text).toBe(200);
    const exit = {
      closure: "completed-plan",
      outcome: "returned-with-adjustments",
      employmentStatus: "in-work",
      adjustmentsMade: ["workplace-relocation"],
    };
    expect(await answer("exit", exit)).toBe("follow-up");
    expect(tasks).toHaveLength(4);
    const status = { authorization: `Bearer ${statusToken}` };
    expect((await service.get(`/referrals/${reference}`, status)).body.progress).toBe("finished");
  });

  it("is told to the lead in sentences, and to no stranger", async () => {
    await expectToldToTheLeadAlone(service, reference, { events: 15 });
  });

  it("waits in one execution, whose input and history know which case and nothing about the person", async () => {
    const running = await eventually("execution that waits", async () => {
      const executions = await service.executionsOf(reference);
      const [one, ...others] = executions.filter(({ status }) => status === "RUNNING");
      return one && others.length === 0 ? one : undefined;
    });
    const record = await service.recordOf(running.executionArn);
    expect(record).toContain(reference);
    expect(record).not.toMatch(/Samplename|Sampleson|musculoskeletal|1984|BL1|900123|example\.org/);
  });
});

describe("somebody who does not want it", () => {
  it("is closed at once, and their workflow ends well", async () => {
    const service = theDeployed();
    const email = "coach1@south-yorkshire.example.org";
    const { body } = await service.post("/referrals", aReferral({ person: { postcode: "S1 1AA" } }));
    const session = await service.signIn(email);
    const path = await service.newestTask(email, body.reference);
    const answered = await service.post(path, { outcome: "does-not-want-it" }, session);
    expect(answered.body, answered.text).toEqual({ reference: body.reference, stage: "closed" });
    expect((await service.post(path, { outcome: "does-not-want-it" }, session)).status).toBe(200);
    expect((await service.post(path, { outcome: "agreed" }, session)).status).toBe(409);
    const executions = await eventually("executions that ended", async () => {
      const found = await service.executionsOf(body.reference);
      return found.every(({ status }) => status !== "RUNNING") && found;
    });
    // An answer that comes before the emulator knows the wait finds none, and brings the next execution: both end well.
    expect(new Set(executions.map(({ status }) => status))).toEqual(new Set(["SUCCEEDED"]));
  });
});

describe("a release", () => {
  it("is made of the last quarter, once, and its files are read back", async () => {
    const service = theDeployed();
    const national = await service.signIn("national@example.org");
    const quarter = lastQuarter(new Date());
    const made = await service.post("/exports", { england: true, quarter }, national);
    expect(made.status, made.text).toBe(201);
    expect(made.body).toMatchObject({ england: true, quarter, profile: "nhs" });
    const read = (file: string) => service.get(`/exports/${made.body.id}/${file}`, national);
    const csv = await read("measures.csv");
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(csv.text).toContain(`england,England,,,${quarter},starts,count,cases,none,all,`);
    expect((await read("measures.csv-metadata.json")).body).toHaveProperty("@context");
    expect((await read("report.html")).text).toContain("<svg");
    expect((await service.post("/exports", { england: true, quarter }, national)).status).toBe(409);
  });
});

/** The quarter that ended last in London, which may have ended an hour ago. */
function lastQuarter(now: Date): string {
  const [year = 0, month = 1] = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" })
    .format(now)
    .split("-")
    .map(Number);
  const quarter = Math.ceil(month / 3) - 1;
  return quarter === 0 ? `${year - 1}-Q4` : `${year}-Q${quarter}`;
}

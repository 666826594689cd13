import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Mail, startWorkWell, type WorkWell } from "./support/service.ts";
import { expectToldToTheLeadAlone } from "./support/told-on-case.ts";

// The story of one person, told over HTTP as the referrer, the person and the coach live it. Invented sample data.

const coach = "coach1@greater-manchester.example.org";

describe("a person's journey", () => {
  let service: WorkWell;
  let reference: string;
  let statusToken: string;
  /** Task emails that the coach has had, in order. */
  let tasks: Mail[] = [];

  beforeAll(async () => {
    service = await startWorkWell({ clock: "manual", now: "2026-03-02T10:00:00Z" });
  });
  afterAll(() => service.dispose());

  /** Signs in as the coach, opens the newest task from its email and answers it. */
  async function answerNewestTask(kind: string, answer: object): Promise<string> {
    const mail = tasks.at(-1);
    const [link = ""] = mail?.text.match(/\S+\/tasks\/[\w-]{22}/g) ?? [];
    const path = new URL(link).pathname;
    const session = await service.signIn(coach);
    const task = await service.get(path, session);
    expect(task.body).toMatchObject({ reference, kind, state: "open", overdue: false });
    const answered = await service.post(path, answer, session);
    expect(answered.status, answered.text).toBe(200);
    await service.advance("PT0S");
    await collectTasks();
    return answered.body.stage;
  }

  async function collectTasks() {
    tasks = (await service.inbox(coach)).filter((mail) => mail.text.includes("/tasks/"));
  }

  it("begins when a GP's receptionist refers somebody, who is told how to leave", async () => {
    const referred = await service.post("/referrals", {
      referrer: {
        kind: "gp",
        organisation: "Sample Surgery",
        name: "Sample Receptionist",
        email: "surgery@example.org",
      },
      person: {
        givenName: "Samplename",
        familyName: "Sampleson",
        dateOfBirth: "1984-05-06",
        postcode: "BL1 1AA",
        contact: { phone: "07700 900123", email: "person@example.org", safeToLeaveMessage: false },
      },
      work: {
        status: "in-work-off-sick",
        since: "2026-01-05",
        fitNote: { inPlace: true, endsOn: "2026-03-31" },
      },
      health: { mainBarrier: "musculoskeletal", note: "Sample note: back pain since the autumn." },
      consent: { referral: { given: true, on: "2026-03-02", how: "in-person" }, shareBackWithReferrer: true },
    });
    expect(referred.status, referred.text).toBe(202);
    ({ reference, statusToken } = referred.body);
    expect(referred.body).toMatchObject({
      area: "greater-manchester",
      receivedAt: "2026-03-02T10:00:00.000Z",
    });
    await service.advance("PT0S");

    const [toSurgery, ...noMore] = await service.inbox("surgery@example.org");
    expect(noMore).toEqual([]);
    expect(toSurgery?.text).toContain(reference);
    expect(JSON.stringify(toSurgery)).not.toMatch(/Samplename|Sampleson|back pain/);
    const [toPerson] = await service.inbox("person@example.org");
    expect(toPerson?.text).toContain(`${service.url}/referrals/${reference}/withdrawal?token=`);
    expect(toPerson?.text).toMatch(/voluntary/);
  });

  it("finds a coach at once and asks them to make contact, without a word about who or why", async () => {
    await collectTasks();
    expect(tasks).toHaveLength(1);
    expect(tasks[0]?.subject).toContain("Wednesday 4 March at 5pm");
    expect(JSON.stringify(tasks)).not.toMatch(/Samplename|Sampleson|musculoskeletal|1984|BL1/);
    expect(tasks[0]?.text.match(/https?:\/\//g)).toHaveLength(1);
  });

  it("goes on although the first call does not reach the person: the task stays open with the same link", async () => {
    await service.advance("PT4H");
    expect(await answerNewestTask("contact", { outcome: "could-not-reach", attemptId: "first try" })).toBe(
      "contact",
    );
    expect(tasks).toHaveLength(1);
    const progress = await service.get(`/referrals/${reference}`, { authorization: `Bearer ${statusToken}` });
    expect(progress.body.progress).toBe("arranging");
  });

  it("agrees an appointment, and asks for the assessment when it begins", async () => {
    await service.advance("P1D");
    const agreed = { outcome: "agreed", channel: "phone", appointmentAt: "2026-03-09T14:30:00Z" };
    expect(await answerNewestTask("contact", agreed)).toBe("assessment");
    expect(tasks).toHaveLength(1);
    await service.advanceTo("2026-03-09T14:31:00Z");
    await collectTasks();
    expect(tasks).toHaveLength(2);
  });

  it("records the start, and agrees a plan", async () => {
    await service.advance("PT1H");
    const held = {
      heldAt: "2026-03-09T14:30:00Z",
      channel: "phone",
      attended: "yes",
      employmentStatus: "in-work-off-sick",
      mainBarrier: "musculoskeletal",
      goals: "Sample goal: back at the desk by May.",
      wellbeing: { lifeSatisfaction: 4, anxiety: 7 },
    };
    expect(await answerNewestTask("assessment", held)).toBe("plan");
    expect(tasks).toHaveLength(3);
    const plan = {
      planType: "return-to-work",
      actions: [
        { kind: "physiotherapy", description: "Six sessions at the sample clinic", by: "service" },
        { kind: "workplace-relocation", description: "Ask for a desk on the ground floor", by: "employer" },
      ],
      shareWith: { employer: true },
    };
    expect(await answerNewestTask("plan", plan)).toBe("support");
    expect(tasks).toHaveLength(3);
  });

  it("reviews after two weeks, and finishes", async () => {
    await service.advance("P14D");
    await collectTasks();
    expect(tasks).toHaveLength(4);
    expect(tasks.at(-1)?.at).toMatch(/^2026-03-23T09:00/);
    const review = {
      attended: "yes",
      actions: [
        { id: "a1", status: "done" },
        { id: "a2", status: "done" },
      ],
      next: "finish",
    };
    expect(await answerNewestTask("review", review)).toBe("exit");
    expect(tasks).toHaveLength(5);
    const exit = {
      closure: "completed-plan",
      outcome: "returned-with-adjustments",
      employmentStatus: "in-work",
      adjustmentsMade: ["workplace-relocation"],
    };
    expect(await answerNewestTask("exit", exit)).toBe("follow-up");
    expect(tasks).toHaveLength(5);
  });

  it("asks again 13 and 26 weeks later, and is closed", async () => {
    await service.advance("P91D");
    await collectTasks();
    expect(tasks).toHaveLength(6);
    const stillThere = {
      reached: true,
      outcome: "remained-in-work",
      employmentStatus: "in-work",
      hoursPerWeek: 30,
    };
    expect(await answerNewestTask("follow-up", stillThere)).toBe("follow-up");
    await service.advance("P91D");
    await collectTasks();
    expect(tasks).toHaveLength(7);
    expect(await answerNewestTask("follow-up", stillThere)).toBe("closed");

    const executions = await service.get("/_local/executions");
    expect(executions.body.filter((each: { status: string }) => each.status === "RUNNING")).toEqual([]);
    const progress = await service.get(`/referrals/${reference}`, { authorization: `Bearer ${statusToken}` });
    expect(progress.body.progress).toBe("finished");
  });

  it("is told on the case in sentences, to the lead and to no stranger", async () => {
    await expectToldToTheLeadAlone(service, reference, { events: 20 });
  });

  it("is counted in the outcome export of its quarter", async () => {
    const national = await service.signIn("national@example.org");
    const made = await service.post("/exports", { england: true, quarter: "2026-Q1" }, national);
    expect(made.status, made.text).toBe(201);
    expect(made.body).toMatchObject({ england: true, quarter: "2026-Q1", profile: "nhs" });
    const csv = await service.get(`/exports/${made.body.id}/measures.csv`, national);
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    // One case is few even for England while fewer than three areas contribute: it is there, and starred.
    expect(csv.text).toContain("england,England,,,2026-Q1,starts,count,cases,none,all,*,");
    expect((await service.post("/exports", { england: true, quarter: "2026-Q1" }, national)).status).toBe(
      409,
    );
  });
});

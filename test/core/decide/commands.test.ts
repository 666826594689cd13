import { describe, expect, it } from "vitest";
import { dueEmails } from "../../../functions/core/due-now.ts";
import { waitSeconds, whereIs } from "../../../functions/core/where-is.ts";
import { aReferral, TestCase } from "../../support/builders.ts";

const withEmail = aReferral({ person: { contact: { email: "p@example.org" } } });
const leave = { type: "withdraw", through: "link" } as const;

describe("withdrawing", () => {
  it("closes the case at any stage, supersedes its task and leaves nothing to wait for", () => {
    const stages: [string, (person: TestCase) => unknown][] = [
      ["triage", () => {}],
      ["assignment", (person) => person.do({ type: "triage", referral: person.referral })],
      ["contact", (person) => person.assigned()],
      ["support", (person) => person.supported()],
      ["exit", (person) => person.supported().do({ type: "finish" })],
      [
        "hold",
        (person) => person.assigned().do({ type: "hold", until: "2026-04-01T09:00:00.000Z", reason: "r" }),
      ],
    ];
    for (const [stage, reach] of stages) {
      const person = new TestCase();
      reach(person);
      expect(person.case.stage).toBe(stage);
      person.do(leave);
      expect(person.case).toMatchObject({ stage: "closed", closure: "withdrew" });
      person.attend();
      expect(person.case.tasks.filter(({ state }) => state === "open")).toEqual([]);
      expect(person.case.placeHeld).toBe(false);
      expect(whereIs(person.case, person.rules, person.now).wakeAt).toBeUndefined();
    }
  });

  it("can be repeated", () => {
    const person = new TestCase().do(leave);
    expect(person.decide(leave)).toEqual({ events: [], notes: [] });
  });

  it("lets one stop notice out, to the coach, and no other email", () => {
    const person = new TestCase({ referral: withEmail });
    person.do({ type: "triage", referral: withEmail });
    person.do({ type: "assign", coach: "coach1@example.org", because: [] });
    person.do(leave);
    expect(person.attend()).toEqual(["stop"]);
    expect(dueEmails(person.case, "2027-01-01T00:00:00.000Z")).toEqual([]);
    expect(person.case.stopNoticeTo).toEqual({ staff: "coach1@example.org" });
  });

  it("before anybody was asked to do something tells nobody", () => {
    expect(new TestCase({ referral: withEmail }).do(leave).attend()).toEqual([]);
  });

  it("while the lead was asked to look tells the lead", () => {
    const referral = aReferral({ person: { dateOfBirth: "2009-01-01" } });
    const person = new TestCase({ referral }).do({ type: "triage", referral });
    person.attend();
    person.do(leave);
    expect(person.attend()).toEqual(["stop"]);
    expect(person.case.stopNoticeTo).toEqual({ role: "lead" });
  });

  it("after the exit keeps how support ended, and asks nothing more", () => {
    const person = new TestCase().supported().do({ type: "finish" });
    person.attend();
    person.answer("exit", { closure: "completed-plan", outcome: "started-job", employmentStatus: "in-work" });
    person.do(leave);
    expect(person.case).toMatchObject({
      stage: "closed",
      closure: "completed-plan",
      withdrawnAt: person.now,
    });
  });

  it("drops, visibly, an email that was intended before it", () => {
    const person = new TestCase({ referral: withEmail });
    person.record([{ type: "email-intended", email: "acknowledge-person", to: "person" }]).do(leave);
    person.attend();
    expect(person.case.emails).toEqual({ "acknowledge-person": "dropped" });
  });
});

describe("finishing", () => {
  it("opens the exit task at once", () => {
    const person = new TestCase().assigned().do({ type: "finish" });
    expect(person.attend()).toEqual(["ask exit"]);
    expect(person.case.tasks.map(({ kind, state }) => [kind, state])).toEqual([
      ["contact", "superseded"],
      ["exit", "open"],
    ]);
    expect(person.decide({ type: "finish" })).toEqual({ events: [], notes: [] });
  });

  it("is refused before contact begins, on hold, and once the case is closed", () => {
    const person = new TestCase();
    expect(person.decide({ type: "finish" })).toEqual({
      refusal: { type: "not-in-this-stage", stage: "triage" },
    });
    person.do(leave);
    expect(person.decide({ type: "finish" })).toEqual({ refusal: { type: "case-closed" } });
  });
});

describe("hold", () => {
  const until = "2026-03-16T09:00:00.000Z";
  const hold = { type: "hold", until, reason: "In hospital" } as const;

  it("stops the clock of the stage's task, and goes on by itself with as many working days left", () => {
    const person = new TestCase().assigned().do(hold);
    expect(whereIs(person.case, person.rules, person.now)).toEqual({
      stage: "hold",
      wakeAt: "2026-03-09T10:00:00.000Z",
    });
    person.at("2026-03-12T09:00:00.000Z").attend();
    expect(person.case.tasks[0]).toMatchObject({ overdue: false });
    person.at(until).attend();
    // Due on Wednesday 4 March; 10 working days passed on hold.
    expect(person.case).toMatchObject({ stage: "contact" });
    expect(person.case.tasks[0]).toMatchObject({ state: "open", dueAt: "2026-03-18T17:00:00.000Z" });
    expect("resumesAs" in person.case).toBe(false);
  });

  it("ends when somebody says so, and resuming twice changes nothing", () => {
    const person = new TestCase().assigned().do(hold).at("2026-03-03T10:00:00.000Z").do({ type: "resume" });
    expect(person.case.tasks[0]).toMatchObject({ dueAt: "2026-03-05T17:00:00.000Z" });
    expect(person.decide({ type: "resume" })).toEqual({ events: [], notes: [] });
  });

  it("does not ask a task whose moment comes while it lasts", () => {
    const person = new TestCase().supported().do({ ...hold, until: "2026-03-20T09:00:00.000Z" });
    expect(person.at("2026-03-16T09:00:00.000Z").attend()).toEqual([]);
    expect(person.at("2026-03-20T09:00:00.000Z").attend()).toEqual(["ask review"]);
  });

  it("is refused in the past, for a closed case, and where there is nothing to hold", () => {
    const person = new TestCase().assigned();
    expect(person.decide({ ...hold, until: person.now })).toMatchObject({ refusal: { type: "not-valid" } });
    expect(new TestCase().decide(hold)).toEqual({ refusal: { type: "not-in-this-stage", stage: "triage" } });
    expect(new TestCase().do(leave).decide(hold)).toEqual({ refusal: { type: "case-closed" } });
    person.do(hold);
    expect(person.decide(hold)).toEqual({ events: [], notes: [] });
  });
});

describe("safety", () => {
  const atRisk = (overrides = {}) => aReferral({ safety: { atRisk: true }, ...overrides });

  it("makes a task for the duty role at once, due within an hour of its duty hours", () => {
    const person = new TestCase({ referral: atRisk() });
    expect(person.attend()).toEqual(["ask make-safe"]);
    expect(person.case.tasks[0]).toMatchObject({
      to: { role: "duty" },
      askAt: "2026-03-02T10:00:00.000Z",
      dueAt: "2026-03-02T11:00:00.000Z",
    });
    const evening = new TestCase({ referral: atRisk(), now: "2026-03-06T18:00:00.000Z" });
    evening.attend();
    expect(evening.case.tasks[0]).toMatchObject({ dueAt: "2026-03-09T10:00:00.000Z" });
  });

  it("goes to the child-safeguarding lead for someone under 18", () => {
    for (const dateOfBirth of ["2009-01-01", "2015-01-01"]) {
      const person = new TestCase({ referral: atRisk({ person: { dateOfBirth } }) });
      person.attend();
      expect(person.case.tasks[0]).toMatchObject({ to: { role: "safeguarding" } });
    }
  });

  it("lets the journey wait before assignment, and go on once somebody made sure", () => {
    const referral = atRisk();
    const person = new TestCase({ referral }).do({ type: "triage", referral });
    person.attend();
    expect(person.case.stage).toBe("assignment");
    expect(whereIs(person.case, person.rules, person.now).stage).toBe("hold");
    person.answer("make-safe", { action: "Called them", note: "Safe at home" });
    expect(whereIs(person.case, person.rules, person.now).stage).toBe("assignment");
  });

  it("does not hold up or supersede anything after assignment, and can be raised again", () => {
    const person = new TestCase().assigned().do({ type: "raise-safety", note: "Worried" });
    expect(person.attend()).toEqual(["ask make-safe"]);
    person.do({ type: "raise-safety", note: "Still worried" });
    expect(person.attend()).toEqual([]);
    person.answer("contact", { outcome: "agreed" }).attend();
    expect(person.case.tasks.map(({ kind, state }) => [kind, state])).toEqual([
      ["contact", "done"],
      ["make-safe", "open"],
      ["assessment", "open"],
    ]);
    person
      .answer("make-safe", { action: "Called", note: "Safe" })
      .do({ type: "raise-safety", note: "Again" });
    expect(person.attend()).toEqual(["ask make-safe"]);
  });

  it("stays open to be answered when the person withdraws", () => {
    const person = new TestCase({ referral: atRisk() });
    person.attend();
    person.do(leave);
    expect(person.answer("make-safe", { action: "Called", note: "Safe" }).case.safetyOpen).toBe(false);
  });

  it("keeps the waiting list from assigning until somebody made sure", () => {
    const person = new TestCase();
    person.do({ type: "triage", referral: person.referral }).do({ type: "wait-for-coach", because: [] });
    person.attend();
    expect(person.due()).toEqual([{ type: "find-coach" }]);
    person.do({ type: "raise-safety", note: "Worried" }).attend();
    expect(person.due()).toEqual([]);
  });
});

describe("assignment", () => {
  it("takes one coach, and a second assignment changes nothing", () => {
    const person = new TestCase().assigned();
    expect(person.decide({ type: "assign", coach: "other@example.org", because: [] })).toEqual({
      events: [],
      notes: [],
    });
    expect(person.decide({ type: "wait-for-coach", because: [] })).toEqual({ events: [], notes: [] });
  });

  it("from the waiting list supersedes the lead's task", () => {
    const person = new TestCase();
    person
      .do({ type: "triage", referral: person.referral })
      .do({ type: "wait-for-coach", because: ["full"] });
    expect(person.attend()).toEqual(["ask wait-for-coach"]);
    person.do({ type: "assign", coach: "c@example.org", because: [] });
    expect(person.case.tasks[0]?.state).toBe("superseded");
  });
});

describe("time passing", () => {
  it("marks a task overdue when its due moment has passed, and tells the lead two working days later", () => {
    const person = new TestCase().assigned();
    person.at("2026-03-04T17:00:00.000Z").attend();
    expect(person.case.tasks[0]).toMatchObject({ overdue: false });
    person.at("2026-03-04T17:00:00.001Z").attend();
    expect(person.case.tasks[0]).toMatchObject({ overdue: true, escalated: false });
    person.at("2026-03-06T17:00:00.000Z").attend();
    expect(person.case.tasks[0]).toMatchObject({ escalated: false });
    person.at("2026-03-06T17:00:00.001Z").attend();
    expect(person.case.tasks[0]).toMatchObject({ escalated: true });
    expect(person.attend()).toEqual([]);
  });

  it("gives somebody who waited long for a coach a full clock from then on", () => {
    const person = new TestCase();
    person
      .do({ type: "triage", referral: person.referral })
      .do({ type: "wait-for-coach", because: ["full"] });
    person.at("2026-03-30T10:00:00.000Z").do({ type: "assign", coach: "c@example.org", because: [] });
    person.attend();
    expect(person.case.tasks.at(-1)).toMatchObject({ kind: "contact", dueAt: "2026-04-01T16:00:00.000Z" });
  });

  it("never makes an assessment due before the day after its appointment", () => {
    const person = new TestCase().assigned();
    person.answer("contact", { outcome: "agreed", appointmentAt: "2026-03-30T10:00:00Z" }).attend();
    expect(person.case.tasks.at(-1)).toMatchObject({ dueAt: "2026-03-31T16:00:00.000Z" });
  });

  it("puts the person on the index of same people once", () => {
    const person = new TestCase();
    expect(person.due().map(({ type }) => type)).toContain("index-person");
    person.attend();
    expect(person.due()).toEqual([]);
  });
});

describe("the next moment of a case", () => {
  const wake = (person: TestCase) => whereIs(person.case, person.rules, person.now).wakeAt;

  it("is two minutes away while something is undone or a step is on its way", () => {
    expect(wake(new TestCase())).toBe("2026-03-02T10:02:00.000Z");
    const person = new TestCase().do({ type: "triage", referral: aReferral() });
    person.attend();
    expect(wake(person)).toBe("2026-03-02T10:02:00.000Z");
    expect(wake(new TestCase({ referral: withEmail }).assigned().do(leave))).toBe("2026-03-02T10:02:00.000Z");
  });

  it("is the task's due moment, then the moment the lead hears, then a week away", () => {
    const person = new TestCase().assigned();
    expect(wake(person)).toBe("2026-03-04T17:00:00.000Z");
    person.at("2026-03-04T17:00:01.000Z").attend();
    expect(wake(person)).toBe("2026-03-06T17:00:00.000Z");
    person.at("2026-03-06T17:00:01.000Z").attend();
    expect(wake(person)).toBe("2026-03-13T17:00:01.000Z");
  });

  it("is the moment an email is to be asked", () => {
    const person = new TestCase().assigned();
    person.answer("contact", { outcome: "agreed", appointmentAt: "2026-03-05T10:00:00Z" }).attend();
    expect(wake(person)).toBe("2026-03-05T10:00:00.000Z");
  });

  it("is 15 minutes away while somebody waits for a coach", () => {
    const person = new TestCase();
    person.do({ type: "triage", referral: person.referral }).do({ type: "wait-for-coach", because: [] });
    person.attend();
    expect(wake(person)).toBe("2026-03-02T10:15:00.000Z");
  });

  it("is waited for in whole seconds, one more than needed and at least 60", () => {
    const now = "2026-03-02T10:00:00.000Z";
    expect(waitSeconds("2026-03-02T10:02:00.000Z", now)).toBe(121);
    expect(waitSeconds("2026-03-02T10:02:00.001Z", now)).toBe(122);
    expect(waitSeconds("2026-03-02T10:00:10.000Z", now)).toBe(60);
    expect(waitSeconds(undefined, now)).toBe(60);
  });
});

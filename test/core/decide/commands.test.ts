import { describe, expect, it } from "vitest";
import type { Command } from "../../../functions/core/commands.ts";
import { digestLines } from "../../../functions/core/digests.ts";
import { dueEmails } from "../../../functions/core/due-now.ts";
import { summaryOf } from "../../../functions/core/summary.ts";
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

  it("tells nobody who has answered already, who was not asked yet, or who reads about safety", () => {
    const risky = { dateOfBirth: "2009-01-01", safety: { atRisk: true } };
    const referral = aReferral({ person: { dateOfBirth: risky.dateOfBirth }, safety: risky.safety });
    const person = new TestCase({ referral });
    expect(person.attend()).toEqual(["ask make-safe"]);
    const atRisk = new TestCase({ referral });
    atRisk.attend();
    expect(atRisk.do(leave).case.stopNoticeTo).toBeUndefined();

    person.do({ type: "triage", referral });
    const [open] = person.due();
    if (open?.type !== "open-task") throw new Error("nothing to open");
    const unasked = new TestCase({ referral }).do({ type: "triage", referral });
    unasked.record([{ type: "task-opened", handle: "unasked".padEnd(22, "-"), ...open.task }]);
    expect(unasked.do(leave).case.stopNoticeTo).toBeUndefined();

    person.attend();
    person.answer("review-referral", { decision: "accept", reason: "Fine" });
    expect(person.do(leave).case.stopNoticeTo).toBeUndefined();
  });

  it("keeps the reason, where one is given, as a note", () => {
    expect(new TestCase().decide({ ...leave, reason: "Moved on" })).toMatchObject({
      events: [{ type: "withdrawn", reasonNote: expect.any(String) }, { type: "case-closed" }],
      notes: [{ text: "Moved on" }],
    });
    expect(new TestCase().decide(leave)).toMatchObject({
      events: [{ reasonNote: undefined }, {}],
      notes: [],
    });
  });

  it("gives back the coach's place, and gives back none while the person is supported", () => {
    const release = { type: "release-place", done: { type: "place-released" } };
    const person = new TestCase().assigned();
    expect(person.case.placeHeld).toBe(true);
    expect(person.due()).not.toContainEqual(release);
    expect(person.do(leave).due()).toContainEqual(release);
    expect(new TestCase().do(leave).due()).not.toContainEqual(release);
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
    const dropped = { type: "email-dropped", email: "acknowledge-person", because: "no-longer-true" };
    expect(person.due()).toContainEqual({ type: "record", events: [dropped] });
    person.attend();
    expect(person.case.emails).toEqual({ "acknowledge-person": "dropped" });
  });
});

describe("a note", () => {
  it("is kept as it is written, each time it is written", () => {
    const person = new TestCase().assigned();
    const noteIt = { type: "note", text: "Prefers mornings" } as const;
    const first = person.decide(noteIt);
    expect(first).toEqual({
      events: [{ type: "note-added", note: expect.any(String) }],
      notes: [{ id: expect.any(String), text: "Prefers mornings" }],
    });
    const before = person.case;
    expect(person.do(noteIt).case).toEqual({ ...before, eventCount: before.eventCount + 1 });
    expect(person.at("2026-03-02T10:00:01.000Z").decide(noteIt)).not.toEqual(first);
  });
});

describe("emails", () => {
  const ofReferrer = aReferral({
    referrer: { kind: "gp", email: "gp@example.org" },
    person: { contact: { email: "p@example.org" } },
    safety: { atRisk: true },
  });

  it("go to the person and to the referrer, each to their own", () => {
    const person = new TestCase({ referral: ofReferrer });
    expect(dueEmails(person.case, person.now)).toEqual([
      { type: "send-email", email: "acknowledge-person", to: "person" },
      { type: "send-email", email: "acknowledge-referrer", to: "referrer" },
    ]);
  });

  it("that were intended before a crash and are still true are sent, not dropped", () => {
    const person = new TestCase({ referral: withEmail });
    person.record([{ type: "email-intended", email: "acknowledge-person", to: "person" }]);
    expect(person.due().filter(({ type }) => type === "record")).toEqual([]);
    expect(person.attend()).toEqual(["acknowledge-person"]);
    expect(person.case.emails).toEqual({ "acknowledge-person": "sent" });
  });

  it("ask for nothing but safety once the case is closed", () => {
    const person = new TestCase().assigned();
    const [contact] = person.case.tasks;
    if (!contact) throw new Error("no task");
    const { to, askAt, dueAt } = contact;
    const checking = { type: "task-opened", kind: "check-address", to, askAt, dueAt } as const;
    person.record([{ ...checking, handle: "checking".padEnd(22, "-") }]);
    expect(dueEmails(person.case, person.now)).toHaveLength(1);
    person.record([{ type: "case-closed", closure: "moved-away" }]);
    expect(dueEmails(person.case, person.now)).toEqual([]);
    expect(digestLines([summaryOf(person.case)], "2026-03-05T08:30:00.000Z")).toEqual([]);
  });

  it("stop when the person has died, and only then", () => {
    const stillDue = (closure: "died" | "moved-away") => {
      const person = new TestCase({ referral: ofReferrer });
      return dueEmails(person.record([{ type: "case-closed", closure }]).case, person.now).length;
    };
    expect(stillDue("died")).toBe(0);
    expect(stillDue("moved-away")).toBe(2);
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

  it("is possible at every stage from contact to support", () => {
    const person = new TestCase().assigned().answer("contact", { outcome: "agreed", channel: "phone" });
    expect(person.case.stage).toBe("assessment");
    expect(person.decide({ type: "finish" })).toMatchObject({ events: [{ type: "finish-asked" }] });
    person.attend();
    person.answer("assessment", {
      heldAt: person.now,
      channel: "phone",
      attended: "yes",
      employmentStatus: "out-of-work",
      mainBarrier: "other",
    });
    expect(person.case.stage).toBe("plan");
    expect(person.do({ type: "finish" }).case.stage).toBe("exit");
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
      wakeAt: until,
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

  it("leaves safety and what is already answered as they were, and begins the stage's clock afresh", () => {
    const person = new TestCase().assigned().do({ type: "raise-safety", note: "Worried" });
    person.attend();
    person.answer("contact", { outcome: "agreed" }).attend();
    person.at("2026-03-30T09:00:00.000Z").attend();
    const before = person.case.tasks;
    expect(before.map(({ overdue, escalated }) => [overdue, escalated])).toEqual([
      [false, false],
      [true, true],
      [true, true],
    ]);
    person.do({ ...hold, until: "2026-05-01T09:00:00.000Z" }).at("2026-03-31T09:00:00.000Z");
    person.do({ type: "resume" });
    const [contact, safety, assessment] = person.case.tasks;
    expect([contact, safety]).toEqual(before.slice(0, 2));
    expect(assessment).toMatchObject({
      dueAt: "2026-03-24T17:00:00.000Z",
      overdue: false,
      escalated: false,
    });
  });

  it("never makes a due moment earlier", () => {
    const person = new TestCase().assigned();
    person.answer("contact", { moreTime: { until: "2026-03-10T19:30:00Z", reason: "Away" } });
    person.do(hold).do({ type: "resume" });
    expect(person.case.tasks[0]).toMatchObject({ dueAt: "2026-03-10T19:30:00.000Z" });
  });

  it("before the stage's task was opened ends without one to move", () => {
    const person = new TestCase();
    person.do({ type: "triage", referral: person.referral });
    person.do({ type: "assign", coach: "coach1@example.org", because: [] }).do(hold);
    expect(person.decide({ type: "resume" })).toEqual({ events: [{ type: "resumed" }], notes: [] });
    expect(person.do({ type: "resume" }).case.stage).toBe("contact");
  });

  it("does not ask a task whose moment comes while it lasts", () => {
    const person = new TestCase().supported().do({ ...hold, until: "2026-03-20T09:00:00.000Z" });
    expect(person.at("2026-03-16T09:00:00.000Z").attend()).toEqual([]);
    expect(person.at("2026-03-20T09:00:00.000Z").attend()).toEqual(["ask review"]);
  });

  it("is refused in the past, for a closed case, and where there is nothing to hold", () => {
    const person = new TestCase().assigned();
    expect(person.decide({ ...hold, until: person.now })).toEqual({
      refusal: {
        type: "not-valid",
        errors: [{ pointer: "/until", detail: "Enter a date and time in the future" }],
      },
    });
    expect(new TestCase().decide(hold)).toEqual({ refusal: { type: "not-in-this-stage", stage: "triage" } });
    expect(new TestCase().do(leave).decide(hold)).toEqual({ refusal: { type: "case-closed" } });
    person.do(hold);
    expect(person.decide(hold)).toEqual({ events: [], notes: [] });
    expect(person.decide({ ...hold, until: "2026-03-17T09:00:00.000Z" })).toEqual({
      refusal: { type: "not-in-this-stage", stage: "hold" },
    });
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

  it("is not raised for someone who has died, and is for any other closed case", () => {
    const raise = { type: "raise-safety", note: "Worried" } as const;
    const closed = (closure: "died" | "withdrew") =>
      new TestCase().record([{ type: "case-closed", closure }]);
    expect(closed("died").decide(raise)).toEqual({ refusal: { type: "case-closed" } });
    expect(closed("withdrew").decide(raise)).toMatchObject({ events: [{ type: "safety-raised" }] });
  });

  it("keeps each thing that was said, said when it was said", () => {
    const person = new TestCase().assigned();
    const first = person.decide({ type: "raise-safety", note: "Worried" });
    expect(first).toMatchObject({ notes: [{ text: "Worried" }] });
    person.at("2026-03-02T10:00:01.000Z");
    expect(person.decide({ type: "raise-safety", note: "Worried" })).not.toEqual(first);
  });

  it("is not opened by an event that tells of no risk", () => {
    const person = new TestCase().record([{ type: "safety-raised", atRisk: false }]);
    expect(person.case.safetyOpen).toBe(false);
  });

  it("stays open to be answered when the person withdraws", () => {
    const person = new TestCase({ referral: atRisk() });
    person.attend();
    person.do(leave);
    expect(person.answer("make-safe", { action: "Called", note: "Safe" }).case.safetyOpen).toBe(false);
  });

  it("raised after the person withdrew, or not yet asked when they did, is asked all the same", () => {
    const later = new TestCase().do(leave).do({ type: "raise-safety", note: "Worried" });
    expect(later.attend()).toEqual(["ask make-safe"]);
    const sooner = new TestCase({ referral: atRisk() }).do(leave);
    expect(sooner.attend()).toEqual(["ask make-safe"]);
  });

  it("is asked of nobody once the person has died", () => {
    const person = new TestCase().supported().do({ type: "finish" });
    person.attend();
    person.do({ type: "raise-safety", note: "Worried" }).answer("exit", { closure: "died" });
    expect(person.attend()).toEqual([]);
  });

  it("raised while a coach is being looked for keeps the case from getting one, but not a lead from choosing", () => {
    const person = new TestCase();
    person.do({ type: "triage", referral: person.referral }).do({ type: "raise-safety", note: "Worried" });
    const nothing = { events: [], notes: [] };
    expect(person.decide({ type: "assign", coach: "c@example.org", because: [] })).toEqual(nothing);
    expect(person.decide({ type: "wait-for-coach", because: [] })).toEqual(nothing);
    const waiting = new TestCase();
    waiting.do({ type: "triage", referral: waiting.referral }).do({ type: "wait-for-coach", because: [] });
    waiting.attend();
    waiting.do({ type: "raise-safety", note: "Worried" });
    expect(waiting.answer("wait-for-coach", { assignTo: "c@example.org" }).case.stage).toBe("contact");
  });

  it("keeps the queue from giving a coach until somebody made sure", () => {
    const person = new TestCase();
    person.do({ type: "triage", referral: person.referral }).do({ type: "wait-for-coach", because: [] });
    person.do({ type: "raise-safety", note: "Worried" }).attend();
    const assign: Command = { type: "assign", coach: "c@example.org", because: [] };
    expect(person.do(assign).case.stage).toBe("waiting");
    person.answer("make-safe", { action: "Called", note: "Safe" });
    expect(person.do(assign).case.stage).toBe("contact");
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
  it("goes on for safety alone once a case is closed: overdue, told to the lead, and found by the sweep", () => {
    const person = new TestCase({ referral: aReferral({ safety: { atRisk: true } }) });
    person.attend();
    person.do(leave);
    expect(person.attend()).toEqual([]);
    expect(whereIs(person.case, person.rules, person.now)).toEqual({
      stage: "closed",
      wakeAt: "2026-03-02T11:00:01.000Z",
    });
    person.at("2026-03-10T10:00:00.000Z").attend();
    expect(person.case.tasks[0]).toMatchObject({ state: "open", overdue: true, escalated: true });
    expect(whereIs(person.case, person.rules, person.now).wakeAt).toBe("2026-03-24T10:00:00.000Z");
  });

  it("gives a task that begins at the very moment when it would be due a full clock", () => {
    const person = new TestCase().at("2026-03-04T17:00:00.000Z").assigned();
    expect(person.case.tasks[0]).toMatchObject({ dueAt: "2026-03-06T17:00:00.000Z" });
    const late = new TestCase().assigned();
    late.answer("contact", { outcome: "agreed", appointmentAt: "2026-03-23T17:00:00Z" }).attend();
    expect(late.case.tasks.at(-1)).toMatchObject({ dueAt: "2026-03-24T17:00:00.000Z" });
  });

  it("ends no task but a follow-up", () => {
    const person = new TestCase().assigned().at("2026-04-30T10:00:00.000Z");
    person.attend();
    expect(person.case.tasks[0]).toMatchObject({ state: "open", escalated: true });
  });

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

  it("is the task's due moment, then the moment the lead hears, then two weeks away", () => {
    const person = new TestCase().assigned();
    expect(wake(person)).toBe("2026-03-04T17:00:01.000Z");
    person.at("2026-03-04T17:00:01.000Z").attend();
    expect(wake(person)).toBe("2026-03-06T17:00:01.000Z");
    person.at("2026-03-06T17:00:01.000Z").attend();
    expect(wake(person)).toBe("2026-03-20T17:00:01.000Z");
  });

  it("is the end of a hold, when that is less than two weeks away", () => {
    const person = new TestCase().assigned();
    person.do({ type: "hold", until: "2026-03-06T09:00:00.000Z", reason: "r" });
    expect(wake(person)).toBe("2026-03-06T09:00:00.000Z");
  });

  it("is the end of a follow-up that nobody answers, and of no other task", () => {
    const person = new TestCase().supported().do({ type: "finish" });
    person.attend();
    person.answer("exit", { closure: "unable-to-contact" }).attend();
    for (const now of ["2026-06-01T08:00:00.000Z", "2026-06-25T08:00:00.000Z"]) person.at(now).attend();
    expect(wake(person)).toBe("2026-06-29T08:00:00.000Z");
    const contact = new TestCase().assigned().at("2026-03-27T10:00:00.000Z");
    contact.attend();
    expect(wake(contact)).toBe("2026-04-10T09:00:00.000Z");
  });

  it("is two minutes away when its moment has come and nobody has attended to it", () => {
    expect(wake(new TestCase().assigned().at("2026-03-04T17:00:01.000Z"))).toBe("2026-03-04T17:02:01.000Z");
  });

  it("is two minutes away at triage, and never this very moment", () => {
    const person = new TestCase();
    person.attend();
    expect(wake(person)).toBe("2026-03-02T10:02:00.000Z");
    expect(wake(new TestCase().assigned().at("2026-03-04T17:00:00.000Z"))).toBe("2026-03-04T17:00:01.000Z");
  });

  it("is at the stage that waits for safety only before assignment", () => {
    const person = new TestCase().assigned().do({ type: "raise-safety", note: "Worried" });
    expect(whereIs(person.case, person.rules, person.now).stage).toBe("contact");
  });

  it("is the moment an email is to be asked", () => {
    const person = new TestCase().assigned();
    person.answer("contact", { outcome: "agreed", appointmentAt: "2026-03-05T10:00:00Z" }).attend();
    expect(wake(person)).toBe("2026-03-05T10:00:00.000Z");
  });

  it("is their own while somebody waits for a coach: the queue looks for one", () => {
    const person = new TestCase();
    person.do({ type: "triage", referral: person.referral }).do({ type: "wait-for-coach", because: [] });
    person.attend();
    // The lead's task is overdue a second after Wednesday 17:00.
    expect(wake(person)).toBe("2026-03-04T17:00:01.000Z");
    person.answer("wait-for-coach", {});
    expect(wake(person)).toBe("2026-03-16T10:00:00.000Z");
  });

  it("is waited for in whole seconds, never fewer than needed, and at least 60", () => {
    const now = "2026-03-02T10:00:00.000Z";
    expect(waitSeconds("2026-03-02T10:02:00.000Z", now)).toBe(120);
    expect(waitSeconds("2026-03-02T10:02:00.001Z", now)).toBe(121);
    expect(waitSeconds("2026-03-02T10:00:10.000Z", now)).toBe(60);
    expect(waitSeconds(undefined, now)).toBe(60);
  });
});

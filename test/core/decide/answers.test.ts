import { describe, expect, it } from "vitest";
import { scoresOf } from "../../../functions/core/decide/answer-before-start.ts";
import { type Decision, fingerprintOf, Notes } from "../../../functions/core/decide/decision.ts";
import type { CaseEvent } from "../../../functions/core/events.ts";
import { fold } from "../../../functions/core/evolve.ts";
import { sentenceOf } from "../../../functions/core/sentences.ts";
import type { TaskKind } from "../../../functions/core/words.ts";
import { aReferral, rulesWith, TestCase } from "../../support/builders.ts";

const answerOf = (person: TestCase, kind: TaskKind, answer: unknown): Decision =>
  person.decide({ type: "answer", handle: person.handleOf(kind), answer });

/** Where the mistakes are; each says something to whoever made it. */
const pointersOf = (decision: Decision) =>
  "refusal" in decision && decision.refusal.type === "not-valid"
    ? decision.refusal.errors.map(({ pointer, detail }) => (detail ? pointer : `${pointer} without words`))
    : decision;

const typesOf = (decision: Decision) =>
  "events" in decision ? decision.events.map(({ type }) => type) : decision;

const lastEvent = (decision: Decision) => ("events" in decision ? decision.events.at(-1) : decision);

const textsOf = (decision: Decision) =>
  "notes" in decision ? decision.notes.map(({ text }) => text) : decision;

const idOf = (decision: Decision, text: string) =>
  "notes" in decision ? decision.notes.find((note) => note.text === text)?.id : decision;

const held = {
  heldAt: "2026-03-02T10:00:00Z",
  channel: "phone",
  attended: "yes",
  employmentStatus: "in-work",
  mainBarrier: "other",
};
const exit = { closure: "completed-plan", outcome: "remained-in-work", employmentStatus: "in-work" };

describe("an answer", () => {
  it("takes effect once: the same again changes nothing, a different one is refused", () => {
    const person = new TestCase().assigned().answer("contact", { outcome: "agreed", channel: "phone" });
    expect(answerOf(person, "contact", { channel: "phone", outcome: "agreed" })).toEqual({
      events: [],
      notes: [],
    });
    expect(answerOf(person, "contact", { outcome: "agreed", channel: "video" })).toEqual({
      refusal: { type: "already-answered" },
    });
  });

  it("to a task that nobody knows is refused", () => {
    const person = new TestCase().assigned();
    expect(person.decide({ type: "answer", handle: "x".repeat(22), answer: {} })).toEqual({
      refusal: { type: "unknown-task" },
    });
  });

  it("to a task that the journey has left behind is refused as superseded", () => {
    const person = new TestCase().assigned().do({ type: "withdraw", through: "link" });
    expect(answerOf(person, "contact", { outcome: "agreed" })).toEqual({ refusal: { type: "superseded" } });
  });

  it("with mistakes is refused with all of them, each at its field", () => {
    const person = new TestCase().assigned();
    const decision = answerOf(person, "contact", { outcome: "perhaps", channel: "pigeon", extra: 1 });
    expect(pointersOf(decision)).toEqual(["/outcome", "/channel", "/extra"]);
  });

  it("is told of what its shape cannot say together with what it can", () => {
    const person = new TestCase().assigned();
    const past = "2026-03-01T10:00:00Z";
    const decision = answerOf(person, "contact", {
      outcome: "agreed",
      channel: "pigeon",
      appointmentAt: past,
      nextTryAt: past,
    });
    expect(pointersOf(decision)).toEqual(["/channel", "/appointmentAt", "/nextTryAt"]);
  });

  it("plans nothing further ahead than two years", () => {
    const person = new TestCase().assigned();
    const on = (appointmentAt: string) => answerOf(person, "contact", { outcome: "agreed", appointmentAt });
    expect(typesOf(on("2028-03-02T10:00:00Z"))).toEqual(["task-answered", "contact-agreed"]);
    expect(pointersOf(on("2028-03-02T10:00:01Z"))).toEqual(["/appointmentAt"]);
    expect(pointersOf(on("9999-12-31T23:59:59Z"))).toEqual(["/appointmentAt"]);
    const hold = person.decide({ type: "hold", until: "2028-03-03T10:00:00.000Z", reason: "r" });
    expect(pointersOf(hold)).toEqual(["/until"]);
    const reviewed = new TestCase().supported();
    for (const [reviewOn, pointers] of [
      ["2028-03-02", undefined],
      ["2028-03-03", ["/reviewOn"]],
      ["9999-12-31", ["/reviewOn"]],
    ] as const) {
      const missed = answerOf(reviewed, "review", { attended: "no", reviewOn });
      if (pointers) expect(pointersOf(missed)).toEqual(pointers);
      else expect(typesOf(missed)).toEqual(["task-attempted"]);
    }
  });

  it("while the case is on hold waits until it is resumed, except about safety", () => {
    const person = new TestCase().assigned();
    person.do({ type: "raise-safety", note: "Sample note" }).attend();
    person.do({ type: "hold", until: "2026-04-01T09:00:00.000Z", reason: "In hospital" });
    expect(answerOf(person, "contact", { outcome: "agreed" })).toEqual({
      refusal: { type: "not-in-this-stage", stage: "hold" },
    });
    expect(typesOf(answerOf(person, "make-safe", { action: "Called", note: "Safe" }))).toEqual([
      "task-answered",
      "made-safe",
    ]);
  });
});

describe("the texts of an answer", () => {
  it("are kept once each under ids that differ by task and attempt, and are the same in a repeat", () => {
    const person = new TestCase().assigned();
    const missed = { outcome: "could-not-reach", note: "No answer" };
    const first = answerOf(person, "contact", missed);
    expect(lastEvent(first)).toMatchObject({ note: idOf(first, "No answer") });
    expect(idOf(first, "No answer")).toMatch(/^[0-9a-f]{16}$/);
    expect(answerOf(person, "contact", missed)).toEqual(first);
    person.answer("contact", missed);
    expect(idOf(answerOf(person, "contact", missed), "No answer")).not.toBe(idOf(first, "No answer"));
  });

  it("are none where nothing was written", () => {
    const decision = answerOf(new TestCase().assigned(), "contact", { outcome: "agreed" });
    expect(textsOf(decision)).toEqual([]);
    expect("events" in decision && decision.events[0]).toMatchObject({ note: undefined });
  });

  it("of one place are told apart from the same words of another", () => {
    expect(new Notes("a").keep("Words")).not.toBe(new Notes("b").keep("Words"));
  });
});

describe("a fingerprint", () => {
  it("is the same whatever the order of the fields, at any depth", () => {
    const fields = [
      { a: 1, b: { c: null, d: [1, { e: 2, f: 3 }] }, g: 4 },
      { g: 4, b: { d: [1, { f: 3, e: 2 }], c: null }, a: 1 },
      { b: { d: [1, { f: 3, e: 2 }], c: null }, g: 4, a: 1 },
    ];
    expect(new Set(fields.map(fingerprintOf)).size).toBe(1);
    expect(fingerprintOf(fields[0])).toMatch(/^[0-9a-f]{32}$/);
  });

  it("takes a field without a value as one that is not there", () => {
    expect(fingerprintOf({ a: 1, b: undefined })).toBe(fingerprintOf({ a: 1 }));
  });

  it("differs for another value, another order of a list, a list and its numbered fields", () => {
    const values = [{ a: 1 }, { a: 2 }, { a: null }, {}, [1, 2], [2, 1], { 0: 1, 1: 2 }, null, "a"];
    expect(new Set(values.map(fingerprintOf)).size).toBe(values.length);
  });
});

describe("an answer about somebody's contact details", () => {
  it("records that they were checked, beside the journey", () => {
    const person = new TestCase().assigned();
    const [contact] = person.case.tasks;
    if (!contact) throw new Error("no task");
    const { to, askAt, dueAt } = contact;
    person.record([
      { type: "task-opened", handle: "checking".padEnd(22, "-"), kind: "check-address", to, askAt, dueAt },
    ]);
    expect(typesOf(answerOf(person, "check-address", {}))).toEqual(["task-answered", "address-checked"]);
    expect(person.answer("check-address", {}).case.stage).toBe("contact");
    expect(person.case.tasks.map(({ state }) => state)).toEqual(["open", "done"]);
  });
});

describe("the answer that somebody was made safe", () => {
  it("keeps what was done and whom it was passed to", () => {
    const person = new TestCase().assigned().do({ type: "raise-safety", note: "Worried" });
    person.attend();
    const decision = answerOf(person, "make-safe", { action: "Called", note: "Safe", escalatedTo: "Police" });
    expect(lastEvent(decision)).toEqual({
      type: "made-safe",
      actionNote: idOf(decision, "Called"),
      escalatedNote: idOf(decision, "Police"),
    });
    expect(textsOf(decision)).toEqual(["Called", "Police", "Safe"]);
  });
});

describe("asking for more time", () => {
  const more = (until: string, attemptId?: string) => ({
    moreTime: { until, reason: "On leave" },
    attemptId,
  });

  it("moves the due moment and leaves the task open, twice at most", () => {
    const person = new TestCase().assigned();
    person.answer("contact", more("2026-03-10T12:00:00Z"));
    expect(person.case.tasks[0]).toMatchObject({ state: "open", dueAt: "2026-03-10T12:00:00.000Z" });
    person.answer("contact", more("2026-03-12T12:00:00Z"));
    expect(person.case.tasks[0]).toMatchObject({ dueAt: "2026-03-12T12:00:00.000Z" });
    expect(pointersOf(answerOf(person, "contact", more("2026-03-13T12:00:00Z")))).toEqual(["/moreTime"]);
  });

  it("is limited to 10 working days after it was due, or from now when it is overdue", () => {
    const person = new TestCase().assigned();
    expect(pointersOf(answerOf(person, "contact", more("2026-03-18T17:00:01Z")))).toEqual([
      "/moreTime/until",
    ]);
    expect(typesOf(answerOf(person, "contact", more("2026-03-18T17:00:00Z")))).toEqual(["task-attempted"]);
    person.at("2026-03-16T09:00:00.000Z");
    expect(typesOf(answerOf(person, "contact", more("2026-03-30T16:00:00Z")))).toEqual(["task-attempted"]);
    expect(pointersOf(answerOf(person, "contact", more("2026-03-30T16:00:01Z")))).toEqual([
      "/moreTime/until",
    ]);
    expect(pointersOf(answerOf(person, "contact", more("2026-03-16T09:00:00Z")))).toEqual([
      "/moreTime/until",
    ]);
  });

  it("with a moment that is none is refused there", () => {
    const decision = answerOf(new TestCase().assigned(), "contact", more("soon"));
    expect(pointersOf(decision)).toEqual(["/moreTime/until"]);
  });

  it("counts against no limit of other tries, and keeps the reason and the new moment", () => {
    const person = new TestCase().assigned();
    person
      .answer("contact", { outcome: "could-not-reach" })
      .answer("contact", { outcome: "could-not-reach" });
    const decision = answerOf(person, "contact", more("2026-03-10T12:00:00Z"));
    expect(textsOf(decision)).toEqual(["On leave"]);
    expect(lastEvent(decision)).toMatchObject({
      type: "task-attempted",
      result: "needs-more-time",
      nextAt: "2026-03-10T12:00:00.000Z",
      note: idOf(decision, "On leave"),
    });
  });

  it("takes back that the task was overdue and that the lead was told", () => {
    const person = new TestCase().assigned().at("2026-03-09T09:00:00.000Z");
    person.attend();
    expect(person.case.tasks[0]).toMatchObject({ overdue: true, escalated: true });
    person.answer("contact", more("2026-03-10T12:00:00Z"));
    expect(person.case.tasks[0]).toMatchObject({ overdue: false, escalated: false });
  });

  it("repeated with the same attemptId is the same attempt", () => {
    const person = new TestCase().assigned().answer("contact", more("2026-03-10T12:00:00Z", "one"));
    expect(typesOf(answerOf(person, "contact", more("2026-03-10T12:00:00Z", "one")))).toEqual([]);
    expect(typesOf(answerOf(person, "contact", more("2026-03-11T12:00:00Z", "two")))).toEqual([
      "task-attempted",
    ]);
  });

  it("asks for more than there is", () => {
    const person = new TestCase().assigned();
    expect(pointersOf(answerOf(person, "contact", more("2026-03-04T17:00:00Z")))).toEqual([
      "/moreTime/until",
    ]);
    expect(typesOf(answerOf(person, "contact", more("2026-03-04T17:00:01Z")))).toEqual(["task-attempted"]);
  });
});

describe("first contact", () => {
  it("that could not reach the person is an attempt: due again on the day of the next try", () => {
    const person = new TestCase().assigned();
    person.answer("contact", { outcome: "could-not-reach", nextTryAt: "2026-03-06T13:00:00Z" });
    expect(person.case.stage).toBe("contact");
    expect(person.case.tasks[0]).toMatchObject({ state: "open", dueAt: "2026-03-06T17:00:00.000Z" });
    expect(person.case.tasks[0]?.attempts).toMatchObject([
      { result: "could-not-reach", nextAt: "2026-03-06T13:00:00.000Z" },
    ]);
  });

  it("is tried again on another day and at another time when nobody says otherwise, and never due sooner than it was", () => {
    const person = new TestCase().assigned();
    person.answer("contact", { outcome: "could-not-reach" });
    expect(person.case.tasks[0]?.attempts).toMatchObject([{ nextAt: "2026-03-03T14:00:00.000Z" }]);
    expect(person.case.tasks[0]).toMatchObject({ dueAt: "2026-03-04T17:00:00.000Z" });
    person.at("2026-03-06T16:00:00.000Z").answer("contact", { outcome: "could-not-reach" });
    expect(person.case.tasks[0]?.attempts.at(-1)).toMatchObject({ nextAt: "2026-03-09T14:00:00.000Z" });
    expect(person.case.tasks[0]).toMatchObject({ dueAt: "2026-03-09T17:00:00.000Z" });
  });

  it.each([
    ["before 17:00", "2026-03-06T16:59:00Z", "2026-03-06T17:00:00.000Z"],
    ["later, after the working day", "2026-03-06T18:30:00Z", "2026-03-09T17:00:00.000Z"],
    ["at a weekend", "2026-03-07T10:00:00Z", "2026-03-09T17:00:00.000Z"],
  ])("that is to be tried %s is due once the coach has had the time for it", (_, nextTryAt, dueAt) => {
    const person = new TestCase().assigned();
    person.answer("contact", { outcome: "could-not-reach", nextTryAt });
    expect(person.case.tasks[0]).toMatchObject({ dueAt });
  });

  it("counts an attempt without an id of its own each time", () => {
    const person = new TestCase().assigned();
    person
      .answer("contact", { outcome: "could-not-reach" })
      .answer("contact", { outcome: "could-not-reach" });
    const ids = person.case.tasks[0]?.attempts.map(({ attemptId }) => attemptId);
    expect(ids).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}-1$/),
      expect.stringMatching(/^[0-9a-f]{32}-2$/),
    ]);
  });

  it("moves no due moment to where it already is", () => {
    const person = new TestCase().assigned().at("2026-03-03T10:00:00.000Z");
    expect(lastEvent(answerOf(person, "contact", { outcome: "could-not-reach" }))).toMatchObject({
      nextAt: "2026-03-04T14:00:00.000Z",
      dueAt: undefined,
    });
  });

  it("may end as unable to contact only after the area's tries, and says how many are left", () => {
    const person = new TestCase().assigned();
    const unable = { outcome: "unable-to-contact" };
    const left = () => {
      const decision = answerOf(person, "contact", unable);
      return "refusal" in decision && decision.refusal.type === "not-valid"
        ? decision.refusal.errors[0]?.detail
        : "";
    };
    expect(left()).toContain("3 more times");
    expect(pointersOf(answerOf(person, "contact", unable))).toEqual(["/outcome"]);
    person.answer("contact", { moreTime: { until: "2026-03-05T12:00:00Z", reason: "Leave" } });
    expect(left()).toContain("3 more times");
    for (let tries = 0; tries < 2; tries++) person.answer("contact", { outcome: "could-not-reach" });
    expect(left()).toContain("1 more time ");
    person.answer("contact", { outcome: "could-not-reach" }).answer("contact", unable);
    expect(person.case).toMatchObject({ stage: "closed", closure: "unable-to-contact" });
    expect(person.case.exit).toBeUndefined();
  });

  it.each([
    ["does-not-want-it", "withdrew"],
    ["not-appropriate", "not-eligible-other"],
  ])("that ends with %s closes the case as %s, and nobody is followed up", (outcome, closure) => {
    const person = new TestCase().assigned().answer("contact", { outcome });
    expect(person.case).toMatchObject({ stage: "closed", closure });
    person.attend();
    expect(person.case.tasks.filter(({ state }) => state === "open")).toEqual([]);
  });

  it.each(["/appointmentAt", "/nextTryAt"])("has its %s in the future", (pointer) => {
    const person = new TestCase().assigned();
    const field = pointer.slice(1);
    expect(pointersOf(answerOf(person, "contact", { outcome: "agreed", [field]: person.now }))).toEqual([
      pointer,
    ]);
    expect(
      typesOf(answerOf(person, "contact", { outcome: "agreed", [field]: "2026-03-02T10:00:01Z" })),
    ).toEqual(["task-answered", "contact-agreed"]);
  });
});

describe("the assessment", () => {
  const agreed = () => {
    const person = new TestCase().assigned().answer("contact", { outcome: "agreed" });
    person.attend();
    return person;
  };

  it("was held between the day of the referral and now", () => {
    const person = agreed();
    const at = (heldAt: string) => answerOf(person, "assessment", { ...held, heldAt });
    expect(pointersOf(at("2026-03-02T10:00:01Z"))).toEqual(["/heldAt"]);
    expect(pointersOf(at("2026-03-01T23:59:59Z"))).toEqual(["/heldAt"]);
    expect(typesOf(at("2026-03-02T00:00:00Z"))).toEqual(["task-answered", "appointment-attended"]);
  });

  it("records who came late, and only the well-being questions that were answered", () => {
    const decision = answerOf(agreed(), "assessment", {
      ...held,
      attended: "late",
      wellbeing: { happiness: 0 },
    });
    expect("events" in decision && decision.events[1]).toMatchObject({
      late: true,
      otherBarriers: [],
      wellbeing: { happiness: 0 },
    });
    expect(scoresOf({ happiness: 0, anxiety: undefined })).toStrictEqual({ happiness: 0 });
    const plain = answerOf(agreed(), "assessment", held);
    expect("events" in plain && plain.events[1]).toMatchObject({ late: false, wellbeing: undefined });
  });

  it("that the person missed is asked again the day after the new appointment", () => {
    const person = agreed();
    person.answer("assessment", { attended: "no", next: { appointmentAt: "2026-03-30T12:00:00Z" } });
    expect(person.case.tasks.at(-1)).toMatchObject({ state: "open", dueAt: "2026-03-31T16:00:00.000Z" });
    expect(person.case.tasks.at(-1)?.attempts).toMatchObject([
      { result: "did-not-attend", nextAt: "2026-03-30T12:00:00.000Z" },
    ]);
    const past = { attended: "no", next: { appointmentAt: person.now } };
    expect(pointersOf(answerOf(person, "assessment", past))).toEqual(["/next/appointmentAt"]);
  });

  it("keeps the person's goals as a note", () => {
    const decision = answerOf(agreed(), "assessment", { ...held, goals: "To go back", note: "Good talk" });
    expect(textsOf(decision)).toEqual(["To go back", "Good talk"]);
    expect(lastEvent(decision)).toMatchObject({ goalsNote: idOf(decision, "To go back") });
  });

  it("that was missed by someone who cannot be reached stays open", () => {
    const person = agreed().at("2026-03-24T10:00:00.000Z");
    person.answer("assessment", { attended: "no", next: "could-not-reach" });
    expect(person.case.tasks.at(-1)).toMatchObject({ state: "open", dueAt: "2026-03-25T17:00:00.000Z" });
    expect(person.case.tasks.at(-1)?.attempts).toMatchObject([{ result: "could-not-reach" }]);
  });
});

describe("the plan", () => {
  const planning = () => {
    const person = new TestCase().assigned().answer("contact", { outcome: "agreed" });
    person.attend();
    person.answer("assessment", held).attend();
    return person;
  };
  const actions = [
    { kind: "skills", description: "A course", by: "person" },
    { kind: "other", description: "A letter", by: "coach", dueOn: "2026-04-01", serviceId: "s1" },
  ];

  it("numbers its actions, keeps their texts as notes and reviews after the area's weeks", () => {
    const decision = answerOf(planning(), "plan", { planType: "seek-work", actions });
    const agreed = "events" in decision && decision.events[1];
    expect(agreed).toMatchObject({
      actions: [
        { id: "a1", kind: "skills", status: "not-started" },
        { id: "a2", kind: "other", dueOn: "2026-04-01", serviceId: "s1" },
      ],
      shareWith: { gp: false, employer: false },
      nextReviewOn: "2026-03-16",
    });
    expect("notes" in decision && decision.notes.map(({ text }) => text)).toEqual(["A course", "A letter"]);
  });

  it("takes the weeks to the first review that the coach gives", () => {
    const decision = answerOf(planning(), "plan", {
      planType: "seek-work",
      actions,
      reviewInWeeks: 6,
      shareWith: { gp: true },
    });
    expect("events" in decision && decision.events[1]).toMatchObject({
      nextReviewOn: "2026-04-13",
      shareWith: { gp: true, employer: false },
    });
  });
});

describe("a review", () => {
  const supported = () => new TestCase().supported();

  it("goes on in support, with the next one on the day that was agreed or after the area's weeks", () => {
    const person = supported().answer("review", {
      attended: "yes",
      next: "continue",
      reviewOn: "2026-03-20",
    });
    person.attend();
    expect(person.case).toMatchObject({ stage: "support", reviewsHeld: 1 });
    expect(person.case.tasks.at(-1)).toMatchObject({ state: "open", askAt: "2026-03-20T09:00:00.000Z" });
    person.answer("review", { attended: "late", next: "continue" }).attend();
    expect(person.case.tasks.at(-1)).toMatchObject({ askAt: "2026-03-16T09:00:00.000Z" });
  });

  it("moves the plan's actions and adds new ones after those it has", () => {
    const person = supported().answer("review", {
      attended: "yes",
      next: "continue",
      actions: [{ id: "a1", status: "dropped", reason: "Too far" }],
      newActions: [{ kind: "skills", description: "Another course", by: "person" }],
    });
    expect(person.case.plan?.actions.map(({ id, status }) => [id, status])).toEqual([
      ["a1", "dropped"],
      ["a2", "not-started"],
    ]);
  });

  it("finds an action among several, and numbers several new ones on", () => {
    const person = supported().answer("review", {
      attended: "yes",
      next: "continue",
      newActions: ["One", "Two"].map((description) => ({ kind: "skills", description, by: "person" })),
    });
    person.attend();
    expect(person.case.plan?.actions.map(({ id }) => id)).toEqual(["a1", "a2", "a3"]);
    const moved = { attended: "yes", next: "continue", actions: [{ id: "a2", status: "done" }] };
    person.answer("review", { ...moved, attended: "late" }).attend();
    expect(person.case.plan?.actions.map(({ status }) => status)).toEqual([
      "not-started",
      "done",
      "not-started",
    ]);
  });

  it("records what was said of it: who came late, work, why an action stopped, and nothing that was not said", () => {
    const person = supported();
    const full = answerOf(person, "review", {
      attended: "late",
      next: "continue",
      employmentStatus: "in-work",
      actions: [{ id: "a1", status: "dropped", reason: "Too far" }],
    });
    expect(lastEvent(full)).toMatchObject({
      late: true,
      employmentStatus: "in-work",
      actions: [{ id: "a1", status: "dropped", reasonNote: idOf(full, "Too far") }],
      nextReviewOn: "2026-03-16",
    });
    expect(textsOf(full)).toEqual(["Too far"]);
    expect(lastEvent(answerOf(person, "review", { attended: "yes", next: "finish" }))).toMatchObject({
      late: false,
      actions: [],
      newActions: [],
      nextReviewOn: undefined,
    });
  });

  it("refuses an action that is not in the plan and a day that is not after today", () => {
    const person = supported();
    const unknown = { attended: "yes", next: "continue", actions: [{ id: "a9", status: "done" }] };
    expect(pointersOf(answerOf(person, "review", unknown))).toEqual(["/actions/0/id"]);
    expect(pointersOf(answerOf(person, "review", { ...unknown, actions: ["a1"] }))).toEqual(["/actions/0"]);
    for (const attended of ["yes", "no"]) {
      const today = { attended, next: "continue", reviewOn: "2026-03-02" };
      expect(pointersOf(answerOf(person, "review", today))).toEqual(["/reviewOn"]);
    }
  });

  it("that the person missed is an attempt: due again after the next review", () => {
    const person = supported().answer("review", { attended: "no", reviewOn: "2026-03-30" });
    expect(person.case.tasks.at(-1)).toMatchObject({ state: "open", dueAt: "2026-04-01T16:00:00.000Z" });
    const other = supported().answer("review", { attended: "no" });
    expect(other.case.tasks.at(-1)?.attempts).toMatchObject([{ nextAt: "2026-03-16T09:00:00.000Z" }]);
  });

  it("that finishes opens the exit", () => {
    expect(supported().answer("review", { attended: "yes", next: "finish" }).case.stage).toBe("exit");
  });
});

describe("the exit", () => {
  const leaving = () => {
    const person = new TestCase().supported().do({ type: "finish" });
    person.attend();
    return person;
  };
  const beforeStart = () => {
    const person = new TestCase().assigned().do({ type: "finish" });
    person.attend();
    return person;
  };
  const closing = (closure: string) => ({ ...exit, closure });

  it.each([
    ["completed-plan", true],
    ["maximum-duration", true],
    ["needs-more-intensive-support", false],
    ["health-deteriorated", false],
    ["other", false],
  ])("as %s needs an outcome, is followed up, and is a completion: %s", (closure, completion) => {
    const person = leaving();
    expect(pointersOf(answerOf(person, "exit", { closure }))).toEqual(["/outcome", "/employmentStatus"]);
    person.answer("exit", closing(closure));
    expect(person.case).toMatchObject({
      stage: "follow-up",
      exit: { followedUp: true, completion, closure },
    });
  });

  it("as unable to contact after a start takes no outcome, records not reached, and is followed up", () => {
    const person = leaving();
    expect(pointersOf(answerOf(person, "exit", closing("unable-to-contact")))).toEqual(["/outcome"]);
    person.answer("exit", { closure: "unable-to-contact" });
    expect(person.case).toMatchObject({
      stage: "follow-up",
      exit: { outcome: "not-reached", completion: false },
    });
  });

  it.each(["withdrew", "died", "duplicate", "transferred-area", "moved-away"])(
    "as %s takes no outcome, records that nobody was asked, and closes",
    (closure) => {
      const person = leaving();
      expect(pointersOf(answerOf(person, "exit", closing(closure)))).toEqual(["/outcome"]);
      person.answer("exit", { closure });
      expect(person.case).toMatchObject({ stage: "closed", closure, exit: { outcome: "not-asked" } });
      expect(person.attend()).toEqual([]);
    },
  );

  it("before a start takes no outcome whatever the closure, and nobody is followed up", () => {
    const person = beforeStart();
    expect(pointersOf(answerOf(person, "exit", closing("other")))).toEqual(["/outcome"]);
    for (const closure of ["completed-plan", "maximum-duration"]) {
      expect(pointersOf(answerOf(person, "exit", { closure }))).toEqual(["/closure"]);
    }
    person.answer("exit", { closure: "other" });
    expect(person.case).toMatchObject({ stage: "closed", exit: { outcome: "not-asked", completion: false } });
  });

  it("without an ending that there is, is refused there", () => {
    for (const none of [{}, { closure: "gone" }]) {
      expect(pointersOf(answerOf(leaving(), "exit", none))).toEqual(["/closure"]);
    }
  });

  it("records adjustments and well-being as given", () => {
    const decision = answerOf(leaving(), "exit", {
      ...exit,
      adjustmentsMade: ["flexible-working"],
      wellbeing: { anxiety: 2 },
    });
    expect("events" in decision && decision.events[1]).toMatchObject({
      adjustmentsMade: ["flexible-working"],
      wellbeing: { anxiety: 2 },
      employmentStatus: "in-work",
    });
    expect(lastEvent(answerOf(leaving(), "exit", exit))).toMatchObject({
      adjustmentsMade: [],
      wellbeing: undefined,
    });
  });
});

describe("a follow-up", () => {
  const followed = () => {
    const person = new TestCase().supported().do({ type: "finish" });
    person.attend();
    person.answer("exit", exit).attend();
    return person.at("2026-06-01T08:00:00.000Z");
  };

  it("that did not reach the person is tried three times, then recorded as not reached", () => {
    const person = followed();
    person
      .answer("follow-up", { reached: false })
      .answer("follow-up", { reached: false, attemptId: "second" });
    expect(person.case.followUps).toEqual([]);
    expect(person.case.tasks.at(-1)).toMatchObject({ state: "open" });
    person.answer("follow-up", { reached: false, attemptId: "third" });
    expect(person.case.followUps).toMatchObject([{ point: "13-weeks", outcome: "not-reached" }]);
    expect(person.case.stage).toBe("follow-up");
    expect(typesOf(answerOf(person, "follow-up", { reached: false, attemptId: "third" }))).toEqual([]);
  });

  it("that reached the person records work, hours and well-being as given", () => {
    const decision = answerOf(followed(), "follow-up", {
      reached: true,
      outcome: "remained-in-work",
      employmentStatus: "in-work",
      hoursPerWeek: 20,
      wellbeing: { worthwhile: 7 },
    });
    expect(lastEvent(decision)).toEqual({
      type: "follow-up-recorded",
      point: "13-weeks",
      outcome: "remained-in-work",
      employmentStatus: "in-work",
      hoursPerWeek: 20,
      wellbeing: { worthwhile: 7 },
    });
  });

  it("does not end with a safety task that stays open for 28 days beside it", () => {
    const person = followed().do({ type: "raise-safety", note: "Worried" });
    person.attend();
    person.answer("follow-up", { reached: true, outcome: "no-change", employmentStatus: "in-work" }).attend();
    person.at("2026-06-30T08:00:00.000Z").attend();
    expect(person.case.followUps).toHaveLength(1);
    expect(person.case.tasks.find(({ kind }) => kind === "make-safe")).toMatchObject({ state: "open" });
  });

  it("counts only tries as tries, not a request for more time", () => {
    const person = followed().answer("follow-up", { reached: false });
    person.answer("follow-up", { moreTime: { until: "2026-06-16T12:00:00Z", reason: "Leave" } });
    person.answer("follow-up", { reached: false });
    expect(person.case.followUps).toEqual([]);
  });

  it("that nobody answers is recorded as not reached 28 days after it was asked", () => {
    const person = followed();
    person.attend();
    person.at("2026-06-29T07:59:59.999Z").attend();
    expect(person.case.followUps).toEqual([]);
    person.at("2026-06-29T08:00:00.000Z").attend();
    expect(person.case.followUps).toMatchObject([{ outcome: "not-reached" }]);
  });

  it("at 26 weeks closes the case as it ended, reached or not", () => {
    for (const last of [
      { reached: true, outcome: "left-work", employmentStatus: "out-of-work" },
      undefined,
    ]) {
      const person = followed();
      person.answer("follow-up", { reached: true, outcome: "remained-in-work", employmentStatus: "in-work" });
      person.attend();
      person.at("2026-08-31T08:00:00.000Z").attend();
      if (last) person.answer("follow-up", last);
      else person.at("2026-09-28T08:00:00.000Z").attend();
      expect(person.case).toMatchObject({ stage: "closed", closure: "completed-plan" });
      expect(person.case.followUps.at(-1)).toMatchObject({ point: "26-weeks" });
    }
  });

  it("goes to the lead when there was never a coach", () => {
    const person = followed();
    const { coach: _, ...withoutCoach } = person.case;
    person.case = { ...withoutCoach, tasks: [] } as unknown as typeof person.case;
    person.attend();
    expect(person.case.tasks.at(-1)).toMatchObject({ to: { role: "lead" } });
  });
});

describe("the lead's review of a referral", () => {
  const reviewed = (contact: { email?: string } = {}) => {
    const referral = aReferral({ person: { dateOfBirth: "2009-01-01", contact } });
    const person = new TestCase({ referral }).do({ type: "triage", referral });
    person.attend();
    return person;
  };

  it("goes to the lead, due within the area's working days", () => {
    expect(reviewed().case.tasks.at(-1)).toMatchObject({
      kind: "review-referral",
      to: { role: "lead" },
      dueAt: "2026-03-04T17:00:00.000Z",
    });
  });

  it("accepts into assignment", () => {
    const person = reviewed().answer("review-referral", { decision: "accept", reason: "Fine" });
    expect(person.case).toMatchObject({ stage: "assignment", acceptedAt: person.now });
  });

  it.each([
    ["redirect", "not-eligible-area"],
    ["decline", "not-eligible-other"],
  ])("to %s closes the case as %s", (decision, closure) => {
    const answer = { decision, reason: "Because", redirectTo: "Connect to Work" };
    const { case: closed } = reviewed().answer("review-referral", answer);
    expect(closed).toMatchObject({ stage: "closed", closure, placeHeld: false });
    expect(closed.acceptedAt).toBeUndefined();
    expect(typesOf(answerOf(reviewed(), "review-referral", answer))).toEqual([
      "task-answered",
      "referral-reviewed",
      "case-closed",
    ]);
  });

  it("that does not accept is told to the person once, with other help, and to nobody without an email address", () => {
    const answer = { decision: "decline", reason: "Because" };
    const person = reviewed({ email: "sample@example.org" }).answer("review-referral", answer);
    expect(person.attend()).toEqual(["other-help"]);
    expect(person.attend()).toEqual([]);
    expect(reviewed().answer("review-referral", answer).attend()).toEqual([]);
  });

  it("that did not accept is told no more once the case was opened again", () => {
    const person = reviewed({ email: "sample@example.org" }).answer("review-referral", {
      decision: "decline",
      reason: "Because",
    });
    person.do({ type: "reopen", coach: undefined, reason: "A mistake" });
    expect(person.attend()).not.toContain("other-help");
    expect(person.case.turnedAway).toBeUndefined();
  });

  it("keeps its reason, and where the person is redirected to, as one note", () => {
    const accepted = answerOf(reviewed(), "review-referral", { decision: "accept", reason: "Fine" });
    expect(textsOf(accepted)).toEqual(["Fine"]);
    const redirected = answerOf(reviewed(), "review-referral", {
      decision: "redirect",
      reason: "Because",
      redirectTo: "Connect to Work",
    });
    expect(textsOf(redirected)).toEqual(["Because\n\nRedirected to: Connect to Work"]);
  });

  it("may say where the person is supported, if the area works only in some places", () => {
    const rules = rulesWith({ places: { value: ["East", "North"], mark: "published", source: "test" } });
    const person = new TestCase({ rules });
    person.do({ type: "triage", referral: person.referral }).attend();
    const accept = { decision: "accept", reason: "Lives there", place: "West" };
    expect(pointersOf(answerOf(person, "review-referral", accept))).toEqual(["/place"]);
    person.answer("review-referral", { ...accept, place: "East" });
    expect(person.case).toMatchObject({ stage: "assignment", place: "East" });
    expect(person.events.at(-1)).toMatchObject({ type: "referral-reviewed", place: "East" });
    expect(fold(person.events)).toEqual(person.case);
    expect(sentenceOf(person.events.at(-1) as CaseEvent, new Map())).toContain("for support in East");
    // An area that delivers everywhere has no places to choose from.
    expect(pointersOf(answerOf(reviewed(), "review-referral", accept))).toEqual(["/place"]);
  });

  it("may redirect without naming where to", () => {
    const nowhere = { decision: "redirect", reason: "Because" };
    expect(reviewed().answer("review-referral", nowhere).case).toMatchObject({
      closure: "not-eligible-area",
    });
  });
});

describe("the lead's task for somebody who waits for a coach", () => {
  const waiting = () => {
    const person = new TestCase();
    person
      .do({ type: "triage", referral: person.referral })
      .do({ type: "wait-for-coach", because: ["full"] });
    person.attend();
    return person;
  };

  it("assigns the coach that the lead chooses", () => {
    const person = waiting().answer("wait-for-coach", { assignTo: "Coach2@Example.org" });
    expect(person.case).toMatchObject({ stage: "contact", coach: "coach2@example.org" });
  });

  it("records that the lead chose, and why more people than there is room for", () => {
    const decision = answerOf(waiting(), "wait-for-coach", {
      assignTo: "coach2@example.org",
      overrideCapacity: true,
      reason: "Urgent",
    });
    expect(lastEvent(decision)).toEqual({
      type: "coach-assigned",
      coach: "coach2@example.org",
      because: ["chosen by the area lead"],
      overrodeCapacity: true,
      reasonNote: idOf(decision, "Urgent"),
    });
    expect(textsOf(decision)).toEqual(["Urgent"]);
  });

  it("is asked of everybody who waits, whatever other tasks were answered before", () => {
    const referral = aReferral({ person: { dateOfBirth: "2009-01-01" } });
    const person = new TestCase({ referral }).do({ type: "triage", referral });
    person.attend();
    person.answer("review-referral", { decision: "accept", reason: "Fine" });
    person.do({ type: "wait-for-coach", because: ["full"] });
    expect(person.attend()).toEqual(["ask wait-for-coach"]);
  });

  it("needs a reason for more people than a coach has room for", () => {
    const over = { assignTo: "coach2@example.org", overrideCapacity: true };
    expect(pointersOf(answerOf(waiting(), "wait-for-coach", over))).toEqual(["/reason"]);
    expect(waiting().answer("wait-for-coach", { ...over, reason: "Urgent" }).case.stage).toBe("contact");
  });

  it("may only note that the person waits: then the task does not come again", () => {
    const person = waiting().answer("wait-for-coach", {});
    person.attend();
    expect(person.case.stage).toBe("waiting");
    expect(person.case.tasks).toHaveLength(1);
  });
});

describe("first contact of an area with other rules", () => {
  it("follows that area's number of tries", () => {
    const person = new TestCase({
      rules: rulesWith({ contactTries: { value: 1, mark: "default", source: "test" } }),
    });
    person.assigned().answer("contact", { outcome: "could-not-reach" });
    expect(person.answer("contact", { outcome: "unable-to-contact" }).case.stage).toBe("closed");
  });
});

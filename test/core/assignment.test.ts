import { describe, expect, it } from "vitest";
import { digestLines } from "../../functions/core/digests.ts";
import {
  isLeadOf,
  mayAnswer,
  mayListCases,
  maySeeCase,
  maySeeExportsOf,
} from "../../functions/core/permissions.ts";
import { progressOf } from "../../functions/core/progress.ts";
import { codeMinutes, codeTries, codeWindow, sessionEndsAt } from "../../functions/core/sessions.ts";
import { summaryOf } from "../../functions/core/summary.ts";
import { aCoach, aReferral, TestCase } from "../support/builders.ts";

const area = "greater-manchester";

describe("who may see and do what", () => {
  const person = new TestCase().assigned();
  const coach = aCoach("coach1@greater-manchester.example.org");
  const colleague = aCoach("coach2@greater-manchester.example.org");
  const lead = aCoach("lead", { roles: ["lead"] });
  const duty = aCoach("duty", { roles: ["duty"] });
  const otherLead = aCoach("lead", { roles: ["lead"], area: "frimley" });

  it("shows a case to its coach and the area's lead", () => {
    expect([coach, lead].map((member) => maySeeCase(member, person.case))).toEqual([true, true]);
    expect([colleague, duty, otherLead].map((member) => maySeeCase(member, person.case))).toEqual([
      false,
      false,
      false,
    ]);
    expect(maySeeCase({ ...coach, area: "frimley" }, person.case)).toBe(false);
  });

  it("takes an answer from whoever the task is for and from the area's lead", () => {
    const [task] = person.case.tasks;
    if (!task) throw new Error("no task");
    expect([coach, lead].map((member) => mayAnswer(member, person.case, task))).toEqual([true, true]);
    expect(
      [colleague, duty, otherLead, { ...coach, area: "frimley" }].map((m) => mayAnswer(m, person.case, task)),
    ).toEqual([false, false, false, false]);
    const safety = { ...task, to: { role: "duty" as const } };
    expect([duty, lead].map((member) => mayAnswer(member, person.case, safety))).toEqual([true, true]);
    expect([coach, { ...duty, area: "frimley" }].map((m) => mayAnswer(m, person.case, safety))).toEqual([
      false,
      false,
    ]);
    const leads = { ...task, to: { role: "lead" as const } };
    expect([duty, coach].map((member) => mayAnswer(member, person.case, leads))).toEqual([false, false]);
  });

  it("lists cases for coaches and leads", () => {
    expect([coach, lead, duty].map(mayListCases)).toEqual([true, true, false]);
    expect(isLeadOf(lead, "frimley")).toBe(false);
  });

  it("shows releases of one's own area to its lead and commissioner, and all to the national role", () => {
    const commissioner = aCoach("c", { roles: ["commissioner"] });
    const national = aCoach("n", { roles: ["national"], area: "england" });
    expect([lead, commissioner, national].map((member) => maySeeExportsOf(member, area))).toEqual([
      true,
      true,
      true,
    ]);
    expect([lead, commissioner].map((member) => maySeeExportsOf(member, "england"))).toEqual([false, false]);
    expect(maySeeExportsOf(national, "england")).toBe(true);
    expect(maySeeExportsOf(coach, area)).toBe(false);
  });
});

describe("a sign-in code", () => {
  it("is valid for 10 minutes and 5 tries, and an address gets 5 in 15 minutes", () => {
    expect([codeMinutes, codeTries, codeWindow]).toEqual([10, 5, { most: 5, minutes: 15 }]);
  });
});

describe("a session", () => {
  it.each([
    ["2026-03-02T07:30:00.000Z", "2026-03-02T17:30:00.000Z", "10 hours"],
    ["2026-03-02T10:00:00.000Z", "2026-03-02T19:00:00.000Z", "the next 19:00"],
    ["2026-03-02T18:30:00.000Z", "2026-03-02T19:30:00.000Z", "at least an hour"],
    ["2026-03-02T19:00:00.000Z", "2026-03-03T05:00:00.000Z", "10 hours, past midnight"],
    ["2026-07-01T10:00:00.000Z", "2026-07-01T18:00:00.000Z", "19:00 in summer time"],
  ])("begun at %s ends at %s: %s", (begun, ends) => expect(sessionEndsAt(begun)).toBe(ends));
});

describe("what a referrer hears", () => {
  const shared = (share: boolean) =>
    new TestCase({
      referral: aReferral({ referrer: { kind: "gp" }, consent: { shareBackWithReferrer: share } }),
    });

  it("never changes without the person's consent, endings included", () => {
    const person = shared(false);
    const before = progressOf(person.case);
    person.at("2026-03-03T10:00:00.000Z").supported();
    expect(progressOf(person.case)).toEqual(before);
    person.do({ type: "withdraw", through: "link" });
    expect(progressOf(person.case)).toEqual({
      ...before,
      progress: "received",
      updatedAt: before.receivedAt,
    });
  });

  it("follows the journey with it", () => {
    const person = shared(true);
    const said = () => progressOf(person.case).progress;
    expect(said()).toBe("received");
    person.do({ type: "triage", referral: person.referral });
    expect(said()).toBe("arranging");
    person.do({ type: "wait-for-coach", because: ["full"] });
    expect(said()).toBe("arranging");
    person.assigned();
    expect(said()).toBe("arranging");
    person.do({ type: "hold", until: "2026-04-01T09:00:00.000Z", reason: "r" });
    expect(said()).toBe("arranging");
    person.do({ type: "resume" }).answer("contact", { outcome: "agreed" });
    expect(said()).toBe("in-touch");
    person.do({ type: "withdraw", through: "link" });
    expect(said()).toBe("finished");
  });

  it("is received while the lead reviews, supported from the start to the exit, then finished", () => {
    const referral = aReferral({
      referrer: { kind: "gp" },
      person: { dateOfBirth: "2009-01-01" },
      consent: { shareBackWithReferrer: true },
    });
    const review = new TestCase({ referral }).do({ type: "triage", referral });
    expect([review.case.stage, progressOf(review.case).progress]).toEqual(["review", "received"]);

    const person = shared(true).assigned().answer("contact", { outcome: "agreed" });
    const said = () => [person.case.stage, progressOf(person.case).progress];
    person.attend();
    person.answer("assessment", {
      heldAt: person.now,
      channel: "phone",
      attended: "yes",
      employmentStatus: "in-work",
      mainBarrier: "other",
    });
    expect(said()).toEqual(["plan", "supported"]);
    person.attend();
    person.answer("plan", {
      planType: "thrive-at-work",
      actions: [{ kind: "skills", description: "A course", by: "person" }],
    });
    expect(said()).toEqual(["support", "supported"]);
    person.do({ type: "finish" });
    expect(said()).toEqual(["exit", "supported"]);
    person.attend();
    person.answer("exit", { closure: "unable-to-contact" });
    expect(said()).toEqual(["follow-up", "finished"]);
  });
});

describe("the 08:30 digest", () => {
  const told = (person: TestCase) =>
    digestLines([summaryOf(person.case)], person.now).map(({ to, line }) => [to, line.kind, line.state]);
  const coach = { staff: "coach1@greater-manchester.example.org" };
  const lead = { role: "lead" };

  it("tells of a task on the day it is due and while it is overdue", () => {
    const person = new TestCase().assigned();
    expect(told(person.at("2026-03-03T08:30:00.000Z"))).toEqual([]);
    expect(told(person.at("2026-03-04T08:30:00.000Z"))).toEqual([[coach, "contact", "due-today"]]);
    expect(told(person.at("2026-03-04T17:00:00.000Z"))).toEqual([[coach, "contact", "due-today"]]);
    expect(told(person.at("2026-03-05T08:30:00.000Z"))).toEqual([[coach, "contact", "overdue"]]);
  });

  it("tells nothing of a task whose case is on hold", () => {
    const person = new TestCase().assigned();
    person.do({ type: "hold", until: "2026-03-20T09:00:00.000Z", reason: "In hospital" });
    expect(told(person.at("2026-03-05T08:30:00.000Z"))).toEqual([]);
  });

  it("tells the lead too of what has been overdue for longer", () => {
    const person = new TestCase().assigned().at("2026-03-09T08:30:00.000Z");
    person.attend();
    expect(told(person)).toEqual([
      [coach, "contact", "escalated"],
      [lead, "contact", "escalated"],
    ]);
  });

  it("tells the duty role and the lead of a safety task that nobody answers", () => {
    const person = new TestCase().do({ type: "raise-safety", note: "Worried" });
    person.attend();
    person.at("2026-03-09T08:30:00.000Z").attend();
    expect(told(person)).toEqual([
      [{ role: "duty" }, "make-safe", "escalated"],
      [lead, "make-safe", "escalated"],
    ]);
  });

  it("tells the lead once of the lead's own task, and of everybody who waits", () => {
    const person = new TestCase();
    person.do({ type: "triage", referral: person.referral }).do({ type: "wait-for-coach", because: [] });
    person.attend();
    expect(told(person.at("2026-03-03T08:30:00.000Z"))).toEqual([[lead, "wait-for-coach", "waiting"]]);
    person.at("2026-03-09T08:30:00.000Z").attend();
    expect(told(person)).toEqual([[lead, "wait-for-coach", "escalated"]]);
  });

  it("says nothing of a task that is not asked yet, nor of a closed case", () => {
    const person = new TestCase().supported();
    expect(told(person)).toEqual([]);
    const review = summaryOf(person.case);
    const tasks = review.openTasks.map((task) => ({ ...task, dueAt: task.askAt }));
    const at = (now: string) => digestLines([{ ...review, openTasks: tasks }], now).length;
    expect(["2026-03-16T08:59:59.999Z", "2026-03-16T09:00:00.000Z"].map(at)).toEqual([0, 1]);
    const left = new TestCase().do({ type: "raise-safety", note: "Worried" });
    left.attend();
    left.do({ type: "withdraw", through: "link" }).at("2026-03-03T08:30:00.000Z");
    // Safety is the one thing that a closed case still tells of.
    expect(told(left)).toEqual([[{ role: "duty" }, "make-safe", "overdue"]]);
    const closed = new TestCase().assigned().do({ type: "withdraw", through: "link" });
    expect(told(closed.at("2026-03-05T08:30:00.000Z"))).toEqual([]);
  });
});

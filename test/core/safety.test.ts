import { describe, expect, it } from "vitest";
import { dueEmails } from "../../functions/core/due-now.ts";
import { fold } from "../../functions/core/evolve.ts";
import { sleepsUntilErased, whereIs } from "../../functions/core/where-is.ts";
import { aReferral, TestCase } from "../support/builders.ts";

const atRisk = (overrides: Parameters<typeof aReferral>[0] = {}) =>
  new TestCase({ referral: aReferral({ safety: { atRisk: true }, ...overrides }) });
const alerted = (person: TestCase) => person.events.filter(({ type }) => type === "duty-alerted").length;
const afterDue = "2026-03-02T11:00:01.000Z";

describe("phones that follow the safety topic", () => {
  it("are told once of each safety task, before any email of it", () => {
    const person = atRisk();
    const [opening] = person.due();
    expect(opening).toMatchObject({ type: "open-task", task: { kind: "make-safe" } });
    person.attend();
    expect(alerted(person)).toBe(1);
    expect(person.attend()).toEqual([]);
    const [alert, ask] = person.events.filter(({ type }) => /duty-alerted|email-intended/.test(type));
    expect([alert?.type, ask?.type]).toEqual(["duty-alerted", "email-intended"]);
    expect(fold(person.events)).toEqual(person.case);
  });

  it("are told again only of another task", () => {
    const person = atRisk();
    person.attend();
    person.do({ type: "raise-safety", note: "Still worried" }).attend();
    expect(alerted(person)).toBe(1);
    person.answer("make-safe", { action: "Called", note: "Safe" }).attend();
    person.do({ type: "raise-safety", note: "Worried again" }).attend();
    expect(alerted(person)).toBe(2);
  });

  it("are told of a task on a closed case, and never after a death", () => {
    const closed = new TestCase().do({ type: "withdraw", through: "link" });
    closed.do({ type: "raise-safety", note: "Worried" }).attend();
    expect(alerted(closed)).toBe(1);
    const died = atRisk().record([{ type: "case-closed", closure: "died" }]);
    died.attend();
    expect(alerted(died)).toBe(0);
  });
});

describe("a safety task that nobody answered in time", () => {
  it("is told to the lead and everyone on duty as soon as it is overdue, once", () => {
    const person = atRisk();
    person.attend();
    person.at("2026-03-02T11:00:00.000Z");
    expect(person.attend()).toEqual([]);
    expect(whereIs(person.case, person.rules, person.now).wakeAt).toBe(afterDue);
    person.at(afterDue).attend();
    const [task] = person.case.tasks;
    expect(task).toMatchObject({ overdue: true, escalated: true });
    expect(person.events.slice(-4)).toMatchObject([
      { type: "task-overdue" },
      { type: "task-escalated" },
      { type: "email-intended", email: `escalate:${task?.handle}`, to: "duty-and-lead" },
      { type: "email-sent" },
    ]);
    person.at("2026-03-20T10:00:00.000Z");
    expect(person.attend()).toEqual([]);
  });

  it("keeps a closed case awake, and among those that are begun again after a lost fleet, until it is answered", () => {
    const closed = new TestCase().do({ type: "withdraw", through: "link" });
    closed.do({ type: "raise-safety", note: "Worried" }).attend();
    closed.at(afterDue).attend();
    const { wakeAt = "" } = whereIs(closed.case, closed.rules, closed.now);
    expect(wakeAt).toBe("2026-03-16T11:00:01.000Z");
    expect(sleepsUntilErased(closed.case, wakeAt, closed.now)).toBe(false);
    closed.answer("make-safe", { action: "Called", note: "Safe" }).attend();
    expect(whereIs(closed.case, closed.rules, closed.now).wakeAt).toBeUndefined();
  });

  it("is told whatever has become of the case, but not once it was answered", () => {
    const person = atRisk();
    person.attend();
    person.do({ type: "withdraw", through: "link" }).attend();
    person.at(afterDue).attend();
    expect(Object.keys(person.case.emails)).toContainEqual(expect.stringMatching(/^escalate:/));
    const answered = atRisk();
    answered.attend();
    answered.answer("make-safe", { action: "Called", note: "Safe" });
    answered.at(afterDue).attend();
    expect(Object.keys(answered.case.emails)).not.toContainEqual(expect.stringMatching(/^escalate:/));
  });

  it("raised outside duty hours is overdue an hour after they begin", () => {
    const person = new TestCase({
      referral: aReferral({ safety: { atRisk: true } }),
      now: "2026-03-06T20:00:00.000Z",
    });
    person.attend();
    expect(person.case.tasks[0]?.dueAt).toBe("2026-03-09T10:00:00.000Z");
  });
});

it("other tasks are escalated to the lead after two working days, and never by an email of their own", () => {
  const person = new TestCase().assigned();
  person.at("2026-03-06T18:00:00.000Z").attend();
  expect(person.case.tasks[0]).toMatchObject({ overdue: true, escalated: true });
  expect(dueEmails(person.case, person.now)).toEqual([]);
  expect(Object.keys(person.case.emails)).toEqual([`ask:${person.handleOf("contact")}`]);
});

import { describe, expect, it } from "vitest";
import { fold } from "../../../functions/core/evolve.ts";
import { whereIs } from "../../../functions/core/where-is.ts";
import { aReferral, TestCase } from "../../support/builders.ts";

const coach = { staff: "coach1@greater-manchester.example.org" };

describe("the straight journey", () => {
  it("goes from triage to closed with 7 tasks, each asked and due when the contract says", () => {
    const person = new TestCase();
    person.do({ type: "triage", referral: person.referral });
    expect(person.case.stage).toBe("assignment");
    person.do({ type: "assign", coach: coach.staff, because: ["has room"] });
    expect(person.attend()).toEqual(["ask contact"]);
    expect(person.case.tasks.at(-1)).toMatchObject({
      kind: "contact",
      to: coach,
      askAt: "2026-03-02T10:00:00.000Z",
      dueAt: "2026-03-04T17:00:00.000Z",
    });

    person.at("2026-03-03T10:00:00.000Z");
    person.answer("contact", { outcome: "agreed", channel: "phone", appointmentAt: "2026-03-09T14:30:00Z" });
    expect(person.case.stage).toBe("assessment");
    expect(person.attend()).toEqual([]);
    expect(person.case.tasks.at(-1)).toMatchObject({
      kind: "assessment",
      askAt: "2026-03-09T14:30:00.000Z",
      dueAt: "2026-03-23T17:00:00.000Z",
    });
    expect(person.at("2026-03-09T14:30:00.000Z").attend()).toEqual(["ask assessment"]);

    person.at("2026-03-09T15:30:00.000Z").answer("assessment", {
      heldAt: "2026-03-09T14:35:00Z",
      channel: "phone",
      attended: "late",
      employmentStatus: "in-work-off-sick",
      mainBarrier: "musculoskeletal",
    });
    expect(person.attend()).toEqual(["ask plan"]);
    // 20 working days from 9 March pass Good Friday and Easter Monday and end in summer time.
    expect(person.case.tasks.at(-1)).toMatchObject({ kind: "plan", dueAt: "2026-04-08T16:00:00.000Z" });

    person.at("2026-03-12T10:00:00.000Z").answer("plan", {
      planType: "return-to-work",
      actions: [{ kind: "physiotherapy", description: "Six sessions", by: "service" }],
      reviewInWeeks: 4,
    });
    expect(person.attend()).toEqual([]);
    expect(person.case.tasks.at(-1)).toMatchObject({
      kind: "review",
      askAt: "2026-04-09T08:00:00.000Z",
      dueAt: "2026-04-13T16:00:00.000Z",
    });
    expect(person.at("2026-04-09T08:00:00.000Z").attend()).toEqual(["ask review"]);

    person.answer("review", { attended: "yes", actions: [{ id: "a1", status: "done" }], next: "finish" });
    expect(person.attend()).toEqual(["ask exit"]);
    expect(person.case.tasks.at(-1)).toMatchObject({ kind: "exit", dueAt: "2026-04-16T16:00:00.000Z" });

    person.answer("exit", {
      closure: "completed-plan",
      outcome: "returned-with-adjustments",
      employmentStatus: "in-work",
    });
    expect(person.case).toMatchObject({ stage: "follow-up", exit: { completion: true, followedUp: true } });
    expect(person.attend()).toEqual([]);
    expect(person.case.placeHeld).toBe(false);
    expect(person.case.tasks.at(-1)).toMatchObject({
      kind: "follow-up",
      point: "13-weeks",
      to: coach,
      askAt: "2026-07-09T08:00:00.000Z",
      dueAt: "2026-07-23T16:00:00.000Z",
    });

    expect(person.at("2026-07-09T08:00:00.000Z").attend()).toEqual(["ask follow-up"]);
    person.answer("follow-up", { reached: true, outcome: "remained-in-work", employmentStatus: "in-work" });
    expect(person.case.stage).toBe("follow-up");
    person.attend();
    // 26 weeks after exit, 9 October: the second follow-up has its own clock.
    expect(person.case.tasks.at(-1)).toMatchObject({ point: "26-weeks", askAt: "2026-10-08T08:00:00.000Z" });
    expect(person.at("2026-10-08T08:00:00.000Z").attend()).toEqual(["ask follow-up"]);
    person.answer("follow-up", { reached: true, outcome: "remained-in-work", employmentStatus: "in-work" });
    expect(person.case).toMatchObject({ stage: "closed", closure: "completed-plan" });
    expect(person.attend()).toEqual([]);
    expect(whereIs(person.case, person.rules, person.now)).toEqual({ stage: "closed", wakeAt: undefined });
    expect(person.case.tasks.map(({ kind }) => kind)).toEqual([
      "contact",
      "assessment",
      "plan",
      "review",
      "exit",
      "follow-up",
      "follow-up",
    ]);
    expect(fold(person.events)).toEqual(person.case);
  });

  it("is a case only if its first event, and no other, is the receipt of a referral", () => {
    const { events } = new TestCase();
    expect(() => fold([])).toThrow("A case begins with the receipt of a referral");
    expect(() => fold(new TestCase().assigned().events.slice(1))).toThrow("A case begins with");
    expect(() => fold([...events, ...events])).toThrow("A case is received once");
  });

  it("counts its events", () => {
    const person = new TestCase();
    expect(person.case.eventCount).toBe(1);
    expect(person.assigned().case.eventCount).toBe(person.events.length);
  });

  it("keeps no personal data and no free text in its events", () => {
    const canary = "Canaryname";
    const person = new TestCase({
      referral: aReferral({
        person: {
          givenName: canary,
          familyName: canary,
          dateOfBirth: "1981-04-05",
          contact: { email: "canaryname@example.org" },
        },
        health: { mainBarrier: "other", note: canary },
        safety: { atRisk: true, note: canary },
      }),
    });
    person.attend();
    person.answer("make-safe", { action: canary, note: canary, escalatedTo: canary });
    person.supported();
    person.answer("review", {
      attended: "yes",
      next: "finish",
      note: canary,
      newActions: [{ kind: "other", by: "coach", description: canary }],
    });
    person.do({ type: "withdraw", through: "staff", reason: canary });
    const log = JSON.stringify(person.events).toLowerCase();
    expect(log).not.toContain(canary.toLowerCase());
    expect(log).not.toContain("1981");
    expect(log).not.toContain("bl1");
    expect(log).not.toContain("07700900000");
  });

  it("acknowledges the person and a referrer once each, and a person who refers themselves once", () => {
    const self = new TestCase({ referral: aReferral({ person: { contact: { email: "p@example.org" } } }) });
    expect(self.attend()).toEqual(["acknowledge-person"]);
    expect(self.attend()).toEqual([]);
    const gp = new TestCase({
      referral: aReferral({
        referrer: { kind: "gp", email: "gp@example.org" },
        person: { contact: { email: "p@example.org" } },
      }),
    });
    expect(gp.attend()).toEqual(["acknowledge-person", "acknowledge-referrer"]);
  });

  it("never sends the person's own link to the address of whoever referred them", () => {
    const person = new TestCase({
      referral: aReferral({
        referrer: { kind: "employer", email: "Boss@example.org" },
        person: { contact: { email: "boss@example.org" } },
      }),
    });
    expect(person.attend()).toEqual(["acknowledge-referrer"]);
  });
});

import { describe, expect, it } from "vitest";
import { fold } from "../../../functions/core/evolve.ts";
import { summaryOf } from "../../../functions/core/summary.ts";
import type { CallTime } from "../../../functions/core/words.ts";
import { monday, TestCase } from "../../support/builders.ts";

const person = { kind: "person" } as const;
const ask = (when?: CallTime) => ({ type: "ask-for-call", when }) as const;
const later = "2026-03-02T12:00:00.000Z";
const tomorrow = "2026-03-03T10:00:00.000Z";

/** The emails about a call, and to whom each was. */
function callEmails(given: TestCase) {
  given.attend();
  return given.events.flatMap((event) =>
    event.type === "email-intended" && event.email.startsWith("call:") ? [event.to] : [],
  );
}

describe("a call that a person asks for", () => {
  it("is on the case and in the lists, with the time of day, and folds from the events", () => {
    const given = new TestCase().assigned().do(ask("evening"), person);
    expect(given.case.callAsked).toEqual({ at: monday, when: "evening" });
    expect(summaryOf(given.case).callAsked).toEqual({ at: monday, when: "evening" });
    expect(fold(given.events)).toEqual(given.case);
  });

  it("is told to the coach at once, and to the lead while there is none", () => {
    const coach = new TestCase().assigned().do(ask(), person);
    expect(callEmails(coach)).toEqual([{ staff: "coach1@greater-manchester.example.org" }]);
    const none = new TestCase().do(ask(), person);
    expect(callEmails(none)).toEqual([{ role: "lead" }]);
    const left = new TestCase()
      .supported()
      .record([{ type: "coach-left" }])
      .do(ask(), person);
    expect(callEmails(left)).toEqual([{ role: "lead" }]);
  });

  it("that was asked for twice in the same words on a day is one", () => {
    const given = new TestCase().assigned().do(ask("morning"), person);
    expect(given.at(later).decide(ask("morning"), person)).toEqual({ events: [], notes: [] });
  });

  it("is one email a day, however often and for whatever time of day it is asked for", () => {
    const given = new TestCase().assigned().do(ask("morning"), person);
    given.attend();
    given.at(later).do(ask("evening"), person).attend();
    given.do({ type: "note", text: "Rang, no answer" }).do(ask("morning"), person);
    expect(callEmails(given)).toHaveLength(1);
    expect(given.case.callAsked).toEqual({ at: later, when: "morning" });
    given.at(tomorrow).do(ask("morning"), person);
    expect(callEmails(given)).toHaveLength(2);
  });

  it("of late evening belongs to the day in London, not in UTC", () => {
    const given = new TestCase().assigned().at("2026-07-01T22:30:00.000Z").do(ask(), person);
    given.attend();
    given.at("2026-07-01T23:30:00.000Z").do(ask(), person);
    expect(callEmails(given)).toHaveLength(2);
  });

  it.each([
    ["a try", (given: TestCase) => given.answer("contact", { outcome: "could-not-reach" })],
    ["a first contact", (given: TestCase) => given.answer("contact", { outcome: "agreed" })],
    ["telling the person how to stop", (given: TestCase) => given.record([{ type: "person-told" }])],
    ["a note", (given: TestCase) => given.do({ type: "note", text: "Wrote instead" })],
    ["leaving", (given: TestCase) => given.do({ type: "withdraw", through: "link" })],
  ])("is answered by %s", (_what, answer) => {
    const given = answer(new TestCase().assigned().do(ask(), person));
    expect(given.case.callAsked).toBeUndefined();
    expect(fold(given.events)).toEqual(given.case);
  });

  it("is answered by each talk of the journey, and not by a follow-up that reached nobody", () => {
    const given = new TestCase().assigned();
    const asked = () => given.do(ask(), person).attend();
    given.answer("contact", { outcome: "agreed" }).attend();
    asked();
    given.answer("assessment", {
      heldAt: given.now,
      channel: "phone",
      attended: "yes",
      employmentStatus: "out-of-work",
      mainBarrier: "mental-health",
    });
    expect(given.case.callAsked).toBeUndefined();
    asked();
    given.answer("plan", {
      planType: "seek-work",
      actions: [{ kind: "skills", description: "A", by: "person" }],
    });
    expect(given.case.callAsked).toBeUndefined();
    given.attend();
    asked();
    given.answer("review", { attended: "yes", next: "continue", reviewOn: "2026-03-30" });
    expect(given.case.callAsked).toBeUndefined();
    const reached = { type: "follow-up-recorded", point: "13-weeks", outcome: "started-job" } as const;
    given.do(ask(), person).record([{ ...reached, outcome: "not-reached" }]);
    expect(given.case.callAsked).toBeDefined();
    expect(given.record([reached]).case.callAsked).toBeUndefined();
  });

  it("still waits when a coach asks for more time, somebody else takes over, or the person changes a consent", () => {
    const given = new TestCase().assigned().do(ask(), person);
    given.answer("contact", { moreTime: { until: "2026-03-05T17:00:00.000Z", reason: "Ill" } });
    given.do({ type: "consent", which: "evaluation", given: true, on: "2026-03-02" }, person);
    const chosen = { coach: "coach2@greater-manchester.example.org", because: [] };
    given.do({ type: "reassign", to: chosen.coach, chosen, reason: "Ill" });
    expect(given.case.callAsked).toBeDefined();
  });

  it("that was answered before its email went out is not told any more", () => {
    const given = new TestCase().assigned().do(ask(), person);
    const email = "call:2026-03-02";
    given.record([{ type: "email-intended", email, to: { role: "lead" } }]);
    given.do({ type: "note", text: "Done" }).attend();
    expect(given.case.emails[email]).toBe("dropped");
  });

  it("cannot be asked for once the case is closed", () => {
    const given = new TestCase().assigned().do({ type: "withdraw", through: "link" });
    expect(given.decide(ask(), person)).toEqual({ refusal: { type: "case-closed" } });
  });
});

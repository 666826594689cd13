import { describe, expect, it } from "vitest";
import type { Command } from "../../../functions/core/commands.ts";
import { fold } from "../../../functions/core/evolve.ts";
import { factsOf } from "../../../functions/core/reporting/facts.ts";
import { rulesWith, TestCase } from "../../support/builders.ts";

const coach = { coach: "coach1@greater-manchester.example.org", because: ["supported the person before"] };
const reopen: Command = { type: "reopen", coach, reason: "They called again" };
const leave = { type: "withdraw", through: "link" } as const;
const exit = { closure: "completed-plan", outcome: "started-job", employmentStatus: "in-work" };

describe("a case that is opened again", () => {
  it.each([
    ["triage", () => new TestCase(), undefined],
    [
      "assignment",
      () => {
        const person = new TestCase();
        return person.do({ type: "triage", referral: person.referral });
      },
      undefined,
    ],
    ["contact", () => new TestCase().assigned(), coach.coach],
    ["support", () => new TestCase().supported(), coach.coach],
    ["support", () => new TestCase().supported().do({ type: "finish" }), coach.coach],
  ])("goes on in %s", (stage, reach, withCoach) => {
    const person = reach().do(leave);
    person.attend();
    person.do(reopen);
    expect(person.case).toMatchObject({ stage, placeHeld: stage !== "triage" });
    expect(person.case.coach).toBe(withCoach);
    for (const left of ["withdrawnAt", "stopNoticeTo", "closedAt", "closure"]) {
      expect(person.case).not.toHaveProperty(left);
    }
    expect(fold(person.events)).toEqual(person.case);
  });

  it("with a start and no plan goes on to the plan, so that the start stays the first appointment", () => {
    const person = new TestCase().assigned().answer("contact", { outcome: "agreed" });
    person.attend();
    const held = { heldAt: person.now, channel: "phone", attended: "yes", employmentStatus: "in-work" };
    person
      .answer("assessment", { ...held, mainBarrier: "other" })
      .do(leave)
      .do(reopen);
    expect(person.case).toMatchObject({ stage: "plan", start: { heldAt: person.now } });
  });

  it("asks the coach again, and its withdrawal can be told once more", () => {
    const person = new TestCase().assigned().do(leave);
    expect(person.attend()).toEqual(["stop"]);
    person.do(reopen);
    expect(person.attend()).toEqual(["ask contact"]);
    person.do(leave);
    expect(person.attend()).toEqual(["stop"]);
  });

  it("is contacted once more, and the first contact stays the one that reports tell", () => {
    const person = new TestCase().assigned().answer("contact", { outcome: "agreed", channel: "phone" });
    const first = person.now;
    person.do(leave).attend();
    person.at("2026-03-20T10:00:00.000Z").do(reopen).attend();
    person.answer("contact", { outcome: "agreed", channel: "video" });
    expect(person.case.contact).toMatchObject({ at: first, channel: "video" });
    expect(factsOf(person.case).contactAt).toBe(first);
    expect(fold(person.events)).toEqual(person.case);
  });

  it("leaves its exit and follow-ups behind, and reports follow", () => {
    const person = new TestCase().leaving().answer("exit", exit);
    person.attend();
    person.answer("follow-up", { reached: true, outcome: "no-change", employmentStatus: "out-of-work" });
    person.do(reopen);
    expect(person.case).toMatchObject({ stage: "support", followUps: [] });
    expect(factsOf(person.case)).toMatchObject({ exit: undefined, followUps: [] });
    person.do({ type: "finish" }).attend();
    person.answer("exit", exit).attend();
    expect(person.case.tasks.at(-1)).toMatchObject({ kind: "follow-up", point: "13-weeks" });
    expect(fold(person.events)).toEqual(person.case);
  });

  it("without a coach who has room goes to assignment before a start, and is refused after one", () => {
    const without: Command = { type: "reopen", reason: "They called again" };
    expect(new TestCase().assigned().do(leave).do(without).case.stage).toBe("assignment");
    expect(new TestCase().supported().do(leave).decide(without)).toEqual({
      refusal: { type: "no-coach-with-room" },
    });
  });

  it("can be opened on the last of the area's days, and not on the next", () => {
    const left = () => new TestCase().assigned().do(leave);
    expect(left().at("2026-03-30T22:59:00.000Z").decide(reopen)).toHaveProperty("events");
    expect(left().at("2026-03-30T23:01:00.000Z").decide(reopen)).toEqual({
      refusal: { type: "reopened-too-late", days: 28 },
    });
    const reopenWithinDays = { value: 60, mark: "published" as const, source: "the area" };
    const longer = new TestCase({ rules: rulesWith({ reopenWithinDays }) }).assigned().do(leave);
    expect(longer.at("2026-05-01T12:00:00.000Z").decide(reopen)).toHaveProperty("events");
  });

  it("is not one whose person died, moved to another area or was joined to another case", () => {
    const died = new TestCase().leaving().answer("exit", { closure: "died" });
    const moved = new TestCase()
      .assigned()
      .do({ type: "transfer", toArea: "frimley", delivers: true, reason: "r" });
    const joined = new TestCase().do({
      type: "merge",
      survivor: { reference: "CDFGHJKMNC", stage: "contact" },
      reason: "r",
    });
    for (const [person, closure] of [
      [died, "died"],
      [moved, "transferred-area"],
      [joined, "duplicate"],
    ] as const) {
      expect(person.decide(reopen)).toEqual({ refusal: { type: "never-reopened", closure } });
    }
  });

  it("is not one that is open", () => {
    expect(new TestCase().assigned().decide(reopen)).toEqual({
      refusal: { type: "not-in-this-stage", stage: "contact" },
    });
  });
});

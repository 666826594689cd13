import { describe, expect, it } from "vitest";
import { isQueued } from "../../../functions/core/assignment/queue.ts";
import type { Command } from "../../../functions/core/commands.ts";
import type { CaseEvent } from "../../../functions/core/events.ts";
import { fold } from "../../../functions/core/evolve.ts";
import { sentenceOf } from "../../../functions/core/sentences.ts";
import type { Stage } from "../../../functions/core/stages.ts";
import { TestCase } from "../../support/builders.ts";

const other = "coach2@greater-manchester.example.org";
const reassign: Command = {
  type: "reassign",
  chosen: { coach: other, because: ["has room"] },
  reason: "Long leave",
};
const leave = (person: TestCase): Command => ({
  type: "coach-left",
  coach: person.case.coach ?? "",
  reason: "Works elsewhere now",
});
const exit = { closure: "completed-plan", outcome: "started-job", employmentStatus: "in-work" };

const reached: [Stage, () => TestCase][] = [
  ["contact", () => new TestCase().assigned()],
  [
    "assessment",
    () => {
      const person = new TestCase().assigned().answer("contact", { outcome: "agreed" });
      person.attend();
      return person;
    },
  ],
  ["support", () => new TestCase().supported()],
  ["exit", () => new TestCase().leaving()],
  [
    "follow-up",
    () => {
      const person = new TestCase().leaving().answer("exit", exit);
      person.attend();
      return person;
    },
  ],
];

describe("another coach", () => {
  it.each(reached)(
    "takes over in %s: the case stays, its task is superseded and asked anew",
    (stage, reach) => {
      const person = reach();
      const before = person.case.tasks.at(-1);
      const placeHeld = person.case.placeHeld;
      person.do(reassign);
      expect(person.case).toMatchObject({ stage, coach: other, placeHeld });
      expect(person.case.tasks.at(-1)?.state).toBe("superseded");
      const handle = before?.handle ?? "";
      expect(person.decide({ type: "answer", handle, answer: {} })).toEqual({
        refusal: { type: "superseded" },
      });
      const sent = person.attend();
      expect(person.case.tasks.at(-1)).toMatchObject({
        kind: before?.kind,
        state: "open",
        to: { staff: other },
        askAt: before?.askAt,
      });
      const isAsked = (before?.askAt ?? "") <= person.now;
      expect(sent).toEqual(isAsked ? [`ask ${before?.kind}`] : []);
      expect(fold(person.events)).toEqual(person.case);
    },
  );

  it("leaves what goes on beside the journey as it is", () => {
    const person = new TestCase().assigned().do({ type: "raise-safety", note: "Worried" });
    person.attend();
    person.do(reassign);
    expect(person.case.tasks.map(({ kind, state }) => [kind, state])).toEqual([
      ["contact", "superseded"],
      ["make-safe", "open"],
    ]);
  });

  it("takes over on hold, and is asked when the case goes on", () => {
    const until = "2026-03-16T09:00:00.000Z";
    const person = new TestCase().assigned().do({ type: "hold", until, reason: "r" }).do(reassign);
    expect(person.attend()).toEqual([]);
    person.do({ type: "resume" });
    expect(person.attend()).toEqual(["ask contact"]);
    expect(person.case).toMatchObject({ stage: "contact", coach: other });
  });

  it("says so where they take more people than they have room for", () => {
    const person = new TestCase().assigned().do({ ...reassign, overrideCapacity: true });
    expect(person.events.at(-1)).toMatchObject({ type: "coach-reassigned", overrodeCapacity: true });
    expect(sentenceOf(person.events.at(-1) as CaseEvent, new Map())).toContain(
      "more people than they have room for",
    );
  });

  it("who takes over one coach's people moves nobody who has been moved meanwhile", () => {
    const person = new TestCase().assigned();
    const from = person.case.coach;
    person.do({ ...reassign, from });
    expect(person.case.coach).toBe(other);
    const again: Command = { ...reassign, from, chosen: { coach: "third@example.org", because: [] } };
    expect(person.decide(again)).toEqual({ events: [], notes: [] });
  });

  it("who is the coach already changes nothing", () => {
    const person = new TestCase().assigned();
    const to = person.case.coach;
    expect(person.decide({ type: "reassign", to, reason: "r" })).toEqual({ events: [], notes: [] });
  });

  it("without room, or of another area, is refused at the field", () => {
    const person = new TestCase().assigned();
    for (const to of [undefined, "nobody@example.org"]) {
      expect(person.decide({ type: "reassign", to, reason: "r" })).toMatchObject({
        refusal: { type: "not-valid", errors: [{ pointer: "/to" }] },
      });
    }
  });

  it("is refused before there is a first one, and for a closed case", () => {
    expect(new TestCase().decide(reassign)).toEqual({
      refusal: { type: "not-in-this-stage", stage: "triage" },
    });
    const closed = new TestCase().assigned().do({ type: "withdraw", through: "link" });
    expect(closed.decide(reassign)).toEqual({ refusal: { type: "case-closed" } });
  });
});

describe("a coach who left", () => {
  it.each(reached)(
    "hands the person to the lead in %s, in the same stage and with the same task",
    (stage, reach) => {
      const person = reach();
      const before = person.case.tasks.at(-1);
      person.do(leave(person));
      expect(person.case).toMatchObject({ stage });
      expect(person.case.coach).toBeUndefined();
      expect(person.case.tasks.at(-1)?.state).toBe("superseded");
      person.attend();
      expect(person.case.tasks.at(-1)).toMatchObject({
        kind: before?.kind,
        state: "open",
        to: { role: "lead" },
        askAt: before?.askAt,
      });
      // Whose support has ended needs no coach's place any more.
      expect(isQueued(person.case)).toBe(stage !== "follow-up");
      expect(fold(person.events)).toEqual(person.case);
    },
  );

  it("leaves the person on hold, and the lead is asked when the case goes on", () => {
    const until = "2026-03-16T09:00:00.000Z";
    const person = new TestCase().assigned().do({ type: "hold", until, reason: "r" });
    person.do(leave(person));
    expect([person.case.stage, isQueued(person.case), person.attend()]).toEqual(["hold", false, []]);
    person.do({ type: "resume" });
    expect(person.attend()).toEqual(["ask contact"]);
    expect([isQueued(person.case), person.case.tasks.at(-1)?.to]).toEqual([true, { role: "lead" }]);
  });

  it("keeps the journey going: the lead answers, and the next task is the lead's too", () => {
    const person = new TestCase().assigned();
    person.do(leave(person)).attend();
    person.answer("contact", { outcome: "agreed" }).attend();
    expect(person.case).toMatchObject({ stage: "assessment" });
    expect(person.case.tasks.at(-1)?.to).toEqual({ role: "lead" });
  });

  it("changes nothing where somebody else took over, or the case is closed", () => {
    const person = new TestCase().assigned();
    const command = leave(person);
    person.do(reassign);
    expect(person.decide(command)).toEqual({ events: [], notes: [] });
    const closed = new TestCase().assigned().do({ type: "withdraw", through: "link" });
    expect(closed.decide(leave(closed))).toEqual({ events: [], notes: [] });
    expect(new TestCase().decide(command)).toEqual({ events: [], notes: [] });
  });

  it("gets the stop notice no more: the lead, who sees to the person, does", () => {
    const person = new TestCase().assigned();
    person.do(leave(person)).attend();
    person.do({ type: "withdraw", through: "link" });
    expect(person.case.stopNoticeTo).toEqual({ role: "lead" });
  });
});

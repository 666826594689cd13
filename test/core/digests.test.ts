import { describe, expect, it } from "vitest";
import {
  digestLines,
  endingLines,
  onceEach,
  peopleWaiting,
  takenOverLines,
} from "../../functions/core/digests.ts";
import { factsOf } from "../../functions/core/reporting/facts.ts";
import { summaryOf } from "../../functions/core/summary.ts";
import { digest } from "../../functions/emails/index.ts";
import { TestCase } from "../support/builders.ts";

const waiting = () => {
  const person = new TestCase();
  person.do({ type: "triage", referral: person.referral });
  person.do({ type: "wait-for-coach", because: ["nobody has room"] }).attend();
  return person;
};

describe("the lines of a morning", () => {
  it("hold a wait for a coach for the lead from the first day on, and once it is overdue as that", () => {
    const summary = [summaryOf(waiting().case)];
    const stateOn = (day: string) =>
      digestLines(summary, `${day}T08:30:00.000Z`).map(({ line }) => line.state);
    expect(stateOn("2026-03-03")).toEqual(["waiting"]);
    expect(stateOn("2026-03-04")).toEqual(["due-today"]);
    expect(stateOn("2026-03-05")).toEqual(["overdue"]);
  });

  it("tell a task once, in whatever roles somebody hears of it", () => {
    const person = new TestCase().assigned();
    person.at("2026-03-09T08:30:00.000Z").attend();
    const lines = digestLines([summaryOf(person.case)], person.now).map(({ line }) => line);
    expect(lines).toHaveLength(2);
    expect(onceEach(lines)).toEqual([lines[0]]);
  });
});

it("people who wait are counted, whether or not the lead has seen it", () => {
  const seen = waiting().answer("wait-for-coach", {});
  const cases = [waiting().case, seen.case, new TestCase().assigned().case];
  expect(peopleWaiting(cases.map(summaryOf))).toBe(2);
});

const told = (person: TestCase, now: string) =>
  endingLines([{ summary: summaryOf(person.case), facts: factsOf(person.case) }], now);

function notReached(endedAt: string): TestCase {
  const person = new TestCase().assigned();
  for (let tries = 0; tries < 3; tries++) person.answer("contact", { outcome: "could-not-reach" });
  return person.at(endedAt).answer("contact", { outcome: "unable-to-contact" });
}

describe("a case that ended because nobody could be reached", () => {
  it("is told to the lead in the next digest, and in no other", () => {
    const friday = notReached("2026-03-06T15:00:00.000Z");
    expect(told(friday, "2026-03-06T08:30:00.000Z")).toEqual([]);
    expect(told(friday, "2026-03-09T08:30:00.000Z")).toEqual([
      {
        to: { role: "lead" },
        line: { reference: "23456789CD", state: "not-contacted", endedAt: "2026-03-06T15:00:00.000Z" },
      },
    ]);
    expect(told(friday, "2026-03-10T08:30:00.000Z")).toEqual([]);
  });

  it("at the very moment of a digest is in one of them", () => {
    const person = notReached("2026-03-09T08:30:00.000Z");
    const days = ["2026-03-09T08:30:00.000Z", "2026-03-10T08:30:00.000Z"];
    expect(days.flatMap((day) => told(person, day))).toHaveLength(1);
  });

  it("after a start is told when support ends, and not again when the follow-ups do", () => {
    const person = new TestCase().leaving();
    person.at("2026-03-03T15:00:00.000Z").answer("exit", { closure: "unable-to-contact" });
    expect(told(person, "2026-03-04T08:30:00.000Z")).toHaveLength(1);
    person.record([{ type: "case-closed", closure: "unable-to-contact" }]).at("2026-09-01T10:00:00.000Z");
    expect(told(person, "2026-09-02T07:30:00.000Z")).toEqual([]);
  });

  it("is one line with a link, without a word about the person, and no task", () => {
    const lines = told(notReached("2026-03-06T15:00:00.000Z"), "2026-03-09T08:30:00.000Z");
    const { subject, text } = digest({
      baseUrl: "http://127.0.0.1:3000",
      listsCases: true,
      items: lines.map(({ line }) => line),
      now: "2026-03-09T08:30:00.000Z",
    });
    expect(subject).toBe("Your WorkWell tasks for Monday 9 March: 0");
    expect(text).toContain("Case 23456789CD ended on Friday 6 March.");
    expect(text).toContain("http://127.0.0.1:3000/cases/23456789CD");
    expect(text).not.toMatch(/Sample|coach1/);
  });

  it("is none that ended in another way", () => {
    const person = new TestCase().assigned().at("2026-03-06T15:00:00.000Z");
    person.answer("contact", { outcome: "does-not-want-it" });
    expect(told(person, "2026-03-09T08:30:00.000Z")).toEqual([]);
  });
});

const other = "coach2@greater-manchester.example.org";
const handedOver = (person: TestCase) => {
  person.do({ type: "reassign", chosen: { coach: other, because: ["has room"] }, reason: "Long leave" });
  person.attend();
  return person;
};
const takenOver = (person: TestCase, now: string) => takenOverLines([summaryOf(person.case)], now);

describe("a coach who took somebody over", () => {
  it("hears of it the next morning, and in no other, when nothing is asked yet", () => {
    const person = handedOver(new TestCase().supported());
    const day = person.now.slice(0, 10);
    expect(takenOver(person, `${day}T08:30:00.000Z`)).toEqual([]);
    expect(takenOver(person, "2026-03-03T08:30:00.000Z")).toEqual([
      {
        to: { staff: other },
        line: {
          reference: "23456789CD",
          state: "taken-over",
          next: expect.objectContaining({ kind: "review", askAt: "2026-03-16T09:00:00.000Z" }),
        },
      },
    ]);
    expect(takenOver(person, "2026-03-04T08:30:00.000Z")).toEqual([]);
  });

  it("does not hear of it twice: what was asked at once had its own email", () => {
    const person = handedOver(new TestCase().assigned());
    expect(takenOver(person, "2026-03-03T08:30:00.000Z")).toEqual([]);
  });

  it("hears of somebody on hold too, and of nobody who has left since", () => {
    const person = new TestCase().supported();
    person.do({ type: "hold", until: "2026-04-01T09:00:00.000Z", reason: "Operation" });
    handedOver(person);
    expect(takenOver(person, "2026-03-03T08:30:00.000Z")).toMatchObject([{ line: { next: undefined } }]);
    person.do({ type: "withdraw", through: "link" });
    expect(takenOver(person, "2026-03-03T08:30:00.000Z")).toEqual([]);
  });

  it("reads when they are asked next, with a link to the case and no word about the person", () => {
    const person = handedOver(new TestCase().supported());
    const now = "2026-03-03T08:30:00.000Z";
    const { subject, text } = digest({
      baseUrl: "http://127.0.0.1:3000",
      listsCases: true,
      items: takenOver(person, now).map(({ line }) => line),
      now,
    });
    expect(subject).toBe("Your WorkWell tasks for Tuesday 3 March: 0");
    expect(text).toContain("We ask you Monday 16 March at 9am: Hold a review.");
    expect(text).toContain("http://127.0.0.1:3000/cases/23456789CD");
    expect(text).not.toMatch(/Sample|coach2/);
  });
});

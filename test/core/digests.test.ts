import { describe, expect, it } from "vitest";
import { digestLines, onceEach, peopleWaiting } from "../../functions/core/digests.ts";
import { summaryOf } from "../../functions/core/summary.ts";
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

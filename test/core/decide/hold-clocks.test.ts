import { describe, expect, it } from "vitest";
import { taskView } from "../../../functions/core/case-views.ts";
import { fold } from "../../../functions/core/evolve.ts";
import { CaseFacts, factsOf } from "../../../functions/core/reporting/facts.ts";
import { keptTo } from "../../../functions/core/reporting/findings.ts";
import { periodOf } from "../../../functions/core/reporting/measure.ts";
import { measures } from "../../../functions/core/reporting/measures.ts";
import { TestCase } from "../../support/builders.ts";

const period = periodOf("2026-Q1");
const hold = (person: TestCase, from: string, to: string) =>
  person.at(from).do({ type: "hold", until: "2026-12-01T09:00:00.000Z", reason: "r" }).at(to).do({
    type: "resume",
  });

describe("a review that fell in a hold", () => {
  it("is asked when the case goes on, with the working days on hold added to its time", () => {
    const person = new TestCase().supported();
    const [before] = person.case.tasks.filter(({ kind }) => kind === "review");
    expect(before).toMatchObject({ askAt: "2026-03-16T09:00:00.000Z", dueAt: "2026-03-18T17:00:00.000Z" });
    hold(person, "2026-03-11T10:00:00.000Z", "2026-03-25T10:00:00.000Z");
    const task = person.case.tasks.find(({ kind }) => kind === "review");
    expect(task).toMatchObject({ askAt: "2026-03-25T10:00:00.000Z", dueAt: "2026-04-01T16:00:00.000Z" });
    expect(person.attend()).toEqual(["ask review"]);
    if (!task) throw new Error("there is no review");
    const { case: given, referral, events, rules } = person;
    const known = { case: given, referral, events, rules, notes: [], services: [] };
    expect(taskView(known, task, person.now)).toMatchObject({
      askedAt: "2026-03-25T10:00:00.000Z",
      overdue: false,
    });
    expect(fold(person.events)).toEqual(person.case);
  });

  it("keeps its day when the hold ended before, and its email when that had gone out", () => {
    const early = new TestCase().supported();
    hold(early, "2026-03-09T10:00:00.000Z", "2026-03-11T10:00:00.000Z");
    expect(early.case.tasks.at(-1)).toMatchObject({ askAt: "2026-03-16T09:00:00.000Z" });
    const asked = new TestCase().supported().at("2026-03-16T09:00:00.000Z");
    expect(asked.attend()).toEqual(["ask review"]);
    hold(asked, "2026-03-16T10:00:00.000Z", "2026-03-23T10:00:00.000Z");
    expect(asked.attend()).toEqual([]);
    expect(asked.case.tasks.at(-1)).toMatchObject({ askAt: "2026-03-16T09:00:00.000Z" });
  });
});

describe("the standards of a report", () => {
  const share = (category: string) => {
    const found = measures.find((each) => each.kind === "share" && each.category === category);
    if (found?.kind !== "share") throw new Error(`no standard ${category}`);
    return found;
  };
  const standards = { firstContact: 2, firstAppointment: 15, plan: 20 };
  const contacted = (person: TestCase) => {
    person.answer("contact", { outcome: "agreed" });
    return share("first-contact").find(factsOf(person.case), period, standards);
  };

  it("do not count days on hold: contact 7 working days after receipt, 6 of them on hold, is within 2", () => {
    const person = new TestCase().assigned();
    hold(person, "2026-03-03T10:00:00.000Z", "2026-03-11T10:00:00.000Z");
    expect(contacted(person)).toMatchObject({ workingDays: 1, withinStandard: true });
    expect(contacted(new TestCase().assigned().at("2026-03-11T10:00:00.000Z"))).toMatchObject({
      workingDays: 7,
      withinStandard: false,
    });
  });

  it("do not count a hold that ended with the case, nor the days until it was opened again", () => {
    const person = new TestCase().assigned();
    person
      .at("2026-03-03T10:00:00.000Z")
      .do({ type: "hold", until: "2026-04-01T09:00:00.000Z", reason: "r" });
    person.at("2026-03-06T10:00:00.000Z").do({ type: "withdraw", through: "link" });
    const coach = { coach: "coach1@greater-manchester.example.org", because: [] };
    person.at("2026-03-10T10:00:00.000Z").do({ type: "reopen", coach, reason: "r" }).attend();
    person.at("2026-03-11T10:00:00.000Z");
    expect(contacted(person)).toMatchObject({ workingDays: 2, withinStandard: true });
    expect(fold(person.events)).toEqual(person.case);
  });

  it("still tell how long the person waited in all", () => {
    const person = new TestCase().assigned();
    hold(person, "2026-03-03T10:00:00.000Z", "2026-03-11T10:00:00.000Z");
    person.answer("contact", { outcome: "agreed" });
    const waited = measures.find(({ name }) => name === "days-to-first-contact");
    if (waited?.kind !== "days") throw new Error("no such measure");
    expect(waited.find(factsOf(person.case), period, standards)).toMatchObject({ workingDays: 7 });
  });

  it("count only the part of a pause that lies within the span, and read facts of before there were any", () => {
    const facts = CaseFacts.parse(JSON.parse(JSON.stringify(factsOf(new TestCase().assigned().case))));
    expect(facts.pauses).toBeUndefined();
    const span = { from: "2026-03-09T10:00:00.000Z", to: "2026-03-20T10:00:00.000Z" };
    const kept = (from: string, to: string) =>
      keptTo(2, span, { pauses: [{ from: `${from}T10:00:00.000Z`, to: `${to}T10:00:00.000Z` }] }, period);
    expect(kept("2026-03-01", "2026-03-10")).toMatchObject({ workingDays: 8 });
    expect(kept("2026-03-19", "2026-03-30")).toMatchObject({ workingDays: 8 });
    expect(kept("2026-03-01", "2026-03-09")).toMatchObject({ workingDays: 9 });
    expect(kept("2026-03-01", "2026-03-30")).toMatchObject({ workingDays: 0, withinStandard: true });
  });
});

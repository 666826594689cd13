import { describe, expect, it } from "vitest";
import { AreaRules } from "../../functions/core/area-rules.ts";
import { areaView } from "../../functions/core/area-view.ts";
import { recordView } from "../../functions/core/record-view.ts";
import { keptUntil, recordEndsAt } from "../../functions/core/retention.ts";
import { sleepsUntilErased, whereIs } from "../../functions/core/where-is.ts";
import { aReferral, rulesWith, TestCase } from "../support/builders.ts";

/** Closed on 2 March 2026, born on this day. */
function closed(dateOfBirth = "1980-01-01"): TestCase {
  const person = new TestCase({ referral: aReferral({ person: { dateOfBirth } }) });
  person.do({ type: "withdraw", through: "link" }).attend();
  return person;
}

const until = (person: TestCase) => keptUntil(person.case, person.rules, person.referral);
const endsAt = (person: TestCase) => recordEndsAt(person.case, person.rules, person.referral);
const hold = (on: boolean) => ({ type: "legal-hold", on, reason: "Complaint" }) as const;

describe("a record is kept", () => {
  it.each([
    ["an adult", "1980-01-01", "2034-03-02"],
    ["somebody of 18 years that day", "2008-03-02", "2034-03-02"],
    ["somebody of 17, until they are 26", "2008-03-03", "2034-03-03"],
    ["somebody of 16, until they are 25", "2009-06-15", "2034-06-15"],
    ["a child born on 29 February, until the day after the 28th", "2012-02-29", "2037-03-01"],
  ])("of %s (born %s) until %s", (_, born, day) => {
    expect(until(closed(born))).toBe(day);
  });

  it("for the years of adults after a death, however young the person was", () => {
    const person = new TestCase({ referral: aReferral({ person: { dateOfBirth: "2009-06-15" } }) });
    person.do({ type: "triage", referral: person.referral }).attend();
    person.answer("review-referral", { decision: "accept", reason: "r" });
    person.do({ type: "assign", coach: "a", because: [] }).do({ type: "finish" }).attend();
    person.answer("exit", { closure: "died" });
    expect(until(person)).toBe("2034-03-02");
  });

  it("by the area's own periods, counted from what last happened", () => {
    const retention = {
      value: { adultYears: 3, untilAgeIfUnder17: 21, untilAgeIf17: 22 },
      mark: "published" as const,
      source: "s",
    };
    const person = closed();
    person.at("2026-05-01T10:00:00.000Z").do({ type: "note", text: "A late letter" });
    expect(keptUntil(person.case, rulesWith({ retention }), person.referral)).toBe("2029-05-01");
    const child = closed("2009-06-15");
    expect(keptUntil(child.case, rulesWith({ retention }), child.referral)).toBe("2030-06-15");
  });

  it("without an end while the case is open, and without anything once the details are gone", () => {
    expect(until(new TestCase().supported())).toBeUndefined();
    const { case: given, rules } = closed();
    expect(keptUntil(given, rules, undefined)).toBeUndefined();
  });

  it("by a default that says so, where the rules were published before there was one", () => {
    const { retention: _, usualSupportWeeks: __, ...older } = rulesWith();
    const rules = AreaRules.parse(older);
    expect(rules.retention).toMatchObject({ mark: "default", value: { adultYears: 8 } });
    expect(rules.retention.source).toContain("NHS Records Management Code");
    expect(areaView(rules).defaults).toContain("retention");
  });
});

describe("the end of a record's time", () => {
  it("is the midnight after its last day in London, and wakes no case before", () => {
    const person = closed();
    expect(endsAt(person)).toBe("2034-03-03T00:00:00.000Z");
    expect(whereIs(person.case, person.rules, person.now).wakeAt).toBeUndefined();
  });

  it("is no reason to start a case again after a lost fleet, as what a case still has to do is", () => {
    const person = closed();
    const ends = endsAt(person) ?? "";
    expect(sleepsUntilErased(person.case, ends, person.now)).toBe(true);
    expect(sleepsUntilErased(person.case, ends, "2034-03-02T12:00:00.000Z")).toBe(false);
    const leaving = new TestCase().supported().do({ type: "withdraw", through: "link" });
    const { wakeAt = "" } = whereIs(leaving.case, leaving.rules, leaving.now);
    expect(sleepsUntilErased(leaving.case, wakeAt, leaving.now)).toBe(false);
    expect(sleepsUntilErased(new TestCase().supported().case, ends, person.now)).toBe(false);
  });

  it("does not come while a legal hold is on, which itself moves no clock", () => {
    const person = closed().at("2033-01-01T10:00:00.000Z").do(hold(true));
    expect(endsAt(person)).toBeUndefined();
    expect(recordView(person.case, person.rules, person.referral)).toMatchObject({
      keptUntil: "2034-03-02",
      legalHoldSince: "2033-01-01T10:00:00.000Z",
    });
    expect(endsAt(person.at("2040-01-01T10:00:00.000Z").do(hold(false)))).toBe("2034-03-03T00:00:00.000Z");
  });

  it("does not come while somebody has to make sure that the person is safe, or the journey is to go on elsewhere", () => {
    const atRisk = closed().do({ type: "raise-safety", note: "Worried" });
    atRisk.attend();
    expect(endsAt(atRisk)).toBeUndefined();
    const moved = new TestCase().supported();
    moved.do({ type: "transfer", toArea: "frimley", delivers: true, reason: "r" });
    expect(endsAt(moved)).toBeUndefined();
    moved.attend();
    expect(endsAt(moved)).toBe("2034-03-03T00:00:00.000Z");
  });
});

import { describe, expect, it } from "vitest";
import { ageBandOf, ageOn } from "../../../functions/core/decide/receive.ts";
import { aReferral, rulesWith, TestCase } from "../../support/builders.ts";

const test = "test" as const;
const set = <Value>(value: Value) => ({ value, mark: "default" as const, source: test });
const limited = rulesWith({ maximumWeeksOutOfWork: set<number | null>(26) });

const triaged = (given: ConstructorParameters<typeof TestCase>[0] = {}) => {
  const person = new TestCase(given);
  return person.do({ type: "triage", referral: person.referral }).case;
};

describe("triage", () => {
  it("finds an adult whom the area's rules fit eligible", () => {
    expect(triaged()).toMatchObject({
      stage: "assignment",
      reviewReasons: [],
      acceptedAt: expect.any(String),
    });
  });

  it.each([
    ["someone who is 17", { person: { dateOfBirth: "2008-03-03" } }, ["under-18"]],
    [
      "someone under the area's own minimum age",
      { person: { dateOfBirth: "2010-03-03" } },
      ["under-area-minimum-age", "under-18"],
    ],
    ["a restricted record", { safety: { restricted: true } }, ["restricted-record"]],
  ])("asks a person to look at %s", (_, overrides, reasons) => {
    expect(triaged({ referral: aReferral(overrides) })).toMatchObject({
      stage: "review",
      reviewReasons: reasons,
    });
  });

  it("takes someone on the birthday of the area's minimum age as old enough for the area", () => {
    expect(triaged({ referral: aReferral({ person: { dateOfBirth: "2010-03-02" } }) }).reviewReasons).toEqual(
      ["under-18"],
    );
  });

  it("records its result and every reason", () => {
    const referral = aReferral({ safety: { restricted: true } });
    expect(new TestCase({ referral }).decide({ type: "triage", referral })).toEqual({
      events: [{ type: "triaged", result: "review", reasons: ["restricted-record"] }],
      notes: [],
    });
  });

  it("takes someone on their 18th birthday as an adult", () => {
    expect(triaged({ referral: aReferral({ person: { dateOfBirth: "2008-03-02" } }) }).stage).toBe(
      "assignment",
    );
  });

  it.each([
    ["out-of-work", "2025-09-01", []],
    ["out-of-work", "2025-08-31", ["out-of-work-too-long"]],
    ["out-of-work", undefined, ["out-of-work-since-unknown"]],
    ["in-work-off-sick", "2020-01-01", []],
    ["in-work", undefined, []],
  ] as const)("in an area with a limit of 26 weeks, %s since %s gives %j", (status, since, reasons) => {
    const referral = aReferral({ work: { status, ...(since ? { since } : {}) } });
    expect(triaged({ referral, rules: limited }).reviewReasons).toEqual(reasons);
  });

  it("asks nothing about time out of work where the area has no limit", () => {
    expect(triaged({ referral: aReferral({ work: { status: "out-of-work" } }) }).stage).toBe("assignment");
  });

  it("asks a person to look when only the choice of area places somebody there", () => {
    expect(triaged({ placed: { placedBy: "chosen" } }).reviewReasons).toEqual(["no-area-test-matched"]);
  });

  it("asks a person to look where the area delivers in part of its places", () => {
    expect(triaged({ rules: rulesWith({ places: set(["East"]) }) }).reviewReasons).toEqual(["place-unknown"]);
  });

  it("does not hold a case for the right to work, for risk, or for an NHS number that fails its check", () => {
    const referral = aReferral({ person: { nhsNumber: "999 123 4567" }, safety: { atRisk: true } });
    expect(triaged({ referral }).stage).toBe("assignment");
  });

  it("is done once", () => {
    const person = new TestCase();
    person.do({ type: "triage", referral: person.referral });
    expect(person.decide({ type: "triage", referral: person.referral })).toEqual({ events: [], notes: [] });
  });
});

describe("a person's age", () => {
  it.each([
    ["2008-03-02", "2026-03-02", 18],
    ["2008-03-03", "2026-03-02", 17],
    ["2008-02-29", "2026-02-28", 17],
    ["2008-02-29", "2026-03-01", 18],
  ])("born %s is on %s %i", (born, on, age) => expect(ageOn(born, on)).toBe(age));

  it("falls into its band at each edge", () => {
    expect([15, 16, 17, 18, 24, 25, 34, 35, 44, 45, 54, 55, 64, 65].map(ageBandOf)).toEqual([
      "under-16",
      "16-17",
      "16-17",
      "18-24",
      "18-24",
      "25-34",
      "25-34",
      "35-44",
      "35-44",
      "45-54",
      "45-54",
      "55-64",
      "55-64",
      "65-and-over",
    ]);
  });
});

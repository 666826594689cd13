import { describe, expect, it, test } from "vitest";
import type { CaseFacts } from "../../functions/core/reporting/facts.ts";
import { rulesAtReceipt } from "../../functions/core/reporting/measure.ts";
import { standardsView, waitsIn, waitsOf } from "../../functions/core/standards.ts";
import { monday, rulesWith } from "../support/builders.ts";

const standards = { firstContact: 2, firstAppointment: 15, plan: 20 };
const facts = (more: Partial<CaseFacts> = {}): CaseFacts => ({
  area: "greater-manchester",
  stage: "contact",
  receivedAt: monday,
  referrerKind: "self",
  ageBand: "25-34",
  mainBarrier: "other",
  workStatus: "in-work",
  followUps: [],
  ...more,
});
const start = { heldAt: monday, employmentStatus: "in-work", mainBarrier: "other" } as const;
const told = (given: CaseFacts, now: string) =>
  waitsOf(given, standards, now).map(
    ({ standard, workingDays, standing }) => `${standard} ${workingDays} ${standing}`,
  );

describe("what a person waits for against the standards", () => {
  test.each([
    ["the same day", "2026-03-02T16:00:00.000Z", "first-contact 0 within"],
    ["the day before the last", "2026-03-03T09:00:00.000Z", "first-contact 1 due-soon"],
    ["late on the last day", "2026-03-04T22:00:00.000Z", "first-contact 2 due-soon"],
    ["the first working day after it", "2026-03-05T09:00:00.000Z", "first-contact 3 over"],
    ["a weekend that does not count", "2026-03-08T09:00:00.000Z", "first-contact 4 over"],
  ])("%s", (_, now, expected) => {
    expect(told(facts(), now)).toContain(expected);
  });

  test.each<[string, Partial<CaseFacts>, string[]]>([
    ["nobody has looked yet", { stage: "review" }, ["first-contact", "first-appointment"]],
    ["no coach has room", { stage: "waiting" }, ["first-contact", "first-appointment"]],
    ["contact was made", { stage: "assessment", contactAt: monday }, ["first-appointment"]],
    ["contact was made before a coach left", { stage: "waiting", contactAt: monday }, ["first-appointment"]],
    ["the appointment took place", { stage: "plan", start }, ["plan"]],
    [
      "the plan is agreed",
      { stage: "support", start, plan: { agreedAt: monday, planType: "seek-work" } },
      [],
    ],
    ["support ends without a plan", { stage: "exit", start }, []],
    ["the case is on hold, whose clock stands still", { stage: "hold" }, []],
    ["the case is closed", { stage: "closed", closedAt: monday, closure: "withdrew" }, []],
  ])("%s", (_, more, expected) => {
    const waits = waitsOf(facts(more), standards, "2026-03-05T09:00:00.000Z");
    expect(waits.map(({ standard }) => standard)).toEqual(expected);
  });

  it("does not count the days for which the clock stood still", () => {
    const pauses = [{ from: "2026-03-03T09:00:00.000Z", to: "2026-03-05T09:00:00.000Z" }];
    expect(told(facts({ pauses }), "2026-03-06T09:00:00.000Z")).toContain("first-contact 2 due-soon");
  });

  it("counts the plan from the first appointment", () => {
    const late = facts({ stage: "plan", start: { ...start, heldAt: "2026-03-20T10:00:00.000Z" } });
    expect(told(late, "2026-03-23T10:00:00.000Z")).toEqual(["plan 1 within"]);
  });
});

describe("the standards of an area", () => {
  const clock = (value: number) => ({ value, mark: "published" as const, source: "test" });
  const before = rulesWith();
  const stricter = rulesWith({
    effectiveFrom: "2026-03-04",
    clocks: { ...before.clocks, contactWorkingDays: clock(1) },
  });

  it("holds a case to the rules of the day on which it was received", () => {
    const versions = [before, stricter];
    const now = "2026-03-06T09:00:00.000Z";
    const second = facts({ receivedAt: "2026-03-04T10:00:00.000Z" });
    expect(waitsIn(second, versions, now)[0]).toMatchObject({ workingDays: 2, standing: "over" });
    expect(waitsIn(facts(), versions, "2026-03-04T12:00:00.000Z")[0]).toMatchObject({ standing: "due-soon" });
    expect(rulesAtReceipt(versions, "2020-01-01T00:00:00.000Z")).toBe(before);
    expect(waitsIn(facts(), [], now)).toEqual([]);
  });

  it("tells how many wait, how they stand, and the longest wait, under the rules in force now", () => {
    const cases = [
      facts(),
      facts({ receivedAt: "2026-03-05T10:00:00.000Z", stage: "waiting" }),
      facts({ stage: "closed", closedAt: monday, closure: "withdrew" }),
    ];
    const [contact, appointment, plan] = standardsView(cases, [before, stricter], "2026-03-05T12:00:00.000Z");
    expect(contact).toEqual({
      standard: "first-contact",
      workingDays: 1,
      mark: "published",
      waiting: 2,
      within: 0,
      dueSoon: 1,
      over: 1,
      longestWorkingDays: 3,
    });
    expect(appointment).toMatchObject({ waiting: 2, within: 2, mark: "default", longestWorkingDays: 3 });
    expect(plan).toMatchObject({ waiting: 0, longestWorkingDays: 0 });
  });
});

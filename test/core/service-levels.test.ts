import { describe, expect, it } from "vitest";
import { type CaseFacts, factsOf } from "../../functions/core/reporting/facts.ts";
import { serviceLevelsCounter, together } from "../../functions/core/service-levels.ts";
import { rulesWith, TestCase } from "../support/builders.ts";

/** Monday 1 June 2026, half past eight in London. */
const now = "2026-06-01T07:30:00.000Z";
const tuesday5May = "2026-05-05T09:00:00.000Z";
const template = factsOf(new TestCase().case);
const { contactWorkingDays } = rulesWith().clocks;

function someone(facts: Partial<CaseFacts>): CaseFacts {
  return { ...template, stage: "support", receivedAt: tuesday5May, acceptedAt: tuesday5May, ...facts };
}

function levelsOf(...all: Partial<CaseFacts>[]) {
  const counter = serviceLevelsCounter([rulesWith()], now);
  for (const facts of all) counter.add(someone(facts));
  return counter.counted();
}

describe("the service levels of an area", () => {
  it("are all 0 without anybody", () => {
    expect(levelsOf()).toEqual({ accepted: 0, firstContacts: 0, withinStandard: 0, oldestWait: 0 });
  });

  it("count whoever was accepted in the last 7 whole days", () => {
    const on = (acceptedAt: string) => levelsOf({ acceptedAt }).accepted;
    expect(on("2026-05-25T08:00:00.000Z")).toBe(1);
    expect(on("2026-05-31T22:59:59.999Z")).toBe(1);
    expect(on("2026-05-24T22:59:59.999Z")).toBe(0);
    expect(on("2026-06-01T06:00:00.000Z")).toBe(0);
  });

  it("hold first contacts of the last 90 days to the area's standard", () => {
    expect(contactWorkingDays.value).toBe(2);
    const soon = { contactAt: "2026-05-07T09:00:00.000Z" };
    const late = { contactAt: "2026-05-08T09:00:00.000Z" };
    const longAgo = { receivedAt: "2026-01-05T09:00:00.000Z", contactAt: "2026-01-06T09:00:00.000Z" };
    expect(levelsOf(soon, soon, late, longAgo)).toMatchObject({ firstContacts: 3, withinStandard: 2 });
  });

  it("do not count days on hold against the coach", () => {
    const pauses = [{ from: "2026-05-05T10:00:00.000Z", to: "2026-05-12T10:00:00.000Z" }];
    expect(levelsOf({ contactAt: "2026-05-13T09:00:00.000Z", pauses }).withinStandard).toBe(1);
  });

  it("tell the longest wait of those who still wait for a first contact", () => {
    const waits = { stage: "contact", acceptedAt: undefined } as const;
    const levels = levelsOf(
      { ...waits, receivedAt: "2026-05-27T09:00:00.000Z" },
      { ...waits, receivedAt: "2026-05-29T09:00:00.000Z" },
      { ...waits, stage: "closed", receivedAt: "2026-03-02T09:00:00.000Z" },
      { ...waits, contactAt: tuesday5May, receivedAt: "2026-03-02T09:00:00.000Z" },
    );
    expect(levels.oldestWait).toBe(3);
  });

  it("of several areas are their sums, and the longest of their waits", () => {
    const one = { accepted: 1, firstContacts: 4, withinStandard: 3, oldestWait: 9 };
    const other = { accepted: 2, firstContacts: 2, withinStandard: 2, oldestWait: 4 };
    expect(together([one, other])).toEqual({
      accepted: 3,
      firstContacts: 6,
      withinStandard: 5,
      oldestWait: 9,
    });
    expect(together([])).toEqual({ accepted: 0, firstContacts: 0, withinStandard: 0, oldestWait: 0 });
  });
});

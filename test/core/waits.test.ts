import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CaseFacts } from "../../functions/core/reporting/facts.ts";
import { factsOf } from "../../functions/core/reporting/facts.ts";
import { CountedWaits, waitsCounter, waitsView } from "../../functions/core/waits.ts";
import { rulesWith, TestCase } from "../support/builders.ts";

/** Monday 1 June 2026, half past eight in London. */
const now = "2026-06-01T07:30:00.000Z";
const received = "2026-05-05T09:00:00.000Z";
const template = factsOf(new TestCase().case);

function someone(facts: Partial<CaseFacts>): CaseFacts {
  return { ...template, receivedAt: received, acceptedAt: received, ...facts };
}

function countedOf(all: readonly CaseFacts[]): CountedWaits {
  const counter = waitsCounter(now);
  for (const facts of all) counter.add(facts);
  return CountedWaits.parse(counter.counted());
}

/** So many people who heard from a coach that many working days after Tuesday 5 May. */
const contacted = (people: number, on = "2026-05-08T09:00:00.000Z") =>
  Array.from({ length: people }, () => someone({ contactAt: on, coachAskedAt: received }));
const shown = (all: readonly CaseFacts[]) => waitsView(rulesWith(), countedOf(all));

describe("how long people wait", () => {
  it("is the median of working days from 8 people on, beside the area's standard with its mark", () => {
    const view = shown([...contacted(5), ...contacted(4, "2026-05-06T09:00:00.000Z")]);
    const { contactWorkingDays, assessmentWorkingDays } = rulesWith().clocks;
    expect(view).toEqual({
      asAt: now,
      overDays: 90,
      firstContact: { standard: contactWorkingDays, medianWorkingDays: 3 },
      firstAppointment: { standard: assessmentWorkingDays, medianWorkingDays: null },
      waitingForCoach: 0,
    });
    expect(shown(contacted(7)).firstContact.medianWorkingDays).toBeNull();
    expect(shown(contacted(8)).firstContact.medianWorkingDays).toBe(3);
  });

  it("counts first appointments by the day they were held", () => {
    const start = { heldAt: "2026-05-12T13:00:00.000Z", employmentStatus: "in-work", mainBarrier: "other" };
    const all = Array.from({ length: 8 }, () => someone({ start } as Partial<CaseFacts>));
    expect(shown(all).firstAppointment.medianWorkingDays).toBe(5);
  });

  it.each([
    ["yesterday's last moment", "2026-05-31T22:59:59.999Z", 8],
    ["today", "2026-05-31T23:00:00.000Z", 0],
    ["the first day of the window", "2026-03-03T00:00:00.000Z", 8],
    ["the day before it", "2026-03-02T23:59:59.999Z", 0],
  ])("looks at 90 whole days of London: %s", (_, contactAt, people) => {
    const all = contacted(8, contactAt).map((facts) => ({
      ...facts,
      receivedAt: "2026-02-02T09:00:00.000Z",
    }));
    expect(countedOf(all).firstContact.people).toBe(people);
  });

  it("counts who waits for a coach, and not who has one, was not accepted yet, or has left", () => {
    const counted = countedOf([
      someone({}),
      someone({ coachAskedAt: now }),
      someone({ acceptedAt: undefined }),
      someone({ closedAt: now }),
    ]);
    expect(counted.waitingForCoach).toBe(1);
  });

  it.each([
    [0, 0],
    [1, "fewer than 8"],
    [7, "fewer than 8"],
    [8, 10],
    [12, 10],
    [13, 15],
  ])("shows %i people who wait as %s", (people, told) => {
    expect(shown(Array.from({ length: people }, () => someone({}))).waitingForCoach).toBe(told);
  });

  it("tells nothing but the standards before it was counted", () => {
    expect(waitsView(rulesWith(), undefined)).toMatchObject({
      asAt: null,
      firstContact: { medianWorkingDays: null },
      firstAppointment: { medianWorkingDays: null },
      waitingForCoach: null,
    });
  });

  it("never tells of 1 to 7 people, whoever they are", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), (seen, waiting) => {
        const view = shown([...contacted(seen), ...Array.from({ length: waiting }, () => someone({}))]);
        expect(view.firstContact.medianWorkingDays === null).toBe(seen < 8);
        expect([0, "fewer than 8"].includes(view.waitingForCoach ?? -1)).toBe(waiting < 8);
        if (typeof view.waitingForCoach === "number") expect(view.waitingForCoach % 5).toBe(0);
      }),
    );
  });
});

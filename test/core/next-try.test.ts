import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWorkingDay, londonDate, timeOfDay } from "../../functions/core/calendar.ts";
import { dueAfterTry, nextTries, nextTry, understoodTimes } from "../../functions/core/next-try.ts";
import { anyTime, readPreferredTimes } from "../../functions/core/preferred-times.ts";
import { aReferral, monday, TestCase } from "../support/builders.ts";

const personWho = (preferredTimes: string) => aReferral({ person: { contact: { preferredTimes } } });

describe("the next try", () => {
  it("is on the next working day at another time of day", () => {
    expect(nextTries([], undefined, monday)).toEqual([
      "2026-03-03T14:00:00.000Z",
      "2026-03-04T16:30:00.000Z",
      "2026-03-05T10:00:00.000Z",
    ]);
  });

  it("leaves out weekends and bank holidays", () => {
    expect(nextTry(["2026-04-02T09:00:00.000Z"])).toBe("2026-04-07T13:00:00.000Z");
  });

  it.each([
    ["mornings", ["2026-03-03T10:00", "2026-03-04T10:00", "2026-03-05T10:00"]],
    ["Tuesdays", ["2026-03-03T14:00", "2026-03-10T16:30", "2026-03-17T10:00"]],
    ["after 5pm", ["2026-03-03T17:00", "2026-03-04T17:00", "2026-03-05T17:00"]],
    ["not Tuesdays, not mornings", ["2026-03-04T14:00", "2026-03-05T16:30", "2026-03-06T14:00"]],
    ["before 10am", ["2026-03-03T09:00", "2026-03-04T09:00", "2026-03-05T09:00"]],
  ])("keeps to what the person asked for: %s", (text, expected) => {
    const tries = nextTries([], readPreferredTimes(text), monday);
    expect(tries.map((each) => each.slice(0, 16))).toEqual(expected);
  });

  it("is at a time of day that was tried less", () => {
    const tried = ["2026-03-02T10:00:00.000Z", "2026-03-03T14:00:00.000Z", "2026-03-04T10:00:00.000Z"];
    expect(timeOfDay(nextTry(tried))).toBe("16:30");
  });

  it("waits for another day of the week where only one time of day is left and the nearest is a bank holiday", () => {
    const mornings = readPreferredTimes("Thursday or Friday mornings");
    expect(nextTry(["2026-03-26T10:00:00.000Z", "2026-04-02T09:00:00.000Z"], mornings)).toBe(
      "2026-04-10T09:00:00.000Z",
    );
  });

  it("is not at the time of day that was tried just now, however often the others were", () => {
    const tried = ["2026-03-02T10:00:00.000Z", "2026-03-03T10:00:00.000Z", "2026-03-04T14:00:00.000Z"];
    const notLate = readPreferredTimes("before 4pm");
    expect(timeOfDay(nextTry(tried, notLate))).toBe("10:00");
  });

  it("never comes at the same day and time of day as the last while there is another, always later, on a working day, within the wishes", () => {
    const wishes = fc.record({
      days: fc.subarray([...anyTime.days], { minLength: 1 }),
      times: fc.subarray([...anyTime.times], { minLength: 1 }),
    });
    const moment = fc
      .date({
        min: new Date("2026-01-01T00:00:00Z"),
        max: new Date("2027-12-01T00:00:00Z"),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString());
    const partOf = (at: string) => (timeOfDay(at) < "12:00" ? 0 : timeOfDay(at) < "16:00" ? 1 : 2);
    const weekday = (at: string) => new Date(`${londonDate(at)}T00:00:00Z`).getUTCDay();
    fc.assert(
      fc.property(moment, wishes, (now, preferred) => {
        const tries = [now];
        for (let count = 0; count < 6; count++) tries.push(nextTry(tries, preferred));
        const parts = new Set(preferred.times.map((time) => (time < 720 ? 0 : time < 960 ? 1 : 2)));
        for (const [index, each] of tries.entries()) {
          const before = tries[index - 1];
          if (before === undefined) continue;
          expect(londonDate(each) > londonDate(before)).toBe(true);
          expect(isWorkingDay(londonDate(each))).toBe(true);
          const [hours = 0, minutes = 0] = timeOfDay(each).split(":").map(Number);
          expect(preferred.times).toContain(60 * hours + minutes);
          expect(preferred.days).toContain(weekday(each));
          if (parts.size > 1) expect(partOf(each)).not.toBe(partOf(before));
          if (parts.size > 1 || preferred.days.length > 1) {
            expect([weekday(each), partOf(each)]).not.toEqual([weekday(before), partOf(before)]);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("gives the coach until the end of its working day, and after 17:00 until the next", () => {
    expect(dueAfterTry("2026-03-03T16:30:00.000Z")).toBe("2026-03-03T17:00:00.000Z");
    expect(dueAfterTry("2026-03-03T17:00:00.000Z")).toBe("2026-03-04T17:00:00.000Z");
  });
});

describe("a try that does not reach the person", () => {
  it("of first contact is followed by one within what they asked for, or when the coach says", () => {
    const person = new TestCase({ referral: personWho("Fridays after 4pm") }).assigned();
    person.answer("contact", { outcome: "could-not-reach" });
    person.answer("contact", { outcome: "could-not-reach", nextTryAt: "2026-03-04T09:15:00Z" });
    expect(person.case.tasks[0]).toMatchObject({
      state: "open",
      dueAt: "2026-03-06T17:00:00.000Z",
      attempts: [{ nextAt: "2026-03-06T16:30:00.000Z" }, { nextAt: "2026-03-04T09:15:00.000Z" }],
    });
  });

  it("after a missed appointment, and of a follow-up, is followed by one on another day", () => {
    const missed = new TestCase().assigned().answer("contact", { outcome: "agreed" });
    missed.attend();
    missed.answer("assessment", { attended: "no", next: "could-not-reach" });
    expect(missed.case.tasks.at(-1)?.attempts).toMatchObject([{ nextAt: "2026-03-03T14:00:00.000Z" }]);

    const left = new TestCase({ referral: personWho("mornings") }).leaving();
    const ended = { closure: "completed-plan", outcome: "no-change", employmentStatus: "out-of-work" };
    left.answer("exit", ended).attend();
    left.at("2026-06-01T09:00:00.000Z").answer("follow-up", { reached: false });
    expect(left.case.tasks.at(-1)).toMatchObject({
      state: "open",
      attempts: [{ result: "not-reached", nextAt: "2026-06-02T09:00:00.000Z" }],
    });
  });
});

describe("what the coach reads about it", () => {
  it("says how the wish was read, or that it was not", () => {
    expect(understoodTimes(personWho("not Mondays").person)).toBe(
      "We read this as: Tuesdays, Wednesdays, Thursdays and Fridays, from 9am to 7pm.",
    );
    expect(understoodTimes(personWho("after the school run").person)).toMatch(/^We could not read this/);
    expect(understoodTimes(aReferral().person)).toBeUndefined();
  });
});

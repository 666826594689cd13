import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  addDutyHours,
  addWeeks,
  addWorkingDays,
  at,
  bankHolidaysKnownUntil,
  boundsOfQuarter,
  dateInWords,
  datePlusDays,
  datePlusYears,
  dueAfterWorkingDays,
  inWords,
  isWithinDutyHours,
  isWorkingDay,
  londonDate,
  monthInWords,
  quarterInWords,
  quarterOf,
  workingDaysBetween,
} from "../../functions/core/calendar.ts";

const nineToFive = { opens: "09:00", closes: "17:00" };
const someDay = fc
  .integer({ min: 0, max: 365 * 12 })
  .map((days) => new Date(Date.UTC(2020, 0, 1 + days)).toISOString().slice(0, 10));
const someInstant = fc
  .integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2031, 11, 31) })
  .map((time) => new Date(time).toISOString());

describe("working days", () => {
  test.each([
    ["an ordinary Tuesday", "2026-03-03", true],
    ["a Saturday", "2026-03-07", false],
    ["a Sunday", "2026-03-08", false],
    ["Good Friday", "2026-04-03", false],
    ["Easter Monday", "2026-04-06", false],
    ["the substitute for Boxing Day on a Saturday", "2026-12-28", false],
    ["a Monday before 1970, as a date of birth may be", "1969-12-29", true],
  ])("%s (%s): %s", (_name, date, expected) => {
    expect(isWorkingDay(date)).toBe(expected);
  });

  test.each([
    ["a Tuesday", "2026-03-03T10:00:00.000Z", 2, "2026-03-05T17:00:00.000Z"],
    ["a Saturday night", "2026-03-07T23:30:00.000Z", 2, "2026-03-10T17:00:00.000Z"],
    ["the Thursday before Easter", "2026-04-02T10:00:00Z", 2, "2026-04-08T16:00:00.000Z"],
    ["Christmas Eve", "2026-12-24T10:00:00Z", 2, "2026-12-30T17:00:00.000Z"],
    ["New Year's Eve", "2026-12-31T10:00:00Z", 1, "2027-01-04T17:00:00.000Z"],
    ["the Friday before the clocks go forward", "2026-03-27T12:00:00Z", 1, "2026-03-30T16:00:00.000Z"],
    ["the Friday before the clocks go back", "2026-10-23T12:00:00Z", 1, "2026-10-26T17:00:00.000Z"],
    [
      "half past midnight in summer, still yesterday in UTC",
      "2026-06-15T23:30:00Z",
      1,
      "2026-06-17T16:00:00.000Z",
    ],
    ["after hours", "2026-03-03T22:00:00Z", 1, "2026-03-04T17:00:00.000Z"],
    ["a Saturday, no day later", "2026-03-07T10:00:00Z", 0, "2026-03-09T17:00:00.000Z"],
    ["a Tuesday, no day later", "2026-03-03T10:00:00Z", 0, "2026-03-03T17:00:00.000Z"],
    ["an offset other than UTC", "2026-03-03T00:30:00+02:00", 1, "2026-03-03T17:00:00.000Z"],
    ["fifteen days over Christmas", "2025-12-15T09:00:00Z", 15, "2026-01-08T17:00:00.000Z"],
  ])("due after working days from %s", (_name, from, n, due) => {
    expect(dueAfterWorkingDays(from, n)).toBe(due);
    expect(dueAfterWorkingDays(new Date(from), n)).toBe(due);
  });

  test("counting the days between is the inverse of adding them", () => {
    fc.assert(
      fc.property(someInstant, fc.integer({ min: 1, max: 60 }), (from, n) => {
        const reached = addWorkingDays(from, n);
        expect(isWorkingDay(reached)).toBe(true);
        expect(workingDaysBetween(from, reached)).toBe(n);
        expect(workingDaysBetween(reached, from)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test("nothing lies between a day and itself, nor over a weekend", () => {
    expect(workingDaysBetween("2026-03-03", "2026-03-03")).toBe(0);
    expect(workingDaysBetween("2026-03-07", "2026-03-08")).toBe(0);
    expect(workingDaysBetween("2026-03-05", "2026-03-03")).toBe(-2);
  });

  test("beyond the bank holidays listed, only weekends are not working days", () => {
    expect(bankHolidaysKnownUntil).toBe("2028-12-31");
    expect(isWorkingDay("2029-12-25")).toBe(true);
    expect(isWorkingDay("2029-12-29")).toBe(false);
  });

  test.each([-1, 1.5, Number.NaN])("%s is not a number of working days", (n) => {
    expect(() => addWorkingDays("2026-03-03", n)).toThrow(RangeError);
  });

  test("what is not a time is refused", () => {
    expect(() => londonDate("soon")).toThrow(RangeError);
    expect(() => isWorkingDay("2026-03-03T10:00:00Z")).toThrow(RangeError);
    expect(() => at("2026-03-03", "24:00")).toThrow(RangeError);
  });
});

describe("London time", () => {
  test.each([
    ["winter", "2026-01-15", "09:00", "2026-01-15T09:00:00.000Z"],
    ["summer", "2026-07-15", "09:00", "2026-07-15T08:00:00.000Z"],
    ["the hour that does not exist becomes the next", "2026-03-29", "01:30", "2026-03-29T01:30:00.000Z"],
    ["the hour that comes twice is the first", "2026-10-25", "01:30", "2026-10-25T00:30:00.000Z"],
    ["the day the clocks go forward, after", "2026-03-29", "02:00", "2026-03-29T01:00:00.000Z"],
    ["the day the clocks go back, before", "2026-10-25", "00:30", "2026-10-24T23:30:00.000Z"],
  ])("%s", (_name, date, time, instant) => {
    expect(at(date, time)).toBe(instant);
  });

  test("weeks are seven days each, and a moment keeps its milliseconds", () => {
    expect(addWeeks("2026-01-05T09:00:00.123Z", 3)).toBe("2026-01-26T09:00:00.123Z");
    expect(addDays(new Date("2026-01-05T09:00:00.123Z"), 1)).toBe("2026-01-06T09:00:00.123Z");
  });

  test("a day is written as a year of four digits, a month and a day, and nothing else", () => {
    for (const date of ["+002026-03-02", "2026-03-02T10:00:00Z", "02/03/2026"]) {
      expect(() => isWorkingDay(date)).toThrow(RangeError);
    }
  });

  test("a week keeps the time of day over both clock changes", () => {
    expect(addWeeks("2026-03-25T09:00:00Z", 1)).toBe("2026-04-01T08:00:00.000Z");
    expect(addWeeks("2026-10-21T08:00:00Z", 1)).toBe("2026-10-28T09:00:00.000Z");
    expect(addDays("2026-03-29T08:00:00Z", -1)).toBe("2026-03-28T09:00:00.000Z");
    expect(addDays("2026-03-03T10:11:12.345Z", 1)).toBe("2026-03-04T10:11:12.345Z");
    expect(datePlusYears("2026-03-02", 8)).toBe("2034-03-02");
    expect(datePlusYears("2024-02-29", 4)).toBe("2028-02-29");
    expect(datePlusYears("2024-02-29", 1)).toBe("2025-03-01");
    expect(datePlusDays("2026-02-27", 2)).toBe("2026-03-01");
  });

  test("the London day of any moment agrees with Intl", () => {
    const intl = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London", dateStyle: "short" });
    fc.assert(
      fc.property(someInstant, (instant) => {
        expect(londonDate(instant)).toBe(intl.format(new Date(instant)));
      }),
    );
  });

  test("nine o'clock of any day is on that day and at nine", () => {
    fc.assert(
      fc.property(someDay, (date) => {
        expect(londonDate(at(date, "09:00"))).toBe(date);
        expect(inWords(at(date, "09:00"))).toMatch(/ at 9am$/);
      }),
    );
  });
});

describe("duty hours", () => {
  test.each([
    ["within the hours", "2026-03-03T10:00:00Z", 1, "2026-03-03T11:00:00.000Z"],
    ["up to closing time", "2026-03-03T16:00:00Z", 1, "2026-03-03T17:00:00.000Z"],
    ["over the night", "2026-03-03T16:30:00Z", 1, "2026-03-04T09:30:00.000Z"],
    ["before opening", "2026-03-03T05:00:00Z", 1, "2026-03-03T10:00:00.000Z"],
    ["a Saturday night", "2026-03-07T23:00:00Z", 1, "2026-03-09T10:00:00.000Z"],
    ["over Easter and into summer time", "2026-04-02T15:30:00Z", 1, "2026-04-07T08:30:00.000Z"],
    ["over the weekend the clocks go forward", "2026-03-27T16:30:00Z", 1, "2026-03-30T08:30:00.000Z"],
    ["more than a day", "2026-03-03T09:00:00Z", 10, "2026-03-04T11:00:00.000Z"],
    ["no hours: when it is next read", "2026-03-07T23:00:00Z", 0, "2026-03-09T09:00:00.000Z"],
    ["no hours, and it is being read", "2026-03-03T10:00:00Z", 0, "2026-03-03T10:00:00.000Z"],
  ])("%s", (_name, from, hours, expected) => {
    expect(addDutyHours(from, hours, nineToFive)).toBe(expected);
  });

  test.each([
    ["at opening", "2026-03-03T09:00:00Z", true],
    ["at closing", "2026-03-03T17:00:00Z", false],
    ["before opening in summer", "2026-07-15T07:59:59.999Z", false],
    ["at opening in summer", "2026-07-15T08:00:00Z", true],
    ["on a bank holiday", "2026-04-03T10:00:00Z", false],
  ])("is within duty hours %s: %s", (_name, instant, expected) => {
    expect(isWithinDutyHours(instant, nineToFive)).toBe(expected);
  });

  test("none is left in an evening: what begins after closing begins when duty next reads", () => {
    expect(addDutyHours("2026-03-03T18:30:00Z", 1, nineToFive)).toBe("2026-03-04T10:00:00.000Z");
    expect(addDutyHours("2026-03-03T17:00:00Z", 0, nineToFive)).toBe("2026-03-04T09:00:00.000Z");
  });

  test("hours that end before they begin, or are below zero, are refused", () => {
    expect(() => addDutyHours("2026-03-03T10:00:00Z", 1, { opens: "09:00", closes: "09:00" })).toThrow(
      RangeError,
    );
    expect(() => addDutyHours("2026-03-03T10:00:00Z", 1, { opens: "17:00", closes: "09:00" })).toThrow(
      RangeError,
    );
    expect(() => addDutyHours("2026-03-03T10:00:00Z", -1, nineToFive)).toThrow(RangeError);
  });
});

describe("quarters", () => {
  test.each([
    ["2026-03-31T22:59:59.999Z", "2026-Q1"],
    ["2026-03-31T23:00:00.000Z", "2026-Q2"],
    ["2025-12-31T23:59:59.999Z", "2025-Q4"],
    ["2026-10-01", "2026-Q4"],
  ])("%s lies in %s", (instant, quarter) => {
    expect(quarterOf(instant)).toBe(quarter);
  });

  test("a quarter begins and ends at midnight in London", () => {
    expect(boundsOfQuarter("2026-Q2")).toEqual({
      firstDay: "2026-04-01",
      lastDay: "2026-06-30",
      from: "2026-03-31T23:00:00.000Z",
      until: "2026-06-30T23:00:00.000Z",
    });
    expect(boundsOfQuarter("2025-Q4").until).toBe("2026-01-01T00:00:00.000Z");
    expect(() => boundsOfQuarter("2026-Q5")).toThrow(RangeError);
  });
});

test("a quarter and a month are told by their months", () => {
  expect(["2026-Q1", "2025-Q4"].map(quarterInWords)).toEqual([
    "January to March 2026",
    "October to December 2025",
  ]);
  expect(monthInWords("2026-03")).toBe("March 2026");
});

describe("dates in words", () => {
  test.each([
    ["2026-03-03T14:30:00Z", undefined, "Tuesday 3 March at 2:30pm"],
    ["2026-07-15T16:00:00Z", undefined, "Wednesday 15 July at 5pm"],
    ["2026-03-03T12:00:00Z", undefined, "Tuesday 3 March at midday"],
    ["2026-03-03T00:00:00Z", undefined, "Tuesday 3 March at midnight"],
    ["2026-03-03T00:05:00Z", undefined, "Tuesday 3 March at 12:05am"],
    ["2027-01-05T09:00:00Z", "2026-12-31T23:00:00Z", "Tuesday 5 January 2027 at 9am"],
    ["2026-12-31T09:00:00Z", "2026-01-01", "Thursday 31 December at 9am"],
  ])("%s read at %s is %s", (instant, readAt, words) => {
    expect(inWords(instant, readAt)).toBe(words);
  });

  test("a plain date has no time", () => {
    expect(dateInWords("2026-03-03")).toBe("Tuesday 3 March");
    expect(dateInWords("2027-03-02", "2026-03-03T10:00:00Z")).toBe("Tuesday 2 March 2027");
  });
});

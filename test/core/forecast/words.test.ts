import { describe, expect, it } from "vitest";
import { type Forecast, forecastOf, type Known } from "../../../functions/core/forecast/forecast.ts";
import { ForecastQuestion } from "../../../functions/core/forecast/question.ts";
import {
  answerInWords,
  assumptionsInWords,
  changeInWords,
  daysInWords,
} from "../../../functions/core/forecast/words.ts";
import { momentOf } from "./synthetic-log.ts";

const standards = { firstContact: 2, firstAppointment: 10, plan: 5 };
const kept = Array.from({ length: 40 }, (_, index) => ({ workingDays: 20 + index, hasEnded: index < 30 }));

/** One person a day for 100 days; 3 wait. */
function forecastWith(question: Partial<ForecastQuestion>, known: Partial<Known> = {}): Forecast {
  const accepted = Array.from({ length: 100 }, () => 1);
  const history = { asAt: momentOf(100), accepted, leftTheQueue: 4, kept, waited: [3, 2, 1] };
  const whole: Known = { history, seen: { of: "area", kept }, room: { coaches: 2, places: 20 }, ...known };
  return forecastOf(whole, { coaches: 0, referrals: 0, weeks: 8, ...question }, { runs: 20, seed: 1 });
}

describe("a forecast in words", () => {
  it("says what was changed, what most people would wait, and instead of what", () => {
    const [first, second, third] = answerInWords(forecastWith({ coaches: 2, referrals: -10 }));
    expect(first).toMatch(
      /^With 2 more coaches and 10% fewer referrals, most people would wait .* working days? for a coach, instead of \d+ to \d+ working days\.$/,
    );
    expect(second).toContain("8 of 10");
    expect(third).toMatch(
      /^3 people wait for a coach now\. On .* it would be \d+( to \d+)?, instead of \d+ to \d+\.$/,
    );
  });

  it("says what happens if nothing changes", () => {
    const [first] = answerInWords(forecastWith({}));
    expect(first).toMatch(
      /^If nothing changes, most people would wait \d+ to \d+ working days for a coach\.$/,
    );
  });

  it.each([
    [{ coaches: 1, referrals: 0 }, "With 1 more coach"],
    [{ coaches: -2, referrals: 0 }, "With 2 fewer coaches"],
    [{ coaches: 0, referrals: 20 }, "With 20% more referrals"],
    [{ coaches: 0, referrals: 0 }, undefined],
  ])("tells the change %o as %s", (change, words) => {
    expect(changeInWords({ ...change, weeks: 26 })).toBe(words);
  });

  it.each([
    [{ low: 3, high: 6 }, "3 to 6 working days"],
    [{ low: 1, high: 1 }, "1 working day"],
    [{ low: 0, high: 0 }, "less than 1 working day"],
  ])("tells %o as %s", (range, words) => {
    expect(daysInWords({ middle: range.low, ...range })).toBe(words);
  });

  it("prints every number that it rests on, and says when England's durations are used", () => {
    const own = assumptionsInWords(forecastWith({ coaches: 1 }), standards).join("\n");
    for (const told of [
      "100 people were accepted here on the last 100 working days",
      "30 cases of this area that have ended and 10 that go on",
      "2 coaches have 20 places; 10 people have a coach",
      "brings 10 places",
      "Of the 100 people, 4 left before",
      "we simulated 20 programmes",
      "2 working days from the referral",
    ])
      expect(own).toContain(told);
    const england = forecastWith({}, { seen: { of: "england", kept } });
    expect(assumptionsInWords(england, standards).join("\n")).toContain(
      "fewer than 30 cases have ended here, so the durations of England are used, from 30 cases",
    );
  });
});

describe("a question to the forecast", () => {
  it("is read as people type it, and 26 weeks of nothing changed when nothing is said", () => {
    expect(ForecastQuestion.parse({})).toEqual({ coaches: 0, referrals: 0, weeks: 26 });
    const typed = { coaches: " 2", referrals: "+20%", weeks: "4" };
    expect(ForecastQuestion.parse(typed)).toEqual({ coaches: 2, referrals: 20, weeks: 4 });
    expect(ForecastQuestion.parse({ coaches: "−1", referrals: "-10" })).toMatchObject({
      coaches: -1,
      referrals: -10,
    });
  });

  it.each([
    ["coaches", "21"],
    ["coaches", "1.5"],
    ["coaches", "1e1"],
    ["coaches", ""],
    ["referrals", "-91"],
    ["referrals", "101%"],
    ["weeks", "3"],
    ["weeks", "53"],
    ["weeks", "999999999999"],
    ["runs", "100000"],
  ])("is refused with %s of %j", (name, value) => {
    expect(ForecastQuestion.safeParse({ [name]: value }).success).toBe(false);
  });
});

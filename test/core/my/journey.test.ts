import { describe, expect, it } from "vitest";
import { myJourney } from "../../../functions/core/my/journey.ts";
import { TestCase } from "../../support/builders.ts";

const statesOf = (given: TestCase) => myJourney(given.case).map(({ step, state }) => `${step} ${state}`);

describe("the steps that a person sees", () => {
  it("begin with the referral that arrived, and a coach being found", () => {
    expect(statesOf(new TestCase())).toEqual([
      "received done",
      "coach now",
      "contact to-come",
      "appointment to-come",
      "plan to-come",
      "support to-come",
      "follow-up to-come",
    ]);
  });

  it("move on with the case, each with the day it was done", () => {
    const given = new TestCase().supported();
    expect(statesOf(given)).toEqual([
      "received done",
      "coach done",
      "contact done",
      "appointment done",
      "plan done",
      "support now",
      "follow-up to-come",
    ]);
    const days = myJourney(given.case).map(({ at }) => at);
    expect(days).toEqual([given.now, undefined, given.now, given.now, given.now, undefined, undefined]);
  });

  it("stand still during a break", () => {
    const given = new TestCase().supported();
    const before = statesOf(given);
    given.do({ type: "hold", until: "2026-04-01T09:00:00.000Z", reason: "Away" });
    expect(statesOf(given)).toEqual(before);
  });

  it("leave out what did not happen when support ends early", () => {
    const given = new TestCase().assigned().do({ type: "finish" });
    expect(statesOf(given)).toEqual(["received done", "coach done", "support now", "follow-up to-come"]);
  });

  it("show only what was done once the case is closed", () => {
    const given = new TestCase().supported().do({ type: "withdraw", through: "link" });
    expect(statesOf(given)).toEqual([
      "received done",
      "coach done",
      "contact done",
      "appointment done",
      "plan done",
    ]);
    expect(statesOf(new TestCase().do({ type: "withdraw", through: "link" }))).toEqual(["received done"]);
  });
});

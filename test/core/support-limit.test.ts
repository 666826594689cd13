import { describe, expect, it } from "vitest";
import { readAreaFiles } from "../../areas/area-files.ts";
import type { AreaRules } from "../../functions/core/area-rules.ts";
import { addDays } from "../../functions/core/calendar.ts";
import { digestLines } from "../../functions/core/digests.ts";
import { fold } from "../../functions/core/evolve.ts";
import { summaryOf } from "../../functions/core/summary.ts";
import { supportLimit, supportView } from "../../functions/core/support-limit.ts";
import { whereIs } from "../../functions/core/where-is.ts";
import type { EmploymentStatus } from "../../functions/core/words.ts";
import { digest } from "../../functions/emails/index.ts";
import { TestCase } from "../support/builders.ts";

const files = readAreaFiles().areas;
const rulesOf = (area: string): AreaRules => {
  const found = files.find(({ rules }) => rules.area === area);
  if (!found) throw new Error(`no rules of ${area}`);
  return found.rules;
};
const northCentralLondon = rulesOf("north-central-london");

/** In support since Monday 2 March 2026, with this status at the first appointment. */
function inSupport(rules: AreaRules, employmentStatus: EmploymentStatus = "out-of-work"): TestCase {
  const person = new TestCase({ rules }).assigned();
  person.answer("contact", { outcome: "agreed" }).attend();
  const held = { channel: "phone", attended: "yes", mainBarrier: "mental-health" };
  person.answer("assessment", { ...held, heldAt: person.now, employmentStatus }).attend();
  person.answer("plan", { planType: "seek-work", actions: [], reviewInWeeks: 1 }).attend();
  return person;
}

const limitOf = (person: TestCase) => supportLimit(person.case, person.rules, person.now);
const review = (person: TestCase, answer: object) =>
  person.answer("review", { attended: "yes", next: "continue", ...answer }).attend();
const day = (week: number) => addDays("2026-03-02T12:00:00.000Z", 7 * week);
const promptOf = (person: TestCase) => supportView(person.case, person.rules, person.now).supportPrompt;
const reached = (person: TestCase) =>
  person.events.filter(({ type }) => type === "support-limit-reached").length;
const told = (person: TestCase) =>
  digestLines([summaryOf(person.case)], person.now)
    .filter(({ line }) => line.state === "support-limit")
    .map(({ to }) => to);

describe("the weeks of support", () => {
  it.each<[string, EmploymentStatus, number | undefined, string | undefined, boolean]>([
    ["north-central-london", "in-work", 8, "2026-04-27", false],
    ["north-central-london", "in-work-off-sick", 8, "2026-04-27", false],
    ["north-central-london", "self-employed", 8, "2026-04-27", false],
    ["north-central-london", "out-of-work", 16, "2026-06-22", false],
    ["lancashire-and-south-cumbria", "in-work", 12, "2026-05-25", false],
    ["lancashire-and-south-cumbria", "out-of-work", 12, "2026-05-25", false],
    ["surrey-heartlands", "in-work", 26, "2026-08-31", true],
    ["greater-manchester", "out-of-work", undefined, undefined, false],
  ])("of %s for somebody who is %s are %s, until %s", (area, status, weeks, endsOn, isUsual) => {
    const expected = weeks === undefined ? undefined : { weeks, endsOn, isUsual };
    expect(limitOf(inSupport(rulesOf(area), status))).toEqual(expected);
  });

  it("are known from the first appointment until support has ended, and not before or after", () => {
    const person = new TestCase({ rules: northCentralLondon }).assigned();
    expect(limitOf(person)).toBeUndefined();
    const ended = inSupport(northCentralLondon).do({ type: "finish" });
    expect(limitOf(ended)).toMatchObject({ endsOn: "2026-06-22" });
    ended.attend();
    ended.answer("exit", { closure: "other", outcome: "no-change", employmentStatus: "in-work" });
    expect(limitOf(ended)).toBeUndefined();
  });

  it("follow the status that a review tells", () => {
    const person = inSupport(northCentralLondon).at(day(2));
    person.attend();
    review(person, { employmentStatus: "in-work" });
    expect(limitOf(person)).toMatchObject({ weeks: 8, endsOn: "2026-04-27" });
    person.at(day(4)).attend();
    review(person, { employmentStatus: "out-of-work" });
    expect(limitOf(person)).toMatchObject({ weeks: 16, endsOn: "2026-06-22" });
    expect(fold(person.events)).toEqual(person.case);
  });

  it("never end before the day on which the new status was told: then they end that day, and prompt at once", () => {
    const person = inSupport(northCentralLondon).at(day(12));
    person.attend();
    expect(reached(person)).toBe(0);
    review(person, { employmentStatus: "in-work" });
    expect(limitOf(person)).toMatchObject({ weeks: 8, endsOn: "2026-05-25" });
    expect(reached(person)).toBe(1);
    expect(limitOf(person.at(day(14)))).toMatchObject({ endsOn: "2026-05-25" });
  });

  it("stay where they are when another status has the same limit", () => {
    const person = inSupport(rulesOf("lancashire-and-south-cumbria")).at(day(13));
    person.attend();
    review(person, { employmentStatus: "in-work" });
    expect(limitOf(person)).toMatchObject({ endsOn: "2026-05-25" });
  });

  it("follow a corrected first appointment, to no day before the correction", () => {
    const person = inSupport(northCentralLondon).at(day(10));
    person.attend();
    const eventId = person.case.factIds?.start ?? "";
    const correct = (data: object) =>
      person.do({ type: "correct", eventId, data: { ...data }, reason: "Mistyped" });
    correct({ mainBarrier: "musculoskeletal" });
    expect(limitOf(person)).toMatchObject({ endsOn: "2026-06-22" });
    correct({ employmentStatus: "in-work" });
    expect(limitOf(person)).toMatchObject({ weeks: 8, endsOn: "2026-05-11" });
  });

  it("do not count the days on hold, while it lasts and after it", () => {
    const person = inSupport(northCentralLondon, "in-work").at(day(2));
    person.do({ type: "hold", until: day(9), reason: "In hospital" });
    expect(limitOf(person.at(day(4)))).toMatchObject({ endsOn: "2026-05-11" });
    person.do({ type: "resume" });
    expect(limitOf(person.at(day(6)))).toMatchObject({ endsOn: "2026-05-11" });
    expect(fold(person.events)).toEqual(person.case);
  });

  it("do not move for a hold that began after they were over, or that ended before the first appointment", () => {
    const person = inSupport(northCentralLondon, "in-work").at(day(9));
    person
      .do({ type: "hold", until: day(20), reason: "r" })
      .at(day(10))
      .do({ type: "resume" });
    expect(limitOf(person)).toMatchObject({ endsOn: "2026-04-27" });
    const late = new TestCase({ rules: northCentralLondon }).assigned();
    late
      .do({ type: "hold", until: day(9), reason: "r" })
      .at(day(1))
      .do({ type: "resume" });
    late.attend();
    late.answer("contact", { outcome: "agreed" }).attend();
    const held = { channel: "phone", attended: "yes", mainBarrier: "other", employmentStatus: "in-work" };
    late.answer("assessment", { ...held, heldAt: late.now });
    expect(limitOf(late)).toMatchObject({ endsOn: "2026-05-04" });
  });

  it("do not count the days for which the case was closed until it was opened again", () => {
    const person = inSupport(northCentralLondon, "in-work").at(day(1));
    person.do({ type: "withdraw", through: "link" }).at(day(3));
    const coach = { coach: "coach1@greater-manchester.example.org", because: [] };
    person.do({ type: "reopen", coach, reason: "They came back" });
    expect(limitOf(person)).toMatchObject({ endsOn: "2026-05-11" });
  });
});

describe("the end of the weeks of support", () => {
  it("is recorded once, in the morning of the day, and closes nothing", () => {
    const person = inSupport(northCentralLondon, "in-work").at("2026-04-27T06:59:59.000Z");
    person.attend();
    expect(reached(person)).toBe(0);
    expect(whereIs(person.case, person.rules, person.now).wakeAt).toBe("2026-04-27T07:00:00.000Z");
    person.at("2026-04-27T07:00:00.000Z").attend();
    person.at(day(9)).attend();
    expect(reached(person)).toBe(1);
    expect(person.case.stage).toBe("support");
  });

  it("does not come while the case is on hold", () => {
    const person = inSupport(northCentralLondon, "in-work").at(day(7));
    person
      .do({ type: "hold", until: day(12), reason: "r" })
      .at(day(9))
      .attend();
    expect(reached(person)).toBe(0);
  });

  it("is told to coach and lead in the digest, with the link of the review, until the coach has said that support goes on", () => {
    const person = inSupport(northCentralLondon, "in-work").at(day(8));
    person.attend();
    const coach = { staff: "coach1@greater-manchester.example.org" };
    expect(told(person)).toEqual([coach, { role: "lead" }]);
    const [first] = digestLines([summaryOf(person.case)], person.now).filter(
      ({ line }) => line.state === "support-limit",
    );
    const mail = digest({
      baseUrl: "https://w.example",
      listsCases: true,
      items: first ? [first.line] : [],
      now: person.now,
    });
    expect(mail.text).toContain(
      "23456789CD: 8 weeks, the longest time for support, ended on Monday 27 April.",
    );
    expect(mail.text).toContain(`https://w.example/tasks/${person.handleOf("review")}`);
    review(person, { note: "A new job begins soon" });
    expect(told(person)).toEqual([]);
    person.at(day(20)).attend();
    expect(reached(person)).toBe(1);
  });

  it("is said to the coach from the review before it on, and afterwards asks to finish or to say why not", () => {
    const person = inSupport(northCentralLondon, "in-work");
    expect(promptOf(person.at(day(5)))).toBeUndefined();
    expect(promptOf(person.at(day(6)))).toBe(
      "8 weeks of support end on Monday 27 April. Plan the ending with the person.",
    );
    expect(promptOf(person.at(day(8)))).toBe(
      "8 weeks of support ended on Monday 27 April. Bring support to an end, or say in your note why it goes on.",
    );
  });

  it("is told as the usual length where the area sets no limit, and asks nobody to end", () => {
    const person = inSupport(rulesOf("surrey-heartlands")).at(day(26));
    expect(promptOf(person)).toBe(
      "Support here usually lasts 26 weeks, which ended on Monday 31 August. There is no limit: go on if it helps, and say why in your note.",
    );
    expect(promptOf(inSupport(rulesOf("greater-manchester")).at(day(60)))).toBeUndefined();
  });
});

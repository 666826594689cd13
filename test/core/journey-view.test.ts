import { describe, expect, it } from "vitest";
import { journeyView, type Step } from "../../functions/core/journey-view.ts";
import { stages } from "../../functions/core/stages.ts";
import { aReferral, monday, TestCase } from "../support/builders.ts";
import { journeys } from "../support/journeys.ts";

function viewOf({ case: given, rules, referral, events, now }: TestCase, at = now) {
  return journeyView(given, { rules, referral, events }, at);
}

const named = (steps: readonly Step[], state: Step["state"]) =>
  steps.filter((step) => step.state === state).map(({ name }) => name);

function attended(given: TestCase): TestCase {
  given.attend();
  return given;
}

describe("a journey", () => {
  const ends = ["exit", "13-weeks", "26-weeks"];
  it.each([
    ["triage", ["received"], "accepted", 8],
    ["review", ["received"], "accepted", 8],
    ["assignment", ["received", "accepted"], "coach", 7],
    ["waiting", ["received", "accepted"], "coach", 7],
    ["contact", ["received", "accepted", "coach"], "contact", 6],
    ["assessment", ["received", "accepted", "coach", "contact"], "start", 5],
    ["plan", ["received", "accepted", "coach", "contact", "start"], "plan", 4],
    ["support", ["received", "accepted", "coach", "contact", "start", "plan"], "support", 3],
    ["hold", ["received", "accepted", "coach", "contact", "start", "plan"], "support", 3],
    ["exit", ["received", "accepted", "coach", "contact", "start", "plan", "support"], "exit", 2],
    [
      "follow-up",
      ["received", "accepted", "coach", "contact", "start", "plan", "support", "exit"],
      "13-weeks",
      1,
    ],
    ["closed", ["received", "accepted", "coach", "contact", "start", "plan"], undefined, 0],
  ] as const)("in stage %s has done %j, is at %s, and has %i steps ahead", (stage, done, now, ahead) => {
    const { steps } = viewOf(journeys[stage]());
    expect(named(steps, "done")).toEqual(done);
    expect(named(steps, "now")).toEqual(now === undefined ? [] : [now]);
    expect(named(steps, "ahead")).toHaveLength(ahead);
    if (ahead > 3) expect(named(steps, "ahead").slice(-3)).toEqual(ends);
  });

  it.each([
    ["review", "review-referral", { role: "lead" }],
    ["waiting", "wait-for-coach", { role: "lead" }],
    ["contact", "contact", { staff: "coach1@greater-manchester.example.org" }],
    ["assessment", "assessment", { staff: "coach1@greater-manchester.example.org" }],
    ["plan", "plan", { staff: "coach1@greater-manchester.example.org" }],
    ["support", "review", { staff: "coach1@greater-manchester.example.org" }],
    ["exit", "exit", { staff: "coach1@greater-manchester.example.org" }],
    ["follow-up", "follow-up", { staff: "coach1@greater-manchester.example.org" }],
  ] as const)("in stage %s waits for the task %s, whether or not it was opened yet", (stage, kind, on) => {
    expect(viewOf(journeys[stage]()).waiting).toMatchObject({ kind, on, tries: 0 });
    expect(viewOf(attended(journeys[stage]())).waiting).toMatchObject({ kind, on });
  });

  it.each(["triage", "assignment", "hold", "closed"] as const)("in stage %s waits on nobody", (stage) => {
    expect(viewOf(journeys[stage]()).waiting).toBeUndefined();
  });

  it.each(stages)("in stage %s tells of nothing that is over, and in order", (stage) => {
    for (const given of [journeys[stage](), attended(journeys[stage]())]) {
      const moments = viewOf(given).coming.map(({ at }) => at);
      expect(moments.every((at) => at > given.now)).toBe(true);
      expect([...moments].sort()).toEqual(moments);
    }
  });

  it("says when each step was done and what came of it", () => {
    const { steps } = viewOf(journeys["follow-up"]());
    expect(steps.find(({ name }) => name === "coach")?.doneAt).toBe(monday);
    expect(steps.find(({ name }) => name === "start")).toMatchObject({ doneAt: monday, channel: "phone" });
    expect(steps.find(({ name }) => name === "plan")).toMatchObject({ planType: "seek-work" });
    expect(steps.find(({ name }) => name === "support")).toMatchObject({ reviewsHeld: 0 });
    expect(steps.find(({ name }) => name === "exit")).toMatchObject({ outcome: "started-job" });
  });

  it("passes over what never took place, when support ends early", () => {
    const given = journeys.contact().do({ type: "finish" });
    const { steps } = viewOf(given);
    expect(steps.map(({ name }) => name)).toEqual(["received", "accepted", "coach", ...ends]);
  });

  it("is followed up by nobody after an ending that is not", () => {
    const given = attended(journeys.exit()).answer("exit", { closure: "moved-away" });
    expect(viewOf(given).steps.map(({ name }) => name)).not.toContain("13-weeks");
    expect(viewOf(given).closed).toMatchObject({ closure: "moved-away" });
  });
});

describe("what time brings next", () => {
  const says = (given: TestCase) => viewOf(given).coming.map(({ at, what }) => `${at.slice(0, 16)} ${what}`);

  it("for a task: that it is due, and that the lead is told", () => {
    expect(says(journeys.contact())).toEqual([
      "2026-03-04T17:00 “Make first contact” is due. After that it is overdue.",
      "2026-03-06T17:00 The area lead is told.",
    ]);
  });

  it("for an appointment: the reminder of somebody who has email, the appointment, and what is asked then", () => {
    const referral = aReferral({ person: { contact: { email: "person@example.org" } } });
    const given = new TestCase({ referral }).assigned();
    given.answer("contact", {
      outcome: "agreed",
      channel: "phone",
      appointmentAt: "2026-03-10T14:30:00.000Z",
    });
    expect(says(attended(given)).slice(0, 3)).toEqual([
      "2026-03-09T09:00 The person is reminded of the first appointment by email.",
      "2026-03-10T14:30 The first appointment takes place.",
      "2026-03-10T14:30 The coach is asked by email to: record the first appointment.",
    ]);
  });

  it("in support: the review on its day, and the end of the weeks of support", () => {
    const coming = says(attended(journeys.support()));
    expect(coming[0]).toBe("2026-03-16T09:00 The coach is asked by email to: hold a review.");
  });

  it("on hold: that the case goes on by itself, and nothing of the task that stands still", () => {
    expect(says(attended(journeys.hold()))[0]).toBe("2026-07-03T13:30 The case goes on by itself.");
    expect(says(attended(journeys.hold())).join()).not.toContain("Hold a review");
  });

  it("for a follow-up: when it is asked for, and that it ends by itself", () => {
    const coming = says(attended(journeys["follow-up"]()));
    expect(coming[0]).toContain("The coach is asked by email to: ask how things are now");
    expect(coming.at(-1)).toContain("it is recorded that the person was not reached");
  });

  it("once the case is closed: when the person is removed from the record", () => {
    expect(says(attended(journeys.closed()))).toEqual([
      "2034-03-03T00:00 The person's details and notes are erased. What happened stays, without the person.",
    ]);
  });

  it("of a worry about safety, beside the journey", () => {
    const given = attended(journeys.contact().do({ type: "raise-safety", note: "Low" }));
    expect(says(given)[0]).toContain("“Make sure someone is safe” is due");
  });
});

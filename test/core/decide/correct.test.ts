import { describe, expect, it } from "vitest";
import type { EventType } from "../../../functions/core/events.ts";
import { fold } from "../../../functions/core/evolve.ts";
import { factsOf } from "../../../functions/core/reporting/facts.ts";
import { TestCase } from "../../support/builders.ts";

const exit = { closure: "completed-plan", outcome: "started-job", employmentStatus: "in-work" };
const ended = (answer: object = exit) => {
  const person = new TestCase().leaving().answer("exit", answer);
  person.attend();
  return person;
};
const correctionOf = (person: TestCase, type: EventType, data: object) => {
  const eventId = person.events.findLast((event) => event.type === type)?.eventId ?? "none";
  return { type: "correct", eventId, data: { ...data }, reason: "Mistyped" } as const;
};
const pointersOf = (person: TestCase, type: EventType, data: object) => {
  const decision = person.decide(correctionOf(person, type, data));
  const isTold = "refusal" in decision && decision.refusal.type === "not-valid";
  return isTold ? decision.refusal.errors.map(({ pointer }) => pointer) : decision;
};

describe("a correction", () => {
  it("of the first appointment changes what is reported and rewrites nothing", () => {
    const person = new TestCase().supported();
    const before = structuredClone(person.events);
    const data = { employmentStatus: "in-work-off-sick", mainBarrier: "musculoskeletal" };
    person.at("2026-03-04T10:00:00.000Z").do(correctionOf(person, "appointment-attended", data));
    expect(factsOf(person.case).start).toMatchObject(data);
    expect(person.events.slice(0, before.length)).toEqual(before);
    person.do(correctionOf(person, "appointment-attended", { heldAt: "2026-03-02T09:00:00Z" }));
    expect(factsOf(person.case).start).toEqual({ ...data, heldAt: "2026-03-02T09:00:00.000Z" });
    expect(person.case.stage).toBe("support");
    expect(fold(person.events)).toEqual(person.case);
  });

  it("of the first appointment keeps it between the referral and its recording", () => {
    const person = new TestCase().supported().at("2026-03-09T10:00:00.000Z");
    for (const heldAt of ["2026-03-01T23:59:00Z", "2026-03-02T10:00:01Z"]) {
      expect(pointersOf(person, "appointment-attended", { heldAt })).toEqual(["/data/heldAt"]);
    }
  });

  it("of the exit changes outcome and status, by the closure table", () => {
    const person = ended().do(
      correctionOf(ended(), "exit-recorded", { outcome: "no-change", employmentStatus: "out-of-work" }),
    );
    expect(factsOf(person.case).exit).toMatchObject({
      outcome: "no-change",
      employmentStatus: "out-of-work",
    });
    expect(person.case.stage).toBe("follow-up");
    const needs = { closure: "needs-more-intensive-support" };
    person.do(correctionOf(person, "exit-recorded", needs));
    expect(factsOf(person.case).exit).toMatchObject({ ...needs, completion: false, followedUp: true });
    expect(fold(person.events)).toEqual(person.case);
  });

  it("of the exit to an ending that is never followed up closes the case and takes its outcome away", () => {
    const person = ended();
    expect(pointersOf(person, "exit-recorded", { closure: "moved-away", outcome: "no-change" })).toEqual([
      "/data/outcome",
    ]);
    person.do(correctionOf(person, "exit-recorded", { closure: "moved-away" }));
    expect(person.case).toMatchObject({
      stage: "closed",
      closure: "moved-away",
      exit: { outcome: "not-asked" },
    });
    expect(person.attend()).toEqual([]);
    expect(person.case.tasks.filter(({ state }) => state === "open")).toEqual([]);
    expect(fold(person.events)).toEqual(person.case);
  });

  it("of the exit to an ending that is followed up lets the follow-ups come after all", () => {
    const person = ended({ closure: "moved-away" });
    expect(person.case.stage).toBe("closed");
    expect(pointersOf(person, "exit-recorded", { closure: "completed-plan" })).toEqual([
      "/data/outcome",
      "/data/employmentStatus",
    ]);
    person.do(correctionOf(person, "exit-recorded", exit));
    expect(person.case.stage).toBe("follow-up");
    expect(person.case).not.toHaveProperty("closedAt");
    person.attend();
    expect(person.case.tasks.at(-1)).toMatchObject({ kind: "follow-up", point: "13-weeks" });
    expect(fold(person.events)).toEqual(person.case);
  });

  it("of the exit asks nobody again who withdrew from being asked", () => {
    const person = ended().do({ type: "withdraw", through: "link" });
    person.do(correctionOf(person, "exit-recorded", { closure: "maximum-duration" }));
    expect(person.case).toMatchObject({ stage: "closed", closure: "maximum-duration" });
    expect(factsOf(person.case).followUps.map(({ outcome }) => outcome)).toEqual(["not-asked", "not-asked"]);
  });

  it("of a follow-up changes its outcome, reached or not", () => {
    const person = ended();
    person.answer("follow-up", { reached: true, outcome: "no-change", employmentStatus: "out-of-work" });
    const outcomes = () => factsOf(person.case).followUps.map(({ outcome }) => outcome);
    person.do(correctionOf(person, "follow-up-recorded", { outcome: "not-reached" }));
    expect(outcomes()).toEqual(["not-reached", "not-yet-due"]);
    expect(pointersOf(person, "follow-up-recorded", { outcome: "started-job" })).toEqual([
      "/data/employmentStatus",
    ]);
    expect(pointersOf(person, "follow-up-recorded", { employmentStatus: "in-work" })).toEqual([
      "/data/employmentStatus",
    ]);
    person.do(
      correctionOf(person, "follow-up-recorded", { outcome: "started-job", employmentStatus: "in-work" }),
    );
    expect(outcomes()).toEqual(["started-job", "not-yet-due"]);
    expect(fold(person.events)).toEqual(person.case);
  });

  it("takes only the facts of a closed list, of an event that holds them", () => {
    const person = ended();
    expect(pointersOf(person, "plan-agreed", { planType: "seek-work" })).toEqual(["/eventId"]);
    expect(pointersOf(person, "withdrawn", {})).toEqual(["/eventId"]);
    expect(pointersOf(person, "exit-recorded", {})).toEqual(["/data"]);
    expect(pointersOf(person, "exit-recorded", { at: "x", outcome: "rich" })).toEqual([
      "/data/outcome",
      "/data/at",
    ]);
    expect(pointersOf(person, "appointment-attended", { late: true })).toEqual(["/data/late"]);
  });

  it("to what is recorded already changes nothing", () => {
    expect(pointersOf(ended(), "exit-recorded", { outcome: "started-job" })).toEqual({
      events: [],
      notes: [],
    });
  });

  it("does not reach an exit that a reopened case has left behind", () => {
    const person = ended();
    const old = correctionOf(person, "exit-recorded", { outcome: "no-change" });
    person.do({ type: "reopen", coach: { coach: "c@example.org", because: [] }, reason: "r" });
    expect(person.decide(old)).toMatchObject({ refusal: { errors: [{ pointer: "/eventId" }] } });
  });
});

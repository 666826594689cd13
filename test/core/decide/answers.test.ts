import { describe, expect, it } from "vitest";
import type { Decision } from "../../../functions/core/decide/decision.ts";
import type { TaskKind } from "../../../functions/core/words.ts";
import { aReferral, rulesWith, TestCase } from "../../support/builders.ts";

const answerOf = (person: TestCase, kind: TaskKind, answer: unknown): Decision =>
  person.decide({ type: "answer", handle: person.handleOf(kind), answer });

const pointersOf = (decision: Decision) =>
  "refusal" in decision && decision.refusal.type === "not-valid"
    ? decision.refusal.errors.map(({ pointer }) => pointer)
    : decision;

const typesOf = (decision: Decision) =>
  "events" in decision ? decision.events.map(({ type }) => type) : decision;

const held = {
  heldAt: "2026-03-02T10:00:00Z",
  channel: "phone",
  attended: "yes",
  employmentStatus: "in-work",
  mainBarrier: "other",
};
const exit = { closure: "completed-plan", outcome: "remained-in-work", employmentStatus: "in-work" };

describe("an answer", () => {
  it("takes effect once: the same again changes nothing, a different one is refused", () => {
    const person = new TestCase().assigned().answer("contact", { outcome: "agreed", channel: "phone" });
    expect(answerOf(person, "contact", { channel: "phone", outcome: "agreed" })).toEqual({
      events: [],
      notes: [],
    });
    expect(answerOf(person, "contact", { outcome: "agreed", channel: "video" })).toEqual({
      refusal: { type: "already-answered" },
    });
  });

  it("to a task that nobody knows is refused", () => {
    const person = new TestCase().assigned();
    expect(person.decide({ type: "answer", handle: "x".repeat(22), answer: {} })).toEqual({
      refusal: { type: "unknown-task" },
    });
  });

  it("to a task that the journey has left behind is refused as superseded", () => {
    const person = new TestCase().assigned().do({ type: "withdraw", through: "link" });
    expect(answerOf(person, "contact", { outcome: "agreed" })).toEqual({ refusal: { type: "superseded" } });
  });

  it("with mistakes is refused with all of them, each at its field", () => {
    const person = new TestCase().assigned();
    const decision = answerOf(person, "contact", { outcome: "perhaps", channel: "pigeon", extra: 1 });
    expect(pointersOf(decision)).toEqual(["/outcome", "/channel", "/extra"]);
  });

  it("while the case is on hold waits until it is resumed, except about safety", () => {
    const person = new TestCase().assigned();
    person.do({ type: "raise-safety", note: "Sample note" }).attend();
    person.do({ type: "hold", until: "2026-04-01T09:00:00.000Z", reason: "In hospital" });
    expect(answerOf(person, "contact", { outcome: "agreed" })).toEqual({
      refusal: { type: "not-in-this-stage", stage: "hold" },
    });
    expect(typesOf(answerOf(person, "make-safe", { action: "Called", note: "Safe" }))).toEqual([
      "task-answered",
      "made-safe",
    ]);
  });
});

describe("asking for more time", () => {
  const more = (until: string, attemptId?: string) => ({
    moreTime: { until, reason: "On leave" },
    attemptId,
  });

  it("moves the due moment and leaves the task open, twice at most", () => {
    const person = new TestCase().assigned();
    person.answer("contact", more("2026-03-10T12:00:00Z"));
    expect(person.case.tasks[0]).toMatchObject({ state: "open", dueAt: "2026-03-10T12:00:00.000Z" });
    person.answer("contact", more("2026-03-12T12:00:00Z"));
    expect(person.case.tasks[0]).toMatchObject({ dueAt: "2026-03-12T12:00:00.000Z" });
    expect(pointersOf(answerOf(person, "contact", more("2026-03-13T12:00:00Z")))).toEqual(["/moreTime"]);
  });

  it("is limited to 10 working days after it was due, or from now when it is overdue", () => {
    const person = new TestCase().assigned();
    expect(pointersOf(answerOf(person, "contact", more("2026-03-18T17:00:01Z")))).toEqual([
      "/moreTime/until",
    ]);
    expect(typesOf(answerOf(person, "contact", more("2026-03-18T17:00:00Z")))).toEqual(["task-attempted"]);
    person.at("2026-03-16T09:00:00.000Z");
    expect(typesOf(answerOf(person, "contact", more("2026-03-30T16:00:00Z")))).toEqual(["task-attempted"]);
    expect(pointersOf(answerOf(person, "contact", more("2026-03-30T16:00:01Z")))).toEqual([
      "/moreTime/until",
    ]);
    expect(pointersOf(answerOf(person, "contact", more("2026-03-16T09:00:00Z")))).toEqual([
      "/moreTime/until",
    ]);
  });

  it("repeated with the same attemptId is the same attempt", () => {
    const person = new TestCase().assigned().answer("contact", more("2026-03-10T12:00:00Z", "one"));
    expect(typesOf(answerOf(person, "contact", more("2026-03-10T12:00:00Z", "one")))).toEqual([]);
    expect(typesOf(answerOf(person, "contact", more("2026-03-10T12:00:00Z", "two")))).toEqual([
      "task-attempted",
    ]);
  });
});

describe("first contact", () => {
  it("that could not reach the person is an attempt: due again on the day of the next try", () => {
    const person = new TestCase().assigned();
    person.answer("contact", { outcome: "could-not-reach", nextTryAt: "2026-03-06T13:00:00Z" });
    expect(person.case.stage).toBe("contact");
    expect(person.case.tasks[0]).toMatchObject({ state: "open", dueAt: "2026-03-06T17:00:00.000Z" });
    expect(person.case.tasks[0]?.attempts).toMatchObject([
      { result: "could-not-reach", nextAt: "2026-03-06T13:00:00.000Z" },
    ]);
  });

  it("is tried again on the next working day when nobody says otherwise, and never due sooner than it was", () => {
    const person = new TestCase().assigned();
    person.answer("contact", { outcome: "could-not-reach" });
    expect(person.case.tasks[0]?.attempts).toMatchObject([{ nextAt: "2026-03-03T09:00:00.000Z" }]);
    expect(person.case.tasks[0]).toMatchObject({ dueAt: "2026-03-04T17:00:00.000Z" });
    person.at("2026-03-06T16:00:00.000Z").answer("contact", { outcome: "could-not-reach" });
    expect(person.case.tasks[0]?.attempts.at(-1)).toMatchObject({ nextAt: "2026-03-09T09:00:00.000Z" });
    expect(person.case.tasks[0]).toMatchObject({ dueAt: "2026-03-09T17:00:00.000Z" });
    person.answer("contact", { outcome: "could-not-reach", nextTryAt: "2026-03-10T19:30:00Z" });
    expect(person.case.tasks[0]).toMatchObject({ dueAt: "2026-03-10T19:30:00.000Z" });
  });

  it("counts an attempt without an id of its own each time", () => {
    const person = new TestCase().assigned();
    person
      .answer("contact", { outcome: "could-not-reach" })
      .answer("contact", { outcome: "could-not-reach" });
    expect(person.case.tasks[0]?.attempts).toHaveLength(2);
  });

  it("may end as unable to contact only after the area's tries, and says how many are left", () => {
    const person = new TestCase().assigned();
    const unable = { outcome: "unable-to-contact" };
    const left = () => {
      const decision = answerOf(person, "contact", unable);
      return "refusal" in decision && decision.refusal.type === "not-valid"
        ? decision.refusal.errors[0]?.detail
        : "";
    };
    expect(left()).toContain("3 more times");
    person.answer("contact", { moreTime: { until: "2026-03-05T12:00:00Z", reason: "Leave" } });
    expect(left()).toContain("3 more times");
    for (let tries = 0; tries < 2; tries++) person.answer("contact", { outcome: "could-not-reach" });
    expect(left()).toContain("1 more time ");
    person.answer("contact", { outcome: "could-not-reach" }).answer("contact", unable);
    expect(person.case).toMatchObject({ stage: "closed", closure: "unable-to-contact" });
    expect(person.case.exit).toBeUndefined();
  });

  it.each([
    ["does-not-want-it", "withdrew"],
    ["not-appropriate", "not-eligible-other"],
  ])("that ends with %s closes the case as %s, and nobody is followed up", (outcome, closure) => {
    const person = new TestCase().assigned().answer("contact", { outcome });
    expect(person.case).toMatchObject({ stage: "closed", closure });
    person.attend();
    expect(person.case.tasks.filter(({ state }) => state === "open")).toEqual([]);
  });

  it.each(["/appointmentAt", "/nextTryAt"])("has its %s in the future", (pointer) => {
    const person = new TestCase().assigned();
    const field = pointer.slice(1);
    expect(pointersOf(answerOf(person, "contact", { outcome: "agreed", [field]: person.now }))).toEqual([
      pointer,
    ]);
    expect(
      typesOf(answerOf(person, "contact", { outcome: "agreed", [field]: "2026-03-02T10:00:01Z" })),
    ).toEqual(["task-answered", "contact-agreed"]);
  });
});

describe("the assessment", () => {
  const agreed = () => {
    const person = new TestCase().assigned().answer("contact", { outcome: "agreed" });
    person.attend();
    return person;
  };

  it("was held between the day of the referral and now", () => {
    const person = agreed();
    const at = (heldAt: string) => answerOf(person, "assessment", { ...held, heldAt });
    expect(pointersOf(at("2026-03-02T10:00:01Z"))).toEqual(["/heldAt"]);
    expect(pointersOf(at("2026-03-01T23:59:59Z"))).toEqual(["/heldAt"]);
    expect(typesOf(at("2026-03-02T00:00:00Z"))).toEqual(["task-answered", "appointment-attended"]);
  });

  it("records who came late, and only the well-being questions that were answered", () => {
    const decision = answerOf(agreed(), "assessment", {
      ...held,
      attended: "late",
      wellbeing: { happiness: 0 },
    });
    expect("events" in decision && decision.events[1]).toMatchObject({
      late: true,
      otherBarriers: [],
      wellbeing: { happiness: 0 },
    });
    const plain = answerOf(agreed(), "assessment", held);
    expect("events" in plain && plain.events[1]).toMatchObject({ late: false, wellbeing: undefined });
  });

  it("that the person missed is asked again the day after the new appointment", () => {
    const person = agreed();
    person.answer("assessment", { attended: "no", next: { appointmentAt: "2026-03-30T12:00:00Z" } });
    expect(person.case.tasks.at(-1)).toMatchObject({ state: "open", dueAt: "2026-03-31T16:00:00.000Z" });
    expect(person.case.tasks.at(-1)?.attempts).toMatchObject([{ result: "did-not-attend" }]);
    const past = { attended: "no", next: { appointmentAt: person.now } };
    expect(pointersOf(answerOf(person, "assessment", past))).toEqual(["/next/appointmentAt"]);
  });

  it("that was missed by someone who cannot be reached stays open", () => {
    const person = agreed().at("2026-03-24T10:00:00.000Z");
    person.answer("assessment", { attended: "no", next: "could-not-reach" });
    expect(person.case.tasks.at(-1)).toMatchObject({ state: "open", dueAt: "2026-03-25T17:00:00.000Z" });
    expect(person.case.tasks.at(-1)?.attempts).toMatchObject([{ result: "could-not-reach" }]);
  });
});

describe("the plan", () => {
  const planning = () => {
    const person = new TestCase().assigned().answer("contact", { outcome: "agreed" });
    person.attend();
    person.answer("assessment", held).attend();
    return person;
  };
  const actions = [
    { kind: "skills", description: "A course", by: "person" },
    { kind: "other", description: "A letter", by: "coach", dueOn: "2026-04-01", serviceId: "s1" },
  ];

  it("numbers its actions, keeps their texts as notes and reviews after the area's weeks", () => {
    const decision = answerOf(planning(), "plan", { planType: "seek-work", actions });
    const agreed = "events" in decision && decision.events[1];
    expect(agreed).toMatchObject({
      actions: [
        { id: "a1", kind: "skills", status: "not-started" },
        { id: "a2", kind: "other", dueOn: "2026-04-01", serviceId: "s1" },
      ],
      shareWith: { gp: false, employer: false },
      nextReviewOn: "2026-03-16",
    });
    expect("notes" in decision && decision.notes.map(({ text }) => text)).toEqual(["A course", "A letter"]);
  });

  it("takes the weeks to the first review that the coach gives", () => {
    const decision = answerOf(planning(), "plan", {
      planType: "seek-work",
      actions,
      reviewInWeeks: 6,
      shareWith: { gp: true },
    });
    expect("events" in decision && decision.events[1]).toMatchObject({
      nextReviewOn: "2026-04-13",
      shareWith: { gp: true, employer: false },
    });
  });
});

describe("a review", () => {
  const supported = () => new TestCase().supported();

  it("goes on in support, with the next one on the day that was agreed or after the area's weeks", () => {
    const person = supported().answer("review", {
      attended: "yes",
      next: "continue",
      reviewOn: "2026-03-20",
    });
    person.attend();
    expect(person.case).toMatchObject({ stage: "support", reviewsHeld: 1 });
    expect(person.case.tasks.at(-1)).toMatchObject({ state: "open", askAt: "2026-03-20T09:00:00.000Z" });
    person.answer("review", { attended: "late", next: "continue" }).attend();
    expect(person.case.tasks.at(-1)).toMatchObject({ askAt: "2026-03-16T09:00:00.000Z" });
  });

  it("moves the plan's actions and adds new ones after those it has", () => {
    const person = supported().answer("review", {
      attended: "yes",
      next: "continue",
      actions: [{ id: "a1", status: "dropped", reason: "Too far" }],
      newActions: [{ kind: "skills", description: "Another course", by: "person" }],
    });
    expect(person.case.plan?.actions.map(({ id, status }) => [id, status])).toEqual([
      ["a1", "dropped"],
      ["a2", "not-started"],
    ]);
  });

  it("refuses an action that is not in the plan and a day that is not after today", () => {
    const person = supported();
    const unknown = { attended: "yes", next: "continue", actions: [{ id: "a9", status: "done" }] };
    expect(pointersOf(answerOf(person, "review", unknown))).toEqual(["/actions/0/id"]);
    for (const attended of ["yes", "no"]) {
      const today = { attended, next: "continue", reviewOn: "2026-03-02" };
      expect(pointersOf(answerOf(person, "review", today))).toEqual(["/reviewOn"]);
    }
  });

  it("that the person missed is an attempt: due again after the next review", () => {
    const person = supported().answer("review", { attended: "no", reviewOn: "2026-03-30" });
    expect(person.case.tasks.at(-1)).toMatchObject({ state: "open", dueAt: "2026-04-01T16:00:00.000Z" });
    const other = supported().answer("review", { attended: "no" });
    expect(other.case.tasks.at(-1)?.attempts).toMatchObject([{ nextAt: "2026-03-16T09:00:00.000Z" }]);
  });

  it("that finishes opens the exit", () => {
    expect(supported().answer("review", { attended: "yes", next: "finish" }).case.stage).toBe("exit");
  });
});

describe("the exit", () => {
  const leaving = () => {
    const person = new TestCase().supported().do({ type: "finish" });
    person.attend();
    return person;
  };
  const beforeStart = () => {
    const person = new TestCase().assigned().do({ type: "finish" });
    person.attend();
    return person;
  };
  const closing = (closure: string) => ({ ...exit, closure });

  it.each([
    ["completed-plan", true],
    ["maximum-duration", true],
    ["needs-more-intensive-support", false],
    ["health-deteriorated", false],
    ["other", false],
  ])("as %s needs an outcome, is followed up, and is a completion: %s", (closure, completion) => {
    const person = leaving();
    expect(pointersOf(answerOf(person, "exit", { closure }))).toEqual(["/outcome", "/employmentStatus"]);
    person.answer("exit", closing(closure));
    expect(person.case).toMatchObject({
      stage: "follow-up",
      exit: { followedUp: true, completion, closure },
    });
  });

  it("as unable to contact after a start takes no outcome, records not reached, and is followed up", () => {
    const person = leaving();
    expect(pointersOf(answerOf(person, "exit", closing("unable-to-contact")))).toEqual(["/outcome"]);
    person.answer("exit", { closure: "unable-to-contact" });
    expect(person.case).toMatchObject({
      stage: "follow-up",
      exit: { outcome: "not-reached", completion: false },
    });
  });

  it.each(["withdrew", "died", "duplicate", "transferred-area", "moved-away"])(
    "as %s takes no outcome, records that nobody was asked, and closes",
    (closure) => {
      const person = leaving();
      expect(pointersOf(answerOf(person, "exit", closing(closure)))).toEqual(["/outcome"]);
      person.answer("exit", { closure });
      expect(person.case).toMatchObject({ stage: "closed", closure, exit: { outcome: "not-asked" } });
      expect(person.attend()).toEqual([]);
    },
  );

  it("before a start takes no outcome whatever the closure, and nobody is followed up", () => {
    const person = beforeStart();
    expect(pointersOf(answerOf(person, "exit", closing("completed-plan")))).toEqual(["/outcome"]);
    person.answer("exit", { closure: "other" });
    expect(person.case).toMatchObject({ stage: "closed", exit: { outcome: "not-asked", completion: false } });
  });

  it("records adjustments and well-being as given", () => {
    const decision = answerOf(leaving(), "exit", {
      ...exit,
      adjustmentsMade: ["flexible-working"],
      wellbeing: { anxiety: 2 },
    });
    expect("events" in decision && decision.events[1]).toMatchObject({
      adjustmentsMade: ["flexible-working"],
      wellbeing: { anxiety: 2 },
    });
  });
});

describe("a follow-up", () => {
  const followed = () => {
    const person = new TestCase().supported().do({ type: "finish" });
    person.attend();
    person.answer("exit", exit).attend();
    return person.at("2026-06-01T08:00:00.000Z");
  };

  it("that did not reach the person is tried three times, then recorded as not reached", () => {
    const person = followed();
    person
      .answer("follow-up", { reached: false })
      .answer("follow-up", { reached: false, attemptId: "second" });
    expect(person.case.followUps).toEqual([]);
    expect(person.case.tasks.at(-1)).toMatchObject({ state: "open" });
    person.answer("follow-up", { reached: false, attemptId: "third" });
    expect(person.case.followUps).toMatchObject([{ point: "13-weeks", outcome: "not-reached" }]);
    expect(person.case.stage).toBe("follow-up");
    expect(typesOf(answerOf(person, "follow-up", { reached: false, attemptId: "third" }))).toEqual([]);
  });

  it("counts only tries as tries, not a request for more time", () => {
    const person = followed().answer("follow-up", { reached: false });
    person.answer("follow-up", { moreTime: { until: "2026-06-16T12:00:00Z", reason: "Leave" } });
    person.answer("follow-up", { reached: false });
    expect(person.case.followUps).toEqual([]);
  });

  it("that nobody answers is recorded as not reached 28 days after it was asked", () => {
    const person = followed();
    person.attend();
    person.at("2026-06-29T07:59:59.999Z").attend();
    expect(person.case.followUps).toEqual([]);
    person.at("2026-06-29T08:00:00.000Z").attend();
    expect(person.case.followUps).toMatchObject([{ outcome: "not-reached" }]);
  });

  it("at 26 weeks closes the case as it ended, reached or not", () => {
    for (const last of [
      { reached: true, outcome: "left-work", employmentStatus: "out-of-work" },
      undefined,
    ]) {
      const person = followed();
      person.answer("follow-up", { reached: true, outcome: "remained-in-work", employmentStatus: "in-work" });
      person.attend();
      person.at("2026-08-31T08:00:00.000Z").attend();
      if (last) person.answer("follow-up", last);
      else person.at("2026-09-28T08:00:00.000Z").attend();
      expect(person.case).toMatchObject({ stage: "closed", closure: "completed-plan" });
      expect(person.case.followUps.at(-1)).toMatchObject({ point: "26-weeks" });
    }
  });

  it("goes to the lead when there was never a coach", () => {
    const person = followed();
    const { coach: _, ...withoutCoach } = person.case;
    person.case = { ...withoutCoach, tasks: [] } as unknown as typeof person.case;
    person.attend();
    expect(person.case.tasks.at(-1)).toMatchObject({ to: { role: "lead" } });
  });
});

describe("the lead's review of a referral", () => {
  const reviewed = () => {
    const referral = aReferral({ person: { dateOfBirth: "2009-01-01" } });
    const person = new TestCase({ referral }).do({ type: "triage", referral });
    person.attend();
    return person;
  };

  it("goes to the lead, due within the area's working days", () => {
    expect(reviewed().case.tasks.at(-1)).toMatchObject({
      kind: "review-referral",
      to: { role: "lead" },
      dueAt: "2026-03-04T17:00:00.000Z",
    });
  });

  it("accepts into assignment", () => {
    const person = reviewed().answer("review-referral", { decision: "accept", reason: "Fine" });
    expect(person.case).toMatchObject({ stage: "assignment", acceptedAt: person.now });
  });

  it.each([
    ["redirect", "not-eligible-area"],
    ["decline", "not-eligible-other"],
  ])("to %s closes the case as %s", (decision, closure) => {
    const answer = { decision, reason: "Because", redirectTo: "Connect to Work" };
    expect(reviewed().answer("review-referral", answer).case).toMatchObject({ stage: "closed", closure });
  });

  it("that redirects says where to", () => {
    const nowhere = { decision: "redirect", reason: "Because" };
    expect(pointersOf(answerOf(reviewed(), "review-referral", nowhere))).toEqual(["/redirectTo"]);
  });
});

describe("the lead's task for somebody who waits for a coach", () => {
  const waiting = () => {
    const person = new TestCase();
    person
      .do({ type: "triage", referral: person.referral })
      .do({ type: "wait-for-coach", because: ["full"] });
    person.attend();
    return person;
  };

  it("assigns the coach that the lead chooses", () => {
    const person = waiting().answer("wait-for-coach", { assignTo: "Coach2@Example.org" });
    expect(person.case).toMatchObject({ stage: "contact", coach: "coach2@example.org" });
  });

  it("needs a reason for more people than a coach has room for", () => {
    const over = { assignTo: "coach2@example.org", overrideCapacity: true };
    expect(pointersOf(answerOf(waiting(), "wait-for-coach", over))).toEqual(["/reason"]);
    expect(waiting().answer("wait-for-coach", { ...over, reason: "Urgent" }).case.stage).toBe("contact");
  });

  it("may only note that the person waits: then the task does not come again", () => {
    const person = waiting().answer("wait-for-coach", {});
    person.attend();
    expect(person.case.stage).toBe("waiting");
    expect(person.case.tasks).toHaveLength(1);
  });
});

describe("first contact of an area with other rules", () => {
  it("follows that area's number of tries", () => {
    const person = new TestCase({
      rules: rulesWith({ contactTries: { value: 1, mark: "default", source: "test" } }),
    });
    person.assigned().answer("contact", { outcome: "could-not-reach" });
    expect(person.answer("contact", { outcome: "unable-to-contact" }).case.stage).toBe("closed");
  });
});

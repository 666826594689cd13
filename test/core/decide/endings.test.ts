import { describe, expect, it } from "vitest";
import { fold } from "../../../functions/core/evolve.ts";
import { factsOf } from "../../../functions/core/reporting/facts.ts";
import { waitSeconds, whereIs } from "../../../functions/core/where-is.ts";
import { type Closure, closures } from "../../../functions/core/words.ts";
import { aReferral, TestCase } from "../../support/builders.ts";

type Row = readonly [
  outcome: "required" | "not-reached" | "not-asked",
  followedUp: boolean,
  completion: boolean,
];

/** The contract's closure table, after a start. Before one every ending is the last row. */
const afterStart: Record<Closure, Row> = {
  "completed-plan": ["required", true, true],
  "maximum-duration": ["required", true, true],
  "needs-more-intensive-support": ["required", true, false],
  "health-deteriorated": ["required", true, false],
  other: ["required", true, false],
  "unable-to-contact": ["not-reached", true, false],
  withdrew: ["not-asked", false, false],
  died: ["not-asked", false, false],
  duplicate: ["not-asked", false, false],
  "transferred-area": ["not-asked", false, false],
  "moved-away": ["not-asked", false, false],
  "not-eligible-area": ["not-asked", false, false],
  "not-eligible-other": ["not-asked", false, false],
};
const neverAsked: Row = ["not-asked", false, false];

const rows = closures.flatMap((closure) => [
  [closure, "after", afterStart[closure]] as const,
  // Nobody completes what has not begun: these are refused instead, as the next test says.
  ...(afterStart[closure][2] ? [] : [[closure, "before", neverAsked] as const]),
]);
const given = { outcome: "closer-to-work", employmentStatus: "out-of-work" };

describe("the closure table", () => {
  it.each(rows)("%s %s a start: %j", (closure, when, [outcome, followedUp, completion]) => {
    const leaving = () => {
      const person = when === "after" ? new TestCase().supported() : new TestCase().assigned();
      person.do({ type: "finish" }).attend();
      return person;
    };
    const isRequired = outcome === "required";
    const decided = (answer: object) => {
      const person = leaving();
      const decision = person.decide({ type: "answer", handle: person.handleOf("exit"), answer });
      if ("events" in decision) return [];
      return decision.refusal.type === "not-valid"
        ? decision.refusal.errors.map(({ pointer }) => pointer)
        : decision;
    };
    expect(decided({ closure, ...given })).toEqual(isRequired ? [] : ["/outcome"]);
    expect(decided({ closure })).toEqual(isRequired ? ["/outcome", "/employmentStatus"] : []);

    const person = leaving().answer("exit", isRequired ? { closure, ...given } : { closure });
    person.attend();
    expect(person.case).toMatchObject({
      stage: followedUp ? "follow-up" : "closed",
      exit: { closure, outcome: isRequired ? given.outcome : outcome, followedUp, completion },
    });
    const asked = person.case.tasks.filter(({ state }) => state === "open").map(({ kind }) => kind);
    expect(asked).toEqual(followedUp ? ["follow-up"] : []);
    const due =
      when === "before" ? [] : followedUp ? ["not-yet-due", "not-yet-due"] : ["not-asked", "not-asked"];
    expect(factsOf(person.case).followUps.map((each) => each.outcome)).toEqual(due);
    expect(fold(person.events)).toEqual(person.case);
  });
});

it.each(closures.filter((closure) => afterStart[closure][2]))("%s before a start is no ending", (closure) => {
  const person = new TestCase().assigned().do({ type: "finish" });
  person.attend();
  const answer = { closure, ...given };
  expect(person.decide({ type: "answer", handle: person.handleOf("exit"), answer })).toMatchObject({
    refusal: { errors: [{ pointer: "/closure" }] },
  });
});

describe("a death", () => {
  const referral = aReferral({
    referrer: { kind: "gp", email: "gp@example.org" },
    person: { contact: { email: "p@example.org" } },
    consent: { shareBackWithReferrer: true },
  });

  it("stops every email, task and timer, those beside the journey included", () => {
    const person = new TestCase({ referral }).leaving();
    person.do({ type: "raise-safety", note: "Worried" }).attend();
    person.do({ type: "contact-details", contact: { email: "new@example.org" } });
    person.answer("exit", { closure: "died" });
    for (const now of [person.now, "2026-06-01T09:00:00.000Z", "2026-12-01T09:00:00.000Z"]) {
      expect(person.at(now).attend()).toEqual([]);
    }
    expect(person.case.tasks.filter(({ state }) => state === "open")).toEqual([]);
    const { wakeAt } = whereIs(person.case, person.rules, person.now);
    expect([wakeAt, waitSeconds(wakeAt, person.now)]).toEqual([undefined, 60]);
    expect(person.case.placeHeld).toBe(false);
  });

  it("lets nobody change what concerns only the living", () => {
    const person = new TestCase({ referral }).leaving().answer("exit", { closure: "died" });
    const refused = { refusal: { type: "case-closed" } };
    expect(person.decide({ type: "contact-details", contact: { phone: "07700900001" } })).toEqual(refused);
    expect(person.decide({ type: "consent", which: "evaluation", given: true, on: "2026-03-02" })).toEqual(
      refused,
    );
    expect(person.decide({ type: "share", with: "gp" })).toEqual(refused);
    expect(person.decide({ type: "raise-safety", note: "n" })).toEqual(refused);
  });
});

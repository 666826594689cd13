import { describe, expect, it } from "vitest";
import { servicesNamedByAnswer } from "../../../functions/core/decide/action-mistakes.ts";
import { TestCase } from "../../support/builders.ts";

const heldNow = {
  channel: "phone",
  attended: "yes",
  employmentStatus: "in-work",
  mainBarrier: "mental-health",
};

/** A person whose plan is to be agreed. */
function planning(): TestCase {
  const person = new TestCase().assigned().answer("contact", { outcome: "agreed" });
  person.attend();
  person.answer("assessment", { ...heldNow, heldAt: person.now }).attend();
  return person;
}

const action = (overrides: object) => ({
  kind: "skills",
  description: "A course",
  by: "person",
  ...overrides,
});

function errorsOf(person: TestCase, kind: "plan" | "review", answer: object) {
  const decision = person.decide({ type: "answer", handle: person.handleOf(kind), answer });
  return "refusal" in decision && decision.refusal.type === "not-valid" ? decision.refusal.errors : [];
}

describe("a service that an action names", () => {
  it("is one of the area's list, in the plan and in what a review adds", () => {
    const person = planning();
    const actions = [action({}), action({ serviceId: "s1" }), action({ serviceId: "elsewhere" })];
    const detail = "Choose a service of the area's list";
    expect(errorsOf(person, "plan", { planType: "seek-work", actions })).toEqual([
      { pointer: "/actions/2/serviceId", detail },
    ]);
    person.answer("plan", { planType: "seek-work", actions: actions.slice(0, 2) }).attend();
    const review = {
      attended: "yes",
      next: "continue",
      newActions: [action({ serviceId: " s1 " }), actions[2]],
    };
    expect(errorsOf(person, "review", review)).toEqual([{ pointer: "/newActions/1/serviceId", detail }]);
  });

  it("is refused where the area's list is not known", () => {
    const person = planning();
    person.services = [];
    const actions = [action({ serviceId: "s1" })];
    expect(errorsOf(person, "plan", { planType: "seek-work", actions })).toHaveLength(1);
  });

  it("stays in the plan when the list loses it: the review of its action is not refused", () => {
    const person = planning();
    person.answer("plan", { planType: "seek-work", actions: [action({ serviceId: "s1" })] }).attend();
    person.services = [];
    const review = { attended: "yes", next: "continue", actions: [{ id: "a1", status: "done" }] };
    expect(errorsOf(person, "review", review)).toEqual([]);
  });

  it("is told together with what else is wrong", () => {
    const actions = [action({ serviceId: "elsewhere", kind: "dancing" })];
    const pointers = errorsOf(planning(), "plan", { planType: "seek-work", actions }).map(
      (each) => each.pointer,
    );
    expect(pointers.sort()).toEqual(["/actions/0/kind", "/actions/0/serviceId"]);
  });

  it.each([
    ["an answer that names one", { actions: [action({ serviceId: " s1 " })] }, ["s1"]],
    [
      "one that a review adds, told twice",
      { newActions: [{ serviceId: "s1" }, { serviceId: "s1" }] },
      ["s1"],
    ],
    ["an answer without any", { actions: [action({})] }, []],
    [
      "ids that can be none",
      { actions: [{ serviceId: 1 }, { serviceId: "" }, { serviceId: "x".repeat(201) }] },
      [],
    ],
    ["rubbish", { actions: "s1", newActions: [null, 1] }, []],
    ["nothing", null, []],
  ])("is looked up for %s", (_, sent, names) => {
    expect(servicesNamedByAnswer(sent)).toEqual(names);
  });

  it("is looked up for no more actions than an answer can have", () => {
    const actions = Array.from({ length: 5000 }, (_, index) => ({ serviceId: `s${index}` }));
    expect(servicesNamedByAnswer({ actions })).toHaveLength(40);
  });
});

describe("a talk that the coach holds", () => {
  const talks = [
    ["employer-conversation", "contactEmployer", "contact with the employer"],
    ["fit-note-conversation", "shareWithGp", "sharing with the GP"],
  ] as const;
  /** A person with such a talk in their plan. */
  const planned = (kind: string, by = "coach") => {
    const person = planning();
    person.answer("plan", { planType: "return-to-work", actions: [action({ kind, by })] }).attend();
    return person;
  };
  const review = (status: string) => ({ attended: "yes", next: "continue", actions: [{ id: "a1", status }] });

  it.each(talks)("%s can be planned before the consent %s, and begins after it", (kind, which, words) => {
    for (const status of ["started", "done"]) {
      const person = planned(kind);
      expect(errorsOf(person, "review", review(status))).toEqual([
        {
          pointer: "/actions/0/status",
          detail: `The person has not agreed to ${words}. Ask them, and record their consent first`,
        },
      ]);
      person.do({ type: "consent", which, given: true, on: "2026-03-02" });
      person.answer("review", review(status));
      expect(person.case.plan?.actions).toMatchObject([{ kind, status }]);
    }
  });

  it.each(talks)("%s needs no consent to be dropped, or to be left", (kind) => {
    for (const status of ["dropped", "not-started"]) {
      expect(errorsOf(planned(kind), "review", review(status))).toEqual([]);
    }
  });

  it.each(talks)(
    "%s goes no further once the consent %s was taken back, and what was done stays done",
    (kind, which) => {
      const person = planned(kind).do({ type: "consent", which, given: true, on: "2026-03-02" });
      person
        .answer("review", review("started"))
        .do({ type: "consent", which, given: false, on: "2026-03-02" });
      person.attend();
      person.at("2026-03-16T10:00:00.000Z").attend();
      expect(errorsOf(person, "review", review("done"))).toHaveLength(1);
      expect(errorsOf(person, "review", review("started"))).toEqual([]);
    },
  );

  it.each(talks)("%s by the person themselves is theirs", (kind) => {
    expect(errorsOf(planned(kind, "person"), "review", review("done"))).toEqual([]);
  });
});

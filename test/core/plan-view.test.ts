import { describe, expect, it } from "vitest";
import { planView, servicesNamedIn } from "../../functions/core/plan-view.ts";
import { sourcesOf, TestCase } from "../support/builders.ts";

const service = {
  id: "s1",
  name: "Sample physiotherapy",
  phone: "01234 567890",
  wait: "2 weeks",
  capacity: { available: 3, maximum: 12 },
  description: "Of the directory",
};

/** A person in support whose plan leads to a service, and who had a review that spoke of it. */
function reviewed(): TestCase {
  const person = new TestCase().supported();
  person.services = [service];
  person.at("2026-03-16T10:00:00.000Z").attend();
  const newActions = [
    {
      kind: "physiotherapy",
      description: "Six sessions",
      by: "service",
      serviceId: "s1",
      dueOn: "2026-04-01",
    },
  ];
  const actions = [{ id: "a1", status: "dropped", reason: "Has a certificate" }];
  return person.answer("review", { attended: "yes", next: "continue", actions, newActions });
}

describe("the plan as staff see it", () => {
  it("tells who does each action by when, where, and how it went with the reason", () => {
    expect(planView(sourcesOf(reviewed()))?.actions).toEqual([
      {
        id: "a1",
        kind: "skills",
        by: "person",
        status: "dropped",
        description: "A course",
        mark: { on: "2026-03-16", reason: "Has a certificate" },
      },
      {
        id: "a2",
        kind: "physiotherapy",
        by: "service",
        serviceId: "s1",
        dueOn: "2026-04-01",
        status: "not-started",
        description: "Six sessions",
        service: {
          id: "s1",
          name: "Sample physiotherapy",
          phone: "01234 567890",
          wait: "2 weeks",
          capacity: { available: 3, maximum: 12 },
        },
      },
    ]);
  });

  it("keeps the mark of the last review that spoke of an action", () => {
    const person = reviewed();
    person.attend();
    person.at("2026-03-30T10:00:00.000Z").attend();
    person.answer("review", {
      attended: "yes",
      next: "continue",
      actions: [{ id: "a2", status: "started" }],
    });
    expect(planView(sourcesOf(person))?.actions).toMatchObject([
      { mark: { on: "2026-03-16" } },
      { status: "started", mark: { on: "2026-03-30", reason: undefined } },
    ]);
  });

  it("has no service where the area's list has lost it, and no texts once they were erased", () => {
    const person = reviewed();
    const [, second] = planView({ ...sourcesOf(person, []), services: [] })?.actions ?? [];
    expect(second).toMatchObject({ serviceId: "s1", service: undefined, description: "" });
  });

  it("is none before there is one", () => {
    expect(planView(sourcesOf(new TestCase()))).toBeUndefined();
  });

  it("tells the services that its actions name", () => {
    expect(servicesNamedIn(reviewed().case)).toEqual(["s1"]);
    expect(servicesNamedIn(new TestCase().supported().case)).toEqual([]);
    expect(servicesNamedIn(new TestCase().case)).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { type PlanDocument, planDocument } from "../../functions/core/plan-document.ts";
import { aReferral, sourcesOf, TestCase } from "../support/builders.ts";

const around = { areaName: "Greater Manchester", coachName: "Sample coach" };

function documentOf(person: TestCase): PlanDocument {
  return planDocument(sourcesOf(person), around);
}

/** In support, with texts that are for colleagues alone. */
function supported(): TestCase {
  const referral = aReferral({
    person: { preferredName: "Sam" },
    health: { mainBarrier: "mental-health", note: "NOTE of the referral" },
  });
  const person = new TestCase({ referral })
    .assigned()
    .answer("contact", { outcome: "agreed", note: "NOTE of contact" });
  person.attend();
  person.answer("assessment", {
    heldAt: person.now,
    channel: "phone",
    attended: "yes",
    employmentStatus: "in-work",
    mainBarrier: "mental-health",
    goals: "NOTE of goals",
    wellbeing: { anxiety: 9 },
    note: "NOTE of the assessment",
  });
  person.attend();
  const actions = [
    { kind: "skills", description: "Finish the course", by: "person", dueOn: "2026-04-01" },
    { kind: "employer-conversation", description: "Ask for late starts", by: "coach" },
    { kind: "physiotherapy", description: "Six sessions", by: "service", serviceId: "s1" },
  ];
  person.answer("plan", { planType: "thrive-at-work", actions, note: "NOTE of the plan" });
  return person.do({ type: "note", text: "NOTE of the coach" });
}

describe("the plan as a document for the person", () => {
  it("says what was agreed: who does what by when, the services, the coach, the next talk", () => {
    expect(documentOf(supported())).toEqual({
      reference: "23456789CD",
      name: "Sam",
      areaName: "Greater Manchester",
      coachName: "Sample coach",
      support: "goes-on",
      plan: {
        planType: "thrive-at-work",
        agreedOn: "2026-03-02",
        nextReviewOn: "2026-03-16",
        actions: [
          {
            kind: "skills",
            by: "person",
            description: "Finish the course",
            dueOn: "2026-04-01",
            status: "not-started",
          },
          {
            kind: "employer-conversation",
            by: "coach",
            description: "Ask for late starts",
            status: "not-started",
          },
          {
            kind: "physiotherapy",
            by: "service",
            description: "Six sessions",
            status: "not-started",
            service: { id: "s1", name: "Sample service" },
          },
        ],
      },
      sharing: [
        { with: "gp", agreed: false },
        { with: "employer", agreed: false },
      ],
    });
  });

  it("holds no note, barrier, goal, well-being or reason: those were written for colleagues", () => {
    const person = supported();
    person.at("2026-03-16T10:00:00.000Z").attend();
    const actions = [{ id: "a1", status: "done", reason: "NOTE of the reason" }];
    person.answer("review", { attended: "late", next: "continue", actions, note: "NOTE of the review" });
    const document = documentOf(person);
    expect(document.plan?.actions[0]).toMatchObject({ status: "done", markedOn: "2026-03-16" });
    expect(JSON.stringify(document)).not.toMatch(/NOTE|mental|barrier|anxiety|late"/);
  });

  it("says so where there is no plan yet", () => {
    const document = documentOf(new TestCase().assigned());
    expect(document).toMatchObject({ support: "not-begun", coachName: "Sample coach" });
    expect(document).not.toHaveProperty("plan");
  });

  it("names nobody in a restricted record", () => {
    const person = supported();
    person.case = { ...person.case, restricted: true };
    expect(documentOf(person)).not.toHaveProperty("name");
  });

  it("says that support is on hold, with no next talk", () => {
    const document = documentOf(
      supported().do({ type: "hold", until: "2026-05-01T10:00:00.000Z", reason: "Away" }),
    );
    expect(document.support).toBe("on-hold");
    expect(document.plan).not.toHaveProperty("nextReviewOn");
  });

  it("still shows what was agreed after a withdrawal, and that support ended", () => {
    const person = supported().at("2026-03-20T10:00:00.000Z").do({ type: "withdraw", through: "link" });
    const document = documentOf(person);
    expect(document).toMatchObject({ support: "ended", endedOn: "2026-03-20" });
    expect(document.plan?.actions).toHaveLength(3);
    expect(document.plan).not.toHaveProperty("nextReviewOn");
    expect(document).not.toHaveProperty("coachName");
  });

  it("says that support ended while the person is still followed up, by the day it ended", () => {
    const person = supported();
    person.do({ type: "finish" }).attend();
    person.answer("exit", { closure: "completed-plan", outcome: "no-change", employmentStatus: "in-work" });
    expect(person.case.stage).toBe("follow-up");
    expect(documentOf(person)).toMatchObject({ support: "ended", endedOn: "2026-03-02" });
  });

  it("marks a service that the area's list has no more", () => {
    const person = supported();
    person.services = [];
    expect(documentOf(person).plan?.actions[2]).toMatchObject({ serviceGone: true, service: undefined });
  });

  it("tells whom the plan was given to, also after the person took their consent back", () => {
    const person = supported().do({ type: "consent", which: "shareWithGp", given: true, on: "2026-03-01" });
    person.do({ type: "share", with: "gp" });
    const shared = { with: "gp", agreed: true, on: "2026-03-01", sharedOn: "2026-03-02" };
    expect(documentOf(person).sharing[0]).toEqual(shared);
    person.do({ type: "consent", which: "shareWithGp", given: false, on: "2026-03-02" });
    expect(documentOf(person).sharing[0]).toEqual({ ...shared, agreed: false, on: "2026-03-02" });
  });
});

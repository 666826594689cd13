import { describe, expect, it } from "vitest";
import type { StaffMember } from "../../functions/core/area-rules.ts";
import { summaryOf } from "../../functions/core/summary.ts";
import { isAskedAsRole, workOf } from "../../functions/core/work.ts";
import { aCoach, monday, type TestCase } from "../support/builders.ts";
import { journeys } from "../support/journeys.ts";

const coach = aCoach("coach1@greater-manchester.example.org");
const other = aCoach("coach2@greater-manchester.example.org");
const lead = { ...coach, id: "lead@greater-manchester.example.org", roles: ["lead"] } as StaffMember;
const duty = { ...lead, roles: ["duty"] } as StaffMember;

function attended(given: TestCase): TestCase {
  given.attend();
  return given;
}

const workFor = (member: StaffMember, given: TestCase, now = monday) => {
  const work = workOf([summaryOf(given.case)], member, now);
  const kinds = (tasks: typeof work.due) => tasks.map(({ kind }) => kind);
  return { ...work, overdue: kinds(work.overdue), due: kinds(work.due), coming: kinds(work.coming) };
};

describe("somebody's work", () => {
  it("is what is asked of them now, and late once its moment is over", () => {
    const given = attended(journeys.contact());
    expect(workFor(coach, given)).toMatchObject({ overdue: [], due: ["contact"], coming: [] });
    expect(workFor(coach, given, "2026-03-04T17:00:00.000Z").due).toEqual(["contact"]);
    expect(workFor(coach, given, "2026-03-04T17:00:00.001Z")).toMatchObject({
      overdue: ["contact"],
      due: [],
    });
  });

  it("comes into sight a week before it is asked for", () => {
    const given = attended(journeys.support());
    expect(workFor(coach, given)).toMatchObject({ due: [], coming: [] });
    expect(workFor(coach, given, "2026-03-09T08:59:59.999Z").coming).toEqual([]);
    expect(workFor(coach, given, "2026-03-09T09:00:00.000Z").coming).toEqual(["review"]);
    expect(workFor(coach, given, "2026-03-16T09:00:00.000Z")).toMatchObject({ due: ["review"], coming: [] });
  });

  it("is nobody else's", () => {
    for (const member of [other, lead, duty]) {
      expect(workFor(member, attended(journeys.contact()))).toMatchObject({
        overdue: [],
        due: [],
        coming: [],
      });
    }
  });

  it("is by role, where a task is asked of a role", () => {
    expect(workFor(lead, attended(journeys.review())).due).toEqual(["review-referral"]);
    expect(workFor(coach, attended(journeys.review())).due).toEqual([]);
    const worry = attended(journeys.contact().do({ type: "raise-safety", note: "Low" }));
    expect(workFor(duty, worry).due).toEqual(["make-safe"]);
  });

  it("has what was asked first before the rest of what is due at the same moment", () => {
    const { openTasks, ...summary } = summaryOf(attended(journeys.contact()).case);
    const asked = (reference: string, askAt: string) => ({
      ...summary,
      reference,
      openTasks: openTasks.map((task) => ({ ...task, askAt })),
    });
    const cases = [asked("A", "2026-03-02T09:59:00.000Z"), asked("B", "2026-03-02T09:00:00.000Z")];
    expect(workOf(cases, coach, monday).due.map(({ reference }) => reference)).toEqual(["B", "A"]);
  });

  it("begins with what was due first, and safety before everything", () => {
    const late = attended(journeys.contact());
    const worry = attended(journeys.contact().do({ type: "raise-safety", note: "Low" }));
    const both = { ...coach, roles: ["coach", "duty"] } as StaffMember;
    const { due } = workOf([summaryOf(late.case), summaryOf(worry.case)], both, monday);
    expect(due.map(({ kind }) => kind)).toEqual(["make-safe", "contact", "contact"]);
  });

  it("leaves out who is on hold, and counts them", () => {
    expect(workFor(coach, attended(journeys.hold()))).toMatchObject({ due: [], coming: [], onHold: 1 });
    expect(workFor(other, attended(journeys.hold())).onHold).toBe(0);
  });

  it("names people who asked to be called: the coach's own, and the lead's while there is none", () => {
    const asked = { at: monday, when: "morning" } as const;
    const ofCoach = { ...summaryOf(journeys.contact().case), callAsked: asked };
    const ofNobody = { ...summaryOf(journeys.waiting().case), callAsked: asked };
    expect(workOf([ofCoach, ofNobody], coach, monday).calls).toEqual([
      { ...asked, reference: ofCoach.reference },
    ]);
    expect(workOf([ofNobody], lead, monday).calls).toHaveLength(1);
    expect(workOf([ofCoach], lead, monday).calls).toEqual([]);
  });

  it("names people whose weeks of support are over, with the task in which to say what comes next", () => {
    const given = attended(journeys.support());
    const limitReached = { weeks: 8, endsOn: "2026-04-27", isUsual: false };
    const summary = { ...summaryOf(given.case), limitReached };
    expect(workOf([summary], coach, monday).supportLimits).toEqual([
      { ...limitReached, reference: given.case.reference, handle: given.handleOf("review") },
    ]);
    expect(workOf([summary], other, monday).supportLimits).toEqual([]);
  });
});

describe("who is asked as a coach alone", () => {
  it("is neither a lead nor on duty", () => {
    expect([coach, lead, duty].map(isAskedAsRole)).toEqual([false, true, true]);
    expect(isAskedAsRole({ ...coach, roles: ["coach", "duty"] })).toBe(true);
  });

  it("is asked about nobody but their own people, at whatever stage anybody is", () => {
    const all = Object.values(journeys).flatMap((journey, index) => {
      const given = journey();
      if (given.case.stage !== "closed") given.record([{ type: "call-asked" }]);
      given.attend();
      const told = { ...summaryOf(given.case), reference: `A${index}` };
      const taken = { ...told, reference: `B${index}`, coach: other.id };
      const tasks = taken.openTasks.map((task) =>
        "staff" in task.to ? { ...task, to: { staff: other.id } } : task,
      );
      return [told, { ...taken, openTasks: tasks }];
    });
    const own = all.filter((each) => each.coach === coach.id && each.stage !== "closed");
    const late = "2026-09-01T09:00:00.000Z";
    expect(workOf(own, coach, late)).toEqual(workOf(all, coach, late));
    expect(workOf(own, coach, late).overdue).not.toEqual([]);
  });
});

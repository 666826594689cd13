import { describe, expect, it } from "vitest";
import type { Case } from "../../../functions/core/case.ts";
import { whatHappensNext } from "../../../functions/core/my/next.ts";
import { closures } from "../../../functions/core/words.ts";
import { aReferral, TestCase } from "../../support/builders.ts";

const next = (given: TestCase, coachName: string | undefined = "Sample Coach") =>
  whatHappensNext(given.case, coachName, given.now);
const says = (given: TestCase) => next(given).says;

function withAppointment(appointmentAt?: string) {
  const given = new TestCase().assigned();
  given.answer("contact", { outcome: "agreed", channel: "video", appointmentAt }).attend();
  return given;
}

describe("what happens next, as a person reads it,", () => {
  it("names who does it and by when", () => {
    expect(next(new TestCase().assigned())).toEqual({
      says: "Your coach, Sample Coach, gets in touch with you by Wednesday 4 March at 5pm.",
      why: "You agree how and when you talk for the first time. You can ask anything.",
      by: "2026-03-04T17:00:00.000Z",
    });
  });

  it("never promises a moment that has passed: it says sorry, and what to do", () => {
    const given = new TestCase().assigned().at("2026-03-05T10:00:00.000Z");
    expect(says(given)).toContain(
      "We wanted to do this by Wednesday 4 March at 5pm, and we are late. We are sorry.",
    );
    expect(next(given).why).toContain("You can ask us to call you.");
    expect(next(given).by).toBeUndefined();
  });

  it("tells of a try that did not reach them, and when the next one is", () => {
    const given = new TestCase().assigned();
    given.answer("contact", { outcome: "could-not-reach", nextTryAt: "2026-03-03T15:00:00.000Z" });
    expect(says(given)).toBe(
      "Your coach, Sample Coach, tried to reach you on Monday 2 March at 10am, and could not. They try again on Tuesday 3 March at 3pm.",
    );
    expect(says(given.at("2026-03-03T16:00:00.000Z"))).toContain("They try again soon.");
  });

  it("is the appointment while it is to come, and afterwards what to do if they missed it", () => {
    const given = withAppointment("2026-03-05T14:30:00.000Z");
    expect(next(given)).toMatchObject({
      says: "You have your first appointment on Thursday 5 March at 2:30pm.",
      by: "2026-03-05T14:30:00.000Z",
    });
    given.at("2026-03-05T16:00:00.000Z");
    expect(says(given)).toContain("was planned for Thursday 5 March at 2:30pm");
    expect(next(given).why).toContain("we find another time");
    expect(says(withAppointment())).toBe(
      "You and your coach have your first appointment by Monday 23 March at 5pm.",
    );
  });

  it("is each stage in its own words", () => {
    expect(says(new TestCase())).toBe("We are looking at your referral now.");
    const young = aReferral({ person: { dateOfBirth: "2009-01-01" } });
    const review = new TestCase({ referral: young }).do({ type: "triage", referral: young });
    review.attend();
    expect(says(review)).toContain("by Wednesday 4 March at 5pm");
    const looking = new TestCase().do({ type: "triage", referral: aReferral() });
    expect(says(looking)).toContain("We are finding a coach for you");
    expect(says(looking.do({ type: "wait-for-coach", because: [] }))).toContain("you keep your place");
    const supported = new TestCase().supported();
    expect(says(supported)).toContain("on Monday 16 March, or near that day");
    expect(says(supported.at("2026-03-17T10:00:00.000Z"))).toContain("talk soon");
    const held = new TestCase()
      .supported()
      .do({ type: "hold", until: "2026-04-01T09:00:00.000Z", reason: "Away" });
    expect(says(held)).toBe("Your support has a break until Wednesday 1 April. Then it goes on.");
    expect(says(new TestCase().leaving())).toContain("Then your support ends.");
  });

  it("is the next follow-up after support has ended", () => {
    const given = new TestCase().leaving();
    given
      .answer("exit", { closure: "completed-plan", outcome: "started-job", employmentStatus: "in-work" })
      .attend();
    expect(says(given)).toContain("around Monday 1 June");
    expect(says(given.at("2026-06-02T10:00:00.000Z"))).toContain("these days");
  });

  it("is how it ended, for every way to end, and says nothing of staff's words for it", () => {
    const base = new TestCase().supported().case;
    for (const closure of closures) {
      const closed = { ...base, stage: "closed", closedAt: base.updatedAt, closure } as Case;
      const told = whatHappensNext(closed, undefined, base.updatedAt);
      expect(told.says, closure).toMatch(/^[A-Z].*\.$/);
      expect(told.says).not.toContain(closure);
    }
    const died = { ...base, stage: "closed", closedAt: base.updatedAt, closure: "died" } as Case;
    expect(whatHappensNext(died, undefined, base.updatedAt).why).not.toMatch(/you/i);
  });

  it("is that they stopped, whatever the case was closed as", () => {
    const given = new TestCase().supported().do({ type: "withdraw", through: "link" });
    expect(says(given)).toBe(
      "You stopped on Monday 2 March. Nobody from WorkWell will be in touch about this referral.",
    );
  });

  it("is the new reference after a move to another area", () => {
    const given = new TestCase()
      .assigned()
      .do({ type: "transfer", toArea: "surrey", delivers: true, reason: "Moved" });
    expect(says(given)).toMatch(/another area. Your new reference is \w{4}-\w{4}-\w{2}\.$/);
  });
});

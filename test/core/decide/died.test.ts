import { describe, expect, it } from "vitest";
import { dueEmails } from "../../../functions/core/due-now.ts";
import { fold } from "../../../functions/core/evolve.ts";
import { whereIs } from "../../../functions/core/where-is.ts";
import { aReferral, TestCase } from "../../support/builders.ts";

const referral = aReferral({
  referrer: { kind: "gp", email: "gp@example.org" },
  person: { contact: { email: "p@example.org" } },
  consent: { shareBackWithReferrer: true },
});
const raised = { type: "raise-safety", note: "Worried" } as const;

/** With everything open that can be: an email to come to each, a safety task, a former address to be told. */
function withEverythingOpen(): TestCase {
  const person = new TestCase({ referral }).leaving().do(raised);
  person.do({ type: "contact-details", contact: { email: "new@example.org" } });
  return person;
}

function expectSilence(person: TestCase) {
  expect(person.case).toMatchObject({ stage: "closed", closure: "died" });
  expect(person.case.tasks.filter(({ state }) => state === "open")).toEqual([]);
  for (const later of [person.now, "2026-06-01T09:00:00.000Z", "2026-09-30T09:00:00.000Z"]) {
    expect(dueEmails(person.case, later)).toEqual([]);
    expect(person.at(later).attend()).toEqual([]);
  }
  expect(whereIs(person.case, person.rules, person.now).wakeAt).toBeUndefined();
  expect(fold(person.events)).toEqual(person.case);
}

describe("after a death", () => {
  it("everything stops: no task, no timer, no email to the person, the referrer, staff or an old address", () => {
    const person = withEverythingOpen();
    person.answer("exit", { closure: "died" });
    expectSilence(person);
  });

  it("an email that was about to go out does not", () => {
    const person = new TestCase({ referral }).leaving();
    person.record([{ type: "email-intended", email: "acknowledge-person", to: "person" }]);
    person.answer("exit", { closure: "died" }).attend();
    expect(person.case.emails["acknowledge-person"]).toBe("dropped");
  });

  it("everything stops too when the end of support is corrected to it, while it is followed up or later", () => {
    const wrong = { outcome: "no-change", employmentStatus: "in-work" };
    for (const closure of ["completed-plan", "moved-away"] as const) {
      const person = withEverythingOpen();
      person.attend();
      person.answer("exit", { closure, ...(closure === "moved-away" ? {} : wrong) }).attend();
      const eventId = person.case.factIds?.exit ?? "";
      person.do({ type: "correct", eventId, data: { closure: "died" }, reason: "Their family told us" });
      expectSilence(person);
    }
  });

  it("the link to withdraw changes nothing, and nothing is taken up again", () => {
    const person = new TestCase({ referral }).leaving().answer("exit", { closure: "died" });
    expect(person.decide({ type: "withdraw", through: "link" })).toEqual({ events: [], notes: [] });
    expect(person.decide(raised)).toEqual({ refusal: { type: "case-closed" } });
    expect(person.decide({ type: "contact-details", contact: { phone: "07700900001" } })).toEqual({
      refusal: { type: "case-closed" },
    });
  });
});

import { describe, expect, it } from "vitest";
import { taskView, toldView } from "../../functions/core/case-views.ts";
import { howToReach, toSay } from "../../functions/core/reaching.ts";
import { aReferral, monday, TestCase } from "../support/builders.ts";

const wordsFor = (person: NonNullable<Parameters<typeof aReferral>[0]>["person"]) =>
  howToReach(aReferral({ person }).person).join("\n");

describe("what a coach is told before they get in touch", () => {
  it("says by which way and when, in the person's own words", () => {
    const words = wordsFor({ contact: { preferredChannel: "text", preferredTimes: "after 4pm" } });
    expect(words).toContain("reached by text message");
    expect(words).toContain("“after 4pm”. We read this as: Monday to Friday, from 4pm to 7pm.");
    expect(wordsFor({})).toContain("They did not say how");
    expect(wordsFor({})).toContain("They did not say when");
  });

  it.each([
    [true, /^You may leave a message/m],
    [false, /^Do not leave a message .* not safe/m],
    [undefined, /^Do not leave a message .* do not know/m],
  ])("says whether a message may be left: %s", (safeToLeaveMessage, expected) => {
    expect(wordsFor({ contact: { safeToLeaveMessage } })).toMatch(expected);
  });

  it("says when there is no way but through whoever referred them", () => {
    const { person } = aReferral({ person: { contact: { phone: undefined } } });
    expect(howToReach(person)[0]).toContain("Ask whoever referred them");
    expect(wordsFor({})).not.toContain("whoever referred");
  });

  it("says in which language, whether to book an interpreter, and what the person needs", () => {
    const words = wordsFor({
      language: "Polish",
      interpreter: true,
      communicationNeeds: ["Large print", "BSL"],
    });
    expect(words).toContain("They speak Polish.");
    expect(words).toContain("interpreter. Book one");
    expect(words).toContain("Large print, BSL.");
    expect(wordsFor({ interpreter: false })).not.toContain("interpreter");
  });
});

describe("a person without an email address of their own", () => {
  const told = (answer: object, referral = aReferral()) => {
    const person = new TestCase({ referral }).assigned();
    return person.decide({ type: "answer", handle: person.handleOf("contact"), mustTell: true, answer });
  };

  it("is to hear from the coach what others read: reference, voluntary, benefits, Jobcentre, how to stop", () => {
    const words = toSay({ reference: "23456789CD" }).join("\n");
    for (const each of [
      "2345-6789-CD",
      "voluntary",
      "no effect on your benefits",
      "Jobcentre unless you say so",
      "call me",
    ]) {
      expect(words).toContain(each);
    }
  });

  it("sees the coach's tick recorded as an event of its own, whatever they decide", () => {
    for (const outcome of ["agreed", "does-not-want-it", "not-appropriate"]) {
      expect(told({ outcome, told: true })).toMatchObject({
        events: [{ type: "task-answered" }, { type: "person-told" }, {}],
      });
    }
    const person = new TestCase().assigned().answer("contact", { outcome: "agreed", told: true });
    expect(toldView(person.case, person.referral)).toEqual({ at: monday });
  });

  it("must be told before the page takes that an appointment was agreed; a program may leave it open", () => {
    expect(told({ outcome: "agreed" })).toMatchObject({ refusal: { errors: [{ pointer: "/told" }] } });
    expect(told({ outcome: "does-not-want-it" })).toHaveProperty("events");
    const person = new TestCase().assigned().answer("contact", { outcome: "agreed" });
    expect(toldView(person.case, person.referral)).toEqual({ at: undefined });
  });

  it("was not told when nobody reached them", () => {
    expect(told({ outcome: "could-not-reach", told: true })).toMatchObject({
      refusal: { errors: [{ pointer: "/told" }] },
    });
  });

  it("is one whose address is that of whoever referred them, and not one who has an own", () => {
    const contact = { email: "surgery@example.org" };
    const referrer = { kind: "gp", email: "Surgery@example.org" } as const;
    expect(told({ outcome: "agreed" }, aReferral({ referrer, person: { contact } }))).toHaveProperty(
      "refusal",
    );
    const own = aReferral({ person: { contact: { email: "own@example.org" } } });
    expect(told({ outcome: "agreed" }, own)).toHaveProperty("events");
    expect(toldView(new TestCase({ referral: own }).case, own)).toBeUndefined();
  });
});

describe("the view of a task", () => {
  const viewOf = (person: TestCase, task = person.case.tasks.at(-1)) => {
    if (!task) throw new Error("there is no task");
    const { case: given, referral, events, rules, now } = person;
    return taskView({ case: given, referral, events, rules, notes: [], services: [] }, task, now);
  };

  it("of first contact has how to reach the person, what to say, and the next tries should this one fail", () => {
    const person = new TestCase().assigned();
    expect(viewOf(person)).toMatchObject({
      howToReach: expect.arrayContaining([expect.stringContaining("message")]),
      toSay: expect.arrayContaining([expect.stringContaining("voluntary")]),
    });
    const [suggested] = viewOf(person).suggestedTries ?? [];
    person.answer("contact", { outcome: "could-not-reach" });
    expect(person.case.tasks[0]?.attempts[0]?.nextAt).toBe(suggested);
  });

  it("of a follow-up has no try after the one that ends it", () => {
    const person = new TestCase().leaving();
    const ended = { closure: "completed-plan", outcome: "no-change", employmentStatus: "out-of-work" };
    person.answer("exit", ended).attend();
    person.at("2026-06-01T09:00:00.000Z");
    expect(viewOf(person).suggestedTries).toHaveLength(2);
    person.answer("follow-up", { reached: false }).answer("follow-up", { reached: false });
    expect(viewOf(person).suggestedTries).toEqual([]);
  });

  it("has none of it once it is answered, or where nobody is called", () => {
    const person = new TestCase().supported().do({ type: "finish" });
    person.attend();
    expect(viewOf(person)).not.toHaveProperty("howToReach");
    expect(viewOf(person, person.case.tasks[0])).not.toHaveProperty("toSay");
  });
});

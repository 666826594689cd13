import { describe, expect, it } from "vitest";
import { nameInLists, notesOfStaff, taskView } from "../../functions/core/case-views.ts";
import { aReferral, sourcesOf, TestCase } from "../support/builders.ts";

describe("the name by which staff call a person", () => {
  const person = aReferral({ person: { givenName: "Samplename", preferredName: "Sam" } });

  it("is the preferred one, else the given one", () => {
    expect(nameInLists({ restricted: false }, person)).toBe("Sam");
    expect(nameInLists({ restricted: false }, aReferral())).toBe("Sample");
  });

  it("is none for a restricted record, or an erased one", () => {
    expect(nameInLists({ restricted: true }, person)).toBeUndefined();
    expect(nameInLists({ restricted: false }, undefined)).toBeUndefined();
  });
});

it("a note of an address that the person had before is not among those that staff wrote", () => {
  const referral = aReferral({ person: { contact: { email: "old@example.org" } } });
  const person = new TestCase({ referral }).do({ type: "note", text: "Sample note" });
  person.do({ type: "contact-details", contact: { email: "new@example.org" } });
  const ids = person.events.flatMap((event) =>
    event.type === "note-added"
      ? [event.note]
      : event.type === "contact-changed"
        ? [event.formerAddressNote]
        : [],
  );
  const notes = ids.map((id) => ({ id: id ?? "" }));
  expect(notes).toHaveLength(2);
  expect(notesOfStaff(person.case, notes)).toEqual([notes[0]]);
  person.attend();
  expect(notesOfStaff(person.case, notes)).toEqual([notes[0]]);
});

it("a check of contact details tells whose emails come back, and no other task does", () => {
  const referral = aReferral({ person: { contact: { email: "old@example.org" } } });
  const person = new TestCase({ referral }).assigned();
  const news = { email: "acknowledge-person", of: "person", because: "bounced", mail: "m" } as const;
  person.do({ type: "return-email", ...news, addresses: ["old@example.org"] }).attend();
  const views = person.case.tasks.map((task) => {
    return taskView({ ...sourcesOf(person), rules: person.rules }, task, person.now);
  });
  expect(views.map(({ kind, unreached }) => [kind, unreached])).toEqual([
    ["contact", undefined],
    ["check-address", ["person"]],
  ]);
});

it("a task of a case on hold says until when it rests, and nothing of it once the case goes on", () => {
  const person = new TestCase().assigned();
  const until = "2026-04-01T08:00:00.000Z";
  const contact = () => {
    const task = person.case.tasks.find(({ kind }) => kind === "contact");
    if (!task) throw new Error("there is no first contact");
    return taskView({ ...sourcesOf(person), rules: person.rules }, task, person.now);
  };
  expect(contact()).not.toHaveProperty("onHoldUntil");
  person.do({ type: "hold", until, reason: "In hospital" });
  expect(contact()).toHaveProperty("onHoldUntil", until);
  person.do({ type: "resume" });
  expect(contact()).not.toHaveProperty("onHoldUntil");
});

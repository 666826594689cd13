import { describe, expect, it } from "vitest";
import { subjectAccessCopy } from "../../functions/core/subject-access.ts";
import { recordPage } from "../../functions/pages/index.ts";
import { aReferral, TestCase } from "../support/builders.ts";

const referral = aReferral({
  referrer: { kind: "gp", name: "Sample Surgery", email: "gp@example.org" },
  person: { givenName: "Samplename", familyName: "<b>Sampleson</b>", contact: { email: "p@example.org" } },
  consent: { evaluation: true },
});
const reading = {
  at: "2026-03-02T11:00:00.000Z",
  staff: "lead@greater-manchester.example.org",
  what: "case",
};

function copyOf(person: TestCase) {
  const notes = [
    {
      id: person.case.plan?.actions[0]?.descriptionNote ?? "n",
      at: "2026-03-02T10:00:00.000Z",
      text: "A <i>course</i>",
    },
  ];
  const { case: given, events, rules } = person;
  return subjectAccessCopy(
    { case: given, referral, events, notes, services: [], readings: [reading], rules },
    person.now,
  );
}

function closed(): TestCase {
  const person = new TestCase({ referral }).supported();
  person.do({ type: "contact-details", contact: { email: "new@example.org" } }).attend();
  person.do({ type: "join-duplicate", reference: "CDFGHJKMNC", receivedAt: person.now, others: [] });
  person.do({ type: "transfer", toArea: "black-country", delivers: true, reason: "Moved" }).attend();
  return person.do({ type: "legal-hold", on: true, reason: "Complaint" });
}

describe("the subject access copy", () => {
  it("holds everything: details, consents with days, plan, notes, events in words, emails, readers, what becomes of it", () => {
    const copy = copyOf(closed());
    expect(copy).toMatchObject({
      areaName: "Greater Manchester",
      person: referral.person,
      consents: { evaluation: { given: true, on: "2026-03-02" }, shareWithGp: { given: false } },
      plan: { actions: [{ description: "A <i>course</i>", kind: "skills" }] },
      readings: [reading],
      record: { keptUntil: "2034-03-02", legalHoldSince: "2026-03-02T10:00:00.000Z" },
      linkedCases: [
        { area: "black-country", because: "transferred" },
        { area: "greater-manchester", reference: "CDFGHJKMNC", because: "joined" },
      ],
    });
    expect(copy.events.every(({ sentence }) => sentence.length > 5)).toBe(true);
    expect(copy.events).toHaveLength(copy.case.eventCount);
  });

  it("tells each email to the person, the referrer and an old address once, with what became of it", () => {
    const person = new TestCase({ referral });
    person.record([
      { type: "email-intended", email: "acknowledge-person", to: "person" },
      { type: "email-sent", email: "acknowledge-person" },
      { type: "email-intended", email: "acknowledge-referrer", to: "referrer" },
      { type: "email-dropped", email: "acknowledge-referrer", because: "rejected" },
      { type: "email-intended", email: "contact-changed:e9", to: "former-address" },
      { type: "email-intended", email: "ask:h", to: { role: "lead" } },
      { type: "email-sent", email: "ask:h" },
    ]);
    expect(copyOf(person).emails.map(({ to, state }) => [to, state])).toEqual([
      ["person", "sent"],
      ["referrer", "dropped"],
      ["former-address", "intended"],
    ]);
  });

  it("is a page to print, in plain words, with every text escaped and every date with its year", () => {
    const page = recordPage(copyOf(closed()), ["lead"]);
    for (const words of [
      "What we hold about you",
      "Samplename &lt;b&gt;Sampleson&lt;/b&gt;",
      "A &lt;i&gt;course&lt;/i&gt;",
      "contact for evaluation",
      "Yes (Monday 2 March 2026)",
      "lead@greater-manchester.example.org (case)",
      "To the address that the person had before, sent",
      "Under a legal hold since Monday 2 March 2026 at 10am",
      "NHS Records Management Code",
      "CDFGHJKMNC in greater-manchester: Another referral of the same person",
    ]) {
      expect(page).toContain(words);
    }
    expect(page).not.toMatch(/<i>course|<b>Sampleson/);
  });

  it("tells once erased what happened, and nothing of the person", () => {
    const person = new TestCase({ referral }).do({ type: "withdraw", through: "link" });
    person.do({ type: "erase", reason: "person-asked" }).attend();
    const { case: given, events, rules } = person;
    const copy = subjectAccessCopy(
      { case: given, referral: undefined, events, notes: [], services: [], readings: [reading], rules },
      person.now,
    );
    expect(copy.record).toMatchObject({ keptUntil: undefined, erasedAt: person.now });
    expect(JSON.stringify(copy)).not.toMatch(/Samplename|Sampleson|example\.org"?,"phone|p@example/);
    const page = recordPage(copy, ["lead"]);
    expect(page).toContain("details were erased on Monday 2 March 2026 at 10am");
    expect(page).toContain("lead@greater-manchester.example.org");
  });
});

import { describe, expect, it } from "vitest";
import type { CommandOf } from "../../../functions/core/commands.ts";
import { fold } from "../../../functions/core/evolve.ts";
import { whereIs } from "../../../functions/core/where-is.ts";
import { aReferral, TestCase } from "../../support/builders.ts";

const own = "old@example.org";
const withEmail = aReferral({ person: { contact: { email: own } } });
const ofReferrer = aReferral({
  referrer: { kind: "gp", email: "gp@example.org" },
  person: { contact: { email: own } },
});

/** A case of which every email due was sent, and none came back. */
function told(referral = withEmail): TestCase {
  const person = new TestCase({ referral });
  person.attend();
  return person;
}

function returned(overrides: Partial<CommandOf<"return-email">> = {}): CommandOf<"return-email"> {
  return {
    type: "return-email",
    email: "acknowledge-person",
    of: "person",
    because: "bounced",
    mail: "mail-1",
    addresses: [own],
    ...overrides,
  };
}

const kindsOpen = (person: TestCase) =>
  person.case.tasks.filter(({ state }) => state === "open").map(({ kind }) => kind);
const typesOf = (decision: ReturnType<TestCase["decide"]>) =>
  "events" in decision ? decision.events.map(({ type }) => type) : decision;

describe("an email that comes back", () => {
  it("marks the address, without telling it, and asks the lead at once", () => {
    const person = told().do(returned());
    expect(person.case.markedAddresses).toEqual([
      { of: "person", undelivered: ["acknowledge-person"], isChecked: false },
    ]);
    expect(JSON.stringify(person.events)).not.toContain(own);
    expect(person.attend()).toEqual(["ask check-address"]);
    expect(person.case.tasks.at(-1)).toMatchObject({
      kind: "check-address",
      to: { role: "lead" },
      askAt: "2026-03-02T10:00:00.000Z",
      dueAt: "2026-03-04T17:00:00.000Z",
    });
    expect(fold(person.events)).toEqual(person.case);
  });

  it("is told once: the same news again changes nothing, even after the address was put right", () => {
    const person = told().do(returned());
    person.attend();
    expect(typesOf(person.decide(returned()))).toEqual([]);
    person.answer("check-address", {});
    expect(typesOf(person.decide(returned()))).toEqual([]);
    expect(typesOf(person.decide(returned({ mail: "mail-2" })))).toEqual(["email-returned"]);
  });

  it("asks the lead once, whatever else comes back until they answer", () => {
    const person = told(ofReferrer).do(returned());
    person.attend();
    person.do(returned({ email: "another", mail: "mail-2" }));
    person.do(returned({ of: "referrer", addresses: ["gp@example.org"], mail: "mail-3" }));
    expect(person.attend()).toEqual([]);
    expect(kindsOpen(person).filter((kind) => kind === "check-address")).toHaveLength(1);
    expect(person.case.markedAddresses).toEqual([
      { of: "person", undelivered: ["acknowledge-person", "another"], isChecked: false },
      { of: "referrer", undelivered: ["acknowledge-person"], isChecked: false },
    ]);
  });

  it.each([
    ["from the other's address", { of: "referrer" as const }],
    ["from none", { addresses: [] }],
  ])("%s changes nothing", (_, news) => {
    expect(typesOf(told(ofReferrer).decide(returned(news)))).toEqual([]);
  });

  it("from an address that was replaced since goes to the new one, and marks nothing", () => {
    const person = told();
    Object.assign(person, { referral: aReferral({ person: { contact: { email: "new@example.org" } } }) });
    person.do(returned());
    expect(person.attend()).toEqual(["acknowledge-person"]);
    expect(person.case.markedAddresses).toBeUndefined();
    expect(typesOf(person.decide(returned()))).toEqual([]);
    expect(fold(person.events)).toEqual(person.case);
  });

  it("is recognised whatever the case of its address", () => {
    expect(typesOf(told().decide(returned({ addresses: ["OLD@example.org"] })))).toEqual(["email-returned"]);
  });

  it("from somebody whose details were erased, or who has died, changes nothing", () => {
    const erased = told();
    Object.assign(erased, { referral: undefined });
    expect(typesOf(erased.decide(returned()))).toEqual([]);
    const died = told().record([{ type: "case-closed", closure: "died" }]);
    expect(typesOf(died.decide(returned()))).toEqual([]);
  });

  it("after the case was closed is kept, and nobody is asked", () => {
    const person = told().do({ type: "withdraw", through: "link" }).do(returned());
    expect(person.attend()).toEqual([]);
    expect(kindsOpen(person)).toEqual([]);
  });

  it("asks nobody any more once the case is closed", () => {
    const person = told().do(returned());
    person.attend();
    person.do({ type: "withdraw", through: "link" }).attend();
    expect(kindsOpen(person)).toEqual([]);
    expect(whereIs(person.case, person.rules, person.now).wakeAt).toBeUndefined();
  });

  it("before it was recorded as sent still counts as sent, and is not sent again", () => {
    const person = new TestCase({ referral: withEmail });
    person.record([{ type: "email-intended", email: "acknowledge-person", to: "person" }]);
    person.do(returned()).record([{ type: "email-sent", email: "acknowledge-person" }]);
    expect(person.attend()).toEqual(["ask check-address"]);
    expect(person.case.emails["acknowledge-person"]).toBe("sent");
  });
});

describe("a marked address", () => {
  const marked = () => {
    const person = new TestCase({ referral: ofReferrer }).do(returned());
    person.attend();
    return person;
  };

  it("gets no email, and the case says that it was not sent", () => {
    const person = marked();
    expect(person.case.emails).toMatchObject({
      "acknowledge-person": "dropped",
      "acknowledge-referrer": "sent",
    });
    expect(person.events).toContainEqual(
      expect.objectContaining({ type: "email-dropped", because: "address-marked", of: "person" }),
    );
  });

  it("that SES refuses at once is marked as one that bounces is", () => {
    const person = new TestCase({ referral: withEmail });
    person.record([
      { type: "email-dropped", email: "acknowledge-person", because: "rejected", of: "person" },
    ]);
    expect(person.attend()).toEqual(["ask check-address"]);
  });

  it("is put right by a new one, to which goes what the old one did not get, and of which the old is not told", () => {
    const person = marked();
    const decision = person.decide({
      type: "answer",
      handle: person.handleOf("check-address"),
      answer: { email: "new@example.org", phone: "07700900001", note: "Called" },
    });
    expect(typesOf(decision)).toEqual(["task-answered", "contact-changed", "address-checked"]);
    if ("refusal" in decision) throw new Error("refused");
    expect(decision.contact).toEqual({ email: "new@example.org", phone: "07700900001" });
    expect(decision.notes.map(({ text }) => text)).toEqual(["Called"]);
    expect(JSON.stringify(decision.events)).not.toMatch(/example|0770/);
    person.record(decision.events);
    expect(person.attend()).toEqual(["acknowledge-person"]);
    expect(person.case.markedAddresses).toBeUndefined();
    expect(fold(person.events)).toEqual(person.case);
  });

  it("is put right by changed contact details, and the lead need not look any more", () => {
    const person = marked().do({ type: "contact-details", contact: { email: "new@example.org" } });
    expect(person.attend()).toEqual(["acknowledge-person"]);
    expect(kindsOpen(person)).not.toContain("check-address");
    expect(fold(person.events)).toEqual(person.case);
  });

  it("stays marked when other details change", () => {
    const person = marked().do({ type: "contact-details", contact: { phone: "07700900009" } });
    expect(person.attend()).toEqual([]);
    expect(person.case.markedAddresses).toHaveLength(1);
  });

  it.each([
    ["an answer without a new one", {}],
    ["a note alone", { note: "The mailbox was full" }],
    ["the same one again", { email: own }],
  ])("is good after all by %s, and nothing is sent twice", (_, answer) => {
    const person = marked().answer("check-address", answer);
    expect(person.attend()).toEqual([]);
    expect(person.case.markedAddresses).toBeUndefined();
    expect(person.events.at(-1)).toMatchObject({ type: "address-checked", addressWorks: true });
  });

  it("stays marked, and nobody is asked again, when the person is to be reached by phone", () => {
    const person = marked().answer("check-address", { phone: "07700900001" });
    person.record([{ type: "email-intended", email: "acknowledge-person", to: "person" }]);
    expect(person.attend()).toEqual([]);
    expect(person.case.emails["acknowledge-person"]).toBe("dropped");
    expect(kindsOpen(person)).not.toContain("check-address");
    person.do({ type: "contact-details", contact: { email: "new@example.org" } });
    expect(person.attend()).toEqual(["acknowledge-person"]);
  });

  it("of a referrer is not put right by the person's new one", () => {
    const person = told(ofReferrer);
    person.do(returned({ of: "referrer", email: "acknowledge-referrer", addresses: ["gp@example.org"] }));
    person.attend();
    person.answer("check-address", { email: "new@example.org" });
    expect(person.case.markedAddresses).toEqual([
      { of: "referrer", undelivered: ["acknowledge-referrer"], isChecked: true },
    ]);
    expect(person.attend().filter((email) => email === "acknowledge-referrer")).toEqual([]);
  });

  it("cannot be replaced by what is no address, nor once the details were erased", () => {
    const person = marked();
    const handle = person.handleOf("check-address");
    const wrong = person.decide({ type: "answer", handle, answer: { email: "nobody", phone: "x" } });
    expect(wrong).toMatchObject({
      refusal: { errors: [{ pointer: "/email" }, { pointer: "/phone" }] },
    });
    Object.assign(person, { referral: undefined });
    const erased = person.decide({ type: "answer", handle, answer: { email: "new@example.org" } });
    expect(erased).toEqual({ refusal: { type: "details-erased" } });
  });
});

it("a check of contact details from before there were marks still folds", () => {
  const person = told().record([{ type: "address-checked" }]);
  expect(person.case.markedAddresses).toBeUndefined();
});

import { describe, expect, it } from "vitest";
import { fold } from "../../../functions/core/evolve.ts";
import { withContact } from "../../../functions/core/referral.ts";
import { aReferral, TestCase } from "../../support/builders.ts";

const change = (contact: object) => ({ type: "contact-details", contact }) as const;
const own = aReferral({ person: { contact: { email: "old@example.org" } } });

describe("new contact details", () => {
  it("are told in the events by their names and never by their values", () => {
    const person = new TestCase({ referral: own });
    const contact = { email: "new@example.org", phone: "07700900001", preferredChannel: "text" } as const;
    const decision = person.decide(change(contact));
    if ("refusal" in decision) throw new Error("refused");
    expect(decision.contact).toEqual(contact);
    expect(decision.events).toMatchObject([
      { type: "contact-changed", fields: ["email", "phone", "preferredChannel"] },
    ]);
    expect(JSON.stringify(decision.events)).not.toMatch(/example|0770|text"/);
  });

  it("replace those that are given and leave the others", () => {
    const changed = withContact(own, { email: "new@example.org" });
    expect(changed.person.contact).toEqual({ phone: "07700900000", email: "new@example.org" });
  });

  it("are told to the address that was the person's own, once", () => {
    const person = new TestCase({ referral: own });
    person.attend();
    const decision = person.decide(change({ email: "new@example.org" }));
    expect("notes" in decision && decision.notes.map(({ text }) => text)).toEqual(["old@example.org"]);
    person.do(change({ email: "new@example.org" }));
    const told = person.attend().filter((email) => email.startsWith("contact-changed:"));
    expect(told).toEqual([
      `contact-changed:${person.events.find((e) => e.type === "contact-changed")?.eventId}`,
    ]);
    expect(person.attend()).toEqual([]);
    expect(fold(person.events)).toEqual(person.case);
  });

  it("are told to nobody when the address was a referrer's, or only the phone changed", () => {
    const theirs = aReferral({
      referrer: { kind: "gp", email: "gp@example.org" },
      person: { contact: { email: "gp@example.org" } },
    });
    for (const [referral, contact] of [
      [theirs, { email: "new@example.org" }],
      [own, { phone: "07700900001" }],
    ] as const) {
      const person = new TestCase({ referral }).do(change(contact));
      expect(person.case.formerAddresses).toBeUndefined();
    }
  });

  it("are told to nobody after the person withdrew", () => {
    const person = new TestCase({ referral: own }).do({ type: "withdraw", through: "link" });
    person.do(change({ email: "new@example.org" }));
    expect(person.attend()).toEqual([]);
  });

  it("given by the person cannot be the address of whoever referred them", () => {
    const referral = aReferral({ ...own, referrer: { kind: "gp", email: "gp@example.org" } });
    const person = new TestCase({ referral });
    const theirs = change({ email: "GP@example.org" });
    expect(person.decide(theirs, { kind: "person" })).toMatchObject({
      refusal: { type: "not-valid", errors: [{ pointer: "/email" }] },
    });
    expect(person.decide(theirs, { kind: "staff", id: "coach1@surrey.example.org" })).toHaveProperty(
      "events",
    );
    expect(person.decide(change({ phone: "07700900001" }), { kind: "person" })).toHaveProperty("events");
  });

  it("that are those already known change nothing, and erased ones cannot be changed", () => {
    const person = new TestCase({ referral: own });
    expect(person.decide(change({ email: "old@example.org" }))).toEqual({ events: [], notes: [] });
    const erased = new TestCase({ referral: own });
    Object.assign(erased, { referral: undefined });
    expect(erased.decide(change({ phone: "1" }))).toEqual({ refusal: { type: "details-erased" } });
  });
});

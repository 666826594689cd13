import { describe, expect, it } from "vitest";
import { caseThatGoesOn, referenceInArea } from "../../../functions/core/decide/move.ts";
import { receiveTransferred } from "../../../functions/core/decide/receive-transfer.ts";
import { stamped } from "../../../functions/core/events.ts";
import { fold } from "../../../functions/core/evolve.ts";
import { progressOf } from "../../../functions/core/progress.ts";
import { parseReference } from "../../../functions/core/reference.ts";
import { factsOf } from "../../../functions/core/reporting/facts.ts";
import { aReferral, TestCase } from "../../support/builders.ts";

const transfer = { type: "transfer", toArea: "black-country", delivers: true, reason: "Moved" } as const;
const survivor = { reference: "CDFGHJKMNC", stage: "contact" } as const;
const merge = { type: "merge", survivor, reason: "The same person" } as const;

describe("a transfer", () => {
  it("closes the case and opens a linked one as a due action, once", () => {
    const person = new TestCase().supported().do(transfer);
    expect(person.case).toMatchObject({
      stage: "closed",
      closure: "transferred-area",
      continuesAs: { because: "transferred", area: "black-country", stage: "support", opened: false },
    });
    expect(person.due().map(({ type }) => type)).toEqual(["release-place", "continue-elsewhere"]);
    person.attend();
    expect(person.due()).toEqual([]);
    expect(person.case.tasks.filter(({ state }) => state === "open")).toEqual([]);
    expect(fold(person.events)).toEqual(person.case);
  });

  it("always gives the linked case the same reference, and each area another", () => {
    const reference = referenceInArea("23456789CD", "black-country");
    expect(parseReference(reference)).toBe(reference);
    expect(referenceInArea("23456789CD", "black-country")).toBe(reference);
    expect(referenceInArea("23456789CD", "frimley")).not.toBe(reference);
  });

  it("keeps in the linked case when the person was referred, what they agreed to, and where they were", () => {
    const referral = aReferral({
      referrer: { kind: "gp", email: "gp@example.org" },
      person: { contact: { email: "p@example.org" } },
    });
    const person = new TestCase({ referral, placed: { icbAtEvent: "QOP" } }).assigned();
    person.do({ type: "consent", which: "evaluation", given: true, on: "2026-03-02" });
    person.do({ type: "raise-safety", note: "Worried" }).at("2026-05-05T10:00:00.000Z").do(transfer);
    const as = { area: "black-country", placedBy: "chosen", reference: "CDFGHJKMNC" } as const;
    const events = receiveTransferred(person.case, referral, as, person.now);
    const linked = fold(stamped(events, 0, person.now, { kind: "service" }));
    expect(linked).toMatchObject({
      stage: "triage",
      area: "black-country",
      receivedAt: person.case.receivedAt,
      consents: person.case.consents,
      ageBand: person.case.ageBand,
      transferredFrom: { area: "greater-manchester", reference: "23456789CD" },
      acknowledge: { person: true, referrer: false },
    });
    expect(events.map(({ type }) => type)).toEqual(["referral-received", "safety-raised"]);
    expect(factsOf(person.case).icbAtEvent).toBe("QOP");
  });

  it("is not told to the referrer, whose answer stays as it was", () => {
    const person = new TestCase({
      referral: aReferral({ consent: { shareBackWithReferrer: true } }),
    }).assigned();
    person.do(transfer);
    expect(progressOf(person.case).progress).toBe("arranging");
  });

  it("can be repeated, and is refused to the same area, to none, and after the end of support", () => {
    const person = new TestCase().assigned();
    const pointer = (command: object) =>
      expect(person.decide({ ...transfer, ...command })).toMatchObject({
        refusal: { errors: [{ pointer: "/toArea" }] },
      });
    pointer({ toArea: "greater-manchester" });
    pointer({ toArea: "atlantis", delivers: false });
    person.do(transfer);
    expect(person.decide(transfer)).toEqual({ events: [], notes: [] });
    expect(person.decide({ ...transfer, toArea: "frimley" })).toEqual({ refusal: { type: "case-closed" } });
    const ended = new TestCase().leaving();
    ended.answer("exit", { closure: "other", outcome: "no-change", employmentStatus: "in-work" });
    expect(ended.decide(transfer)).toEqual({ refusal: { type: "not-in-this-stage", stage: "follow-up" } });
  });
});

describe("a merge", () => {
  it("closes this case as a duplicate, of whom nobody is asked anything", () => {
    const person = new TestCase().supported().do(merge);
    expect(person.case).toMatchObject({
      stage: "closed",
      closure: "duplicate",
      continuesAs: { because: "merged", area: "greater-manchester", reference: survivor.reference },
    });
    expect(factsOf(person.case).followUps.map(({ outcome }) => outcome)).toEqual(["not-asked", "not-asked"]);
    person.attend();
    expect(person.case.placeHeld).toBe(false);
    expect(fold(person.events)).toEqual(person.case);
  });

  it("gives the surviving case the earlier date, once, and never a later one", () => {
    const joined = (receivedAt: string) =>
      new TestCase().do({ type: "join-duplicate", reference: "CDFGHJKMNC", receivedAt, others: [] });
    const person = joined("2026-02-01T10:00:00.000Z");
    expect(person.case).toMatchObject({ receivedAt: "2026-02-01T10:00:00.000Z", joined: ["CDFGHJKMNC"] });
    expect(
      person.decide({
        type: "join-duplicate",
        reference: "CDFGHJKMNC",
        receivedAt: person.now,
        others: [],
      }),
    ).toEqual({ events: [], notes: [] });
    expect(joined("2026-03-09T10:00:00.000Z").case.receivedAt).toBe("2026-03-02T10:00:00.000Z");
    expect(fold(person.events)).toEqual(person.case);
  });

  it("tells the second referrer that their referral arrived, and never of the first", () => {
    const referral = aReferral({
      referrer: { kind: "gp", email: "gp@example.org" },
      consent: { shareBackWithReferrer: true },
    });
    const person = new TestCase({ referral }).do(merge);
    expect(person.attend()).toEqual(["acknowledge-referrer"]);
    expect(progressOf(person.case).progress).toBe("received");
  });

  it("is refused with itself, with what the area does not have, and with what is closed", () => {
    const person = new TestCase();
    const survivors = [
      undefined,
      { ...survivor, reference: person.case.reference },
      { ...survivor, stage: "closed" as const },
    ];
    for (const each of survivors) {
      expect(person.decide({ ...merge, survivor: each })).toMatchObject({
        refusal: { errors: [{ pointer: "/into" }] },
      });
    }
    person.do(merge);
    expect(person.decide(merge)).toEqual({ events: [], notes: [] });
    expect(person.decide({ ...merge, survivor: { ...survivor, reference: "GHJKMNPRT2" } })).toEqual({
      refusal: { type: "case-closed" },
    });
  });
});

describe("cases joined to each other in a circle", () => {
  const into = survivor.reference;

  it("are not made by one lead: what was joined to a case cannot be what it is joined to", () => {
    const person = new TestCase();
    person.do({ type: "join-duplicate", reference: into, receivedAt: person.now, others: [] });
    expect(person.decide(merge)).toMatchObject({ refusal: { errors: [{ pointer: "/into" }] } });
  });

  it("take no other referral while they are closed into another: that one is to learn of it", () => {
    const person = new TestCase().do(merge);
    expect(
      person.decide({ type: "join-duplicate", reference: "GHJKMNPRT2", receivedAt: person.now, others: [] }),
    ).toEqual({ refusal: { type: "case-closed" } });
  });

  it.each([
    ["support", (person: TestCase) => person.supported()],
    ["contact", (person: TestCase) => person.assigned()],
    ["triage", (person: TestCase) => person],
    [
      "support",
      (person: TestCase) =>
        person.supported().do({ type: "hold", until: "2026-04-01T09:00:00.000Z", reason: "r" }),
    ],
  ])("go on in one of them where it was, in %s, with its coach and a new task", (stage, journey) => {
    const person = journey(new TestCase());
    const { coach, receivedAt, plan } = person.case;
    person.do(merge).attend();
    person.do({ type: "undo-merge", into });
    expect(person.case).toMatchObject({ stage, receivedAt });
    expect([person.case.coach, person.case.plan]).toEqual([coach, plan]);
    expect(person.case.continuesAs).toBeUndefined();
    expect(person.case.placeHeld).toBe(coach !== undefined);
    person.attend();
    const open = person.case.tasks.filter((task) => task.state === "open");
    expect(open).toHaveLength(coach === undefined ? 0 : 1);
    expect(factsOf(person.case)).toMatchObject({ closedAt: undefined, closure: undefined });
    expect(fold(person.events)).toEqual(person.case);
  });

  it("let no clock run while the case was closed", () => {
    const person = new TestCase().assigned().do(merge).at("2026-03-05T10:00:00.000Z");
    person.do({ type: "undo-merge", into });
    expect(factsOf(person.case).pauses).toEqual([
      { from: "2026-03-02T10:00:00.000Z", to: "2026-03-05T10:00:00.000Z" },
    ]);
  });

  it("are opened once, and not when the case was joined to yet another since", () => {
    const person = new TestCase().assigned();
    expect(person.decide({ type: "undo-merge", into })).toEqual({ events: [], notes: [] });
    person.do(merge);
    expect(person.decide({ type: "undo-merge", into: "GHJKMNPRT2" })).toEqual({ events: [], notes: [] });
    person.do({ type: "undo-merge", into });
    expect(person.decide({ type: "undo-merge", into })).toEqual({ events: [], notes: [] });
  });

  it("go on in the one received first, then in the lower reference, whatever was joined to which", () => {
    const older = { reference: "Z", receivedAt: "2026-01-01T00:00:00.000Z" };
    const newer = { reference: "A", receivedAt: "2026-02-01T00:00:00.000Z" };
    expect(caseThatGoesOn([newer, older])).toBe(older);
    const joinedToOlder = { ...newer, receivedAt: older.receivedAt, ownReceivedAt: newer.receivedAt };
    expect(caseThatGoesOn([joinedToOlder, older])).toBe(older);
    const twin = { reference: "B", receivedAt: older.receivedAt };
    expect(caseThatGoesOn([older, twin])).toBe(twin);
  });

  it("tell the one that goes on of what had been joined to them before, itself left out", () => {
    const person = new TestCase();
    const { reference, receivedAt } = person.case;
    const join = { type: "join-duplicate", reference: into, receivedAt } as const;
    person.do({ ...join, others: ["GHJKMNPRT2", reference] });
    expect(person.case.joined).toEqual([into, "GHJKMNPRT2"]);
    expect(person.decide({ ...join, others: [reference] })).toEqual({ events: [], notes: [] });
    expect(person.do({ ...join, others: ["JKMNPRT234"] }).case.joined).toHaveLength(3);
  });
});

import { describe, expect, it } from "vitest";
import type { Case } from "../../../functions/core/case.ts";
import { commandBodies } from "../../../functions/core/command-bodies.ts";
import type { Command } from "../../../functions/core/commands.ts";
import { fold } from "../../../functions/core/evolve.ts";
import { mayCommand } from "../../../functions/core/permissions.ts";
import { factsOf } from "../../../functions/core/reporting/facts.ts";
import { whereIs } from "../../../functions/core/where-is.ts";
import { aReferral, rulesWith, TestCase } from "../../support/builders.ts";

const erase = { type: "erase", reason: "person-asked" } as const;
const hold = (on: boolean) => ({ type: "legal-hold", on, reason: "Complaint" }) as const;
const lead = { kind: "staff", id: "lead@greater-manchester.example.org" } as const;
const withdrawn = () => {
  const person = new TestCase().supported().do({ type: "withdraw", through: "link" });
  person.attend();
  return person;
};
const refused = (type: string) => ({ refusal: { type } });

describe("erasing a record", () => {
  it("is a due action: everything is removed at once, and looked for once more 20 minutes later", () => {
    const person = withdrawn().do(erase, lead);
    expect(person.events.at(-1)).toMatchObject({ type: "erasure-asked", because: "person-asked", by: lead });
    expect(person.due()).toEqual([{ type: "erase-person", done: { type: "erased" } }]);
    expect(whereIs(person.case, person.rules, person.now).wakeAt).toBe("2026-03-02T10:02:00.000Z");
    person.attend();
    expect(whereIs(person.case, person.rules, person.now).wakeAt).toBe("2026-03-02T10:20:00.000Z");
    expect(person.at("2026-03-02T10:20:00.000Z").due()).toEqual([
      { type: "erase-person", done: { type: "erasure-checked" } },
    ]);
    person.attend();
    expect(person.due()).toEqual([]);
    expect(whereIs(person.case, person.rules, person.now)).toEqual({ stage: "closed", wakeAt: undefined });
    expect(fold(person.events)).toEqual(person.case);
  });

  it("is taken of a closed case alone, and once", () => {
    expect(new TestCase().supported().decide(erase)).toEqual(refused("close-first"));
    const followedUp = new TestCase().leaving();
    followedUp.answer("exit", { closure: "other", outcome: "no-change", employmentStatus: "in-work" });
    expect(followedUp.decide(erase)).toEqual(refused("close-first"));
    expect(withdrawn().do(erase).decide(erase)).toEqual({ events: [], notes: [] });
  });

  it("waits until somebody has made sure that the person is safe, and until another case knows of this one", () => {
    const atRisk = withdrawn().do({ type: "raise-safety", note: "Worried" });
    expect(atRisk.decide(erase)).toEqual(refused("safety-first"));
    const moved = new TestCase().supported();
    moved.do({ type: "transfer", toArea: "frimley", delivers: true, reason: "r" });
    expect(moved.decide(erase)).toEqual(refused("not-passed-on-yet"));
    moved.attend();
    expect(moved.decide(erase)).toHaveProperty("events");
  });

  it("leaves every figure as it was", () => {
    const person = withdrawn();
    const before = factsOf(person.case);
    const { updatedAt } = person.case;
    person.at("2026-03-20T10:00:00.000Z").do(erase).attend();
    expect(person.case.updatedAt).toBe(updatedAt);
    expect(factsOf(person.case)).toEqual(before);
  });

  it("ends whatever writes about the person again, and every email to them", () => {
    const referral = aReferral({ person: { contact: { email: "p@example.org" } } });
    const person = new TestCase({ referral }).record([{ type: "case-closed", closure: "moved-away" }]);
    expect(person.due().map(({ type }) => type)).toContain("send-email");
    person.do(erase);
    const commands: Command[] = [
      { type: "note", text: "n" },
      { type: "raise-safety", note: "n" },
      { type: "consent", which: "evaluation", given: true, on: "2026-03-02" },
      { type: "contact-details", contact: { phone: "07700900001" } },
      { type: "reopen", reason: "r" },
      { type: "correct", eventId: "e1", data: {}, reason: "r" },
    ];
    for (const command of commands)
      expect([command.type, person.decide(command)]).toEqual([command.type, refused("details-erased")]);
    expect(person.attend()).toEqual([]);
    expect(person.case.personIndexed).toBe(false);
  });

  it("after a backup brought it back closes the case along, whatever it had come to", () => {
    for (const person of [new TestCase().supported(), new TestCase().leaving()]) {
      person.do({ type: "raise-safety", note: "Worried" }).attend();
      person.do({ type: "erase", reason: "restored" });
      expect(person.case).toMatchObject({ stage: "closed", closure: "withdrew", safetyOpen: false });
      expect(person.case.tasks.filter(({ state }) => state === "open")).toEqual([]);
      person.attend();
      expect(person.case.erasure?.removedAt).toBe(person.now);
    }
  });

  it("takes a reason of a closed list, so that nothing about the person stays in its place", () => {
    expect(commandBodies.erase.safeParse({ reason: "person-asked" }).success).toBe(true);
    for (const reason of ["She moved to Leeds", "retention", "restored", "joined", undefined]) {
      expect([reason, commandBodies.erase.safeParse({ reason }).success]).toEqual([reason, false]);
    }
  });
});

describe("a legal hold", () => {
  it("keeps the record from being erased, at any stage, until it ends", () => {
    const person = new TestCase().supported().do(hold(true));
    expect(person.case.stage).toBe("support");
    person.do({ type: "withdraw", through: "link" });
    expect(person.decide(erase)).toEqual(refused("legal-hold"));
    expect(person.decide({ type: "erase", reason: "restored" })).toEqual(refused("legal-hold"));
    person.do(hold(false));
    expect(person.decide(erase)).toHaveProperty("events");
    expect(fold(person.events)).toEqual(person.case);
  });

  it("comes too late once the erasure was asked for, which may be half done", () => {
    const person = withdrawn().do(erase);
    expect(person.decide(hold(true))).toEqual(refused("details-erased"));
    person.attend();
    expect(person.decide(hold(true))).toEqual(refused("details-erased"));
  });

  it("changes nothing when it is on or off already, and moves nothing that a referrer sees", () => {
    const person = withdrawn();
    const { updatedAt } = person.case;
    expect(person.decide(hold(false))).toEqual({ events: [], notes: [] });
    person.at("2026-04-01T10:00:00.000Z").do(hold(true));
    expect(person.decide(hold(true))).toEqual({ events: [], notes: [] });
    expect(person.case.updatedAt).toBe(updatedAt);
  });
});

describe("what becomes of a record", () => {
  it("is the lead's to decide", () => {
    const coach = "coach1@greater-manchester.example.org";
    const member = (id: string, roles: ("coach" | "lead")[]) => ({
      ...{ id, area: "greater-manchester", name: id, roles, capacity: 1, away: [], places: [] },
      ...{ languages: [], skills: [], restrictedPool: false },
    });
    const given: Case = { ...new TestCase({ rules: rulesWith() }).supported().case };
    for (const command of ["erase", "legal-hold"] as const) {
      expect(mayCommand(member(coach, ["coach"]), given, command)).toBe(false);
      expect(mayCommand(member("lead", ["lead"]), given, command)).toBe(true);
    }
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Coach, mayBeGiven, whyNobodyFits } from "../../../functions/core/assignment/fit.ts";
import { rankCoaches } from "../../../functions/core/assignment/ranking.ts";
import { type Seeker, seekerOf } from "../../../functions/core/assignment/seeker.ts";
import { aCoach, aReferral, monday, rulesWith, TestCase } from "../../support/builders.ts";

const today = "2026-03-02";
const sourced = <Value>(value: Value) => ({ value, mark: "published" as const, source: "test" });
const inParts = rulesWith({
  places: sourced(["East", "North"]),
  providers: sourced([{ name: "Sample Works", places: ["North"] }]),
});
const busy = (count: number) => new Set(Array.from({ length: count }, (_, n) => `R${n}`));

/** Somebody in the queue; the person's own details given otherwise. */
const seeker = (person: object = {}, more: Partial<Seeker> = {}): Seeker => {
  const referral = aReferral({ person });
  const given = new TestCase({ referral }).do({ type: "triage", referral }).case;
  return { ...seekerOf(given, referral, rulesWith(), monday), ...more };
};
const ranked = (coaches: readonly Coach[], of = seeker(), rules = rulesWith()) =>
  rankCoaches(of, coaches, rules, today);
const ids = (...given: Parameters<typeof ranked>) => ranked(...given).map(({ coach }) => coach.id);
const because = (...given: Parameters<typeof ranked>) => ranked(...given)[0]?.because;

describe("who can support a person", () => {
  it("is a coach of the area", () => {
    const staff = [
      aCoach("lead", { roles: ["lead"] }),
      aCoach("elsewhere", { area: "frimley" }),
      aCoach("going", { handsOverSince: monday }),
      aCoach("a"),
    ];
    expect(ids(staff)).toEqual(["a"]);
    expect(whyNobodyFits(seeker(), staff.slice(0, 3), rulesWith(), today)).toEqual(["the area has no coach"]);
  });

  it("is here today", () => {
    const staff = [
      aCoach("last-day", { away: [{ from: "2026-03-01", to: "2026-03-02" }] }),
      aCoach("first-day", { away: [{ from: "2026-03-02", to: "2026-03-06" }] }),
      aCoach("back", { away: [{ from: "2026-02-01", to: "2026-03-01" }] }),
      aCoach("one-of-two", {
        away: [
          { from: "2026-01-01", to: "2026-01-02" },
          { from: "2026-03-02", to: "2026-03-02" },
        ],
      }),
    ];
    expect(ids(staff)).toEqual(["back"]);
    expect(whyNobodyFits(seeker(), staff.slice(0, 2), rulesWith(), today)).toEqual([
      "every coach who could support the person is away today",
    ]);
  });

  it("has room, or holds a place for the person already", () => {
    const { reference } = seeker();
    const staff = [
      aCoach("full", { holding: busy(10) }),
      aCoach("over", { holding: busy(3), capacity: 2 }),
      aCoach("none", { capacity: 0 }),
    ];
    expect(ids(staff)).toEqual([]);
    expect(whyNobodyFits(seeker(), staff, rulesWith(), today)).toEqual([
      "every coach who could support the person is full: 13 of 12 places taken",
    ]);
    expect(ids([...staff, aCoach("holds", { capacity: 1, holding: new Set([reference]) })])).toEqual([
      "holds",
    ]);
  });

  it("needs no room for somebody who is only followed up", () => {
    const full = [aCoach("full", { capacity: 0 })];
    expect(ids(full, seeker({}, { needsPlace: false }))).toEqual(["full"]);
    const person = new TestCase().leaving().answer("exit", {
      closure: "completed-plan",
      outcome: "started-job",
      employmentStatus: "in-work",
    });
    expect(seekerOf(person.case, person.referral, rulesWith(), monday).needsPlace).toBe(false);
  });

  it("belongs to the pool for a restricted record", () => {
    const restricted = seeker({}, { restricted: true });
    const staff = [aCoach("a"), aCoach("b", { restrictedPool: true })];
    expect(ids(staff, restricted)).toEqual(["b"]);
    expect(because(staff, restricted)).toContain("belongs to the pool for restricted records");
    expect(whyNobodyFits(restricted, staff.slice(0, 1), rulesWith(), today)).toEqual([
      "nobody is in the pool for restricted records",
    ]);
  });

  it("delivers at the person's place, and so does their provider, as far as both are known", () => {
    const east = seeker({}, { place: "East" });
    const staff = [
      aCoach("east", { places: ["East"] }),
      aCoach("north", { places: ["North"] }),
      aCoach("provider-north", { provider: "Sample Works" }),
      aCoach("unknown"),
      aCoach("unknown-provider", { provider: "Somebody else" }),
    ];
    expect(ids(staff, east, inParts)).toEqual(["east", "unknown", "unknown-provider"]);
    expect(ids(staff, seeker({}, { place: "North" }), inParts)).toEqual([
      "north",
      "provider-north",
      "unknown",
      "unknown-provider",
    ]);
    expect(ids(staff, seeker(), inParts)).toHaveLength(5);
    expect(ids(staff, east)).toHaveLength(5);
    expect(because(staff, east, inParts)).toContain("delivers at the person's place");
    expect(whyNobodyFits(east, staff.slice(1, 3), inParts, today)).toEqual([
      "no coach delivers at the person's place",
    ]);
  });

  it("is somebody the lead may choose freely, but for who is away, is no coach here, or is outside the pool", () => {
    const may = (coach: Coach, restricted = false) =>
      mayBeGiven({ restricted }, coach, "greater-manchester", today);
    expect([
      may(aCoach("full", { capacity: 0 })),
      may(aCoach("pool", { restrictedPool: true }), true),
    ]).toEqual([true, true]);
    expect([
      may(aCoach("a"), true),
      may(aCoach("away", { away: [{ from: today, to: today }] })),
      may(aCoach("lead", { roles: ["lead"] })),
      may(aCoach("elsewhere", { area: "frimley" })),
    ]).toEqual([false, false, false, false]);
  });
});

describe("the ranking of coaches", () => {
  const urdu = seeker({ language: "Urdu and Punjabi" });

  it("puts each reason before the next: a held place, language, skills, staying, load, id", () => {
    const { reference } = urdu;
    const soon = [{ from: "2026-03-03", to: "2026-03-20" }];
    const staff = [
      aCoach("holds", { holding: new Set([reference, ...busy(9)]), away: soon }),
      aCoach("speaks", { languages: ["urdu"], holding: busy(9), away: soon }),
      aCoach("skilled", { skills: ["Musculoskeletal"], holding: busy(9), away: soon }),
      aCoach("stays", { holding: busy(9) }),
      aCoach("lighter", { holding: busy(1), away: soon }),
      aCoach("lower", { holding: busy(2), away: soon }),
      aCoach("lower2", { holding: busy(4), capacity: 20, away: soon }),
    ];
    const expected = staff.map(({ id }) => id);
    expect(ids(staff, urdu)).toEqual(expected);
    expect(ids(staff.toReversed(), urdu)).toEqual(expected);
  });

  it("counts load as a share of capacity", () => {
    const staff = [aCoach("a", { holding: busy(2) }), aCoach("b", { holding: busy(3), capacity: 40 })];
    expect(ids(staff)).toEqual(["b", "a"]);
  });

  it("says who speaks the person's language, and otherwise that an interpreter is needed", () => {
    expect(because([aCoach("a", { languages: ["Polish", "Punjabi"] })], urdu)).toContain(
      "speaks the person's language",
    );
    expect(because([aCoach("a")], urdu)).toContain("an interpreter is needed");
    expect(because([aCoach("a")], seeker({ interpreter: true }))).toContain("an interpreter is needed");
    for (const language of ["English", "en-GB", " english "]) {
      const words = because([aCoach("a", { languages: ["English"] })], seeker({ language }));
      expect(words?.join()).not.toMatch(/language|interpreter/);
    }
  });

  it("counts the needs that a skill answers, in whole words, whatever their spelling", () => {
    const needs = seeker({ communicationNeeds: ["British Sign Language (BSL)", "Large print"] });
    const staff = [
      aCoach("a", { skills: ["sign", "print shop"] }),
      aCoach("b", { skills: ["British sign-language"] }),
      aCoach("c", { skills: ["MUSCULOSKELETAL pain", "large print", ""] }),
      aCoach("d"),
    ];
    expect(ids(staff, needs)).toEqual(["c", "a", "b", "d"]);
    const first = because(staff, needs)?.join();
    expect(first).toContain("has skills that fit what the person needs");
    expect(first).not.toMatch(/print|musculoskeletal|sign/i);
  });

  it("puts last who is away before first contact is due, and says so", () => {
    const leaving = (from: string) => aCoach("a", { away: [{ from, to: "2026-04-01" }] });
    const stays = aCoach("b", { holding: busy(9) });
    // First contact is due on Wednesday 4 March.
    expect(ids([leaving("2026-03-04"), stays])).toEqual(["b", "a"]);
    expect(because([leaving("2026-03-04"), stays])).toContain("is here until first contact is due");
    expect(ids([leaving("2026-03-05"), stays])).toEqual(["a", "b"]);
    expect(because([leaving("2026-03-04")])).toContain("is away before first contact is due");
  });

  it("explains a plain choice by room and load", () => {
    const staff = [aCoach("a", { holding: busy(1) }), aCoach("b", { holding: busy(2) })];
    const [first, second] = ranked(staff);
    expect(first?.because).toEqual([
      "has room: 1 of 10 places taken",
      "has the lightest load of the coaches who fit",
    ]);
    expect(second?.because).toEqual(["has room: 2 of 10 places taken"]);
  });

  it("is the same whatever order the coaches come in", () => {
    const coach = fc.record({
      id: fc.constantFrom("a", "b", "c", "d", "e"),
      capacity: fc.integer({ min: 0, max: 3 }),
      count: fc.integer({ min: 0, max: 3 }),
      languages: fc.subarray(["Urdu", "Polish"]),
      skills: fc.subarray(["musculoskeletal", "sign"]),
    });
    const coaches = fc.uniqueArray(coach, { selector: ({ id }) => id });
    fc.assert(
      fc.property(
        coaches.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          const of = (given: typeof all) =>
            ranked(
              given.map(({ id, count, ...more }) => aCoach(id, { ...more, holding: busy(count) })),
              urdu,
            );
          expect(of(shuffled)).toEqual(of(all));
        },
      ),
    );
  });
});

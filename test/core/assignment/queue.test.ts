import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Coach } from "../../../functions/core/assignment/fit.ts";
import { isQueued, matchQueue } from "../../../functions/core/assignment/queue.ts";
import { rankCoaches } from "../../../functions/core/assignment/ranking.ts";
import type { Seeker } from "../../../functions/core/assignment/seeker.ts";
import { aCoach, rulesWith, TestCase } from "../../support/builders.ts";

const today = "2026-03-02";
const rules = rulesWith();

const waits = (reference: string, more: Partial<Seeker> = {}): Seeker => ({
  reference,
  since: "2026-03-02T10:00:00.000Z",
  hadCoach: false,
  needsPlace: true,
  restricted: false,
  mainBarrier: "other",
  place: undefined,
  language: undefined,
  interpreter: false,
  communicationNeeds: [],
  contactDueAt: "2026-03-04T17:00:00.000Z",
  ...more,
});
const match = (waiting: readonly Seeker[], staff: readonly Coach[]) =>
  matchQueue(waiting, staff, rules, today).map(({ reference, coach }) => [reference, coach?.id]);

describe("the queue", () => {
  it("gives a free place to whoever has waited longest, and of equals to the lower reference", () => {
    const staff = [aCoach("a", { capacity: 2 })];
    const waiting = [
      waits("C"),
      waits("B"),
      waits("A", { since: "2026-03-02T10:00:00.001Z" }),
      waits("D", { since: "2026-03-01T10:00:00.000Z" }),
    ];
    expect(match(waiting, staff)).toEqual([
      ["D", "a"],
      ["B", "a"],
      ["C", undefined],
      ["A", undefined],
    ]);
  });

  it("passes over whom the free place does not fit, and says why", () => {
    const staff = [aCoach("a", { capacity: 1 })];
    const waiting = [waits("A", { restricted: true }), waits("B"), waits("C")];
    const matches = matchQueue(waiting, staff, rules, today);
    expect(matches.map(({ coach }) => coach?.id)).toEqual([undefined, "a", undefined]);
    expect(matches.map(({ because }) => because)).toEqual([
      ["nobody is in the pool for restricted records"],
      expect.arrayContaining(["has room: 0 of 1 places taken"]),
      ["every coach who could support the person is full: 1 of 1 places taken"],
    ]);
  });

  it("spreads people over the coaches as it goes", () => {
    const staff = [aCoach("b"), aCoach("a")];
    expect(match([waits("A"), waits("B"), waits("C")], staff)).toEqual([
      ["A", "a"],
      ["B", "b"],
      ["C", "a"],
    ]);
  });

  it("puts people whose coach left before those who wait for their first", () => {
    const left = waits("Z", { hadCoach: true, since: "2026-03-02T12:00:00.000Z" });
    expect(match([waits("A"), left], [aCoach("a", { capacity: 1 })])).toEqual([
      ["Z", "a"],
      ["A", undefined],
    ]);
  });

  it("keeps the order, never fills a coach beyond capacity, and leaves nobody out who fits", () => {
    const seekers = fc.uniqueArray(
      fc.record({
        reference: fc.string({ minLength: 1, maxLength: 3 }),
        since: fc.constantFrom("2026-03-01T10:00:00.000Z", "2026-03-02T10:00:00.000Z"),
        hadCoach: fc.boolean(),
        restricted: fc.boolean(),
        language: fc.constantFrom(undefined, "Urdu"),
      }),
      { selector: ({ reference }) => reference, maxLength: 12 },
    );
    const coaches = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom("a", "b", "c", "d"),
        capacity: fc.integer({ min: 0, max: 4 }),
        restrictedPool: fc.boolean(),
        languages: fc.subarray(["Urdu"]),
        taken: fc.integer({ min: 0, max: 2 }),
      }),
      { selector: ({ id }) => id },
    );
    const shuffled = <Of>(all: Of[]) => fc.shuffledSubarray(all, { minLength: all.length });
    const both = fc
      .tuple(seekers, coaches)
      .chain(([people, staff]) =>
        fc.tuple(fc.constant(people), fc.constant(staff), shuffled(people), shuffled(staff)),
      );
    fc.assert(
      fc.property(both, ([people, staff, otherPeople, otherStaff]) => {
        const coachesOf = (given: typeof staff) =>
          given.map(({ id, taken, ...more }) =>
            aCoach(id, { ...more, holding: new Set(Array.from({ length: taken }, (_, n) => `taken ${n}`)) }),
          );
        const seekersOf = (given: typeof people) =>
          given.map(({ reference, ...more }) => waits(reference, more));
        const matches = matchQueue(seekersOf(people), coachesOf(staff), rules, today);
        expect(matchQueue(seekersOf(otherPeople), coachesOf(otherStaff), rules, today)).toEqual(matches);
        expect(matches).toHaveLength(people.length);
        // Replayed one by one, each gets their best coach of what those before them left.
        let left = coachesOf(staff);
        for (const { reference, coach } of matches) {
          const seeker = seekersOf(people).find((each) => each.reference === reference);
          if (!seeker) throw new Error("nobody of that reference waits");
          expect(coach?.id).toBe(rankCoaches(seeker, left, rules, today)[0]?.coach.id);
          left = left.map((each) =>
            each.id === coach?.id ? { ...each, holding: new Set([...each.holding, reference]) } : each,
          );
        }
        for (const [index, { holding, capacity }] of left.entries()) {
          expect(holding.size).toBeLessThanOrEqual(
            Math.max(capacity, coachesOf(staff)[index]?.holding.size ?? 0),
          );
        }
      }),
    );
  });
});

describe("who is in the queue", () => {
  const looking = () => {
    const person = new TestCase();
    return person.do({ type: "triage", referral: person.referral });
  };

  it("is whoever looks for a first coach, from acceptance until one is found", () => {
    expect(isQueued(new TestCase().case)).toBe(false);
    const person = looking();
    expect([isQueued(person.case), person.case.queuedSince]).toEqual([true, person.now]);
    person.at("2026-03-02T11:00:00.000Z").do({ type: "wait-for-coach", because: [] });
    expect([isQueued(person.case), person.case.queuedSince]).toEqual([true, "2026-03-02T10:00:00.000Z"]);
    person.do({ type: "assign", coach: "c@example.org", because: [] });
    expect([isQueued(person.case), person.case.queuedSince]).toEqual([false, undefined]);
  });

  it("is nobody who may be at risk, is on hold, or has left", () => {
    const atRisk = looking().do({ type: "raise-safety", note: "Worried" });
    expect(isQueued(atRisk.case)).toBe(false);
    const held = looking().do({ type: "wait-for-coach", because: [] });
    held.do({ type: "hold", until: "2026-04-01T09:00:00.000Z", reason: "Away" });
    expect(isQueued(held.case)).toBe(false);
    expect(isQueued(held.do({ type: "resume" }).case)).toBe(true);
    expect(isQueued(looking().do({ type: "withdraw", through: "link" }).case)).toBe(false);
  });

  it("is also whose coach left while support goes on", () => {
    const person = new TestCase().supported();
    const coach = person.case.coach ?? "";
    person.do({ type: "coach-left", coach, reason: "Left" });
    expect([isQueued(person.case), person.case.queuedSince]).toEqual([true, person.now]);
    const assigned = person.do({ type: "assign", coach: "c@example.org", because: ["has room"] });
    expect(assigned.events.at(-1)?.type).toBe("coach-reassigned");
    expect(assigned.case).toMatchObject({ stage: "support", coach: "c@example.org" });
    expect(isQueued(assigned.case)).toBe(false);
  });
});

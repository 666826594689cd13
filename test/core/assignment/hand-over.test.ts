import { describe, expect, test } from "vitest";
import { foreseenHandOver } from "../../../functions/core/assignment/hand-over.ts";
import { type Seeker, seekerOf } from "../../../functions/core/assignment/seeker.ts";
import { aCoach, monday, rulesWith, TestCase } from "../../support/builders.ts";

const rules = rulesWith();
const today = "2026-03-02";
const person = new TestCase().assigned();
const people = (...references: string[]): Seeker[] =>
  references.map((reference) => ({ ...seekerOf(person.case, person.referral, rules, monday), reference }));
const told = (planned: Parameters<typeof foreseenHandOver>[0]) =>
  foreseenHandOver(planned, rules, today).map(
    ({ reference, coach }) => `${reference}:${coach?.id ?? "nobody"}`,
  );

describe("what would become of a coach's people", () => {
  test("each goes to whoever is best then, and takes a place that the next cannot have", () => {
    const others = [aCoach("b", { capacity: 1 }), aCoach("c", { capacity: 4, holding: new Set(["x", "y"]) })];
    expect(told({ people: people("P", "Q", "R", "S"), others })).toEqual(["P:b", "Q:c", "R:c", "S:nobody"]);
    const last = foreseenHandOver({ people: people("P", "Q", "R", "S"), others }, rules, today).at(-1);
    expect(last?.because).toEqual(["every coach who could support the person is full: 5 of 5 places taken"]);
  });

  test("whoever is only followed up needs no place", () => {
    const followedUp = people("P", "Q").map((each) => ({ ...each, needsPlace: false }));
    expect(told({ people: followedUp, others: [aCoach("b", { capacity: 0 })] })).toEqual(["P:b", "Q:b"]);
  });

  test("to one coach, as far as there is room", () => {
    const others = [aCoach("b", { capacity: 1 }), aCoach("c")];
    expect(told({ people: people("P", "Q"), others, to: "b" })).toEqual(["P:b", "Q:nobody"]);
    expect(told({ people: people("P"), others, to: "gone" })).toEqual(["P:nobody"]);
  });

  test("a restricted record goes to nobody outside the pool, and nobody to who is away", () => {
    const restricted = people("P").map((each) => ({ ...each, restricted: true }));
    const others = [aCoach("b"), aCoach("c", { restrictedPool: true, holding: new Set(["x"]) })];
    expect(told({ people: restricted, others })).toEqual(["P:c"]);
    expect(told({ people: restricted, others, to: "b" })).toEqual(["P:nobody"]);
    const away = aCoach("d", { away: [{ from: today, to: today }] });
    expect(told({ people: people("P"), others: [away], to: "d" })).toEqual(["P:nobody"]);
  });
});

import { describe, expect, it, test } from "vitest";
import type { Visit } from "../../functions/core/refer/visit.ts";
import { mistakesOfReferral, Referral } from "../../functions/core/referral.ts";
import { referralFrom } from "../../functions/http/refer-form.ts";
import { aReferral } from "../support/builders.ts";
import { aVisit, typedByPerson, typedByPractice } from "../support/visits.ts";

const today = "2026-03-02";
const withTyped = (...more: [string, string][]) => aVisit({ answers: [...typedByPerson, ...more] });
const partOf = (visit: Visit) => Referral.parse(referralFrom(visit));

describe("what was typed at /refer", () => {
  it("is the referral that a program would send", () => {
    expect(referralFrom(aVisit())).toEqual(aReferral());
  });

  it("is the referral of a practice, with who agreed, how and when, and what was not wanted", () => {
    expect(referralFrom(aVisit({ way: "somebody-else", answers: typedByPractice }))).toEqual({
      ...aReferral(),
      referrer: { kind: "gp", organisation: "Sample Surgery", hearBack: false },
      consent: { referral: { given: true, by: "person", how: "in-person", on: today } },
    });
  });

  it("says of a caller that they refer themselves", () => {
    expect(referralFrom(aVisit({ way: "caller" }))).toMatchObject({ referrer: { kind: "self" } });
  });

  it("is not as somebody else says it who refers themselves", () => {
    expect(partOf(withTyped(["referrer.kind", "gp"])).referrer).toEqual({ kind: "self" });
  });

  it("has every need in one list", () => {
    const needs = partOf(
      withTyped(
        ["person.communicationNeeds", "Large print"],
        ["person.communicationNeeds", "Easy read"],
        ["person.communicationNeeds.other", "A quiet room"],
      ),
    );
    expect(needs.person.communicationNeeds).toEqual(["Large print", "Easy read", "A quiet room"]);
  });

  it("holds yes and no as such, and leaves out what nobody said", () => {
    const { person, safety } = partOf(
      withTyped(["person.contact.safeToLeaveMessage", "false"], ["safety.atRisk", "true"]),
    );
    expect(person.contact.safeToLeaveMessage).toBe(false);
    expect(safety).toEqual({ atRisk: true });
  });

  it("tells every mistake at its own field, even where nothing was typed", () => {
    const empty = mistakesOfReferral(referralFrom(aVisit({ answers: [] })), today);
    expect(empty.map(({ pointer }) => pointer)).toEqual([
      "/person/givenName",
      "/person/familyName",
      "/person/dateOfBirth",
      "/work/status",
      "/health/mainBarrier",
      "/consent/referral/given",
      "/consent/referral/on",
      "/consent/referral/how",
      "/person/contact",
    ]);
  });

  it("keeps of a written text what was written, with line breaks as one character", () => {
    expect(partOf(withTyped(["health.note", "one\r\ntwo <script>"])).health.note).toBe("one\ntwo <script>");
  });

  const born = (day: string, month: string, year: string) =>
    aVisit({
      answers: [
        ...typedByPerson.filter(([name]) => !name.startsWith("person.dateOfBirth")),
        ["person.dateOfBirth.day", day],
        ["person.dateOfBirth.month", month],
        ["person.dateOfBirth.year", year],
      ],
    });

  test.each([
    ["31", "3", "1980", "1980-03-31"],
    ["1", "1", "2000", "2000-01-01"],
    ["01", "01", "2000", "2000-01-01"],
    [" 9 ", " march ", "1980 ", "1980-03-09"],
    ["9", "Sept", "1980", "1980-09-09"],
  ])("reads the day %j %j %j", (day, month, year, expected) => {
    expect(partOf(born(day, month, year)).person.dateOfBirth).toBe(expected);
  });

  test.each([
    ["31", "2", "1980"],
    ["31", "", "1980"],
    ["", "3", ""],
    ["1", "3", "80"],
    ["1", "3", "19800"],
    ["x", "3", "1980"],
    ["-1", "3", "1980"],
    ["1.5", "3", "1980"],
    ["1", "13", "1980"],
    ["1", "3", "2027"],
    ["<b>", "<i>", "<u>"],
  ])("refuses the day %j %j %j at its field", (day, month, year) => {
    const mistakes = mistakesOfReferral(referralFrom(born(day, month, year)), today);
    expect(mistakes.map(({ pointer }) => pointer)).toEqual(["/person/dateOfBirth"]);
  });
});

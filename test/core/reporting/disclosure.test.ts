import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { disclose, isNational, type Profile } from "../../../functions/core/reporting/disclosure.ts";

const count = (cases: number, of?: number, national = false) => ({
  value: cases,
  isCount: true,
  cases,
  of,
  national,
});

describe("a count as published", () => {
  test.each<[Profile, number, number | "*"]>([
    ["nhs", 0, 0],
    ["nhs", 1, "*"],
    ["nhs", 7, "*"],
    ["nhs", 8, 10],
    ["nhs", 12, 10],
    ["nhs", 13, 15],
    ["nhs", 13_463, 13_465],
    ["strict", 0, 0],
    ["strict", 1, "*"],
    ["strict", 4, "*"],
    ["strict", 5, 5],
    ["strict", 13_463, 13_463],
  ])("%s: %d becomes %s", (profile, cases, shown) => {
    expect(disclose(count(cases), profile)).toEqual({ value: shown, denominator: "", percentage: "" });
  });

  test("England's is not suppressed under nhs, and is under strict", () => {
    expect(disclose(count(3, 13, true), "nhs")).toEqual({ value: 3, denominator: 13, percentage: 23.1 });
    expect(disclose(count(3, 13, true), "strict")).toEqual({ value: "*", denominator: 13, percentage: "*" });
  });

  test("England's counts as an area's when fewer than 3 areas contribute", () => {
    expect([0, 1, 2, 3, 15].map((areas) => isNational("england", areas))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(isNational("area", 15)).toBe(false);
  });
});

describe("a percentage as published", () => {
  test.each<[string, number, number, number | "*" | ""]>([
    ["comes from the rounded figures: 8 of 22 is 10 of 20", 8, 22, 50],
    ["is withheld if its part is", 7, 100, "*"],
    ["is withheld if its whole is, even for none", 0, 5, "*"],
    ["of none is none", 0, 100, 0],
    ["is told to one decimal", 48, 150, 33.3],
    ["has nothing to tell of a whole that is 0", 0, 0, ""],
  ])("%s", (_name, cases, of, percentage) => {
    expect(disclose(count(cases, of), "nhs").percentage).toBe(percentage);
  });

  test("never tells more than 100, nor anything about 1 to 7 cases below national level", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (part, rest) => {
        const { value, percentage } = disclose(count(part, part + rest), "nhs");
        if (part >= 1 && part <= 7) expect([value, percentage]).toEqual(["*", "*"]);
        if (typeof percentage === "number") expect(percentage).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe("a median as published", () => {
  const median = (cases: number, national = false) => ({
    value: cases === 0 ? undefined : 2.5,
    isCount: false,
    cases,
    of: cases,
    national,
  });

  test.each<[number, number | "*", number | "*"]>([
    [0, "*", 0],
    [7, "*", "*"],
    [8, 2.5, 10],
    [100, 2.5, 100],
  ])("of %d cases: %s, taken over %s", (cases, value, denominator) => {
    expect(disclose(median(cases), "nhs")).toEqual({ value, denominator, percentage: "" });
  });

  test("is told from 8 people on, however many cases they are", () => {
    expect(disclose({ ...median(9), people: 7 }, "nhs")).toMatchObject({ value: "*", denominator: 10 });
    expect(disclose({ ...median(9), people: 8 }, "nhs")).toMatchObject({ value: 2.5, denominator: 10 });
  });

  test("needs 8 cases in England and under strict too", () => {
    expect(disclose(median(7, true), "nhs")).toMatchObject({ value: "*", denominator: 7 });
    expect(disclose(median(7), "strict")).toMatchObject({ value: "*", denominator: 7 });
  });
});

import { describe, expect, it } from "vitest";
import { mayBeJoined, pairsToConfirm, worthComparing } from "../../functions/core/duplicates.ts";
import { fold } from "../../functions/core/evolve.ts";
import type { CaseSummary } from "../../functions/core/summary.ts";
import { summaryOf } from "../../functions/core/summary.ts";
import { TestCase } from "../support/builders.ts";

const summary = (reference: string, more: Partial<CaseSummary> = {}): CaseSummary => ({
  reference,
  stage: "contact",
  receivedAt: `2026-03-02T10:0${reference.charCodeAt(0) - 64}:00.000Z`,
  openTasks: [],
  ...more,
});
const told = (found: [string, string[]][], ...summaries: CaseSummary[]) =>
  pairsToConfirm(summaries, new Map(found)).map(
    ({ earlier, later }) => `${earlier.reference}${later.reference}`,
  );

describe("cases that may be of the same person", () => {
  it("are a pair once, whichever of them was asked about, the earlier referral first", () => {
    const all = [summary("B"), summary("A"), summary("C")];
    expect(told([["B", ["A"]]], ...all)).toEqual(["AB"]);
    expect(
      told(
        [
          ["B", ["A"]],
          ["A", ["B"]],
        ],
        ...all,
      ),
    ).toEqual(["AB"]);
    expect(told([["C", ["A", "B"]]], ...all)).toEqual(["AC", "BC"]);
  });

  it("are no pair when one is closed, has ended, or is unknown", () => {
    expect(told([["B", ["A"]]], summary("A", { stage: "closed" }), summary("B"))).toEqual([]);
    expect(told([["B", ["A"]]], summary("A", { stage: "follow-up" }), summary("B"))).toEqual([]);
    expect(
      told(
        [
          ["B", ["X"]],
          ["X", ["B"]],
        ],
        summary("B"),
      ),
    ).toEqual([]);
    expect(mayBeJoined({ stage: "hold" })).toBe(true);
  });

  it("are asked about by their mark alone, newest first and not too many at once", () => {
    const marked = (reference: string) => summary(reference, { foundOthers: true });
    const all = [marked("A"), summary("B"), marked("C"), { ...marked("D"), stage: "closed" as const }];
    expect(worthComparing(all, 5).map(({ reference }) => reference)).toEqual(["C", "A"]);
    expect(worthComparing(all, 1).map(({ reference }) => reference)).toEqual(["C"]);
  });

  it("are marked by the event that indexed them, which names no other case; older events leave no mark", () => {
    const person = new TestCase();
    person.record([{ type: "person-indexed", foundOthers: true }]);
    expect(summaryOf(person.case)).toMatchObject({ foundOthers: true });
    expect(fold(person.events)).toEqual(person.case);
    const older = new TestCase().record([{ type: "person-indexed" }]);
    expect(older.case.personIndexed).toBe(true);
    expect(summaryOf(older.case).foundOthers).toBeUndefined();
  });
});

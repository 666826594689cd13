import { describe, expect, it } from "vitest";
import { isUnderWay } from "../../functions/core/case.ts";
import { overviewOf } from "../../functions/core/overview.ts";
import { factsOf } from "../../functions/core/reporting/facts.ts";
import { openStages } from "../../functions/core/stages.ts";
import { summaryOf } from "../../functions/core/summary.ts";
import { aCoach, rulesWith } from "../support/builders.ts";
import { journeys } from "../support/journeys.ts";

const rules = rulesWith();
const staff = [aCoach("coach1@greater-manchester.example.org")];
const late = "2026-09-01T09:00:00.000Z";

describe("the overview of an area", () => {
  const unsafe = journeys.closed().do({ type: "raise-safety", note: "Worried" });
  const people = [...Object.values(journeys).map((journey) => journey()), unsafe];
  for (const person of people) person.attend();
  const overviewFor = (some: typeof people) =>
    overviewOf(
      {
        versions: [rules],
        staff,
        cases: some.map(({ case: given }) => ({ summary: summaryOf(given), facts: factsOf(given) })),
        queued: [],
        duplicates: [],
      },
      rules,
      late,
    );

  it("follows from the cases with which somebody still has something to do", () => {
    const underWay = people.filter(({ case: given }) => isUnderWay(given));
    expect(underWay.map(({ case: given }) => given.stage)).toEqual([...openStages, "closed"]);
    expect(overviewFor(underWay)).toEqual(overviewFor(people));
  });

  it("counts open cases, and tells of a closed one while somebody may be at risk in it", () => {
    const { openCases, stages, unassignedTasks } = overviewFor(people);
    expect(openCases).toBe(openStages.length);
    expect(Object.values(stages)).toEqual(openStages.map(() => 1));
    expect(Object.keys(stages)).toEqual(openStages);
    expect(unassignedTasks.map(({ kind }) => kind)).toContain("make-safe");
  });
});

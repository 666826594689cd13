import { beforeAll, describe, expect, test } from "vitest";
import { highsSolver } from "../../../functions/adapters/highs-solver.ts";
import { audit } from "../../../functions/core/reporting/audit.ts";
import { auditModel, type Registered } from "../../../functions/core/reporting/audit-model.ts";
import { type Profile, shownAs } from "../../../functions/core/reporting/disclosure.ts";
import type { LinearSolver } from "../../../functions/core/reporting/linear.ts";

let solver: LinearSolver;
beforeAll(async () => {
  solver = await highsSolver();
});

const partition = ["frimley", "black-country", "south-yorkshire"];

/** A release of one table, by the true counts of its categories. */
function release(
  scope: string,
  counts: readonly number[],
  asked: { profile?: Profile; byArea?: number[][] } = {},
): Registered {
  const { profile = "nhs", byArea } = asked;
  const total = counts.reduce((sum, each) => sum + each, 0);
  const totals = byArea?.map((areas) => areas.reduce((sum, each) => sum + each, 0));
  const cell = (id: string, value: number, areas?: readonly number[]) => ({
    id,
    value,
    shown: shownAs(value, profile, {
      scope: areas ? ("england" as const) : ("area" as const),
      areas: areas?.filter((each) => each > 0).length ?? 0,
    }),
    ...(areas
      ? { byArea: Object.fromEntries(partition.map((area, index) => [area, areas[index] ?? 0])) }
      : {}),
  });
  const ids = counts.map((_, index) => `starts|age-band|c${index}`);
  return {
    scope,
    quarter: "2026-Q1",
    profile,
    partition,
    cells: [
      cell("starts|none|all", total, totals),
      ...counts.map((count, index) =>
        cell(
          ids[index] ?? "",
          count,
          byArea?.map((areas) => areas[index] ?? 0),
        ),
      ),
    ],
    sums: [{ whole: "starts|none|all", parts: ids }],
  };
}

const england = (areas: number[][], profile: Profile = "nhs") =>
  release(
    "england",
    (areas[0] ?? []).map((_, index) => areas.reduce((sum, each) => sum + (each[index] ?? 0), 0)),
    {
      profile,
      byArea: areas,
    },
  );

/** The categories that the audit withholds as well, after these earlier releases. */
function withheldIn(own: Registered, earlier: Registered[] = []): string[] {
  const { secondary, clashes } = audit(auditModel(earlier, own), solver);
  expect(clashes).toEqual([]);
  return [...secondary].map((id) => id.split("|").at(-1) ?? "").sort();
}

/** A release as it was published: what the audit withheld is not told. */
function published(own: Registered, earlier: Registered[] = []): Registered {
  const { secondary, clashes } = audit(auditModel(earlier, own), solver);
  expect(clashes).toEqual([]);
  return {
    ...own,
    cells: own.cells.map((cell) => (secondary.has(cell.id) ? { ...cell, shown: "secondary" } : cell)),
  };
}

describe("a release by itself", () => {
  test("of 8, 1, 1, 1 and 1 gives the ones away by a total of 10, until one more figure is withheld", () => {
    expect(withheldIn(release("frimley", [8, 1, 1, 1, 1]))).toHaveLength(1);
  });

  test.each<[string, number[], Profile]>([
    ["rounded figures that leave room", [30, 3, 25, 2], "nhs"],
    ["one small figure among rounded ones", [30, 3, 25], "nhs"],
    ["zeros and no small figure", [0, 10, 0], "nhs"],
    ["two small figures of strict that may be exchanged", [30, 3, 2, 25], "strict"],
  ])("with %s is withheld no further", (_name, counts, profile) => {
    expect(withheldIn(release("frimley", counts, { profile }))).toEqual([]);
  });

  test("of profile strict withholds the smallest partner beside a lone small figure", () => {
    expect(withheldIn(release("frimley", [30, 3, 25, 9], { profile: "strict" }))).toHaveLength(1);
  });

  test("keeps its zeros where another figure will do", () => {
    expect(withheldIn(release("frimley", [0, 3, 25, 0], { profile: "strict" }))).not.toContain("c0");
  });
});

describe("releases of areas and of England", () => {
  test("three stars under an exact England of 3 make England's figure a star", () => {
    const areas = [
      [40, 1],
      [50, 1],
      [60, 1],
    ];
    const earlier = areas.map((counts, index) => published(release(partition[index] ?? "", counts)));
    expect(withheldIn(england(areas), earlier)).toContain("c1");
  });

  test("and where England came first, the last area's figures make room", () => {
    const areas = [
      [40, 1],
      [50, 1],
      [60, 1],
    ];
    const earlier: Registered[] = [published(england(areas))];
    for (const [index, counts] of areas.entries()) {
      earlier.push(published(release(partition[index] ?? "", counts), earlier));
    }
    expect(earlier).toHaveLength(4);
  });

  test("a figure that an earlier release told already cannot be withheld: the figures that clash are named", () => {
    const strict = release("frimley", [30, 5, 25], { profile: "strict" });
    const { clashes } = audit(auditModel([strict], release("frimley", [30, 5, 25])), solver);
    expect(clashes).toEqual(["frimley, 2026-Q1: starts, age-band, c1"]);
  });

  test("nothing that profile nhs withheld is told by a release of profile strict afterwards", () => {
    const nhs = published(release("frimley", [30, 5, 25]));
    const strict = published(release("frimley", [30, 5, 25], { profile: "strict" }), [nhs]);
    expect(strict.cells.find(({ id }) => id.endsWith("c1"))?.shown).toBe("secondary");
  });
});

test("a correction withholds what the difference to the release before would give away", () => {
  const before = published(release("frimley", [30, 3, 25, 9], { profile: "strict" }));
  const after = published(release("frimley", [31, 3, 25, 9], { profile: "strict" }), [before]);
  const shown = (of: Registered) => of.cells.map((cell) => cell.shown === "exact");
  // What was a partner before is one still: its figure has not changed and would give the other away.
  expect(shown(after).filter((isTold, index) => isTold && !shown(before)[index])).toEqual([]);
});

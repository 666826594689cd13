import { beforeAll, describe, expect, test } from "vitest";
import { highsSolver } from "../../../functions/adapters/highs-solver.ts";
import { audit } from "../../../functions/core/reporting/audit.ts";
import { auditModel, type Registered } from "../../../functions/core/reporting/audit-model.ts";
import { type Profile, rangeOf, shownAs } from "../../../functions/core/reporting/disclosure.ts";
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

const mostCases = 1000;

/**
 * The areas' counts of category c1 that a reader of these releases works out, who knows too that each area has a case
 * in what England tells without a note.
 */
function workedOut(releases: readonly Registered[]): string[] {
  const names = releases.flatMap(({ scope, cells }) => cells.map(({ id }) => `${scope} ${id}`));
  const unknown = (name: string) => names.indexOf(name);
  const cells = releases.flatMap(({ profile, cells: all }) => all.map((cell) => ({ ...cell, profile })));
  const toldByEngland = releases
    .flatMap(({ scope, cells: all }) => (scope === "england" ? all : []))
    .filter(({ shown }) => shown === "exact")
    .map(({ id }) => id);
  const ranges = cells.map(({ id, value, shown, profile }) => {
    const [lower, upper] = rangeOf(value, shown, profile);
    return [toldByEngland.includes(id) ? Math.max(lower, 1) : lower, Math.min(upper, mostCases)] as const;
  });
  const sum = (whole: string, parts: readonly string[]) => ({
    equals: 0,
    terms: [
      { unknown: unknown(whole), times: 1 },
      ...parts.map((part) => ({ unknown: unknown(part), times: -1 })),
    ],
  });
  const ids = releases[0]?.cells.map(({ id }) => id) ?? [];
  const equations = [
    ...releases.map(({ scope }) => {
      const [whole, ...parts] = ids.map((id) => `${scope} ${id}`);
      return sum(whole ?? "", parts);
    }),
    ...ids.map((id) =>
      sum(
        `england ${id}`,
        partition.map((area) => `${area} ${id}`),
      ),
    ),
  ];
  const program = {
    lower: ranges.map(([lower]) => lower),
    upper: ranges.map(([, upper]) => upper),
    equations,
  };
  return solver.with(program, (solve) =>
    partition.filter((area) => {
      const terms = [{ unknown: unknown(`${area} starts|age-band|c1`), times: 1 }];
      const [least = 0, most = 0] = (["minimise", "maximise"] as const).map(
        (sense) => solve({ sense, terms })?.[terms[0]?.unknown ?? 0],
      );
      return most - least < 0.5;
    }),
  );
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

  test("of profile strict withholds one other category beside a lone small figure, and not the total", () => {
    const withheld = withheldIn(release("frimley", [30, 3, 25, 9], { profile: "strict" }));
    expect(withheld).toHaveLength(1);
    expect(withheld).not.toContain("all");
  });

  test("keeps its zeros where another figure will do", () => {
    expect(withheldIn(release("frimley", [0, 3, 25, 0], { profile: "strict" }))).not.toContain("c0");
  });
});

describe("after another release of the same, what is withheld", () => {
  test("is another category, and not the total, though the total would do as well", () => {
    const before = published(release("frimley", [2, 8, 13, 13]));
    expect(withheldIn(release("frimley", [2, 8, 13, 13], { profile: "strict" }), [before])).toEqual(["c1"]);
  });

  test("is given back where what was withheld later makes it needless", () => {
    const before = published(release("frimley", [4, 5, 13, 5, 0]));
    const after = release("frimley", [4, 7, 13, 5, 0], { profile: "strict" });
    expect(withheldIn(after, [before])).toEqual(["c3"]);
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

  test.each([[[1, 1, 1]], [[2, 1, 1]], [[7, 7, 1]]])(
    "and where England came first, nobody works out the %j of the areas, though each is known to have some",
    (small) => {
      const areas = small.map((count, index) => [40 + 10 * index, count]);
      const all: Registered[] = [published(england(areas))];
      for (const [index, counts] of areas.entries()) {
        all.push(published(release(partition[index] ?? "", counts), all));
      }
      expect(workedOut(all)).toEqual([]);
      const unguarded = [
        england(areas),
        ...areas.map((counts, index) => release(partition[index] ?? "", counts)),
      ];
      expect(workedOut(unguarded)).toHaveLength(small.join() === "1,1,1" ? 3 : 0);
    },
  );

  test("an area that has not released yet is not told by England and the others before it", () => {
    const areas = [
      [40, 12],
      [50, 9],
      [60, 2],
    ];
    const strict = { profile: "strict" } as const;
    const earlier = areas
      .slice(0, 2)
      .map((counts, index) => published(release(partition[index] ?? "", counts, strict)));
    expect(withheldIn(england(areas, "strict"), earlier)).toContain("c1");
  });

  test("what is left over of a national figure that is a secondary star itself is no reason to withhold more", () => {
    const byArea = [
      [40, 0],
      [50, 0],
      [60, 2],
    ];
    const own = england(byArea);
    const inTime = { whole: "starts|none|all", parts: ["starts|age-band|c0"], slack: true as const };
    const asked = { ...own, sums: [...own.sums, inTime] };
    const starred = {
      ...asked,
      cells: asked.cells.map((cell) =>
        cell.id === "starts|none|all" ? { ...cell, shown: "secondary" as const } : cell,
      ),
    };
    const rest = (of: Registered) =>
      auditModel([], of)
        .unknowns.filter(({ name }) => name.endsWith(" rest"))
        .map(({ isWithheld }) => isWithheld);
    expect(rest(asked)).toEqual([false]);
    expect(rest(starred)).toEqual([false]);
    expect(rest({ ...asked, profile: "strict" })).toEqual([true]);
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

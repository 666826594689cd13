import { beforeAll, describe, expect, test } from "vitest";
import { highsSolver } from "../../../functions/adapters/highs-solver.ts";
import type { Registered } from "../../../functions/core/reporting/audit-model.ts";
import { type Counted, countRelease, registeredOf, rowsOf } from "../../../functions/core/reporting/build.ts";
import type { Profile } from "../../../functions/core/reporting/disclosure.ts";
import type { CaseFacts } from "../../../functions/core/reporting/facts.ts";
import type { LinearSolver } from "../../../functions/core/reporting/linear.ts";
import { checkRelease } from "../../../functions/core/reporting/register.ts";
import { type Published, recovered } from "./attack.ts";
import { programme } from "./programme.ts";

const areas = ["black-country", "frimley", "south-yorkshire"];
const places = new Map([
  ["E08000027", "Dudley"],
  ["E08000028", "Sandwell"],
]);

let solver: LinearSolver;
beforeAll(async () => {
  solver = await highsSolver();
});

function countedOf(
  scope: string,
  quarter: string,
  profile: Profile,
  facts: readonly CaseFacts[],
): Promise<Counted> {
  return countRelease({
    scope:
      scope === "england" ? "england" : { area: scope, name: scope, icb: { atEvent: "", today: "" }, places },
    quarter,
    profile,
    asAt: "2026-11-01T00:00:00.000Z",
    facts: scope === "england" ? facts : facts.filter(({ area }) => area === scope),
    standardsOf: () => ({ firstContact: 2, firstAppointment: 15, plan: 20 }),
    redirectedOutOfArea: 0,
  });
}

/** Every release of a rehearsal, in its order: two quarters, then the first once more with corrections. */
async function rehearsal(profile: Profile, number: number): Promise<Counted[]> {
  const facts = [
    ...programme({ areas, cases: number, from: "2025-12-01T00:00:00.000Z", days: 180, seed: 11 }),
  ];
  const corrected = facts.map(
    (each, index): CaseFacts =>
      each.start && index % 19 === 0
        ? { ...each, start: { ...each.start, mainBarrier: "neurodivergence" } }
        : each,
  );
  const all: Promise<Counted>[] = [];
  for (const scope of [...areas, "england"]) all.push(countedOf(scope, "2026-Q1", profile, facts));
  for (const scope of ["england", ...areas]) all.push(countedOf(scope, "2026-Q2", profile, corrected));
  for (const scope of [...areas, "england"]) all.push(countedOf(scope, "2026-Q1", profile, corrected));
  return Promise.all(all);
}

type Guard = "none" | "audit alone" | "audit and register";

/** What is published of the releases, under such a guard; what the guard refuses is not. */
function publishedUnder(guard: Guard, releases: readonly Counted[]): Published[] {
  const entries: Registered[] = [];
  return releases.flatMap((counted): Published[] => {
    const { profile, figures } = counted;
    if (guard === "none") return [{ profile, figures, rows: rowsOf(counted, new Set()) }];
    const checked = checkRelease(counted, areas, guard === "audit alone" ? [] : entries, solver);
    if ("clashes" in checked) return [];
    entries.push(checked.registered);
    return [{ profile, figures, rows: checked.rows }];
  });
}

/** Few, so that most categories are small. `ATTACK_CASES=900 npx vitest run test/core/reporting/attack.test.ts` asks more. */
const cases = Number(process.env.ATTACK_CASES ?? 160);

describe.each<[Profile, number]>([
  ["nhs", cases],
  ["strict", cases],
])("a reader who has every release of a rehearsal (profile %s, %d cases)", (profile, number) => {
  test("works out no withheld figure, and some where the audit or the register is switched off", async () => {
    const releases = await rehearsal(profile, number);
    const guarded = publishedUnder("audit and register", releases);
    expect(guarded.length).toBeGreaterThan(releases.length / 2);
    expect(recovered(guarded, areas, solver)).toEqual([]);
    expect(recovered(publishedUnder("none", releases), areas, solver).length).toBeGreaterThan(0);
    expect(recovered(publishedUnder("audit alone", releases), areas, solver).length).toBeGreaterThan(0);
  });
});

test("both profiles of one quarter give nothing away together", async () => {
  const facts = [...programme({ areas, cases: 200, from: "2026-01-01T00:00:00.000Z", days: 90, seed: 5 })];
  const scopes = [...areas, "england"];
  const counted = (profile: Profile) => scopes.map((scope) => countedOf(scope, "2026-Q1", profile, facts));
  const releases = await Promise.all([...counted("nhs"), ...counted("strict")]);
  expect(recovered(publishedUnder("audit and register", releases), areas, solver)).toEqual([]);
});

test("the register refuses another partition of England, and of an area into places", async () => {
  const facts = [...programme({ areas, cases: 50, from: "2026-01-01T00:00:00.000Z", days: 90, seed: 5 })];
  const counted = await countedOf("frimley", "2026-Q1", "nhs", facts);
  const before = registeredOf(counted, areas);
  const refusedBecause = (own: Counted, partition: readonly string[]) => {
    const checked = checkRelease(own, partition, [before], solver);
    return "clashes" in checked ? checked.clashes : [];
  };
  expect(refusedBecause(counted, [...areas, "cornwall"])).toEqual([
    "frimley, 2026-Q1: was released when England was of other areas",
  ]);
  const elsewhere = {
    ...counted,
    figures: counted.figures.map((figure) =>
      figure.category === "Dudley" ? { ...figure, category: "Walsall" } : figure,
    ),
  };
  expect(refusedBecause(elsewhere, areas)).toContain(
    "frimley, 2026-Q1: referrals, place, Walsall: other boundaries",
  );
  expect(refusedBecause(counted, areas)).toEqual([]);
});

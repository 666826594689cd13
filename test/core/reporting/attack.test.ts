import { beforeAll, describe, expect, test } from "vitest";
import { highsSolver } from "../../../functions/adapters/highs-solver.ts";
import { fold } from "../../../functions/core/evolve.ts";
import type { Registered } from "../../../functions/core/reporting/audit-model.ts";
import { type Counted, countRelease, registeredOf, rowsOf } from "../../../functions/core/reporting/build.ts";
import type { Profile } from "../../../functions/core/reporting/disclosure.ts";
import { type CaseFacts, factsOf } from "../../../functions/core/reporting/facts.ts";
import type { LinearSolver } from "../../../functions/core/reporting/linear.ts";
import { checkRelease } from "../../../functions/core/reporting/register.ts";
import { type Published, recovered } from "./attack.ts";
import { type History, histories, historyRules } from "./histories.ts";
import { programme } from "./programme.ts";

const areas = historyRules.map(({ area }) => area);
const three = ["black-country", "frimley", "south-yorkshire"];
const places = new Map([
  ["E08000027", "Dudley"],
  ["E08000028", "Sandwell"],
]);

let solver: LinearSolver;
let rehearsed: readonly History[];
beforeAll(async () => {
  solver = await highsSolver();
  rehearsed = histories(programmes, 5);
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

/** What was known of all cases at a moment, as their events until then tell it. */
function knownAt(all: readonly History[], moment: string): CaseFacts[] {
  return all.flatMap(({ log, keys }) => {
    const until = log.filter(({ at }) => at < moment);
    return until.length === 0 ? [] : [factsOf(fold(until), keys)];
  });
}

/**
 * Every release of a rehearsal over the real core, in its order: two quarters of each area and of England, then both
 * once more, with everything that was corrected, opened again, transferred and joined since.
 */
async function rehearsal(profile: Profile, all: readonly History[]): Promise<Counted[]> {
  const releases: [quarter: string, asAt: string, scopes: readonly string[]][] = [
    ["2026-Q1", "2026-04-02T06:00:00.000Z", [...areas, "england"]],
    ["2026-Q2", "2026-07-02T06:00:00.000Z", ["england", ...areas]],
    ["2026-Q1", "2026-10-01T00:00:00.000Z", [...areas, "england"]],
    ["2026-Q2", "2026-10-01T00:00:00.000Z", [...areas, "england"]],
  ];
  return await Promise.all(
    releases.flatMap(([quarter, asAt, scopes]) => {
      const facts = knownAt(all, asAt);
      return scopes.map((scope) => countedOf(scope, quarter, profile, facts));
    }),
  );
}

type Guard = "none" | "audit alone" | "audit and register";

/** What is published of the releases, under such a guard; what the guard refuses is not. */
function publishedUnder(guard: Guard, releases: readonly Counted[], partition = areas): Published[] {
  const entries: Registered[] = [];
  return releases.flatMap((counted): Published[] => {
    const { profile, figures } = counted;
    if (guard === "none") return [{ profile, figures, rows: rowsOf(counted, new Set()) }];
    const checked = checkRelease(counted, partition, guard === "audit alone" ? [] : entries, solver);
    if ("clashes" in checked) return [];
    entries.push(checked.registered);
    return [{ profile, figures, rows: checked.rows }];
  });
}

/** Few, so that most categories are small. `ATTACK_PROGRAMMES=200 npx vitest run test/core/reporting/attack.test.ts` asks more. */
const programmes = Number(process.env.ATTACK_PROGRAMMES ?? 30);

describe.each<Profile>(["nhs", "strict"])(
  "a reader who has every release of a rehearsal under the profile %s",
  (profile) => {
    test("works out no withheld figure, and some where the audit or the register is switched off", async () => {
      const releases = await rehearsal(profile, rehearsed);
      const guarded = publishedUnder("audit and register", releases);
      const corrections = guarded.filter(({ rows: [row] }, index) =>
        guarded
          .slice(0, index)
          .some(({ rows: [before] }) => before?.area_id === row?.area_id && before?.period === row?.period),
      );
      expect(guarded.length).toBeGreaterThan(releases.length / 2);
      expect(corrections.length).toBeGreaterThan(0);
      expect(recovered(guarded, areas, solver)).toEqual([]);
      expect(recovered(publishedUnder("none", releases), areas, solver).length).toBeGreaterThan(0);
      expect(recovered(publishedUnder("audit alone", releases), areas, solver).length).toBeGreaterThan(0);
    });
  },
);

test("both profiles of one quarter give nothing away together", async () => {
  const facts = [
    ...programme({ areas: three, cases: 200, from: "2026-01-01T00:00:00.000Z", days: 90, seed: 5 }),
  ];
  const scopes = [...three, "england"];
  const counted = (profile: Profile) => scopes.map((scope) => countedOf(scope, "2026-Q1", profile, facts));
  const releases = await Promise.all([...counted("nhs"), ...counted("strict")]);
  const guarded = publishedUnder("audit and register", releases, three);
  // One of the 8 may be refused, for what the others tell; the audit is no use that refuses what it cannot guard.
  expect(guarded.length).toBeGreaterThanOrEqual(releases.length - 1);
  expect(recovered(guarded, three, solver)).toEqual([]);
});

test("the register refuses another partition of England, and of an area into places", async () => {
  const facts = [
    ...programme({ areas: three, cases: 50, from: "2026-01-01T00:00:00.000Z", days: 90, seed: 5 }),
  ];
  const counted = await countedOf("frimley", "2026-Q1", "nhs", facts);
  const before = registeredOf(counted, three);
  const refusedBecause = (own: Counted, partition: readonly string[]) => {
    const checked = checkRelease(own, partition, [before], solver);
    return "clashes" in checked ? checked.clashes : [];
  };
  expect(refusedBecause(counted, [...three, "cornwall"])).toEqual([
    "frimley, 2026-Q1: was released when England was of other areas",
  ]);
  const elsewhere = {
    ...counted,
    figures: counted.figures.map((figure) =>
      figure.category === "Dudley" ? { ...figure, category: "Walsall" } : figure,
    ),
  };
  expect(refusedBecause(elsewhere, three)).toContain(
    "frimley, 2026-Q1: referrals, place, Walsall: other boundaries",
  );
  expect(refusedBecause(counted, three)).toEqual([]);
});

import { isDeepStrictEqual } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { memoryTable } from "../../../functions/adapters/memory-table.ts";
import { redirectCounter } from "../../../functions/adapters/redirect-counter.ts";
import type { EventType } from "../../../functions/core/events.ts";
import { fold } from "../../../functions/core/evolve.ts";
import { rowsOf } from "../../../functions/core/reporting/build.ts";
import { countFigures, type Figure } from "../../../functions/core/reporting/count.ts";
import { type Profile, profiles } from "../../../functions/core/reporting/disclosure.ts";
import { factsOf } from "../../../functions/core/reporting/facts.ts";
import {
  type Measure,
  periodOf,
  rulesAtReceipt,
  standardsOf,
} from "../../../functions/core/reporting/measure.ts";
import { measures } from "../../../functions/core/reporting/measures.ts";
import { rulesWith } from "../../support/builders.ts";
import { histories, historyRules } from "./histories.ts";
import { publishedAs, type Recount, type Recounted, recount, type ToCount } from "./recount.ts";

const places = new Map([
  ["E08000027", "Dudley"],
  ["E08000028", "Sandwell"],
]);
const redirectedAt = ["2026-03-31T22:59:59.999Z", "2026-03-31T23:00:00.000Z", "2026-05-01T10:00:00.000Z"];
const quarters = ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"];

/** The clocks of an area as it published them, and others that it published later. */
const published = [
  { from: "2025-01-01", days: { "first-contact": 2, "first-appointment": 15, plan: 20 } },
  { from: "2026-03-15", days: { "first-contact": 5, "first-appointment": 8, plan: 3 } },
];
const changing = historyRules.slice(0, 2).map(({ area }) => area);

const rulesOf = new Map(
  historyRules.map(({ area }) => [
    area,
    published.slice(0, changing.includes(area) ? 2 : 1).map(({ from, days }) => {
      const { clocks: others } = rulesWith();
      const set = (value: number) => ({ value, mark: "published" as const, source: "sample" });
      return rulesWith({
        area,
        effectiveFrom: from,
        clocks: {
          ...others,
          contactWorkingDays: set(days["first-contact"]),
          assessmentWorkingDays: set(days["first-appointment"]),
          planWorkingDays: set(days.plan),
        },
      });
    }),
  ]),
);

function standards(area: string, day: string) {
  const inForce = changing.includes(area)
    ? published.filter(({ from }) => from <= day)
    : published.slice(0, 1);
  return inForce.at(-1)?.days ?? {};
}

const counter = redirectCounter(memoryTable());
let all: readonly ToCount[];
beforeAll(async () => {
  for (const at of redirectedAt) await counter.count(at);
  all = histories(70, 8);
});

interface Scope {
  readonly quarter: string;
  readonly area: string;
}

/** Each quarter for England, and for one area after the other. */
const scopes: Scope[] = quarters.flatMap((quarter, index) => [
  { quarter, area: "england" },
  { quarter, area: historyRules[index % historyRules.length]?.area ?? "" },
]);

function casesOf({ area }: Scope): readonly ToCount[] {
  return area === "england" ? all : all.filter((each) => each.area === area);
}

function asked(cases: readonly ToCount[]): Recount[] {
  return quarters.map((quarter) => ({ cases, quarter, places, standards, redirectedAt }));
}

async function figuresOf(scope: Scope): Promise<Figure[]> {
  return countFigures({
    period: periodOf(scope.quarter),
    places: scope.area === "england" ? undefined : places,
    facts: casesOf(scope).map(({ log, keys }) => factsOf(fold(log), keys.length > 0 ? keys : undefined)),
    standardsOf: ({ area, receivedAt }) => {
      const rules = rulesAtReceipt(rulesOf.get(area) ?? [], receivedAt);
      if (!rules) throw new Error(`${area} has no rules`);
      return standardsOf(rules);
    },
    redirectedOutOfArea: await counter.inQuarter(scope.quarter),
  });
}

/** The lines of measures.csv, as they are before the audit. */
function rowsOfAll({ area, quarter }: Scope, figures: readonly Figure[], profile: Profile) {
  const about = {
    area_id: area,
    area_name: area,
    icb_code_at_event: "",
    icb_code_today: "",
    period: quarter,
  };
  const scope = area === "england" ? "england" : "area";
  return rowsOf({ about, scope, profile, figures }, new Set());
}

/** A log as if no event of this type had been kept. */
function without(type: EventType, log: ToCount["log"]): ToCount["log"] {
  return log.filter((event) => event.type !== type);
}

/** A measure as a whole, in each quarter. */
function told(measure: Measure, cases: readonly Recount[]): Recounted[] {
  const category = measure.kind === "share" ? measure.category : "all";
  const [statistic] = measure.statistics;
  return cases.map((each) =>
    recount(each, { measure: measure.name, statistic, dimension: "none", category }),
  );
}

describe("every figure equals a slow recount from the events of all cases", () => {
  test("of each quarter, for England and for an area, by every measure, dimension and category", async () => {
    const different: object[] = [];
    const told = new Set<string>();
    const seen = new Set<string>();
    for (const scope of scopes) {
      const figures = await figuresOf(scope);
      const rows = { nhs: rowsOfAll(scope, figures, "nhs"), strict: rowsOfAll(scope, figures, "strict") };
      const whole = { cases: casesOf(scope), quarter: scope.quarter, places, standards, redirectedAt };
      for (const [
        index,
        { measure, statistic, dimension, category, value, of, areas },
      ] of figures.entries()) {
        const figure = { measure: measure.name, statistic, dimension, category };
        const again = recount(whole, figure);
        const mine = { value, of, areas: measure.kind === "counter" ? 0 : areas };
        // How many people is told by no figure: it decides below whether a time is shown.
        const { people: _, ...counted } = again;
        if (!isDeepStrictEqual(mine, counted)) different.push({ ...scope, ...figure, mine, again });
        for (const profile of profiles) {
          const row = rows[profile][index];
          const shown = { value: row?.value, denominator: row?.denominator, percentage: row?.percentage };
          const meant = publishedAs(figure, again, profile, scope.area === "england");
          if (!isDeepStrictEqual(shown, meant))
            different.push({ ...scope, ...figure, profile, shown, meant, again });
        }
        const name = `${measure.name}, ${dimension}`;
        told.add(name);
        if (value) seen.add(name);
      }
    }
    expect(different).toEqual([]);
    expect([...told].filter((name) => !seen.has(name))).toEqual([]);
  });

  test("and each measure names every event that moves it", () => {
    const types = [...new Set(all.flatMap(({ log }) => log.map(({ type }) => type)))];
    const unnamed = types.flatMap((type) => {
      const some = all.filter(({ log }) => log.some((event) => event.type === type)).slice(0, 12);
      const before = asked(some);
      const after = asked(some.map((each) => ({ ...each, log: without(type, each.log) })));
      return measures
        .filter((measure) => measure.kind !== "counter" && !measure.sourceEvents.includes(type))
        .filter((measure) => !isDeepStrictEqual(told(measure, before), told(measure, after)))
        .map(({ name }) => `${name} does not name ${type}`);
    });
    expect(unnamed).toEqual([]);
  });

  test("and what may happen to a case has happened to some", () => {
    const happened = new Set(all.flatMap(({ log }) => log.map(({ type }) => type)));
    const meant: EventType[] = [
      ...["start-corrected", "exit-corrected", "follow-up-corrected", "held", "resumed", "transferred"],
      ...["merged", "duplicate-joined", "merge-undone", "reopened", "withdrawn", "follow-up-recorded"],
    ] as EventType[];
    expect(meant.filter((type) => !happened.has(type))).toEqual([]);
    const isLinked = ({ log: [first] }: ToCount) =>
      first?.type === "referral-received" && first.originallyReceivedAt !== undefined;
    expect(all.filter(isLinked).length).toBeGreaterThan(5);
  });
});

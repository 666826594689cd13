import { describe, expect, test } from "vitest";
import { fold } from "../../../functions/core/evolve.ts";
import { countRelease, type Row, rowsOf } from "../../../functions/core/reporting/build.ts";
import { type CaseFacts, factsOf } from "../../../functions/core/reporting/facts.ts";
import { linesOf } from "../../../functions/core/reporting/find-row.ts";
import { headlinesOf } from "../../../functions/core/reporting/headlines.ts";
import type { EmploymentStatus, Outcome } from "../../../functions/core/words.ts";
import { eventsOf, type Journey } from "./journeys.ts";

/** So many cases of each journey, one in each of the areas after the other; each folded from its own events once. */
function* cases(...groups: readonly (readonly [number, Partial<Journey>])[]): Generator<CaseFacts> {
  const areas = ["black-country", "frimley", "south-yorkshire"];
  for (const [many, journey] of groups) {
    const facts = areas.map((area) =>
      factsOf(fold(eventsOf({ receivedAt: "2026-01-05T10:00:00.000Z", ...journey, area }))),
    );
    for (let number = 0; number < many; number += 1) yield facts[number % areas.length] as CaseFacts;
  }
}

async function englandOf(facts: Iterable<CaseFacts>): Promise<Row[]> {
  const counted = await countRelease({
    scope: "england",
    quarter: "2026-Q1",
    profile: "nhs",
    asAt: "2026-04-01T06:00:00.000Z",
    facts,
    standardsOf: () => ({ firstContact: 2, firstAppointment: 15, plan: 20 }),
    redirectedOutOfArea: 0,
  });
  return rowsOf(counted, new Set());
}

function rowIn(rows: readonly Row[], measure: string, dimension: string, category: string) {
  const found = rows.find(
    (row) => row.measure === measure && row.dimension === dimension && row.category === category,
  );
  if (!found) throw new Error(`there is no row ${measure} ${dimension} ${category}`);
  const { value, denominator, percentage } = found;
  return { value, denominator, percentage };
}

const began = {
  acceptedAt: "2026-01-05T10:00:00.000Z",
  assignedAt: "2026-01-05T10:00:00.000Z",
  contactAt: "2026-01-06T10:00:00.000Z",
};
const startedAs = (employmentStatus: EmploymentStatus, mainBarrier: "mental-health" | "musculoskeletal") => ({
  ...began,
  start: { heldAt: "2026-01-12T10:00:00.000Z", employmentStatus, mainBarrier },
});

describe("25,000 synthetic starts of which the answers are known", () => {
  test("state 48% mental health and 59% out of work at the first appointment, of the starts", async () => {
    // 12,000 of 25,000 with a mental health condition as main barrier; 14,750 of 25,000 out of work.
    const rows = await englandOf(
      cases(
        [7_000, startedAs("out-of-work", "mental-health")],
        [5_000, startedAs("in-work", "mental-health")],
        [7_750, startedAs("out-of-work", "musculoskeletal")],
        [5_250, startedAs("in-work-off-sick", "musculoskeletal")],
        // Referred and not started yet: part of no percentage of starts.
        [4_000, began],
      ),
    );
    expect(rowIn(rows, "starts", "none", "all").value).toBe(25_000);
    expect(rowIn(rows, "starts", "main-barrier", "mental-health")).toEqual({
      value: 12_000,
      denominator: 25_000,
      percentage: 48,
    });
    expect(rowIn(rows, "starts", "employment-status-at-first-appointment", "out-of-work")).toEqual({
      value: 14_750,
      denominator: 25_000,
      percentage: 59,
    });
    const sentences = headlinesOf(linesOf(rows), "nhs").map(({ sentence }) => sentence);
    const ofStarts = "Of 25,000 cases that had their first appointment in the quarter,";
    expect(sentences).toContain(`${ofStarts} 48% (12,000) had mental health as the main barrier to work.`);
    expect(sentences).toContain(`${ofStarts} 59% (14,750) were of people out of work at that time.`);
  });
});

// Working Health Services Scotland, 2010 to 2014 (domain.md): 13,463 referrals, 11,748 entered, 7,022 with discharge
// papers. At work at both ends 4,933 (75%), absent and then at work 1,188 (18%), off at both 4%, at work and then off
// 2%. The base of the percentages is not stated; the figures imply 6,534 to 6,621 cases known at both points.
describe("the table of Working Health Services Scotland, from 13,463 synthetic cases", () => {
  const discharged = (entry: EmploymentStatus, outcome: Outcome | undefined): Partial<Journey> => ({
    ...startedAs(entry, "musculoskeletal"),
    exit: {
      at: "2026-03-02T10:00:00.000Z",
      closure: outcome ? "completed-plan" : "unable-to-contact",
      ...(outcome ? { outcome } : {}),
    },
  });
  // Derived: 264 off at both (4%) and 132 at work and then off (2%) make a base of 6,517 + 60 other = 6,577 known.
  const known = [4_933, 1_188, 264, 132, 60] as const;
  const knownAtBoth = known.reduce((sum, each) => sum + each, 0);

  test("is reproduced, and those whose outcome is missing are a row of their own", async () => {
    const rows = await englandOf(
      cases(
        [known[0], discharged("in-work", "remained-in-work")],
        [known[1], discharged("in-work-off-sick", "returned-same-role")],
        [known[2], discharged("in-work-off-sick", "no-change")],
        [known[3], discharged("in-work", "left-work")],
        [known[4], discharged("self-employed", "closer-to-work")],
        // Discharge papers without an outcome: the person could not be reached.
        [7_022 - knownAtBoth, discharged("in-work", undefined)],
        // Entered, and no discharge papers yet.
        [11_748 - 7_022, startedAs("in-work", "musculoskeletal")],
        [13_463 - 11_748, began],
      ),
    );
    const outcome = (category: string) => rowIn(rows, "outcomes-at-exit", "outcome", category);
    expect(rowIn(rows, "referrals", "none", "all").value).toBe(13_463);
    expect(rowIn(rows, "starts", "none", "all").value).toBe(11_748);
    expect(rowIn(rows, "exits", "none", "all").value).toBe(7_022);
    expect(outcome("remained-in-work").value).toBe(4_933);
    expect(outcome("returned-same-role").value).toBe(1_188);
    // The published percentages are of the cases known at both points; ours state their base beside them.
    const ofKnown = (value: unknown) => Math.round((100 * Number(value)) / knownAtBoth);
    expect(
      ["remained-in-work", "returned-same-role", "no-change", "left-work"].map((each) =>
        ofKnown(outcome(each).value),
      ),
    ).toEqual([75, 18, 4, 2]);
    expect(knownAtBoth).toBeGreaterThanOrEqual(6_534);
    expect(knownAtBoth).toBeLessThanOrEqual(6_621);
    // Missing is seen: 445 of those who ended were not reached; all are open, those who ended for their follow-ups.
    expect(outcome("not-reached")).toEqual({ value: 445, denominator: 7_022, percentage: 6.3 });
    expect(rowIn(rows, "open-cases", "none", "all").value).toBe(13_463);
  });
});

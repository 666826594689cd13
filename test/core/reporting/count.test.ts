import { describe, expect, test } from "vitest";
import { fold } from "../../../functions/core/evolve.ts";
import { countFigures, type Figure } from "../../../functions/core/reporting/count.ts";
import { factsOf } from "../../../functions/core/reporting/facts.ts";
import { periodOf } from "../../../functions/core/reporting/measure.ts";
import { eventsOf, type Journey } from "./journeys.ts";

const quarter = "2026-Q1";
const period = periodOf(quarter);
const places = new Map([
  ["E08000027", "Dudley"],
  ["E08000028", "Sandwell"],
]);

function figuresOf(journeys: readonly Journey[]): Promise<Figure[]> {
  return countFigures({
    period,
    places,
    facts: journeys.map((journey) => factsOf(fold(eventsOf(journey)), journey.person)),
    standardsOf: () => ({ firstContact: 2, firstAppointment: 15, plan: 20 }),
    redirectedOutOfArea: 3,
  });
}

function valueIn(figures: readonly Figure[], name: string): number | undefined {
  const [measure, category = "all", statistic = "count"] = name.split(" / ");
  const found = figures.filter(
    (each) => each.measure.name === measure && each.category === category && each.statistic === statistic,
  );
  if (found.length !== 1) throw new Error(`${found.length} figures are called ${name}`);
  return found[0]?.value;
}

/** Eight people of one area; whoever reads the test can count along. */
const winter: Journey[] = [
  // The first moment of the quarter.
  { receivedAt: "2026-01-01T00:00:00.000Z", acceptedAt: "2026-01-01T00:00:00.000Z" },
  // The last moment of the quarter, in summer time: 22:59 UTC is 23:59 in London.
  { receivedAt: "2026-03-31T22:59:59.999Z", referrerKind: "gp" },
  // A minute later it is April.
  { receivedAt: "2026-03-31T23:00:00.000Z", referrerKind: "gp" },
  // Declined by the area.
  {
    receivedAt: "2026-01-12T10:00:00.000Z",
    closed: { at: "2026-01-13T10:00:00.000Z", closure: "not-eligible-other" },
  },
  // Referred in autumn, contacted in 6 working days (Christmas and New Year are none), started in 10, plan in 2.
  {
    receivedAt: "2025-12-22T10:00:00.000Z",
    acceptedAt: "2025-12-22T10:00:00.000Z",
    assignedAt: "2025-12-22T10:00:00.000Z",
    contactAt: "2026-01-02T10:00:00.000Z",
    start: { heldAt: "2026-01-08T10:00:00.000Z", employmentStatus: "out-of-work" },
    plan: { agreedAt: "2026-01-12T10:00:00.000Z", planType: "seek-work" },
    exit: { at: "2026-03-20T10:00:00.000Z", closure: "completed-plan", outcome: "started-job" },
  },
  // Contact in 1 working day, start after 20; could no longer be reached.
  {
    receivedAt: "2026-01-05T10:00:00.000Z",
    acceptedAt: "2026-01-05T10:00:00.000Z",
    assignedAt: "2026-01-05T10:00:00.000Z",
    contactAt: "2026-01-06T10:00:00.000Z",
    start: { heldAt: "2026-02-02T10:00:00.000Z", mainBarrier: "neurodivergence" },
    exit: { at: "2026-02-27T10:00:00.000Z", closure: "unable-to-contact" },
  },
  // Exited in autumn: its day 13 weeks later falls in the quarter.
  {
    receivedAt: "2025-08-01T10:00:00.000Z",
    acceptedAt: "2025-08-01T10:00:00.000Z",
    assignedAt: "2025-08-01T10:00:00.000Z",
    contactAt: "2025-08-04T10:00:00.000Z",
    start: { heldAt: "2025-08-11T10:00:00.000Z" },
    exit: { at: "2025-10-20T10:00:00.000Z", closure: "maximum-duration", outcome: "no-change" },
    followUps: [{ point: "13-weeks", at: "2026-01-20T10:00:00.000Z", outcome: "remained-in-work" }],
  },
  // Withdrew after a start in autumn.
  {
    receivedAt: "2025-09-01T10:00:00.000Z",
    acceptedAt: "2025-09-01T10:00:00.000Z",
    assignedAt: "2025-09-01T10:00:00.000Z",
    contactAt: "2025-09-02T10:00:00.000Z",
    start: { heldAt: "2025-09-08T10:00:00.000Z" },
    withdrawnAt: "2025-11-03T10:00:00.000Z",
  },
];

describe("the figures of a quarter, counted by hand", () => {
  test.each<[string, number]>([
    ["referrals", 4],
    ["referrals / gp", 1],
    ["referrals / employer", 0],
    ["accepted", 2],
    ["contacted", 2],
    ["starts", 2],
    ["starts / out-of-work", 1],
    ["starts / neurodivergence", 1],
    ["starts / musculoskeletal", 0],
    ["plans-agreed / seek-work", 1],
    ["completions", 1],
    ["withdrawals", 0],
    ["exits", 3],
    ["exits / not-eligible-other", 1],
    ["exits / unable-to-contact", 1],
    ["exits / no-first-appointment", 1],
    ["outcomes-at-exit / started-job", 1],
    ["outcomes-at-exit / not-reached", 1],
    ["outcomes-at-exit / not-asked", 1],
    ["outcomes-at-13-weeks", 2],
    ["outcomes-at-13-weeks / remained-in-work", 1],
    ["outcomes-at-13-weeks / not-asked", 1],
    ["outcomes-at-26-weeks", 0],
    ["open-cases", 5],
    ["waiting", 1],
    ["people", 4],
    ["days-to-first-contact / all / median", 3.5],
    ["days-to-first-contact / all / p90", 6],
    ["days-to-first-appointment / all / median", 15],
    ["days-to-first-appointment / all / p90", 20],
    ["days-to-plan / all / median", 2],
    ["within-standard / first-contact", 1],
    ["within-standard / first-appointment", 1],
    ["within-standard / plan", 1],
    ["redirected-out-of-area", 3],
  ])("%s: %d", async (name, expected) => {
    expect(valueIn(await figuresOf(winter), name)).toBe(expected);
  });

  test("no cases at all still make every row, each zero or without a value", async () => {
    const empty = await figuresOf([]);
    const full = await figuresOf(winter);
    const named = (figures: Figure[]) =>
      figures.map(({ measure, ...each }) => [measure.name, each.statistic, each.dimension, each.category]);
    expect(named(empty)).toEqual(named(full));
    const counted = empty.filter(({ measure }) => measure.kind !== "counter");
    expect(counted.every(({ value }) => value === 0 || value === undefined)).toBe(true);
  });

  test("a figure about England knows how many areas it hides", async () => {
    const figures = await figuresOf([
      { receivedAt: "2026-01-05T10:00:00.000Z", area: "frimley" },
      { receivedAt: "2026-01-05T10:00:00.000Z", area: "frimley", referrerKind: "gp" },
      { receivedAt: "2026-01-05T10:00:00.000Z", area: "black-country" },
    ]);
    const areasOf = (category: string) =>
      figures.find((each) => each.measure.name === "referrals" && each.category === category)?.areas;
    expect([areasOf("all"), areasOf("gp"), areasOf("employer")]).toEqual([2, 1, 2]);
  });
});

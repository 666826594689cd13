import { fold } from "../../functions/core/evolve.ts";
import {
  type AreaScope,
  countRelease,
  type Row,
  rowsOf,
  type Scope,
} from "../../functions/core/reporting/build.ts";
import { changesBetween } from "../../functions/core/reporting/changes.ts";
import type { Profile } from "../../functions/core/reporting/disclosure.ts";
import { factsOf } from "../../functions/core/reporting/facts.ts";
import { linesOf } from "../../functions/core/reporting/find-row.ts";
import { reportPage } from "../../functions/pages/report/report-page.ts";
import { eventsOf, type Journey } from "../core/reporting/journeys.ts";

export const dudley: AreaScope = {
  area: "black-country",
  name: "Black Country",
  icb: { atEvent: "QUA", today: "QUA" },
  places: new Map([
    ["E08000027", "Dudley"],
    ["E08000028", "Sandwell"],
  ]),
};

const barriers = ["mental-health", "musculoskeletal", "long-term-condition", "neurodivergence"] as const;
const statuses = ["out-of-work", "in-work-off-sick", "in-work", "self-employed"] as const;
const kinds = ["self", "gp", "jobcentre-plus", "community"] as const;
const outcomes = ["started-job", "no-change", "closer-to-work", "not-reached", "remained-in-work"] as const;

/** So many cases of one quarter that each come as far as their number lets them: most start, some complete. */
export function someJourneys(number: number, area?: string): Journey[] {
  return Array.from({ length: number }, (_, index): Journey => {
    const mainBarrier = barriers[Math.floor((index % 10) / 3)] ?? "other";
    const employmentStatus = statuses[Math.floor((index % 9) / 3)] ?? "in-work";
    const day = String(5 + (index % 20)).padStart(2, "0");
    return {
      ...(area ? { area } : {}),
      receivedAt: `2026-01-${day}T10:00:00.000Z`,
      referrerKind: kinds[index % 4] ?? "self",
      mainBarrier,
      authority: index % 3 === 0 ? "E08000027" : "E08000028",
      acceptedAt: `2026-01-${day}T11:00:00.000Z`,
      assignedAt: `2026-01-${day}T12:00:00.000Z`,
      contactAt: `2026-01-2${5 + (index % 4)}T12:00:00.000Z`,
      ...(index % 5 === 0
        ? {}
        : { start: { heldAt: `2026-02-1${index % 9}T12:00:00.000Z`, employmentStatus, mainBarrier } }),
      ...(index % 5 > 2 ? { plan: { agreedAt: "2026-02-25T12:00:00.000Z" } } : {}),
      ...(index % 10 === 4
        ? {
            exit: {
              at: "2026-03-20T12:00:00.000Z",
              closure: "completed-plan",
              outcome: outcomes[index % 5] ?? "no-change",
            },
          }
        : {}),
    };
  });
}

/** Their rows as published, before what the audit withholds; `secondary`: ids of cells that it does. */
export async function rowsWith(
  journeys: readonly Journey[],
  given: { scope?: Scope; profile?: Profile; secondary?: readonly string[] } = {},
): Promise<Row[]> {
  const { scope = dudley, profile = "nhs", secondary = [] } = given;
  const counted = await countRelease({
    scope,
    quarter: "2026-Q1",
    profile,
    asAt: "2026-04-02T06:00:00.000Z",
    facts: journeys.map((journey) => factsOf(fold(eventsOf(journey)))),
    standardsOf: () => ({ firstContact: 2, firstAppointment: 15, plan: 20 }),
    redirectedOutOfArea: 0,
  });
  return rowsOf(counted, new Set(secondary));
}

/** A report with something of everything: figures withheld for each reason, and changes since an earlier release. */
export async function aReport(): Promise<string> {
  const rows = await rowsWith(someJourneys(140), { secondary: ["starts|main-barrier|musculoskeletal"] });
  return reportPage({
    lines: linesOf(rows),
    described: {
      areaName: dudley.name,
      quarter: "2026-Q1",
      profile: "nhs",
      asAt: "2026-04-02T06:00:00.000Z",
    },
    changes: changesBetween(await rowsWith(someJourneys(120)), rows),
    standards: { firstContact: 2, firstAppointment: 15, plan: 20 },
  });
}

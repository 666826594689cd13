import type { Row } from "../../functions/core/reporting/build.ts";
import { changesBetween } from "../../functions/core/reporting/changes.ts";
import { linesOf } from "../../functions/core/reporting/find-row.ts";
import { managementView } from "../../functions/core/reporting/management.ts";
import { periodOfMonth } from "../../functions/core/reporting/measure.ts";
import { managementPage } from "../../functions/pages/management-page.ts";
import { chooseReleasePage } from "../../functions/pages/releases/choose-page.ts";
import {
  nothingNewPage,
  previewPage,
  releaseClashPage,
} from "../../functions/pages/releases/preview-page.ts";
import { reportsPage } from "../../functions/pages/releases/reports-page.ts";
import { monday } from "../support/builders.ts";
import { dudley, rowsWith, someJourneys } from "../support/release-rows.ts";

const roles = ["commissioner"] as const;

/** Rows of an area of this name, which also names a place of it. */
export async function rowsOf(name: string, number = 140): Promise<Row[]> {
  const places = new Map([
    ["E08000027", name],
    ["E08000028", "Sandwell"],
  ]);
  return rowsWith(someJourneys(number), { scope: { ...dudley, name, places } });
}

export const england = await rowsWith(
  ["surrey-heartlands", "frimley", "black-country"].flatMap((area) => someJourneys(60, area)),
  { scope: "england" },
);
const nothing = await rowsOf("", 0);
const some = await rowsOf("", 30);

export function itemOf(id: string, more: { area?: string; england?: boolean } = {}) {
  const files = ["measures.csv", "report.html", id];
  return { id, quarter: "2026-Q1", profile: "nhs" as const, asAt: monday, files, ...more };
}

/** Every page about releases, with this text wherever a text comes from outside. */
export function releasePages(text: string): [string, string][] {
  const named = some.map((row) => ({
    ...row,
    area_name: text,
    category: row.dimension === "place" ? text : row.category,
  }));
  const asked = { roles, scope: text, name: text, quarter: "2026-Q1", profile: "nhs" as const };
  const area = { id: text, name: text };
  const own = { item: itemOf(text, { area: text }), lines: linesOf(named) };
  const errors = [{ pointer: "/quarter", detail: text }];
  return [
    [
      "chooseReleasePage",
      chooseReleasePage({
        roles,
        scopes: [area, area],
        quarters: ["2026-Q1"],
        values: new Map([["area", [text]]]),
        errors,
      }),
    ],
    [
      "previewPage",
      previewPage({ ...asked, rows: named, changes: changesBetween(nothing, some), once: "sample-visit" }),
    ],
    ["nothingNewPage", nothingNewPage(asked, itemOf(text, { area: text }))],
    ["releaseClashPage", releaseClashPage(asked, [text])],
    [
      "reportsPage",
      reportsPage({
        roles,
        areas: [area],
        area,
        quarters: ["2026-Q1"],
        own,
        england: { item: itemOf(text, { england: true }), lines: linesOf(england) },
      }),
    ],
    ["reportsPage without a release", reportsPage({ roles, areas: [], area, quarters: [] })],
    [
      "managementPage",
      managementPage({ roles: ["lead"], view: { ...management, areaName: text }, months: ["2026-03"] }),
    ],
  ];
}

const management = await managementView({
  period: periodOfMonth("2026-03"),
  scope: dudley,
  facts: [],
  standardsOf: () => ({ firstContact: 2, firstAppointment: 15, plan: 20 }),
  asAt: "2026-03-31T09:00:00.000Z",
});

import { describe, expect, it } from "vitest";
import { fold } from "../../functions/core/evolve.ts";
import { changesBetween } from "../../functions/core/reporting/changes.ts";
import { toCsv } from "../../functions/core/reporting/csv.ts";
import { factsOf } from "../../functions/core/reporting/facts.ts";
import { linesOf } from "../../functions/core/reporting/find-row.ts";
import { managementView } from "../../functions/core/reporting/management.ts";
import { periodOfMonth } from "../../functions/core/reporting/measure.ts";
import { rowsFromCsv } from "../../functions/core/reporting/read-csv.ts";
import { exportsPage } from "../../functions/pages/exports-page.ts";
import { managementPage } from "../../functions/pages/management-page.ts";
import { chooseReleasePage } from "../../functions/pages/releases/choose-page.ts";
import {
  nothingNewPage,
  previewPage,
  releaseClashPage,
} from "../../functions/pages/releases/preview-page.ts";
import { reportsPage } from "../../functions/pages/releases/reports-page.ts";
import { eventsOf } from "../core/reporting/journeys.ts";
import { dudley, someJourneys } from "../support/release-rows.ts";
import { england, itemOf, rowsOf } from "./release-pages.ts";

const roles = ["commissioner"] as const;
const asked = {
  roles,
  scope: "black-country",
  name: "Black Country",
  quarter: "2026-Q1",
  profile: "nhs",
  once: "sample-visit",
} as const;
const rows = await rowsOf("Dudley");

describe("the page of releases", () => {
  const names = new Map([["black-country", "Black Country"]]);
  const first = itemOf("black-country_2026-Q1_nhs_1-aaaaaaaa", { area: "black-country" });
  const second = {
    ...itemOf("black-country_2026-Q1_nhs_2-bbbbbbbb", { area: "black-country" }),
    supersedes: first.id,
  };

  it("tells quarters in words, the newest first, and marks what was replaced", () => {
    const older = { ...itemOf("england_2025-Q4_nhs_1-cccccccc", { england: true }), quarter: "2025-Q4" };
    const page = exportsPage({ roles, items: [older, first, second], names });
    expect(page.indexOf("January to March 2026")).toBeLessThan(page.indexOf("October to December 2025"));
    expect(page.match(/Replaced by a later release/g)).toHaveLength(1);
    expect(page.indexOf(second.id)).toBeLessThan(page.indexOf(first.id));
    expect(page).toContain("England");
  });

  it("says what was just released, with its files by what they are", () => {
    const page = exportsPage({ roles, items: [first], names, made: first });
    expect(page).toContain("Black Country, January to March 2026, is released.");
    expect(page.indexOf("Report, to read and print")).toBeLessThan(page.indexOf("Table (CSV)"));
  });

  it("leads on where there is no release yet", () => {
    const page = exportsPage({ roles, items: [], names });
    expect(page).toContain("Nothing has been released yet.");
    for (const path of ["/exports/preview", "/reports", "/management", "/forecast"]) {
      expect(page).toContain(`href="${path}"`);
    }
    expect(exportsPage({ roles: ["national"], items: [], names })).not.toContain("/management");
  });
});

describe("the page that asks what to release", () => {
  const scopes = [
    { id: "england", name: "England" },
    { id: "black-country", name: "Black Country" },
  ];
  const view = { roles, scopes, quarters: ["2026-Q1"], values: new Map(), errors: [] };

  it("asks for an area only where there is more than one, and explains each rule", () => {
    expect(chooseReleasePage(view)).toContain('<option value="england">England');
    expect(chooseReleasePage(view)).toContain("can keep it from being released under the other");
    const own = chooseReleasePage({ ...view, scopes: scopes.slice(1) });
    expect(own).toContain('<input type="hidden" name="area" value="black-country">');
    expect(own).toContain("Counts of 1 to 7 are withheld");
    expect(own).toContain('value="nhs" checked');
  });

  it("says at the field what is wrong, and keeps what was chosen", () => {
    const errors = [{ pointer: "/quarter", detail: "Invalid input" }];
    const page = chooseReleasePage({ ...view, errors, values: new Map([["area", ["england"]]]) });
    expect(page).toContain('<a href="#release-quarter">Choose a quarter</a>');
    expect(page).toContain('<option value="england" selected>');
  });
});

describe("the preview of a release", () => {
  it("says before anything is released what would be withheld, and why", () => {
    const page = previewPage({ ...asked, rows, changes: undefined });
    expect(page).toContain("nothing is released yet");
    expect(page).toMatch(/Withheld because they are small \(\d+\)/);
    expect(page).toContain("In their place stands * (1 to 7).");
    expect(page).toContain("About 140 referrals were received in the quarter");
    expect(page).toContain("No, it is the first.");
  });

  it("sends exactly what it showed, and can be left", () => {
    const page = previewPage({ ...asked, rows, changes: undefined });
    const form = /<form method="post" action="\/exports">([\s\S]*?)<\/form>/.exec(page)?.[1] ?? "";
    const sent = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
    expect(sent).toEqual([
      ["area", "black-country"],
      ["quarter", "2026-Q1"],
      ["profile", "nhs"],
      ["once", "sample-visit"],
    ]);
    expect(page).toContain('<a href="/exports">Do not release them now</a>');
  });

  it("tells what would change since the release that it would replace", async () => {
    const page = previewPage({ ...asked, rows, changes: changesBetween(await rowsOf("Dudley", 120), rows) });
    expect(page).toMatch(/\d+ counts or times differ/);
    expect(page).toMatch(/Referrals received<\/th><td[^>]*>120<\/td><td[^>]*>140/);
  });
});

it("a release that cannot be made is answered with what to do now", () => {
  const clash = releaseClashPage(asked, [
    "black-country, 2026-Q1: starts, none, all",
    "england, 2026-Q1: referrals, place, Bristol, City of",
    "black-country, 2026-Q1: completions, plan-type, seek-work + withdrawals, plan-type, seek-work rest",
    "frimley, 2026-Q1: referrals, place, Walsall: other boundaries",
    "black-country, 2026-Q1: was released when England was of other areas",
  ]);
  expect(clash).toContain("What you can do");
  expect(clash).toContain("The figures that clash (5)");
  const quarter = "January to March 2026";
  for (const told of [
    `${asked.name}, ${quarter}: Starts (first appointment attended)<`,
    `England, ${quarter}: Referrals received, local authority: Bristol, City of<`,
    `${asked.name}, ${quarter}: those left over beside: Completions, type of plan: `,
    `frimley, ${quarter}: Referrals received, local authority: Walsall: other boundaries<`,
    `${asked.name}, ${quarter}: was released when England was of other areas<`,
  ]) {
    expect(clash).toContain(told);
  }
  expect(clash).toContain('href="/exports"');
  const same = nothingNewPage(asked, itemOf("black-country_2026-Q1_nhs_1-aaaaaaaa"));
  expect(same).toContain("You do not need to do anything");
  expect(same).toContain("report.html");
});

describe("the page of an area beside England", () => {
  const item = itemOf("black-country_2026-Q1_nhs_1-aaaaaaaa", { area: "black-country" });
  const area = { id: "black-country", name: "Black Country" };
  const view = { roles, areas: [], area, quarters: ["2026-Q1"], own: { item, lines: linesOf(rows) } };

  it("has a figure of both in each line, and draws shares alone", () => {
    const page = reportsPage({
      ...view,
      england: { item: itemOf("england_2026-Q1_nhs_1-aaaaaaaa", { england: true }), lines: linesOf(england) },
    });
    expect(page).toMatch(/Out of work<\/th><td[^>]*data-label="Black Country">36.4% of 110<svg/);
    expect(page).toMatch(/data-label="England">3[\d.]+% of 144<svg/);
    expect(page).toContain('href="/forecast"');
    expect(page).not.toMatch(/NaN|undefined/);
  });

  it("says so where England's figures are not released yet", () => {
    const page = reportsPage(view);
    expect(page).toContain("are not released under this rule yet");
    expect(page).not.toContain('data-label="England"');
  });

  it("leads to a first release where there is none", () => {
    const page = reportsPage({ roles, areas: [], area, quarters: [] });
    expect(page).toContain("Nothing has been released of Black Country yet");
    expect(page).toContain('href="/exports/preview"');
  });
});

it("the true figures of a month are each told with what they are a part of, and none without", async () => {
  const view = await managementView({
    period: periodOfMonth("2026-02"),
    scope: dudley,
    facts: someJourneys(60).map((journey) => factsOf(fold(eventsOf(journey)))),
    standardsOf: () => ({ firstContact: 2, firstAppointment: 15, plan: 20 }),
    asAt: "2026-03-02T10:00:00.000Z",
  });
  const page = managementPage({ roles: ["lead"], view, months: ["2026-02"] });
  expect(page).toMatch(/Starts \(first appointment attended\)<\/th><td[^>]*data-label="Number">48<\/td>/);
  expect(page).toMatch(/Out of work<\/th><td[^>]*data-label="Number">\d+ of 48<\/td>/);
  expect(page).toMatch(/data-label="Number">[\d.]+ working days \(48 cases\)<\/td>/);
  expect(page).not.toMatch(/<td[^>]*><\/td>/);
});

it("a measures.csv is read back as the rows that it was written from", () => {
  expect(rowsFromCsv(toCsv(rows))).toEqual(rows);
});

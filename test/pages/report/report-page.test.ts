import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { changesBetween } from "../../../functions/core/reporting/changes.ts";
import { linesOf } from "../../../functions/core/reporting/find-row.ts";
import { registry } from "../../../functions/core/reporting/registry.ts";
import { drawChart } from "../../../functions/pages/report/chart.ts";
import { reportPage } from "../../../functions/pages/report/report-page.ts";
import { policyOfReport } from "../../../functions/pages/report/style.ts";
import { dudley, rowsWith, someJourneys } from "../../support/release-rows.ts";

const evil = `"><script>alert('x')</script><b style="color:red">`;
const described = {
  areaName: "Black Country",
  quarter: "2026-Q1",
  profile: "nhs" as const,
  asAt: "2026-04-02T06:00:00.000Z",
};

async function report(number: number, given: { name?: string; before?: number } = {}) {
  const { name = "Black Country", before } = given;
  const scope = {
    ...dudley,
    name,
    places: new Map([
      ["E08000027", `Dudley ${name}`],
      ["E08000028", "Sandwell"],
    ]),
  };
  const rows = await rowsWith(someJourneys(number), { scope });
  const changes =
    before === undefined ? undefined : changesBetween(await rowsWith(someJourneys(before), { scope }), rows);
  const standards = { firstContact: 2, firstAppointment: 15, plan: 20 };
  return reportPage({
    lines: linesOf(rows),
    described: { ...described, areaName: name },
    changes,
    standards,
  });
}

describe("report.html", () => {
  it("loads nothing, runs nothing and has no style but its one sheet, whatever a name is", async () => {
    const page = await report(140, { name: evil, before: 120 });
    expect(page).not.toMatch(/<script|<link|<img|<iframe|<form|<[^>]*\s(style|on\w+)=|url\(|@import/i);
    expect(page.match(/<style>/g)).toHaveLength(1);
    expect([...page.matchAll(/(?:src|href)="([^"#]*)/g)].filter(([, to]) => to !== "")).toEqual([]);
    expect(page).not.toMatch(/undefined|\[object|NaN|Infinity|>null</);
  });

  it("is served under a policy that allows its one style sheet and nothing else", async () => {
    const page = await report(10);
    const sheet = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? "";
    const hash = createHash("sha256").update(sheet).digest("base64");
    expect(policyOfReport(page)).toContain(`style-src 'sha256-${hash}'`);
    expect(policyOfReport(page)).toContain("default-src 'none'");
    expect(policyOfReport(page)).not.toContain("unsafe");
  });

  it("is the same to the byte for the same rows", async () => {
    expect(await report(140, { before: 120 })).toBe(await report(140, { before: 120 }));
  });

  it("has a table after each chart, a heading of each level in order, and no id twice", async () => {
    const page = await report(140);
    expect(page.match(/<\/svg><\/figure>\s*<table>/g)).toHaveLength(page.match(/<svg/g)?.length ?? 0);
    expect(page.match(/<h1/g)).toHaveLength(1);
    const ids = [...page.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(id);
  });

  it("gives away no number that its rows withhold", async () => {
    // 6 of everything: no figure but those of nothing may be told.
    const page = (await report(6)).replace(/<style>[\s\S]*?<\/style>/, "");
    const numbers = [...page.matchAll(/<td[^>]*>(\d[\d,.%]*)/g)].map(([, number]) => number);
    expect(new Set(numbers)).toEqual(new Set(["0", "2", "15", "20"]));
    expect(page).toContain("* (1 to 7)");
  });

  it("defines every measure in the registry's words, and tells how many figures are withheld", async () => {
    const page = await report(140);
    for (const { definition, excludes } of registry.measures) {
      expect(page).toContain(excludes.slice(0, 40).replaceAll("'", "&#39;"));
      expect(page).toContain(definition.slice(0, 40).replaceAll("'", "&#39;"));
    }
    expect(page).toMatch(/Of \d+ lines, \d+ are withheld/);
    expect(page).toContain("as at Thursday 2 April 2026");
  });

  it("tells what has changed since the release that it replaces, and that a first one replaces none", async () => {
    const page = await report(140, { before: 120 });
    expect(page).toMatch(/Referrals received<\/th><td data-label="Before">120<\/td><td data-label="Now">140/);
    expect(await report(140)).toContain("There was none before.");
    expect(await report(140, { before: 140 })).toContain("changed 0 numbers");
  });
});

it("a chart has room for its longest words beside its longest bar", async () => {
  const long = { label: "First", length: 21, reach: 27, standard: 15, text: "half: 21, 9 in 10: 27" };
  const short = { label: "Second", length: 2, reach: 5, standard: 20, text: "half: 2, 9 in 10: 5" };
  const svg = String(await drawChart([long, short]));
  const told = [...svg.matchAll(/translate\(([\d.]+),[\d.]+\)"[^>]*font-weight="bold"[^>]*>([^<]*)</g)];
  expect(told.map(([, , words]) => words)).toEqual([long.text, short.text]);
  for (const [, x, words = ""] of told) expect(Number(x) + 9 * words.length).toBeLessThanOrEqual(360);
});

it("a chart of nothing but withheld figures has words and no bar", async () => {
  const drawn = `${await drawChart([{ label: `Sample ${evil}`, text: "* (1 to 7)" }])}`;
  expect(drawn).toContain("* (1 to 7)");
  expect(drawn).not.toMatch(/#1d70b8|NaN|<script/);
});

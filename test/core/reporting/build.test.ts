import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { fold } from "../../../functions/core/evolve.ts";
import {
  type AreaScope,
  countRelease,
  type MeasuresAsked,
  type Row,
  rowsOf,
} from "../../../functions/core/reporting/build.ts";
import { columns } from "../../../functions/core/reporting/columns.ts";
import { toCsv } from "../../../functions/core/reporting/csv.ts";
import { factsOf } from "../../../functions/core/reporting/facts.ts";
import { eventsOf, type Journey } from "./journeys.ts";

const blackCountry: AreaScope = {
  area: "black-country",
  name: "Black Country",
  icb: { atEvent: "QUA", today: "QUA" },
  places: new Map([["E08000027", "Dudley"]]),
};

async function measuresOf(
  journeys: readonly Journey[],
  asked: Partial<MeasuresAsked> = {},
  secondary: readonly string[] = [],
): Promise<Row[]> {
  const counted = await countRelease({
    scope: blackCountry,
    quarter: "2026-Q1",
    profile: "nhs",
    asAt: "2026-04-01T06:00:00.000Z",
    facts: journeys.map((journey) => factsOf(fold(eventsOf(journey)))),
    standardsOf: () => ({ firstContact: 2, firstAppointment: 15, plan: 20 }),
    redirectedOutOfArea: 0,
    ...asked,
  });
  return rowsOf(counted, new Set(secondary));
}

function times(number: number, journey: Partial<Journey> = {}): Journey[] {
  return Array.from({ length: number }, () => ({ receivedAt: "2026-02-02T10:00:00.000Z", ...journey }));
}

function rowOf(rows: readonly Row[], measure: string, dimension: string, category: string): Row {
  const found = rows.filter(
    (row) => row.measure === measure && row.dimension === dimension && row.category === category,
  );
  if (found.length !== 1 || !found[0])
    throw new Error(`${found.length} rows of ${measure}, ${dimension}, ${category}`);
  return found[0];
}

describe("the rows of an area", () => {
  test("are rounded from the true values, with the whole's from the true total", async () => {
    const rows = await measuresOf([
      ...times(8),
      ...times(12, { referrerKind: "gp" }),
      ...times(3, { referrerKind: "employer" }),
    ]);
    expect(rowOf(rows, "referrals", "none", "all")).toEqual({
      area_id: "black-country",
      area_name: "Black Country",
      icb_code_at_event: "QUA",
      icb_code_today: "QUA",
      period: "2026-Q1",
      measure: "referrals",
      statistic: "count",
      unit: "cases",
      dimension: "none",
      category: "all",
      value: 25,
      denominator: "",
      percentage: "",
      note: "",
    });
    const byReferrer = (category: string) => {
      const { value, denominator, percentage } = rowOf(rows, "referrals", "referrer-kind", category);
      return [value, denominator, percentage];
    };
    expect(byReferrer("self")).toEqual([10, 25, 40]);
    expect(byReferrer("gp")).toEqual([10, 25, 40]);
    expect(byReferrer("employer")).toEqual(["*", 25, "*"]);
    expect(byReferrer("pharmacist")).toEqual([0, 25, 0]);
  });

  test("tell the area's own places, and what lies elsewhere or is not known", async () => {
    const rows = await measuresOf([
      ...times(10, { authority: "E08000027" }),
      ...times(15, { authority: "E08000001" }),
      ...times(20),
    ]);
    const values = ["Dudley", "elsewhere", "not-known"].map(
      (category) => rowOf(rows, "referrals", "place", category).value,
    );
    expect(values).toEqual([10, 15, 20]);
  });

  test("of a median without cases say so", async () => {
    const rows = await measuresOf([]);
    const median = rows.find((row) => row.measure === "days-to-plan" && row.statistic === "median");
    expect(median).toMatchObject({ value: "*", denominator: 0, unit: "working-days", note: "no cases" });
  });

  test("are the same rows, whatever happened, each of its own name", async () => {
    const names = (rows: Row[]) =>
      rows.map(({ measure, statistic, dimension, category }) =>
        [measure, statistic, dimension, category].join(" "),
      );
    const none = names(await measuresOf([]));
    expect(names(await measuresOf(times(30)))).toEqual(none);
    expect(new Set(none).size).toBe(none.length);
    expect(new Set((await measuresOf([])).map(({ measure }) => measure))).toEqual(
      new Set([
        "referrals",
        "accepted",
        "contacted",
        "starts",
        "plans-agreed",
        "completions",
        "withdrawals",
        "exits",
        "outcomes-at-exit",
        "outcomes-at-13-weeks",
        "outcomes-at-26-weeks",
        "open-cases",
        "waiting",
        "people",
        "days-to-first-contact",
        "days-to-first-appointment",
        "days-to-plan",
        "within-standard",
        "redirected-out-of-area",
      ]),
    );
  });

  test("refuse a case of another area, and a quarter that has not ended", async () => {
    await expect(measuresOf(times(1, { area: "frimley" }))).rejects.toThrow("was given a case of frimley");
    await expect(measuresOf([], { asAt: "2026-03-31T22:59:59.999Z" })).rejects.toThrow("has not ended");
    await expect(measuresOf([], { asAt: "2026-03-31T23:00:00.000Z" })).resolves.toBeDefined();
  });
});

test("a time is told from 8 people on: 8 cases of 3 people do not make a median", async () => {
  const contacted = { contactAt: "2026-02-04T10:00:00.000Z" };
  const medianOf = async (people: readonly string[]) => {
    const facts = people.map((person) =>
      factsOf(fold(eventsOf(times(1, contacted)[0] as Journey)), [person]),
    );
    const rows = await measuresOf([], { facts });
    return rows.find(({ measure, category }) => measure === "days-to-first-contact" && category === "all");
  };
  expect(await medianOf([..."aaabbbcc"])).toMatchObject({ value: "*", denominator: 10 });
  expect(await medianOf([..."abcdefgh"])).toMatchObject({ value: 2, denominator: 10 });
});

describe("the rows of England", () => {
  test("say under profile nhs alone that few areas contribute: under strict it changes no figure", async () => {
    const facts = times(9, { area: "frimley", referrerKind: "gp" });
    const noteUnder = async (profile: "nhs" | "strict") => {
      const rows = await measuresOf(facts, { scope: "england", profile });
      return rowOf(rows, "referrals", "referrer-kind", "gp")?.note;
    };
    expect([await noteUnder("nhs"), await noteUnder("strict")]).toEqual(["fewer than 3 areas", ""]);
  });

  test("do not say by their zeros how many areas are behind a whole that is withheld to protect another", async () => {
    const facts = times(9, { area: "frimley", referrerKind: "gp" });
    const noteWith = async (...secondary: string[]) =>
      rowOf(await measuresOf(facts, { scope: "england" }, secondary), "referrals", "referrer-kind", "self")
        .note;
    expect(await noteWith()).toBe("fewer than 3 areas");
    expect(await noteWith("referrals|none|all")).toBe("");
  });

  test("are true values where 3 areas contribute, and an area's where fewer do", async () => {
    const everywhere = ["frimley", "black-country", "south-yorkshire"].flatMap((area) => times(1, { area }));
    const rows = await measuresOf([...everywhere, ...times(9, { area: "frimley", referrerKind: "gp" })], {
      scope: "england",
    });
    expect(rowOf(rows, "referrals", "none", "all")).toMatchObject({
      area_id: "england",
      value: 12,
      note: "",
    });
    expect(rowOf(rows, "referrals", "referrer-kind", "self")).toMatchObject({
      value: 3,
      denominator: 12,
      percentage: 25,
    });
    expect(rowOf(rows, "referrals", "referrer-kind", "gp")).toMatchObject({
      value: 10,
      denominator: 10,
      percentage: 100,
      note: "fewer than 3 areas",
    });
    expect(rowOf(rows, "referrals", "referrer-kind", "employer")).toMatchObject({
      value: 0,
      denominator: 12,
    });
  });

  test("are never told by place", async () => {
    const rows = await measuresOf(times(1), { scope: "england" });
    expect(rows.filter(({ dimension }) => dimension === "place")).toEqual([]);
  });

  test("count referrals redirected from places in no area", async () => {
    const rows = await measuresOf([], { scope: "england", redirectedOutOfArea: 23 });
    expect(rowOf(rows, "redirected-out-of-area", "none", "all").value).toBe(25);
  });
});

describe("measures.csv", () => {
  test("reads back as the rows that were written, under the contract's columns", async () => {
    const rows = await measuresOf(times(30));
    const csv = toCsv(rows);
    expect(csv.split("\r\n")[0]).toBe(
      "area_id,area_name,icb_code_at_event,icb_code_today,period,measure,statistic,unit,dimension,category,value,denominator,percentage,note",
    );
    const asTexts = rows.map((row) =>
      Object.fromEntries(columns.map(({ name }) => [name, String(row[name])])),
    );
    expect(parse(csv, { columns: true, record_delimiter: "\r\n" })).toEqual(asTexts);
  });

  test.each([
    ["=1+1", "'=1+1"],
    ["+44", "'+44"],
    ["-2", "'-2"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["\r=1", "'\r=1"],
    ['Say "yes", please', 'Say "yes", please'],
    ["Ynys Môn", "Ynys Môn"],
    ["line one\nline two", "line one\nline two"],
    ["\u202Etxt.exe\u2066", "txt.exe"],
    ["\u200F=1+1", "'=1+1"],
  ])("disarms a text that a spreadsheet would run: %j", async (name, expected) => {
    const [row] = await measuresOf([], { scope: { ...blackCountry, name } });
    const [read] = parse(toCsv(row ? [row] : []), { columns: true }) as Record<string, string>[];
    expect(read?.area_name).toBe(expected);
  });

  test("leaves numbers alone", async () => {
    const [row] = await measuresOf([]);
    const [read] = parse(toCsv(row ? [{ ...row, value: -5 }] : []), { columns: true }) as Record<
      string,
      string
    >[];
    expect(read?.value).toBe("-5");
  });
});

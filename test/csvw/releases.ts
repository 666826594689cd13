import type { Scope } from "../../functions/core/reporting/build.ts";
import { toCsv } from "../../functions/core/reporting/csv.ts";
import { csvwMetadata } from "../../functions/core/reporting/csvw.ts";
import type { Profile } from "../../functions/core/reporting/disclosure.ts";
import { dudley, rowsWith, someJourneys } from "../support/release-rows.ts";

/** measures.csv, and what is told of it beside it. */
export interface Table {
  readonly csv: string;
  readonly metadata: string;
}

/** An area whose name and place have everything in them that CSV has to quote. */
const awkward: Scope = {
  ...dudley,
  name: 'Black "Country", the\nnew',
  places: new Map([["E08000027", '=Dudley, "north"']]),
};

async function tableOf(scope: Scope, profile: Profile, supersedes?: string): Promise<Table> {
  const secondary = ["starts|main-barrier|musculoskeletal"];
  const rows = await rowsWith(someJourneys(140), { scope, profile, secondary });
  const areaName = scope === "england" ? "England" : scope.name;
  const described = { areaName, quarter: "2026-Q1", profile, asAt: "2026-04-02T06:00:00.000Z" };
  return {
    csv: toCsv(rows),
    metadata: csvwMetadata({ ...described, ...(supersedes ? { supersedes } : {}) }),
  };
}

/** Tables of every kind, with figures told, withheld and missing. */
export async function tables(): Promise<readonly (readonly [name: string, table: Table])[]> {
  return [
    ["an area, nhs", await tableOf(dudley, "nhs")],
    ["an area, strict", await tableOf(dudley, "strict")],
    ["a name that has to be quoted", await tableOf(awkward, "nhs")],
    ["England, a correction", await tableOf("england", "strict", "england_2026-Q1_strict_1-aaaaaaaa")],
  ];
}

/** What would be wrong with a table, each small: a validator that accepts one of these proves nothing. */
export const spoilt: Readonly<Record<string, (table: Table) => Table>> = {
  "a column has another name in the file": ({ csv, metadata }) => ({
    csv: csv.replace("area_name", "area"),
    metadata,
  }),
  "a number is none": ({ csv, metadata }) => ({
    csv: csv.replace(/,cases,none,all,\d+/, ",cases,none,all,many"),
    metadata,
  }),
  "a cell is empty that may not be": ({ csv, metadata }) => ({
    csv: csv.replace("\r\nblack-country,", "\r\n,"),
    metadata,
  }),
  "two lines have the same name": ({ csv, metadata }) => {
    const [head, first, ...rest] = csv.split("\r\n");
    return { csv: [head, first, first, ...rest].join("\r\n"), metadata };
  },
  "two columns have the same name": ({ csv, metadata }) => ({
    csv,
    metadata: metadata.replace('"name": "area_name"', '"name": "area_id"'),
  }),
};

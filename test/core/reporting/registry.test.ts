import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { NewEvent } from "../../../functions/core/events.ts";
import { csvwMetadata } from "../../../functions/core/reporting/csvw.ts";
import { dataDictionary } from "../../../functions/core/reporting/data-dictionary.ts";
import { dimensionNames } from "../../../functions/core/reporting/dimensions.ts";
import { registry } from "../../../functions/core/reporting/registry.ts";
import { spoilt, tables } from "../../csvw/releases.ts";
import { mistakesOfTable } from "./csvw-rules.ts";

const metadata = JSON.parse(
  csvwMetadata({
    areaName: "Black Country",
    quarter: "2026-Q1",
    profile: "nhs",
    asAt: "2026-04-02T06:00:00.000Z",
  }),
);

describe("the registry", () => {
  test("says everything that a reader must know of each measure", () => {
    for (const measure of registry.measures) {
      const { title, definition, numerator, denominator, excludes, missing } = measure;
      for (const words of [title, definition, numerator, denominator, excludes, missing]) {
        expect(words, measure.name).toMatch(/^\S.{3,}/);
      }
    }
  });

  test("names source events that there are, and none only for what makes no case", () => {
    const known = NewEvent.options.map((option) => option.shape.type.value as string);
    for (const { name, sourceEvents } of registry.measures) {
      expect(sourceEvents.filter((event) => !known.includes(event))).toEqual([]);
      expect(sourceEvents.length > 0 || name === "redirected-out-of-area").toBe(true);
    }
  });

  test("tells of every dimension, and of the measure that each denominator is", () => {
    expect(registry.dimensions.map(({ name }) => name).sort()).toEqual([...dimensionNames].sort());
    const names = registry.measures.map(({ name }) => name);
    const over = registry.measures.flatMap((measure) => ("over" in measure ? [measure.over] : []));
    expect(over.filter((name) => !names.includes(name))).toEqual([]);
  });

  test("is what docs/data-dictionary.md says: `npm run data-dictionary` writes it anew", () => {
    const written = readFileSync(new URL("../../../docs/data-dictionary.md", import.meta.url), "utf8");
    expect(written).toBe(dataDictionary());
  });
});

describe("measures.csv-metadata.json", () => {
  test("describes its table by the rules of CSV on the Web; `npm run validate-csvw` asks a validator", async () => {
    const all = await tables();
    for (const [name, table] of all) expect(mistakesOfTable(table), name).toEqual([]);
    const [, table] = all[0] ?? [];
    if (!table) throw new Error("there is no table");
    for (const [name, spoil] of Object.entries(spoilt)) {
      expect(mistakesOfTable(spoil(table)), name).not.toEqual([]);
    }
    const unknown = { ...table, metadata: table.metadata.replace('"dialect"', '"dialects"') };
    expect(mistakesOfTable(unknown)).not.toEqual([]);
  });

  test("describes every column of the file, in its order, and every measure and dimension", () => {
    const columns: { name: string; titles: string; "dc:description": string }[] =
      metadata.tableSchema.columns;
    expect(columns.map(({ name }) => name)).toEqual(registry.columns.map(({ name }) => name));
    expect(columns.map(({ titles }) => titles)).toEqual(columns.map(({ name }) => name));
    expect(columns.every((column) => column["dc:description"].length > 3)).toBe(true);
    const described = (kind: string) =>
      metadata.notes.filter((note: { describes: string }) => note.describes === kind);
    expect(described("measure")).toHaveLength(registry.measures.length);
    expect(described("dimension")).toHaveLength(registry.dimensions.length);
    for (const note of described("measure")) {
      expect(Object.keys(note)).toEqual(
        expect.arrayContaining([
          "definition",
          "numerator",
          "denominator",
          "excludes",
          "missing",
          "sourceEvents",
        ]),
      );
    }
  });

  test("says as at when, under which rules, and what it corrects", () => {
    expect(metadata["dc:description"]).toMatch(/as known at 2026-04-02T06:00:00.000Z.*profile nhs/s);
    const corrected = csvwMetadata({
      areaName: "England",
      quarter: "2026-Q1",
      profile: "strict",
      asAt: "2026-05-01T06:00:00.000Z",
      supersedes: "england_2026-Q1_strict_1-0a1b2c3d",
    });
    expect(JSON.parse(corrected)["dc:replaces"]).toBe("england_2026-Q1_strict_1-0a1b2c3d");
  });
});

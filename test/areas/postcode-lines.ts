import { readFileSync } from "node:fs";
import { OutwardRecord } from "../../functions/core/place/postcode.ts";

const file = new URL("../../areas/data/postcodes-england.jsonl", import.meta.url);

/** Every outward record of the data file, by its code. */
export const outwardRecords: ReadonlyMap<string, OutwardRecord> = new Map(
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => OutwardRecord.parse(JSON.parse(line)))
    .map((record) => [record.outward, record]),
);

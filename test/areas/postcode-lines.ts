import { readFileSync } from "node:fs";
import { outwardRecordsIn, postcodesFile } from "../../areas/check-reference-data.ts";
import type { OutwardRecord } from "../../functions/core/place/postcode.ts";

/** Every outward record of the data file, by its code. */
export const outwardRecords: ReadonlyMap<string, OutwardRecord> = new Map(
  outwardRecordsIn(readFileSync(postcodesFile, "utf8")).map((record) => [record.outward, record]),
);

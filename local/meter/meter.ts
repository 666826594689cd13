import { readFileSync, rmSync, writeFileSync } from "node:fs";
import type { ServiceCounts, TableCounts } from "./counts.ts";
import { tableCountsOf } from "./table-meter.ts";

/** The rehearsal that was metered. */
interface Rehearsed {
  readonly people: number;
  readonly weeks: number;
  readonly seed: number;
}

/** What a metered rehearsal used, as `npm run scale` reads it. */
export interface Meter {
  readonly rehearsal: Rehearsed;
  readonly service: ServiceCounts;
  readonly table: TableCounts;
}

/** Completes the file of counts that a metered service has left when it ended. */
export function writeMeter(file: string, { people, weeks, seed }: Rehearsed): void {
  const meter: Meter = {
    rehearsal: { people, weeks, seed },
    service: read<ServiceCounts>(file),
    table: read<TableCounts>(tableCountsOf(file)),
  };
  writeFileSync(file, `${JSON.stringify(meter)}\n`);
  rmSync(tableCountsOf(file));
}

function read<Content>(file: string): Content {
  return JSON.parse(readFileSync(file, "utf8"));
}

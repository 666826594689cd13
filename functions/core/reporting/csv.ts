import { stringify } from "csv-stringify/sync";
import type { Row } from "./build.ts";
import type { Change } from "./changes.ts";
import { columns } from "./columns.ts";

/** measures.csv. */
export function toCsv(rows: readonly Row[]): string {
  return written(
    rows,
    columns.map(({ name }) => name),
  );
}

/** changes.csv: what differs from the release that this one supersedes. */
export function changesCsv(changes: readonly Change[]): string {
  return written(changes, ["measure", "statistic", "dimension", "category", "column", "before", "now"]);
}

/** RFC 4180 with a header line; the caller writes it as UTF-8. A text that a spreadsheet would run is disarmed. */
function written(lines: readonly object[], names: readonly string[]): string {
  return stringify(lines.map(withoutTurning), {
    header: true,
    columns: [...names],
    record_delimiter: "windows",
    // Prefixes texts with an apostrophe and leaves numbers alone.
    escape_formulas: true,
  });
}

/** Characters that turn the direction of what follows make a text read as another. Unicode, "Bidi_Control". */
const turning = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

function withoutTurning(line: object): object {
  return Object.fromEntries(
    Object.entries(line).map(([name, held]) => [
      name,
      typeof held === "string" ? held.replace(turning, "") : held,
    ]),
  );
}

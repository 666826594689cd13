import type { Row } from "../core/reporting/build.ts";
import type { Change } from "../core/reporting/changes.ts";
import { changesCsv, toCsv } from "../core/reporting/csv.ts";
import { csvwMetadata, type Described } from "../core/reporting/csvw.ts";

/** A release that was checked and may be written. */
export interface Checked {
  readonly rows: readonly Row[];
  /** Since the release that it supersedes; undefined for a first one. */
  readonly changes: readonly Change[] | undefined;
  readonly described: Described;
}

/** The files of a release. */
export function filesOf({ rows, changes, described }: Checked) {
  const csv = "text/csv; charset=utf-8";
  return [
    { name: "measures.csv", body: toCsv(rows), contentType: csv },
    {
      name: "measures.csv-metadata.json",
      body: csvwMetadata(described),
      contentType: "application/csvm+json",
    },
    ...(changes ? [{ name: "changes.csv", body: changesCsv(changes), contentType: csv }] : []),
  ];
}

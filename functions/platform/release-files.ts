import type { Row } from "../core/reporting/build.ts";
import type { Change } from "../core/reporting/changes.ts";
import { changesCsv } from "../core/reporting/csv.ts";
import { csvwMetadata, type Described } from "../core/reporting/csvw.ts";
import { linesOf } from "../core/reporting/find-row.ts";
import type { Standards } from "../core/reporting/measure.ts";
import { reportPage } from "../pages/report/report-page.ts";

/** A release that was checked and may be written. */
export interface Checked {
  readonly rows: readonly Row[];
  /** The same as measures.csv. */
  readonly csv: string;
  /** Since the release that it supersedes; undefined for a first one. */
  readonly changes: readonly Change[] | undefined;
  readonly described: Described;
  /** The area's own, on the quarter's last day; undefined for England. */
  readonly standards: Standards | undefined;
}

/** The files of a release, all of them from its rows as published. The same release gives the same bytes. */
export async function filesOf({ rows, csv, changes, described, standards }: Checked) {
  const contentType = "text/csv; charset=utf-8";
  return [
    { name: "measures.csv", body: csv, contentType },
    {
      name: "measures.csv-metadata.json",
      body: csvwMetadata(described),
      contentType: "application/csvm+json",
    },
    {
      name: "report.html",
      body: await reportPage({ lines: linesOf(rows), described, changes, standards }),
      contentType: "text/html; charset=utf-8",
    },
    ...(changes ? [{ name: "changes.csv", body: changesCsv(changes), contentType }] : []),
  ];
}

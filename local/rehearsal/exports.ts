import { parse } from "csv-parse/sync";
import { boundsOfQuarter, quarterOf } from "../../functions/core/calendar.ts";
import type { Sessions } from "./sessions.ts";

/** A row of measures.csv, as far as the summary reads it. */
export interface MeasureRow {
  readonly area_id: string;
  readonly period: string;
  readonly measure: string;
  readonly statistic: string;
  readonly dimension: string;
  readonly category: string;
  readonly value: string;
  readonly denominator: string;
}

export interface Releases {
  /** What was published, as "area quarter", with its table. */
  readonly tables: ReadonlyMap<string, string>;
  /** What the service refused to publish, and why. */
  readonly refused: readonly string[];
}

const analyst = "national@example.org";

/** Publishes every quarter that has ended, for each area and for England, as the national analyst. */
export async function publishAll(
  sessions: Sessions,
  areas: readonly string[],
  from: string,
  now: string,
  report: (done: number, all: number) => void,
): Promise<Releases> {
  const tables = new Map<string, string>();
  const refused: string[] = [];
  const asked = quartersEnded(from, now).flatMap((quarter) => [
    ...areas.map((area) => ({ name: area, body: { area, quarter } })),
    { name: "england", body: { england: true, quarter } },
  ]);
  for (const [index, { name, body }] of asked.entries()) {
    const made = await sessions.request(analyst, "POST", "/exports", {
      body,
      // A build that takes longer than an answer may is asked for again, and is the same release.
      key: `rehearsal-${name}-${body.quarter}`,
    });
    if (made.status === 201) {
      const csv = await sessions.request(analyst, "GET", `/exports/${made.body.id}/measures.csv`);
      tables.set(`${name} ${body.quarter}`, csv.text);
    } else refused.push(`${name} ${body.quarter}: ${made.status} ${made.body?.detail ?? made.text}`);
    report(index + 1, asked.length);
  }
  return { tables, refused };
}

export function rowsOf(csv: string): MeasureRow[] {
  return parse(csv, { columns: true, bom: true, relax_column_count: true });
}

/** Calendar quarters in which the programme ran and which have ended, oldest first. */
export function quartersEnded(from: string, now: string): string[] {
  const quarters: string[] = [];
  for (let moment = from; moment < now; ) {
    const { until } = boundsOfQuarter(quarterOf(moment));
    if (until <= now) quarters.push(quarterOf(moment));
    moment = until;
  }
  return quarters;
}

import { stringify } from "csv-stringify/sync";
import type { Instant } from "../texts.ts";
import { type ColumnName, columns } from "./columns.ts";
import { type CountOf, countFigures, type Figure } from "./count.ts";
import type { Places } from "./dimensions.ts";
import { disclose, isNational, type Profile, type Shown } from "./disclosure.ts";
import type { CaseFacts } from "./facts.ts";
import { periodOf } from "./measure.ts";

/** One line of measures.csv, under its column names. */
export interface Row extends Readonly<Record<ColumnName, string | number>> {
  readonly area_id: string;
  readonly area_name: string;
  readonly icb_code_at_event: string;
  readonly icb_code_today: string;
  readonly period: string;
  readonly measure: string;
  readonly statistic: Figure["statistic"];
  readonly unit: Figure["measure"]["unit"];
  readonly dimension: Figure["dimension"];
  readonly category: string;
  readonly value: Shown;
  readonly denominator: Shown | "";
  readonly percentage: Shown | "";
  readonly note: string;
}

/** A pilot area as an export tells it. */
export interface AreaScope {
  readonly area: string;
  readonly name: string;
  /** ODS codes of the area's board in the quarter, and today; empty where no one code tells (a split board). */
  readonly icb: { readonly atEvent: string; readonly today: string };
  readonly places: Places;
}
export type Scope = AreaScope | "england";

export interface MeasuresAsked extends Pick<CountOf, "facts" | "standardsOf" | "redirectedOutOfArea"> {
  readonly scope: Scope;
  /** "2026-Q1" */
  readonly quarter: string;
  readonly profile: Profile;
  /** When the facts were read. Refused before the quarter has ended: its figures would still grow. */
  readonly asAt: Instant;
}

const england = { area: "england", name: "England", icb: { atEvent: "", today: "" }, places: undefined };

/**
 * The rows of measures.csv after primary disclosure control: every measure and category, zeros included. The
 * facts are read once. Refuses a quarter that has not ended, and facts of another area than the scope's.
 */
export async function buildMeasures(asked: MeasuresAsked): Promise<Row[]> {
  const period = periodOf(asked.quarter);
  if (asked.asAt < period.until) throw new RangeError(`${asked.quarter} has not ended at ${asked.asAt}`);
  const { area, name, icb, places } = asked.scope === "england" ? england : asked.scope;
  const facts = asked.scope === "england" ? asked.facts : onlyOf(area, asked.facts);
  const { standardsOf, redirectedOutOfArea } = asked;
  const figures = await countFigures({ period, places, facts, standardsOf, redirectedOutOfArea });
  const about = {
    area_id: area,
    area_name: name,
    icb_code_at_event: icb.atEvent,
    icb_code_today: icb.today,
    period: period.name,
  };
  return figures.map((figure) => ({ ...about, ...rowOf(figure, asked) }));
}

/** RFC 4180 with a header line; the caller writes it as UTF-8. A text that a spreadsheet would run is disarmed. */
export function toCsv(rows: readonly Row[]): string {
  return stringify([...rows], {
    header: true,
    columns: columns.map(({ name }) => name),
    record_delimiter: "windows",
    // Prefixes texts with an apostrophe and leaves numbers alone.
    escape_formulas: true,
  });
}

function rowOf(figure: Figure, { scope, profile }: Pick<MeasuresAsked, "scope" | "profile">) {
  const { measure, statistic, dimension, category, value, cases, of, areas } = figure;
  const national = isNational(scope === "england" ? "england" : "area", areas);
  const isCount = statistic === "count";
  return {
    measure: measure.name,
    statistic,
    unit: measure.unit,
    dimension,
    category,
    ...disclose({ value, isCount, cases, of, national }, profile),
    note: noteOf(figure, scope === "england" && !national),
  };
}

function noteOf({ measure, statistic, cases, of }: Figure, treatedAsArea: boolean): string {
  if (measure.kind === "people") return "do not add";
  if (statistic !== "count" && cases === 0) return "no cases";
  return treatedAsArea && (cases > 0 || (of ?? 0) > 0) ? "fewer than 3 areas" : "";
}

async function* onlyOf(area: string, all: MeasuresAsked["facts"]): AsyncIterable<CaseFacts> {
  for await (const facts of all) {
    if (facts.area !== area) throw new Error(`An export of ${area} was given a case of ${facts.area}`);
    yield facts;
  }
}

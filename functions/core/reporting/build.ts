import type { Instant } from "../texts.ts";
import { cellsIn, cellsOf, sumsIn } from "./audit-cells.ts";
import type { Registered } from "./audit-model.ts";
import type { ColumnName } from "./columns.ts";
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

/** The true figures of a release to be, and what the register and its rows need to know of it. Not for publication. */
export interface Counted {
  readonly about: Pick<Row, "area_id" | "area_name" | "icb_code_at_event" | "icb_code_today" | "period">;
  readonly scope: "england" | "area";
  readonly profile: Profile;
  readonly figures: readonly Figure[];
}

const england = { area: "england", name: "England", icb: { atEvent: "", today: "" }, places: undefined };

/**
 * Counts every measure and category, zeros included. The facts are read once. Refuses a quarter that has not ended, and
 * facts of another area than the scope's.
 */
export async function countRelease(asked: MeasuresAsked): Promise<Counted> {
  const period = periodOf(asked.quarter);
  if (asked.asAt < period.until) throw new RangeError(`${asked.quarter} has not ended at ${asked.asAt}`);
  const { area, name, icb, places } = asked.scope === "england" ? england : asked.scope;
  const facts = asked.scope === "england" ? asked.facts : onlyOf(area, asked.facts);
  const { standardsOf, redirectedOutOfArea, profile } = asked;
  return {
    about: {
      area_id: area,
      area_name: name,
      icb_code_at_event: icb.atEvent,
      icb_code_today: icb.today,
      period: period.name,
    },
    scope: asked.scope === "england" ? "england" : "area",
    profile,
    figures: await countFigures({ period, places, facts, standardsOf, redirectedOutOfArea }),
  };
}

/** The release as the audit sees it. `partition`: every pilot area of the quarter. */
export function registeredOf(counted: Counted, partition: readonly string[]): Registered {
  const { about, scope, profile, figures } = counted;
  return {
    scope: about.area_id,
    quarter: about.period,
    profile,
    partition: [...partition].sort(),
    cells: cellsIn(figures, scope, profile),
    sums: sumsIn(figures),
  };
}

/** The rows of measures.csv, after primary disclosure control and without the cells that the audit withholds as well. */
export function rowsOf(counted: Counted, secondary: ReadonlySet<string>): Row[] {
  return counted.figures.map((figure) => ({ ...counted.about, ...rowOf(figure, counted, secondary) }));
}

function rowOf(figure: Figure, { scope, profile }: Counted, withheld: ReadonlySet<string>) {
  const { measure, statistic, dimension, category, value, cases, people, of, areas } = figure;
  const national = isNational(scope, areas);
  const isCount = statistic === "count";
  const cells = cellsOf(figure);
  const secondary = { value: withheld.has(cells.value ?? ""), of: withheld.has(cells.of ?? "") };
  const isSecondary = isCount ? secondary.value : secondary.of;
  // In profile strict areas change nothing; and of a whole that is withheld its zeros must not tell either.
  const isTreatedAsArea =
    scope === "england" && profile === "nhs" && !national && !(cases === 0 && secondary.of);
  return {
    measure: measure.name,
    statistic,
    unit: measure.unit,
    dimension,
    category,
    ...disclose({ value, isCount, cases, people, of, national, secondary }, profile),
    note: isSecondary ? "secondary" : noteOf(figure, isTreatedAsArea),
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

import type { Row } from "./build.ts";

/** Which line of a release: its statistic is the count, and it tells the whole, unless said otherwise. */
export interface LineAsked {
  readonly measure: string;
  readonly statistic?: Row["statistic"];
  readonly dimension?: Row["dimension"];
  readonly category?: string;
}

/** The lines of a release by what they tell. */
export interface Lines {
  readonly all: readonly Row[];
  /** Refuses a line that the release does not have: every measure and category has one. */
  find(asked: LineAsked): Row;
  /** Every category of a dimension, in the order of publication; none where the release is not told by it. */
  by(measure: string, dimension: Row["dimension"]): readonly Row[];
}

export function linesOf(rows: readonly Row[]): Lines {
  const found = new Map(rows.map((row) => [keyOf(row), row]));
  return {
    all: rows,
    find({ measure, statistic = "count", dimension = "none", category = "all" }) {
      const key = keyOf({ measure, statistic, dimension, category });
      const row = found.get(key);
      if (!row) throw new RangeError(`the release has no line ${key}`);
      return row;
    },
    by: (measure, dimension) =>
      rows.filter(
        (row) => row.measure === measure && row.dimension === dimension && row.statistic === "count",
      ),
  };
}

function keyOf(line: Required<LineAsked>): string {
  return [line.measure, line.statistic, line.dimension, line.category].join("|");
}

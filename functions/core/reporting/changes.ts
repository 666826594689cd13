import type { Row } from "./build.ts";

/** A published number that a later release of the same quarter tells otherwise. */
export interface Change {
  readonly measure: string;
  readonly statistic: string;
  readonly dimension: string;
  readonly category: string;
  readonly column: "value" | "denominator" | "percentage";
  readonly before: string | number;
  readonly now: string | number;
}

const numbers = ["value", "denominator", "percentage"] as const;

/** What has changed between two releases of the same area, quarter and profile, in the order of publication. */
export function changesBetween(before: readonly Row[], now: readonly Row[]): Change[] {
  const earlier = new Map(before.map((row) => [keyOf(row), row]));
  return now.flatMap((row) => {
    const { measure, statistic, dimension, category } = row;
    const was = earlier.get(keyOf(row));
    return numbers.flatMap((column) => {
      const change = { measure, statistic, dimension, category, column };
      return was && was[column] !== row[column] ? [{ ...change, before: was[column], now: row[column] }] : [];
    });
  });
}

function keyOf({ measure, statistic, dimension, category }: Row): string {
  return [measure, statistic, dimension, category].join("|");
}

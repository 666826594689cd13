/** What is to be expected: 8 of 10 are from `low` to `high`, half are at most `middle`. */
export interface Range {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** The range of these numbers, each of which was seen; undefined for none. Nearest ranks: 10, 50 and 90 of 100. */
export function rangeOf(numbers: readonly number[]): Range | undefined {
  if (numbers.length === 0) return undefined;
  const inOrder = Float64Array.from(numbers).sort();
  const at = (percent: number) => inOrder[Math.ceil((percent / 100) * inOrder.length) - 1] ?? 0;
  return { low: at(10), middle: at(50), high: at(90) };
}

import { expect, it } from "vitest";
import { millisecondsOf } from "../../local/durations.ts";

const hour = 3_600_000;

it.each([
  ["PT0S", 0],
  ["P2D", 48 * hour],
  ["P1W", 168 * hour],
  ["P1W2DT3H4M5S", (168 + 48 + 3) * hour + 245_000],
  ["PT90M", 1.5 * hour],
])("%s is %d ms", (text, expected) => {
  expect(millisecondsOf(text)).toBe(expected);
});

it.each(["", "P", "PT", "P1DT", "P1M", "P1Y", "P-1D", "1D", "P1.5D", "p1d", "P1D "])(
  "%j is no duration",
  (text) => {
    expect(millisecondsOf(text)).toBeUndefined();
  },
);

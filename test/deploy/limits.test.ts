import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { limits } from "./limits.ts";

it.each(limits)("what a deployment to the emulator cannot show is shown elsewhere: $what", ({ shownBy }) => {
  expect(shownBy.length).toBeGreaterThan(0);
  for (const { file, test } of shownBy) {
    const source = readFileSync(join(import.meta.dirname, "..", file), "utf8");
    expect(source.includes(test), `${file} has a test “${test}”`).toBe(true);
  }
});

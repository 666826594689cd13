import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { scalePage } from "../../bin/scale/page.ts";

const read = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");

describe("docs/scale.md", () => {
  it("says what follows from the rehearsal that was metered: `npm run scale` writes it anew", () => {
    expect(read("scale.md")).toBe(scalePage(JSON.parse(read("scale-meter.json"))));
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { factsOfStack } from "../../bin/scale/stack.ts";
import { template } from "./synthesised.ts";

describe("docs/scale.md", () => {
  it("is computed from what the production stack is made of: `npm run scale` writes it anew", () => {
    const { stack } = JSON.parse(
      readFileSync(new URL("../../docs/scale-meter.json", import.meta.url), "utf8"),
    );
    expect(stack).toEqual(factsOfStack(template.toJSON() as Parameters<typeof factsOfStack>[0]));
    expect(stack.memory["attend-to-case"]).toBeGreaterThan(0);
  });
});

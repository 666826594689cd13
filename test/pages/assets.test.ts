import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { assets } from "../../functions/pages/assets/asset-contents.ts";
import { script, styleSheet } from "../../functions/pages/assets/asset-names.ts";

test.each([
  ["style sheet", styleSheet],
  ["script", script],
])("the %s has a name that says its content", (_, path) => {
  const name = path.replace("/assets/", "");
  const hash = createHash("sha256")
    .update(assets[name]?.content ?? "")
    .digest("hex");
  expect(name).toContain(hash.slice(0, 16));
});

test("nothing is loaded from elsewhere, and no font, crest or logo that is for GOV.UK services alone", () => {
  for (const { content } of Object.values(assets)) {
    expect(content).not.toMatch(/@import|url\((?!["']?data:)/);
    expect(content).not.toMatch(/GDS ?Transport|govuk-crest|tudor-crown/i);
    expect(content.charCodeAt(0)).toBeLessThan(128);
  }
});

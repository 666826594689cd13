import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Our pages have no frames, and only violations are told: the ways without the rest are the quicker ones. */
const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false };

const axePackage = createRequire(import.meta.url).resolve("@axe-core/playwright");
const source = readFileSync(createRequire(axePackage).resolve("axe-core/axe.min.js"), "utf8");

/** In a page that has axe: what violates WCAG 2.2 AA, each with its markup. */
export const violations = `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" | ")))`;

/**
 * Gives a page axe until it goes elsewhere, past the page's own policy. The package's own builder hands it over several
 * times for each look, which takes as long as all the rest.
 */
export async function giveAxe(page: Page): Promise<void> {
  await page.evaluate(source);
}

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

export { aBrowserOf, openBrowser, type Width, widths } from "./open-browser.ts";

export const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** No violation of WCAG 2.2 AA that a machine can find, and nothing that has to be scrolled sideways. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await judge(page).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  expect(told, page.url()).toEqual([]);
  const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
  expect(overflow, `${page.url()} is wider than the window`).toBeLessThanOrEqual(0);
}

/** Our pages have no frames, and only violations are told: the ways without the rest are the quicker ones. */
function judge(page: Page): AxeBuilder {
  const only = { resultTypes: ["violations" as const], preload: false };
  return new AxeBuilder({ page }).options(only).setLegacyMode().withTags(axeTags);
}

/** What the page's own policy or the network refused, and errors of scripts: to be found empty at the end. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith("http://127.0.0.1:")) complaints.push(`asks elsewhere: ${request.url()}`);
  });
  return complaints;
}

import type { Page } from "playwright-core";
import { expect } from "vitest";
import { giveAxe, violations } from "./axe.ts";

export { aBrowserOf, openBrowser, type Width, widths } from "./open-browser.ts";

/** No violation of WCAG 2.2 AA that a machine can find, and nothing that has to be scrolled sideways. */
export async function expectAccessible(page: Page): Promise<void> {
  await giveAxe(page);
  expect(await page.evaluate(violations), page.url()).toEqual([]);
  const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
  expect(overflow, `${page.url()} is wider than the window`).toBeLessThanOrEqual(0);
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

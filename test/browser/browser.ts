import { AxeBuilder } from "@axe-core/playwright";
import sparticuz from "@sparticuz/chromium";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect } from "vitest";

/** Widths in CSS pixels at which people use the pages. */
export const widths = { phone: 390, desktop: 1200 } as const;
export type Width = keyof typeof widths;

/** A browser: from npm on Linux, elsewhere an installed Chrome or Edge. Says what to install where there is none. */
export async function openBrowser(): Promise<Browser> {
  if (process.platform === "linux" && process.arch === "x64") {
    return await chromium.launch({
      executablePath: await sparticuz.executablePath(),
      // As root there is no sandbox; nothing but our own pages is opened.
      args: ["--no-sandbox", "--no-zygote", "--disable-gpu", "--disable-background-networking"],
    });
  }
  for (const channel of ["chrome", "msedge"]) {
    const browser = await chromium.launch({ channel }).catch(() => undefined);
    if (browser) return browser;
  }
  throw new Error("The browser tests need a browser: install Google Chrome or Microsoft Edge.");
}

/** A person's browser with nothing in it. `scripts: false`: as one in which no script runs. */
export async function aBrowserOf(
  browser: Browser,
  url: string,
  { width = "desktop", scripts = true }: { readonly width?: Width; readonly scripts?: boolean } = {},
): Promise<BrowserContext> {
  return await browser.newContext({
    baseURL: url,
    viewport: { width: widths[width], height: 844 },
    javaScriptEnabled: scripts,
    locale: "en-GB",
    timezoneId: "Europe/London",
  });
}

const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** No violation of WCAG 2.2 AA that a machine can find, and nothing that has to be scrolled sideways. */
export async function expectAccessible(page: Page): Promise<void> {
  // Our pages have no frames: the way without them is the quicker one.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(axeTags).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  expect(told, page.url()).toEqual([]);
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

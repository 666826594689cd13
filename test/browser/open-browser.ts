import sparticuz from "@sparticuz/chromium";
import { type Browser, type BrowserContext, chromium } from "playwright-core";

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

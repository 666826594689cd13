import { parseArgs } from "node:util";
import type { Browser, BrowserContext } from "playwright-core";
import { startWorkWell, type WorkWell } from "../support/service.ts";
import { aBrowserOf, openBrowser } from "./open-browser.ts";
import { aBusyProgramme, begins, staff } from "./walk/programme.ts";

const help = `Opens the main page of each role in Chromium and tells how long it takes and what it weighs.

npm run page-speed -- [--rounds <n>]

  --rounds <n>  how often each page is opened, each time in a new browser window; the median is told (5)
  --help        this text

The service is the embedded default on this machine, with sample people. "First" is a window that was never here;
"again" is the same page once more in that window. Ends with 1 if a page takes a second or weighs 60 KB.`;

/** A page may be of use later than this, or weigh more, for nobody. Source: docs/testing.md, "How fast the pages are". */
const longest = 1000;
const heaviest = 60 * 1024;

interface MainPage {
  readonly who: string;
  readonly path: string;
  readonly cookie?: string;
}

/** What a visit took, in milliseconds since it was asked for, and bytes over the wire with all that the page loads. */
interface Visit {
  /** The page is there and can be read. */
  readonly interactive: number;
  /** Its script has run. */
  readonly ready: number;
  readonly loaded: number;
  readonly bytes: number;
}

async function main(): Promise<void> {
  const options = {
    rounds: { type: "string", default: "5" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = parseArgs({ options });
  if (values.help) return console.log(help);
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 100) {
    throw new Error("--rounds takes a whole number from 1 to 100.");
  }
  console.log("Starting the service...");
  const service = await startWorkWell({ clock: "manual", now: begins });
  const browser = await openBrowser().catch((error) => service.dispose().then(() => Promise.reject(error)));
  try {
    console.log("Referring sample people...");
    const pages = await mainPages(service);
    const told = new Map<string, Visit>();
    for (const page of pages) {
      const visits: Visit[][] = [];
      for (let round = 0; round < rounds; round++) visits.push(await visitTwice(browser, service, page));
      told.set(`${page.who}, first`, medianOf(visits.map(([first]) => first as Visit)));
      told.set(`${page.who}, again`, medianOf(visits.map(([, again]) => again as Visit)));
    }
    console.log(table(told));
    const tooMuch = [...told].filter(([, { loaded, bytes }]) => loaded >= longest || bytes >= heaviest);
    for (const [name] of tooMuch) console.error(`Too slow or too heavy: ${name}`);
    if (tooMuch.length > 0) process.exitCode = 1;
  } finally {
    await browser.close();
    await service.dispose();
  }
}

async function mainPages(service: WorkWell): Promise<MainPage[]> {
  const { myLinks } = await aBusyProgramme(service);
  const cookieOf = async (who: keyof typeof staff) => (await service.signIn(staff[who])).cookie;
  return [
    { who: "anybody: the start page", path: "/" },
    { who: "referring: the first step", path: "/refer" },
    { who: "a person: where they are", path: myLinks.support ?? "" },
    { who: "a coach: today's work", path: "/work", cookie: await cookieOf("coach") },
    { who: "on duty: today's work", path: "/work", cookie: await cookieOf("duty") },
    { who: "an area lead: the area", path: "/area", cookie: await cookieOf("lead") },
    { who: "a commissioner: figures", path: "/exports", cookie: await cookieOf("commissioner") },
    { who: "national: figures", path: "/exports", cookie: await cookieOf("national") },
  ];
}

/** In a new window, twice: the second time with what the browser kept. */
async function visitTwice(
  browser: Browser,
  { url }: WorkWell,
  { path, cookie }: MainPage,
): Promise<[first: Visit, again: Visit]> {
  const context = await aBrowserOf(browser, url);
  if (cookie) {
    const [name = "", value = ""] = cookie.split("=");
    await context.addCookies([{ name, value, url }]);
  }
  const visits: [Visit, Visit] = [await visit(context, path), await visit(context, path)];
  await context.close();
  return visits;
}

async function visit(context: BrowserContext, path: string): Promise<Visit> {
  const page = await context.newPage();
  const answer = await page.goto(path, { waitUntil: "load" });
  if (answer?.status() !== 200) throw new Error(`${path} answers ${answer?.status()}`);
  await page.waitForFunction("performance.getEntriesByType('navigation')[0].loadEventEnd > 0");
  const taken = await page.evaluate<Visit>(`(() => {
    const [page] = performance.getEntriesByType("navigation");
    const all = [page, ...performance.getEntriesByType("resource")];
    const bytes = all.reduce((sum, { transferSize }) => sum + transferSize, 0);
    const { domInteractive, domContentLoadedEventEnd, loadEventEnd } = page;
    return { interactive: domInteractive, ready: domContentLoadedEventEnd, loaded: loadEventEnd, bytes };
  })()`);
  await page.close();
  return taken;
}

function medianOf(visits: readonly Visit[]): Visit {
  const median = (figure: keyof Visit) =>
    visits.map((each) => each[figure]).toSorted((a, b) => a - b)[Math.floor(visits.length / 2)] ?? 0;
  return {
    interactive: median("interactive"),
    ready: median("ready"),
    loaded: median("loaded"),
    bytes: median("bytes"),
  };
}

function table(told: ReadonlyMap<string, Visit>): string {
  const rows = [...told].map(([name, { interactive, ready, loaded, bytes }]) => {
    const figures = [interactive, ready, loaded].map((each) => Math.round(each));
    return `| ${name} | ${[...figures, (bytes / 1024).toFixed(1)].join(" | ")} |`;
  });
  const head = "| Page | Interactive (ms) | Script has run (ms) | Loaded (ms) | Sent (KB) |";
  return [head, "| --- | --: | --: | --: | --: |", ...rows].join("\n");
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { startWorkWell } from "../../support/service.ts";
import { aBrowserOf, openBrowser, type Width, widths } from "../open-browser.ts";
import { screens } from "./pages.ts";
import type { Screen } from "./screen.ts";
import { type Story, tellStory } from "./story.ts";

const folder = fileURLToPath(new URL("../../../docs/screens/", import.meta.url));

const help = `Takes a picture of every page of each role, on a phone and on a desktop, into docs/screens/.

npm run screens -- [--only <id>]

  --only <id>   the pictures of one page alone, by the name of its file
  --help        this text

The service runs over sample people with a clock that stands still, so that a second run gives the same pictures.`;

/** CSS pixels: what is longer is cut, and said so. */
const tallest = { phone: 1600, desktop: 1200 } as const;

/** Of JPEG, per cent: text stays sharp, and all pictures together stay below 5 MB. */
const quality = 22;

async function main(): Promise<void> {
  const options = { only: { type: "string" }, help: { type: "boolean", short: "h" } } as const;
  const { values } = parseArgs({ options });
  if (values.help) return console.log(help);
  const all = Object.values(screens).flat();
  const asked = all.filter(({ id }) => values.only === undefined || id === values.only);
  if (asked.length === 0)
    throw new Error(`There is no page ${values.only}. There are: ${all.map(({ id }) => id).join(", ")}`);
  mkdirSync(folder, { recursive: true });
  console.log("Starting the service...");
  const service = await startWorkWell({ clock: "manual", now: "2026-03-02T10:00:00Z" });
  const browser = await openBrowser().catch((error) => service.dispose().then(() => Promise.reject(error)));
  try {
    console.log("Referring sample people...");
    const story = await tellStory(service);
    if (values.only === undefined) clear();
    for (const [number, screen] of asked.entries()) {
      for (const width of Object.keys(widths) as Width[]) await take(browser, story, screen, width);
      console.log(`${number + 1} of ${asked.length}: ${screen.id}`);
    }
  } finally {
    await browser.close();
    await service.dispose();
  }
  writeFileSync(`${folder}README.md`, index());
  const bytes = pictures().reduce((sum, file) => sum + statSync(folder + file).size, 0);
  console.log(`${pictures().length} pictures, ${(bytes / 1024 / 1024).toFixed(1)} MB, in docs/screens/`);
}

function pictures(): string[] {
  return readdirSync(folder).filter((file) => file.endsWith(".jpg"));
}

function clear(): void {
  for (const file of pictures()) rmSync(folder + file);
}

async function take(browser: Browser, story: Story, { id, as, show }: Screen, width: Width): Promise<void> {
  const { service } = story;
  const context = await aBrowserOf(browser, service.url, { width });
  context.setDefaultTimeout(10_000);
  if (as) {
    const cookie = story.cookies[as];
    await context.addCookies([{ name: "session", value: cookie.replace("session=", ""), url: service.url }]);
  }
  const page = await context.newPage();
  await show(page, story);
  await page.evaluate(`(${sameReferences})(${JSON.stringify(story.references)})`);
  const height = Number(await page.evaluate("document.documentElement.scrollHeight"));
  const clip = { x: 0, y: 0, width: widths[width], height: Math.min(height, tallest[width]) };
  await page.screenshot({ path: `${folder}${id}-${width}.jpg`, type: "jpeg", quality, fullPage: true, clip });
  await context.close();
}

// References are drawn at random: here each becomes one that says which it is. Others, of referrals made while taking
// pictures, become one and the same.
const sameReferences = `(references) => {
  const shown = (number) => "SAMPLE000" + number;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    node.data = node.data.replace(/\\b[2-9CDFGHJKMNPRTVWXY]{10}\\b/g, (each) => shown(references.indexOf(each) + 1));
    node.data = node.data.replace(/\\b(?:[2-9CDFGHJKMNPRTVWXY]{4}-){2}[2-9CDFGHJKMNPRTVWXY]{2}\\b/g, "SAMP-LE00-00");
  }
  for (const cell of document.querySelectorAll("[data-label]")) {
    const number = references.indexOf(cell.dataset.label) + 1;
    if (number > 0) cell.dataset.label = shown(number);
  }
}`;

function index(): string {
  const sections = Object.entries(screens).map(
    ([who, some]) => `## ${who}\n\n${some.map(entry).join("\n\n")}`,
  );
  return `# The pages

Made by \`npm run screens\`, with sample people. Each page on a phone (390 pixels) and on a desktop (1,200 pixels); the
longest are cut. References are not real ones.

${sections.join("\n\n")}
`;
}

function entry({ id, name, what }: Screen): string {
  const picture = (width: Width, pixels: number) =>
    `<img src="${id}-${width}.jpg" width="${pixels}" alt="${name}, on a ${width}">`;
  return `### ${name}\n\n${what}\n\n${picture("phone", 200)} ${picture("desktop", 520)}`;
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routes } from "../../functions/routes.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";
import { aBrowserOf, complaintsOf, expectAccessible, openBrowser } from "./browser.ts";
import { kindsOf } from "./walk/kinds.ts";
import { aBusyProgramme, begins, browserOf, type Programme, staff } from "./walk/programme.ts";
import { type Answered, type Walk, Walker } from "./walk/walker.ts";

/** Routes that answer with something other than a page, and why. Every other route has a page that is walked and judged. */
const withoutPage: Readonly<Record<string, string>> = {
  "GET /assets/{file}": "files of the pages",
  "POST /referrals": "for programs: people use the form at /refer",
  "GET /referrals/{reference}": "for programs: how far a referral has come",
  "GET /my/{token}/appointment.ics": "a file",
  "PUT /availability": "for programs: the page sends a POST",
  "PUT /area/coaches/{email}": "for programs: the page sends a POST",
  "DELETE /area/coaches/{email}": "for programs: the page sends a POST",
  "POST /exports": "for programs",
  "GET /exports/{id}/{file}": "files",
  "GET /health": "for programs",
  "GET /openapi.json": "for programs",
};

/** Those whose form leads on to another page when it succeeds, and has nothing that can be answered wrongly. */
const redirects: Readonly<Record<string, string>> = {
  "POST /my/{token}/lock": "back to the person's page",
};

/** Bytes of a page with its style sheet and script, as they are sent on a first visit. */
const heaviest = 60 * 1024;

let service: WorkWell;
let browser: Browser;
const walks = new Map<string, Walk>();

beforeAll(async () => {
  [service, browser] = await Promise.all([startWorkWell({ clock: "manual", now: begins }), openBrowser()]);
  const walkers = await visitors(await aBusyProgramme(service));
  // Everybody looks before anybody changes anything.
  for (const walker of walkers.values()) await walker.look();
  for (const walker of walkers.values()) await walker.tryForms();
  for (const [name, walker] of walkers) walks.set(name, walker.told());
});
afterAll(async () => {
  await browser.close();
  await service.dispose();
});

const beginnings = {
  coach: "/work",
  duty: "/work",
  safeguarding: "/work",
  commissioner: "/exports",
  national: "/exports",
  lead: "/area",
} as const;

/** Everybody who uses the service. What all of them can use alike is tried by the first. */
async function visitors({ myLinks }: Programme): Promise<Map<string, Walker>> {
  const origin = service.url;
  const walkers = new Map([["public", new Walker({ ask: browserOf(service), origin, from: ["/"] })]]);
  for (const [name, path] of Object.entries(beginnings)) {
    const { cookie } = await service.signIn(staff[name as keyof typeof beginnings]);
    const leaveOut = name === "coach" ? /^\/sign-in/ : /^\/(sign-in|refer\/)/;
    walkers.set(name, new Walker({ ask: browserOf(service, cookie), origin, from: [path], leaveOut }));
  }
  for (const [name, path] of Object.entries(myLinks)) {
    const cookie = name === "support" ? await unlocked(path, `${name}@person.example.org`) : "";
    const ask = browserOf(service, cookie);
    walkers.set(
      `person: ${name}`,
      new Walker({ ask, origin, from: [path], leaveOut: /^\/(sign-in|refer\/)/ }),
    );
  }
  return walkers;
}

/** The cookie of somebody who has used the code for their details. */
async function unlocked(path: string, email: string): Promise<string> {
  await service.post(`${path}/code`, {});
  await service.advance("PT0S");
  const code = /\b\d{6}\b/.exec((await service.inbox(email)).at(-1)?.text ?? "")?.[0];
  const { headers } = await service.post(`${path}/unlock`, { code });
  return headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

const visits = () => [...walks.values()].flatMap((each) => each.visits);

describe("whoever goes to every page, follows every link and sends every form", () => {
  it("finds no dead end, no broken link, no title twice and no answer that is not a page", () => {
    expect([...walks].flatMap(([name, { findings }]) => findings.map((each) => `${name} ${each}`))).toEqual(
      [],
    );
  });

  it("has come to every page there is, and to each ending of the form", () => {
    const seen = new Set(visits().map(({ route }) => route));
    const expected = routes.map(({ method, path }) => `${method} ${path}`);
    const missing = expected.filter((each) => !(each in withoutPage || each in redirects || seen.has(each)));
    expect(missing).toEqual([]);
    const titles = visits().map(({ title }) => title);
    for (const title of ["Your referral was sent - WorkWell", "You have stopped - WorkWell"]) {
      expect(titles).toContain(title);
    }
    const sizes = [...walks].map(
      ([name, { visits: pages, links, forms, submissions, files }]) =>
        `${name}: ${pages.length} pages, ${links.size} addresses, ${forms.size} forms sent ${submissions.length} times, ${files.size} files`,
    );
    if (process.env.WALK_TELLS) console.log(sizes.join("\n"));
  });

  it("is sent no page that weighs 60 KB with its assets", async () => {
    const page = (await service.get("/", { accept: "text/html" })).text;
    const assets = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = ""]) => path);
    expect(assets).toHaveLength(2);
    const sent = await Promise.all(assets.map((path) => service.get(path)));
    const weight = sent.reduce((sum, { headers }) => sum + Number(headers.get("content-length")), 0);
    expect(weight).toBeGreaterThan(1000);
    const tooHeavy = visits().filter(({ bytes }) => !(bytes > 0 && bytes + weight < heaviest));
    expect(tooHeavy.map(({ path, bytes }) => `${path}: ${bytes + weight}`)).toEqual([]);
  });
});

describe("in a browser", () => {
  it("each kind of page in each state can be used by everybody, at 320 px and on a wide screen", async () => {
    const kinds = kindsOf(walks);
    const context = await aBrowserOf(browser, service.url, { width: "phone" });
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    let markup = "";
    await page.route("**/rendered", (route) => route.fulfill({ body: markup, contentType: "text/html" }));
    const faults: string[] = [];
    for (const kind of kinds) {
      markup = kind.markup;
      await page.setViewportSize({ width: kind.isWide ? 1200 : 320, height: 844 });
      await page.goto("/rendered");
      await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })");
      await expectAccessible(page).catch((error) =>
        faults.push(`${kind.name}: ${error.message}: ${error.actual}`),
      );
    }
    expect(faults).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("takes the assets of a page once, and nothing from elsewhere", async () => {
    const context = await aBrowserOf(browser, service.url);
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    const transfers = `performance.getEntriesByType("resource").map(({ transferSize }) => transferSize > 0)`;
    await page.goto("/");
    expect(await page.evaluate(transfers)).toEqual([true, true]);
    for (const path of ["/areas", "/refer", "/sign-in"]) {
      await page.goto(path);
      expect(await page.evaluate(transfers), path).toEqual([false, false]);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe("the walker itself", () => {
  const page = (main: string, status = 200): Answered => ({
    status,
    headers: new Headers({ "content-type": "text/html; charset=utf-8" }),
    text: `<html><head><title>Title ${main.length} - WorkWell</title></head><body><main><h1>Heading</h1>${main}</main></body></html>`,
  });
  const told = async (pages: Readonly<Record<string, Answered>>) => {
    const ask = async (_: string, path: string) => pages[path] ?? page('<a href="/">Start</a>', 404);
    const walker = new Walker({ ask, origin: "http://planted.example", from: ["/"] });
    await walker.look();
    await walker.tryForms();
    return walker.told().findings;
  };
  const back = '<a href="/">Start</a>';

  it.each([
    ["a dead end", { "/": page('<a href="/areas">On</a>'), "/areas": page("Nothing") }, "is a dead end"],
    ["a broken link", { "/": page('<a href="/areas/none">On</a>') }, "is answered with 404"],
    [
      "a link to no part of a page",
      { "/": page('<a href="/">On</a><a href="#no">Part</a>') },
      "leads to no part",
    ],
    [
      "a form without a route",
      { "/": page('<form method="post" action="/no"><button>Go</button></form>') },
      "where nothing is",
    ],
    [
      "a failure after a form",
      {
        "/": page('<form method="post" action="/sign-in"><button>Go</button></form>'),
        "/sign-in": page(back, 500),
      },
      "fails with 500",
    ],
    [
      "JSON instead of a page",
      {
        "/": page('<a href="/work">On</a>'),
        "/work": { ...page(""), headers: new Headers({ "content-type": "application/json" }) },
      },
      "instead of a page",
    ],
    [
      "one title for two pages",
      {
        "/": page('<a href="/work">On</a><p>'),
        "/work": page(`<a href="/cases">a</a>11`),
        "/cases": page(`<a href="/work">bb</a>11`.replace("bb", "bbb")),
      },
      "is the title of",
    ],
  ] as const)("finds %s", async (_, pages, found) => {
    expect((await told(pages)).join("\n")).toContain(found);
  });

  it("finds nothing where nothing is wrong", async () => {
    expect(
      await told({ "/": page('<a href="/work#here">On</a>'), "/work": page(`<p id="here">${back}</p>`) }),
    ).toEqual([]);
  });
});

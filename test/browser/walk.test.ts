import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routes } from "../../functions/routes.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";
import { openJudge } from "./access-judge.ts";
import { aBrowserOf, complaintsOf, openBrowser } from "./browser.ts";
import { aBusyProgramme, begins, browserOf, type Programme, quietArea, staff } from "./walk/programme.ts";
import { examplesOf, quiet, statesOf } from "./walk/states.ts";
import { type Answered, type Walk, Walker, type WalkerOptions } from "./walk/walker.ts";

/** Routes that answer a browser as they answer a program, and why. Every other one has pages that are walked and judged. */
const withoutPage: Readonly<Record<string, string>> = {
  "GET /health": "for programs",
  "GET /openapi.json": "for programs",
  "PUT /availability": "no form can send a PUT: the page sends a POST",
  "PUT /area/coaches/{email}": "no form can send a PUT: the page sends a POST",
  "DELETE /area/coaches/{email}": "no form can send a DELETE: there is a page for it",
  "GET /exports/{id}/{file}": "files; the report is judged in staff-menu.test.ts",
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
  const stranger = new Walker({ ask: browserOf(service), origin: service.url, from: [] });
  for (const { method, path } of routes) {
    if (method === "PUT" || method === "DELETE" || `${method} ${path}` in withoutPage) continue;
    await stranger.knock(method, path.replaceAll(/\{\w+\}/g, "none"));
  }
  for (const [name, walker] of [...walkers, ["stranger", stranger] as const]) walks.set(name, walker.told());
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

/** Where nobody has asked for anything yet. */
const quietPages = { coach1: "/work", lead: "/area", commissioner: "/exports" } as const;

/** Whose own page is tried: with a code for the details, not yet met, after support, stopped. */
const tryingPeople = ["support", "contact", "followed", "stopped"];
/** Whose own page looks otherwise, and is only looked at. */
const otherPeople = ["appointed", "plan", "held", "exit", "waiting", "moved"];

/** Everybody who uses the service. What all of them can use alike is opened and tried by the first. */
async function visitors({ myLinks, rankOf }: Programme): Promise<Map<string, Walker>> {
  const origin = service.url;
  const tried = new Set<string>();
  const first = new Walker({ ask: browserOf(service), origin, from: ["/"], rankOf, tried });
  const walkers = new Map([["public", first]]);
  const add = (name: string, path: string, cookie: string, options: Pick<WalkerOptions, "leaveOut">) => {
    const ask = browserOf(service, cookie);
    const shared = { origin, rankOf, tried, known: first.told().links, passThrough: /^\/refer\// };
    walkers.set(name, new Walker({ ...shared, ask, from: [path], ...options }));
  };
  for (const [name, path] of Object.entries(beginnings)) {
    const { cookie } = await service.signIn(staff[name as keyof typeof beginnings]);
    add(name, path, cookie, { leaveOut: name === "coach" ? /^\/sign-in/ : /^\/(sign-in|refer\/)/ });
  }
  for (const [name, path] of Object.entries(quietPages)) {
    const { cookie } = await service.signIn(`${name}@${quietArea}.example.org`);
    add(`${quiet} ${name}`, path, cookie, { leaveOut: /^/ });
  }
  for (const name of [...tryingPeople, ...otherPeople]) {
    const path = myLinks[name] ?? "none";
    const cookie = name === "support" ? await unlocked(path, `${name}@person.example.org`) : "";
    const leaveOut = tryingPeople.includes(name) ? /^\/(sign-in|refer\/)/ : /^/;
    add(`person: ${name}`, path, cookie, { leaveOut });
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
    expect(expected.filter((each) => !seen.has(each) && statesOf[each] !== undefined)).toEqual([]);
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
  it("every page in every state can be used by everybody, at 320 px and on a wide screen", async () => {
    const examples = examplesOf(walks);
    const checked = new Set<string>();
    const faults: string[] = [];
    for (const width of [320, 1200]) {
      const judge = await openJudge(browser, service.url, width);
      for (const { name, route, state, markup } of examples) {
        const found = await judge.faultsOf(markup);
        faults.push(...found.map((each) => `${name} at ${width}: ${each}`));
        checked.add(`${route} ${state} at ${width}`);
      }
      faults.push(...(await judge.close()));
    }
    expect(faults).toEqual([]);
    const told = routes.map(({ method, path }) => `${method} ${path}`);
    expect(told.filter((each) => !(each in statesOf || each in withoutPage))).toEqual([]);
    const asked = Object.entries(statesOf).flatMap(([route, some]) =>
      some.flatMap((state) => [320, 1200].map((width) => `${route} ${state} at ${width}`)),
    );
    expect(asked.filter((each) => !checked.has(each))).toEqual([]);
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
      "text that has to be typed again",
      {
        "/": page('<form method="post" action="/sign-in"><input name="email"><button>Go</button></form>'),
        "/sign-in": page(back, 422),
      },
      "has to be typed again",
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

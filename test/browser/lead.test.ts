import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ForecastQuestion } from "../../functions/core/forecast/question.ts";
import { forecastView } from "../../functions/core/forecast/view.ts";
import { contentSecurityPolicy, forecastPage } from "../../functions/pages/index.ts";
import { aReferral, rulesWith } from "../support/builders.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";
import { aBrowserOf, complaintsOf, expectAccessible, openBrowser } from "./browser.ts";

/** What would run, break out of its place or turn the line round if a page took it as markup. */
const canary = `"><script>document.title='owned'</script><img src=x onerror=alert(1)>\u202Etxet`;

/** Of an area with a history. */
function answeredForecast(): string {
  const kept = Array.from({ length: 40 }, (_, index) => ({ workingDays: 20 + index, hasEnded: index < 30 }));
  const accepted = Array.from({ length: 100 }, () => 1);
  const history = { asAt: "2026-03-02T10:00:00.000Z", accepted, leftTheQueue: 0, kept, waited: [2] };
  const known = { history, seen: { of: "area" as const, kept }, room: { coaches: 2, places: 20 } };
  const question = ForecastQuestion.parse({ coaches: "2" });
  const view = forecastView(rulesWith(), known, question, { runs: 20, seed: 1 });
  return forecastPage({ roles: ["lead"], choices: [], values: new Map(), errors: [], view });
}

let service: WorkWell;
let browser: Browser;
beforeAll(async () => {
  [service, browser] = await Promise.all([
    startWorkWell({ clock: "manual", now: "2026-03-02T10:00:00Z" }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await service.dispose();
});

// The same day of a lead in two areas: at a desk with scripts, and on a phone without.
describe.each([
  { area: "greater-manchester", width: "desktop", scripts: true, postcode: "BL1 1AA" },
  { area: "frimley", width: "phone", scripts: false, postcode: "SL1 1AA" },
] as const)("the lead of $area, on a $width", ({ area, width, scripts, postcode }) => {
  const domain = `${area}.example.org`;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    const lead = await service.signIn(`lead@${domain}`);
    context = await aBrowserOf(browser, service.url, { width, scripts });
    context.setDefaultTimeout(8000);
    await context.addCookies([
      { name: "session", value: lead.cookie.replace("session=", ""), url: service.url },
    ]);
  });
  afterAll(() => context.close());
  beforeEach(async () => {
    page = await context.newPage();
    complaints = complaintsOf(page);
  });
  afterEach(async () => {
    await page.close();
    expect(complaints.filter((each) => !/status of (403|404|409|422)/.test(each))).toEqual([]);
  });

  const settled = () => service.advance("PT0S");
  const refer = async (familyName: string): Promise<string> => {
    const { body, status } = await service.post("/referrals", {
      ...aReferral({ person: { familyName, postcode } }),
      area,
    });
    expect(status).toBe(202);
    await settled();
    return body.reference;
  };
  const heading = () => page.locator("h1").textContent();
  /** What judges a page is itself a script: without scripts the same pages are only used. */
  const checked = async () => {
    if (scripts) await expectAccessible(page);
  };
  const openAndCheck = async (path: string) => {
    await page.goto(path);
    await checked();
  };
  const setRoom = async (name: string, room: number) => {
    await page.goto("/area/coaches");
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByLabel("How many people they can support at once").fill(String(room));
    await page.getByRole("button", { name: "Save" }).click();
    await settled();
  };

  it("finds every page usable while there is nothing on it", async () => {
    for (const path of [
      "/area",
      "/area/coaches",
      "/area/coaches/add",
      "/area/rules",
      "/area/reassign",
      "/forecast",
      "/cases",
    ]) {
      await openAndCheck(path);
    }
    await page.goto("/area");
    expect(await page.locator("main").textContent()).toContain("Nobody waits.");
  });

  it("sees who waits and why, adds a coach, and whoever waited has that coach", async () => {
    for (const number of [1, 2]) {
      const { name } = (
        await service.get(`/area/coaches/coach${number}@${domain}`, {
          cookie: (await context.cookies()).map((each) => `session=${each.value}`).join(),
        })
      ).body;
      await setRoom(name, 0);
    }
    const waiting = await refer("Waiting");
    await openAndCheck("/area");
    const row = page.getByRole("row", { name: waiting }).first();
    expect(await row.textContent()).toMatch(/full|0 of 0 places taken/);
    expect(await page.getByRole("link", { name: `Choose a coach for ${waiting}` }).count()).toBe(1);

    await page.goto("/area/coaches/add");
    await page.getByLabel("Name").fill(canary);
    await page.getByRole("button", { name: "Add them" }).click();
    expect(await page.title()).toMatch(/^Error: /);
    expect(await page.getByLabel("Name").inputValue()).toBe(canary);
    await checked();
    await page.getByLabel("Work email address").fill(`new@${domain}`);
    await page.getByLabel("How many people they can support at once").fill("3");
    await page.getByRole("button", { name: "Add them" }).click();
    await settled();
    expect(await page.getByRole("alert").textContent()).toContain("is saved.");
    await checked();
    expect(await page.title()).not.toContain("owned");
    await page.goto("/area");
    expect(await page.locator("main").textContent()).toContain("Nobody waits.");
    expect(await page.getByRole("link", { name: canary }).count()).toBe(1);
  });

  it("chooses which cases to see, by what the overview links to or by the form", async () => {
    await page.goto("/area");
    await page
      .getByRole("link", { name: /waiting for: First contact/ })
      .first()
      .click();
    expect(await page.getByLabel("Waiting for").inputValue()).toBe("first-contact");
    expect(await page.locator("tbody tr").count()).toBe(1);
    await checked();
    await page.getByLabel("Stage").selectOption("closed");
    await page.getByRole("button", { name: "Show these cases" }).click();
    expect(await page.locator("main").textContent()).toContain("There are no cases here.");
    await page.getByRole("link", { name: "Show all open cases" }).click();
    expect(await page.locator("tbody tr").count()).toBe(1);
  });

  it("looks at who would go to whom, gives all of a coach's people to another, and sees what became of them", async () => {
    await refer("Second");
    await page.goto("/area/reassign");
    await page.getByRole("button", { name: "See who would go to whom" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("Choose whose people");
    await checked();
    await page.getByLabel("Whose people?").selectOption(`new@${domain}`);
    await page.getByRole("button", { name: "See who would go to whom" }).click();
    expect(await page.locator("main").textContent()).toContain("Nobody would be moved.");
    await checked();

    const name = "Sample second coach";
    await page.goto(`/area/coaches/${encodeURIComponent(`coach2@${domain}`)}`);
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("How many people they can support at once").fill("5");
    await page.getByRole("button", { name: "Save" }).click();
    await page.goto(`/area/reassign?from=new@${domain}&to=coach2@${domain}`);
    expect(await heading()).toContain(`people go to ${name}`);
    expect(await page.locator("tbody tr").count()).toBe(2);
    await page.getByRole("button", { name: "Give them to others now" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("Say why");
    await checked();
    await page.getByLabel("Why?").fill(canary);
    await page.getByRole("button", { name: "Give them to others now" }).click();
    await settled();
    expect(await page.getByRole("alert").textContent()).toContain("2 people have another coach");
    await checked();
    await page.goto(`/cases?coach=coach2@${domain}`);
    expect(await page.locator("tbody tr").count()).toBe(2);
  });

  it("compares two cases of one person and joins them", async () => {
    const second = await refer("Second");
    await page.goto("/area");
    await page.getByRole("link", { name: "Compare them" }).click();
    expect(await heading()).toBe("Is this the same person?");
    await checked();
    await page.locator(`#join-${second}`).getByLabel("How do you know?").fill(canary);
    await page.getByRole("button", { name: `Close ${second}` }).click();
    await settled();
    await page.goto("/area");
    expect(await page.getByRole("link", { name: "Compare them" }).count()).toBe(0);
    await page.goto("/cases?stage=closed");
    expect(await page.locator("tbody tr").textContent()).toContain(second);
    await page.goto(`/cases/${second}`);
    expect(await page.locator("main").textContent()).toContain(canary);
    expect(await page.title()).not.toContain("owned");
  });

  it("removes a coach, after having read what becomes of their people", async () => {
    await page.goto(`/area/coaches/${encodeURIComponent(`coach2@${domain}`)}`);
    await checked();
    await page.getByRole("button", { name: "Remove them" }).click();
    expect(await page.locator("main").textContent()).toContain("signed out everywhere at once");
    expect(await page.getByRole("cell", { name: canary }).count()).toBeGreaterThan(0);
    await checked();
    await page.getByRole("button", { name: "Remove them now" }).click();
    await settled();
    expect(await heading()).toBe("What became of their people");
    await checked();
    await page.goto("/area/coaches");
    expect(await page.getByText(`coach2@${domain}`).count()).toBe(0);
    await page.goto(`/area/coaches/${encodeURIComponent(`lead@${domain}`)}/leaving`);
    expect(await page.locator("main").textContent()).toContain("only lead of this area");
    expect(await page.getByRole("button", { name: "Remove them now" }).count()).toBe(0);
    await openAndCheck("/area");
  });

  it("asks what would happen with more coaches, and reads the answer", async () => {
    await page.goto("/area");
    await page.getByRole("link", { name: "What if?" }).click();
    await page.getByLabel("Coaches").selectOption("2 more");
    await page.getByRole("button", { name: "Show what would happen" }).click();
    expect(await page.getByLabel("Coaches").inputValue()).toBe("2");
    expect(await page.locator("main").textContent()).toContain("There is no forecast yet");
    expect((await page.goto("/forecast?coaches=many"))?.status()).toBe(422);
    await checked();
    // Nothing has ended here yet: the page of an area that has been at work for long comes from its own function.
    const headers = { "content-security-policy": contentSecurityPolicy };
    const answer = { contentType: "text/html; charset=utf-8", headers, body: answeredForecast() };
    await page.route("**/forecast?coaches=2", (route) => route.fulfill(answer));
    await page.goto("/forecast?coaches=2");
    await page.getByText("The numbers by week").click();
    expect(await page.getByRole("row").count()).toBe(27);
    await checked();
    await page.setViewportSize({ width: 320, height: 600 });
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
  });

  it("reads the pages at 400% zoom without scrolling sideways", async () => {
    await page.setViewportSize({ width: 320, height: 600 });
    for (const path of [
      "/area",
      "/area/coaches",
      "/area/coaches/add",
      "/area/rules",
      "/area/reassign",
      "/forecast",
      "/cases",
    ]) {
      await page.goto(path);
      const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      expect([path, overflow]).toEqual([path, 0]);
    }
  });
});

it.each([
  ["coach1@surrey-heartlands.example.org", "Your availability"],
  ["commissioner@frimley.example.org", "Exports"],
  ["national@example.org", "Exports"],
])("%s is told that the lead's pages are not theirs, and where to go", async (email, door) => {
  const { cookie } = await service.signIn(email);
  const context = await aBrowserOf(browser, service.url);
  await context.addCookies([{ name: "session", value: cookie.replace("session=", ""), url: service.url }]);
  const page = await context.newPage();
  for (const path of ["/area", "/area/coaches", "/area/rules", "/area/reassign"]) {
    expect((await page.goto(path))?.status()).toBe(403);
  }
  await expectAccessible(page);
  await page.getByRole("main").getByRole("link", { name: door }).click();
  expect(await page.title()).not.toContain("not for you");
  await context.close();
});

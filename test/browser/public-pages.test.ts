import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorkWell, type WorkWell } from "../support/service.ts";
import { aBrowserOf, complaintsOf, expectAccessible, openBrowser } from "./browser.ts";

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

describe.each(["phone", "desktop"] as const)("on a %s", (width) => {
  it.each(["/", "/areas", "/areas/frimley", "/sign-in", "/nowhere"])(
    "%s can be used by everybody",
    async (path) => {
      const context = await aBrowserOf(browser, service.url, { width });
      const page = await context.newPage();
      const complaints = complaintsOf(page);
      await page.goto(path);
      await expectAccessible(page);
      expect(complaints.filter((each) => !each.includes("404"))).toEqual([]);
      await context.close();
    },
  );
});

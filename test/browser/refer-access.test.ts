import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startWorkWell, type WorkWell } from "../support/service.ts";
import { aBrowserOf, complaintsOf, expectAccessible, openBrowser } from "./browser.ts";
import { chooseIn, fillInProfessional, goOn, headingOf, ownAnswers, press } from "./refer-form.ts";

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

/** Pages on which nothing has to be answered tell no mistake. */
const optional = [
  "WorkWell in Greater Manchester",
  "How do you want us to talk with you?",
  "Your time away from work",
  "Are you safe?",
];

it("every page of one's own referral can be used by everybody, empty and with mistakes", async () => {
  const context = await aBrowserOf(browser, service.url, { width: "phone" });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto("/refer");
  await expectAccessible(page);
  await page.goto("/refer/self");
  for (const [heading, answer] of ownAnswers) {
    expect(await headingOf(page)).toBe(heading);
    await expectAccessible(page);
    if (!optional.includes(heading)) {
      await goOn(page);
      expect(await page.title()).toMatch(/^Error: /);
      await expectAccessible(page);
    }
    await answer(page);
    await goOn(page);
  }
  await expectAccessible(page);
  await press(page, "Send my referral");
  await expectAccessible(page);
  expect(complaints.filter((each) => !each.includes("422"))).toEqual([]);
  await context.close();
});

it("so can the pages about somebody else, and those for whoever lives elsewhere", async () => {
  const context = await aBrowserOf(browser, service.url, { width: "desktop" });
  const page = await context.newPage();
  await page.goto("/refer/somebody-else");
  await page.getByLabel("home postcode").fill("LS1 1AA");
  await press(page);
  await expectAccessible(page);
  await press(page, "Choose an area");
  await expectAccessible(page);
  await press(page);
  await expectAccessible(page);
  await chooseIn(page, "Which area does the person belong to?", "Frimley");
  await press(page);
  for (const group of await page.locator("details summary").all()) await group.click();
  await expectAccessible(page);
  await press(page);
  await expectAccessible(page);
  await fillInProfessional(page, "Sampleson");
  await page.getByLabel("Who are you?").selectOption("Employer");
  await press(page);
  await expectAccessible(page);
  await press(page, "Send the referral");
  await expectAccessible(page);
  await page.goto("/refer/check");
  await expectAccessible(page);
  await context.close();
});

it("at four times the size nothing has to be scrolled sideways", async () => {
  const context = await aBrowserOf(browser, service.url, { width: "phone" });
  const page = await context.newPage();
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/refer/self");
  for (const [heading, answer] of ownAnswers) {
    const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    expect(overflow, heading).toBeLessThanOrEqual(0);
    await answer(page);
    await goOn(page);
  }
  expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  await context.close();
});

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

it("in high contrast, where colours are the reader's own, focus and buttons keep an outline", async () => {
  const context = await aBrowserOf(browser, service.url, { width: "phone" });
  const page = await context.newPage();
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto("/sign-in");
  const outlined = `(() => {
    const { outlineStyle, outlineWidth, outlineColor, color } = getComputedStyle(document.activeElement);
    return [outlineStyle, outlineWidth, outlineColor !== "rgba(0, 0, 0, 0)" && color !== "rgba(0, 0, 0, 0)"];
  })()`;
  for (const control of [
    page.getByLabel("Your work email address"),
    page.getByRole("button", { name: "Email me a code" }),
    page.getByRole("link", { name: "WorkWell", exact: true }),
  ]) {
    await control.focus();
    expect(await page.evaluate(outlined)).toEqual(["solid", "3px", true]);
  }
  const border = "getComputedStyle(document.querySelector('main button')).borderStyle";
  expect(await page.evaluate(border)).toBe("solid");
  expect(await page.evaluate("matchMedia('(forced-colors: active)').matches")).toBe(true);
  await expectAccessible(page);
  await context.close();
});

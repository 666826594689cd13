import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placesFor } from "../../functions/pages/staff-menu.ts";
import { aReferral } from "../support/builders.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";
import { aBrowserOf, expectAccessible, openBrowser, type Width } from "./browser.ts";

const area = "greater-manchester.example.org";
let service: WorkWell;
let browser: Browser;
beforeAll(async () => {
  [service, browser] = await Promise.all([
    startWorkWell({ clock: "manual", now: "2026-03-02T10:00:00Z" }),
    openBrowser(),
  ]);
  const person = { givenName: "Samplename", familyName: "Sampleson-With-A-Long-Second-Name" };
  await service.post("/referrals", aReferral({ person, safety: { atRisk: true } }));
  await service.advance("PT0S");
});
afterAll(async () => {
  await browser.close();
  await service.dispose();
});

/** A browser in which somebody has signed in with the code from their email, and the page they were led to. */
async function signedIn(email: string, width: Width) {
  const context = await aBrowserOf(browser, service.url, { width });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.locator("input[name=email]").fill(email);
  await page.getByRole("main").getByRole("button").click();
  await service.advance("PT0S");
  const code = /\b\d{6}\b/.exec((await service.inbox(email)).at(-1)?.text ?? "")?.[0] ?? "none";
  await page.locator("input[name=code]").fill(code);
  await page.getByRole("main").getByRole("button").click();
  return { context, page };
}

describe("a member of staff", () => {
  it.each([
    ["coach", `coach1@${area}`, "/work"],
    ["lead", `lead@${area}`, "/area"],
    ["commissioner", `commissioner@${area}`, "/exports"],
    ["national", "national@example.org", "/exports"],
    ["duty", `duty@${area}`, "/work"],
  ] as const)(
    "who is %s begins where they work, and each place of the menu opens",
    async (role, email, first) => {
      const { context, page } = await signedIn(email, "desktop");
      expect(new URL(page.url()).pathname).toBe(first);
      for (const { path, label } of placesFor([role])) {
        await page.goto(first);
        await page
          .getByRole("navigation", { name: "Menu" })
          .getByRole("link", { name: label, exact: true })
          .click();
        expect(new URL(page.url()).pathname).toBe(path);
        expect((await context.request.get(path, { headers: { accept: "text/html" } })).status()).toBe(200);
      }
      await context.close();
    },
  );

  it.each(["phone", "desktop"] as const)(
    "reads the list of cases without scrolling sideways, on a %s",
    async (width) => {
      const { context, page } = await signedIn(`lead@${area}`, width);
      await page.goto("/cases");
      expect(await page.locator("tbody tr").count()).toBe(1);
      await expectAccessible(page);
      const label = "getComputedStyle(document.querySelector('td'), '::before').content";
      expect(await page.evaluate(label)).toBe(width === "phone" ? '"Where it is: "' : "none");
      await context.close();
    },
  );
});

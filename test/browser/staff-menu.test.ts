import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placesFor } from "../../functions/pages/staff-menu.ts";
import { aReferral } from "../support/builders.ts";
import { aReport } from "../support/release-rows.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";
import { aBrowserOf, complaintsOf, expectAccessible, openBrowser, type Width } from "./browser.ts";

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

describe("whoever publishes figures", () => {
  it.each([
    ["phone", `commissioner@${area}`, "greater-manchester"],
    ["desktop", "national@example.org", "surrey-heartlands"],
  ] as const)(
    "previews a release, makes it, reads its report and compares it, on a %s",
    async (width, email, name) => {
      const { context, page } = await signedIn(email, width);
      const complaints = complaintsOf(page);
      await expectAccessible(page);
      await page.getByRole("button", { name: "See what a release would say" }).click();
      if (width === "desktop") await page.getByLabel("Area").selectOption(name);
      await page.getByRole("button", { name: "See the preview" }).click();
      expect(await page.title()).toMatch(/^Error: /);
      await expectAccessible(page);
      await page.getByLabel("Quarter").selectOption({ label: "October to December 2025" });
      await page.getByRole("button", { name: "See the preview" }).click();
      expect(await page.getByText("nothing is released yet").count()).toBe(1);
      await expectAccessible(page);
      await page.getByRole("button", { name: "Release these figures" }).click();
      expect(await page.getByRole("alert").textContent()).toContain("October to December 2025, is released.");
      const pages = page.url();
      await page.getByRole("link", { name: "Report, to read and print" }).first().click();
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain(
        "October to December 2025",
      );
      // Its own style sheet is allowed: without it the body has a margin.
      expect(await page.evaluate("getComputedStyle(document.body).margin")).toBe("0px");
      await expectAccessible(page);
      await page.goto(pages);
      await page.getByRole("link", { name: /^Compare .* with England$/ }).click();
      if (width === "desktop") {
        await page.getByLabel("Area").selectOption(name);
        await page.getByRole("button", { name: "Show these figures" }).click();
      }
      expect(await page.getByRole("table").count()).toBeGreaterThan(2);
      await expectAccessible(page);
      const again = await page.goto(`/exports/preview?area=${name}&quarter=2025-Q4`);
      expect(again?.status()).toBe(409);
      await expectAccessible(page);
      await page.getByRole("link", { name: "Report, to read and print" }).waitFor();
      expect(complaints.filter((each) => !/status of (409|422)/.test(each))).toEqual([]);
      await context.close();
    },
  );

  it("has a report that a browser finds usable, however much is in it, and prints it on few pages", async () => {
    const context = await aBrowserOf(browser, service.url, { width: "phone" });
    const page = await context.newPage();
    await page.setContent(await aReport());
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 600 });
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    // Charts stand beside their tables and definitions in columns: in one column it was twice as long.
    const printed = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(printed.match(/\/Type \/Page\b/g)?.length).toBeLessThan(16);
    await context.close();
  });

  it("reads the true figures of a month, marked as not for publication", async () => {
    const { context, page } = await signedIn(`lead@${area}`, "phone");
    await page.goto("/management?month=2026-03");
    expect(await page.title()).toMatch(/^Not for publication/);
    await expectAccessible(page);
    await context.close();
  });
});

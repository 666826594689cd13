import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Referral } from "../../functions/core/referral.ts";
import { aReferral } from "../support/builders.ts";
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

let count = 0;

/** Somebody whom a GP referred, with the link that their email brought. */
async function somebody(given: Partial<Referral["person"]> = {}) {
  const email = `person${++count}@example.org`;
  const referrer = { kind: "gp", name: "Sample Surgery", email: "surgery@example.org" } as const;
  const person = { preferredName: "Sample", ...given, contact: { phone: "07700900000", email } };
  await service.post("/referrals", aReferral({ referrer, person, consent: { shareWithGp: true } }));
  await service.advance("PT0S");
  const mail = (await service.inbox(email)).find(({ text }) => text.includes("/my/"));
  return { email, link: /\S+\/my\/\S+/.exec(mail?.text ?? "")?.[0] ?? "none" };
}

async function codeFor(email: string): Promise<string> {
  await service.advance("PT0S");
  return /\b\d{6}\b/.exec((await service.inbox(email)).at(-1)?.text ?? "")?.[0] ?? "none";
}

async function withPage(
  options: { width?: "phone" | "desktop"; scripts?: boolean },
  use: (page: Page) => Promise<void>,
) {
  const context = await aBrowserOf(browser, service.url, options);
  if (options.scripts === false) scriptless.add(context);
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await use(page);
  expect(complaints.filter((each) => !/\b(401|404|422)\b/.test(each))).toEqual([]);
  await context.close();
}

async function press(page: Page, role: "button" | "link", name: string) {
  await page.getByRole(role, { name, exact: true }).click();
  await page.waitForLoadState();
}

/** The check itself is a script: where none runs it was made of the same pages in the browser that runs them. */
const scriptless = new WeakSet<BrowserContext>();
async function expectUsable(page: Page) {
  if (!scriptless.has(page.context())) await expectAccessible(page);
}

async function open(page: Page, email: string, look = expectUsable) {
  await press(page, "link", "Change your contact details, or what you agreed to");
  await look(page);
  await press(page, "button", "Email me a code");
  await look(page);
  await page.getByLabel("The 6 digits from the email").fill(await codeFor(email));
  await press(page, "button", "Go on");
}

describe.each([true, false])("on a phone, with scripts: %s,", (scripts) => {
  it("a person sees where they are, asks for a call, changes their details with a code, and stops", async () => {
    const { email, link } = await somebody();
    await withPage({ width: "phone", scripts }, async (page) => {
      await page.goto(link);
      await expectUsable(page);
      expect(await page.textContent("main")).toContain("gets in touch with you by Wednesday 4 March at 5pm");
      expect(await page.locator('[aria-current="step"]').textContent()).toContain("Your coach gets in touch");

      await page.getByLabel("In the evening").check();
      await press(page, "button", "Please call me");
      await expectUsable(page);
      expect(await page.textContent("#call")).toContain("You asked us to call you, best in the evening");

      await open(page, email);
      await page.getByLabel("Phone number").fill("07700900111");
      await press(page, "button", "Save how to contact me");
      await expectUsable(page);
      expect(await page.getByRole("alert").textContent()).toContain("We have saved how to contact you");
      expect(await page.getByLabel("Phone number").inputValue()).toBe("07700900111");

      const gp = page.getByRole("group", { name: "Share your plan with your GP" });
      await gp.getByLabel("No").check();
      await press(page, "button", "Save what I agree to");
      await press(page, "button", "I have finished");
      const agreed = page.locator("dl", { hasText: "This referral" });
      expect((await agreed.textContent())?.replaceAll("\n", "")).toContain(
        "Share your plan with your GPNo, since",
      );

      await press(page, "link", "Stop my referral");
      await expectUsable(page);
      await press(page, "button", "Stop my referral");
      await expectUsable(page);
      expect(await page.textContent("h1")).toContain("You have stopped");
      await page.goto(link);
      await expectUsable(page);
      expect(await page.textContent("main")).toContain("You stopped on Monday 2 March");
    });
  });
});

describe("a person's page", () => {
  it("keeps what was typed when the time for changes is over, and when an answer is wrong", async () => {
    const { email, link } = await somebody();
    await withPage({ width: "desktop" }, async (page) => {
      await page.goto(link);
      await open(page, email, async () => {});
      await page.getByLabel("Phone number").fill("not a number");
      await press(page, "button", "Save how to contact me");
      await expectUsable(page);
      expect(await page.title()).toBe("Error: Change your details - WorkWell");
      await page.getByLabel("Phone number").fill("07700900222");
      await service.advance("PT31M");
      await press(page, "button", "Save how to contact me");
      await expectUsable(page);
      expect(await page.textContent("main")).toContain("What you typed is kept");
      await press(page, "button", "Email me a code");
      await page.getByLabel("The 6 digits from the email").fill("12");
      await press(page, "button", "Go on");
      await expectUsable(page);
      expect(await page.title()).toBe("Error: Check your email - WorkWell");
      await page.getByLabel("The 6 digits from the email").fill(await codeFor(email));
      await press(page, "button", "Go on");
      expect(await page.getByLabel("Phone number").inputValue()).toBe("07700900222");
      expect(await page.textContent("#contact-details")).toContain("Not saved yet");
      await press(page, "button", "Save how to contact me");
      expect(await page.getByRole("alert").textContent()).toContain("We have saved");
    });
  });

  it("shows a name that is markup, or hundreds of characters, as the text that it is", async () => {
    const preferredName = `"><img src=x onerror="document.title='x'">\u202e${"A".repeat(120)}`;
    const { link } = await somebody({ preferredName, givenName: "<script>document.title='x'</script>" });
    await withPage({ width: "phone" }, async (page) => {
      await page.goto(link);
      await expectUsable(page);
      expect(await page.textContent("main")).toContain(`Hello ${preferredName}.`);
      expect(await page.title()).toBe("Where you are with WorkWell - WorkWell");
      expect(await page.locator("main img, main script").count()).toBe(0);
    });
  });

  it("prints without what is only for a screen", async () => {
    const { link } = await somebody();
    await withPage({ width: "desktop" }, async (page) => {
      await page.goto(link);
      await page.emulateMedia({ media: "print" });
      expect(await page.getByRole("button", { name: "Please call me" }).isVisible()).toBe(false);
      expect(await page.getByText("We find a coach for you").isVisible()).toBe(true);
    });
  });

  it("that a link does not lead to says what to do now", async () => {
    await withPage({ width: "phone" }, async (page) => {
      await page.goto("/my/nothing");
      await expectUsable(page);
      expect(await page.textContent("main")).toContain("Open the newest email that WorkWell sent you");
    });
  });
});

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorkWell, type WorkWell } from "../support/service.ts";
import { complaintsOf, openBrowser } from "./browser.ts";
import {
  chooseIn,
  fillInProfessional,
  fillInUntil,
  goOn,
  headingOf,
  inABrowser,
  ownAnswers,
  press,
  referenceOn,
  textOf,
} from "./refer-form.ts";

let service: WorkWell;
let browser: Browser;
let lead: { cookie: string };
beforeAll(async () => {
  [service, browser] = await Promise.all([
    startWorkWell({ clock: "manual", now: "2026-03-02T10:00:00Z" }),
    openBrowser(),
  ]);
  lead = await service.signIn("lead@greater-manchester.example.org");
});
afterAll(async () => {
  await browser.close();
  await service.dispose();
});

const caseOf = async (reference: string) => (await service.get(`/cases/${reference}`, lead)).body;
const numberOfCases = async () => (await service.get("/cases", lead)).body.items.length;

describe("a practice that refers often", () => {
  it("fills in one page, and the second time its own details are there", async () => {
    await inABrowser(browser, service.url, { width: "desktop" }, async (page, context) => {
      const before = await numberOfCases();
      await page.goto("/refer/somebody-else");
      await page.getByLabel("home postcode").fill("BL1 1AA");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Refer somebody" }).waitFor();
      expect(await textOf(page)).toContain("The person belongs to Greater Manchester");
      await fillInProfessional(page, "Firstson");
      await page.getByLabel("Who are you?").selectOption("GP practice");
      await page.getByLabel("Name of your organisation").fill("Sample Surgery");
      await page.getByLabel("ODS code").fill("A12345");
      await page.getByLabel("Your name").fill("Receptionist Sampleson");
      await page.getByLabel("Your work email").fill("desk@surgery.example.org");
      await page.getByLabel("Remember our organisation").check();
      await press(page);
      await press(page, "Send the referral");
      const first = await caseOf(await referenceOn(page));
      expect(first.referral.referrer).toEqual({
        kind: "gp",
        organisation: "Sample Surgery",
        odsCode: "A12345",
        name: "Receptionist Sampleson",
        email: "desk@surgery.example.org",
        hearBack: true,
      });
      expect(first.referral.consent.referral).toEqual({
        given: true,
        by: "person",
        how: "in-person",
        on: "2026-03-02",
      });

      await page.getByRole("link", { name: "Refer another person" }).click();
      await page.getByLabel("home postcode").fill("BL1 1AA");
      await press(page);
      expect(await page.getByLabel("Name of your organisation").inputValue()).toBe("Sample Surgery");
      expect(await page.getByLabel("Your work email").inputValue()).toBe("desk@surgery.example.org");
      expect(await page.getByLabel("Your name").inputValue()).toBe("");
      expect(await page.getByLabel("Last name").inputValue()).toBe("");
      await fillInProfessional(page, "Secondson");
      await press(page, "Forget our organisation on this device");
      expect(await page.getByLabel("Last name").inputValue()).toBe("Secondson");
      expect(await page.getByLabel("Remember our organisation").isChecked()).toBe(false);
      await press(page);
      await press(page, "Send the referral");
      expect((await caseOf(await referenceOn(page))).person.familyName).toBe("Secondson");
      expect(await numberOfCases()).toBe(before + 2);
      expect(await context.cookies()).toEqual([]);
    });
  });
});

it("somebody on the phone is referred by the coach who listens", async () => {
  const { cookie } = await service.signIn("coach1@greater-manchester.example.org");
  await inABrowser(browser, service.url, { width: "desktop" }, async (page, context) => {
    await page.goto("/refer/caller");
    expect(await headingOf(page)).toBe("Sign in");
    await context.addCookies([{ name: "session", value: cookie.split("=")[1] ?? "", url: service.url }]);
    await page.goto("/cases");
    await page.getByRole("link", { name: "Take a referral by phone" }).click();
    for (const [heading, answer] of ownAnswers) {
      expect(await headingOf(page)).toBe(heading);
      expect(await textOf(page)).toContain("You are filling this in for a caller");
      await answer(page);
      await goOn(page);
    }
    await press(page, "Send my referral");
    expect(await textOf(page)).not.toContain("Your own links");
    const { referral, history } = await caseOf(await referenceOn(page));
    expect(referral.referrer).toEqual({ kind: "self" });
    expect(referral.consent.referral.how).toBe("phone");
    expect(history[0].sentence).toBe(
      "The person referred themselves. A member of staff filled in the form for them.",
    );
  });
});

it("nobody but coaches and leads fills it in for a caller", async () => {
  const commissioner = await service.signIn("commissioner@greater-manchester.example.org");
  expect((await service.get("/refer/caller", commissioner)).status).toBe(403);
  expect((await service.get("/refer/caller", lead)).status).toBe(200);
});

describe("a place", () => {
  const place = (page: Page, postcode: string) =>
    page
      .goto("/refer/self")
      .then(() => page.getByLabel("home postcode").fill(postcode))
      .then(() => press(page));

  it("out of every area leads to the next doors, and by choice to an area all the same", async () => {
    await inABrowser(browser, service.url, { width: "phone", scripts: false }, async (page) => {
      await place(page, "LS1 1AA");
      expect(await headingOf(page)).toBe("WorkWell is not offered there yet");
      const text = await textOf(page);
      expect(text).toContain("You live in Leeds");
      expect(text).toContain("Access to Work");
      await press(page, "Choose an area");
      await press(page);
      expect(await textOf(page, ".govuk-error-summary")).toContain("Choose an area");
      await chooseIn(page, "Which area are you in?", "None of these");
      await press(page);
      expect(await headingOf(page)).toBe("WorkWell is not offered there yet");
      await press(page, "Choose an area");
      await chooseIn(page, "Which area are you in?", "South Yorkshire");
      await press(page);
      expect(await headingOf(page)).toBe("WorkWell in South Yorkshire");
    });
  });

  it("that lies in two areas is settled by whoever lives there", async () => {
    await inABrowser(browser, service.url, { width: "phone", scripts: false }, async (page) => {
      await page.goto("/refer/self");
      await page.getByText("Use something else").click();
      await page.getByLabel("Your council").fill("Waverley");
      await press(page);
      expect(await headingOf(page)).toBe("Which area are you in?");
      const choices = await page.getByRole("radio").count();
      expect(choices).toBe(3);
      await chooseIn(page, "Which area are you in?", "Frimley");
      await press(page);
      expect(await headingOf(page)).toBe("WorkWell in Frimley");
    });
  });

  it.each([
    ["with no fixed address", (page: Page) => page.getByLabel("I have no fixed address").check()],
    ["whose area is not known", () => Promise.resolve()],
  ])("%s is chosen from all areas", async (name, answer) => {
    await inABrowser(browser, service.url, { width: "phone" }, async (page) => {
      await page.goto("/refer/self");
      await page.getByText("Use something else").click();
      await answer(page);
      await press(page, name.startsWith("with") ? "Continue" : "I am not sure: choose an area from a list");
      expect(await page.getByRole("radio").count()).toBe(16);
    });
  });
});

it("what people type is shown as text, wherever it is shown", async () => {
  await inABrowser(browser, service.url, { width: "desktop" }, async (page) => {
    const canary = `"'><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}\u202e`;
    const complaints = complaintsOf(page);
    page.on("dialog", () => complaints.push("a dialog"));
    await fillInUntil(page);
    for (const [change, labels] of [
      ["What is your name?", ["First name", "Last name", "What should we call you?"]],
      ["How do you want us to talk with you?", ["When is a good time?", "Which language", "Anything else"]],
      ["What makes work hard for you?", ["In your own words"]],
      ["Are you safe?", ["What should we know"]],
      ["What you agree to", ["The name of your GP practice"]],
    ] as const) {
      await press(page, `Change (${change})`);
      for (const label of labels) await page.getByLabel(label).fill(canary);
      await press(page);
    }
    expect(await headingOf(page)).toBe("Check your answers");
    expect(await page.getByText(canary).count()).toBe(9);
    await press(page, "Send my referral");
    await page.getByText("A copy of your answers").click();
    expect(await page.getByText(canary).count()).toBe(9);
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});

it("the whole form is filled in with the keyboard alone", async () => {
  await inABrowser(browser, service.url, { width: "desktop" }, async (page) => {
    const key = async (...keys: string[]) => {
      for (const each of keys) await page.keyboard.press(each);
    };
    const focusOn = async (name: string) => {
      for (let tabs = 0; tabs < 60; tabs += 1) {
        await key("Tab");
        if ((await page.evaluate("document.activeElement?.name ?? ''")) === name) return;
      }
      throw new Error(`the keyboard does not reach ${name}`);
    };
    const type = async (name: string, text: string) => {
      await focusOn(name);
      await page.keyboard.insertText(text);
    };
    const loaded = async (heading: string) => {
      await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    };
    await page.goto("/refer");
    await page.getByRole("button", { name: "Refer yourself" }).focus();
    await key("Enter");
    await loaded("What is your home postcode?");
    await type("person.postcode", "BL1 1AA");
    await key("Enter");
    await loaded("WorkWell in Greater Manchester");
    await focusOn("go");
    await key("Enter");
    await loaded("What is your name?");
    await type("person.givenName", "Samplename");
    await type("person.familyName", "Keyson");
    await key("Enter");
    await loaded("What is your date of birth?");
    for (const [part, text] of [
      ["day", "1"],
      ["month", "2"],
      ["year", "1990"],
    ] as const) {
      await type(`person.dateOfBirth.${part}`, text);
    }
    await key("Enter");
    await loaded("How can we reach you?");
    await type("person.contact.phone", "07700 900000");
    await key("Enter");
    await loaded("How do you want us to talk with you?");
    await focusOn("go");
    await key("Space");
    await loaded("Are you in work?");
    await focusOn("work.status");
    await key("Space", "Enter");
    await loaded("What makes work hard for you?");
    await focusOn("health.mainBarrier");
    await key("Space", "ArrowDown", "Enter");
    await loaded("Are you safe?");
    await focusOn("go");
    await key("Enter");
    await loaded("What you agree to");
    await focusOn("consent.referral.given");
    await key("Space");
    await focusOn("go");
    await key("Enter");
    await loaded("Check your answers");
    await page.getByRole("button", { name: "Send my referral" }).focus();
    await key("Space");
    await loaded("Your referral was sent");
    const { referral } = await caseOf(await referenceOn(page));
    expect(referral.health.mainBarrier).toBe("musculoskeletal");
  });
});

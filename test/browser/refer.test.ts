import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorkWell, type WorkWell } from "../support/service.ts";
import { complaintsOf, openBrowser } from "./browser.ts";
import {
  chooseIn,
  fillInForSomebodyElse,
  fillInUntil,
  goOn,
  headingOf,
  inABrowser,
  mistakesOn,
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

describe("a person who refers themselves, on a phone and without scripts", () => {
  it("answers one question a page, and the case is exactly what was typed", async () => {
    await inABrowser(browser, service.url, { width: "phone", scripts: false }, async (page) => {
      const complaints = complaintsOf(page);
      await page.goto("/");
      await page.getByRole("button", { name: "Refer yourself or somebody else" }).click();
      expect(await textOf(page)).toContain("It has no effect on your benefits");
      await page.getByRole("button", { name: "Refer yourself" }).click();
      for (const [heading, answer] of ownAnswers) {
        expect(await headingOf(page)).toBe(heading);
        await answer(page);
        await goOn(page);
      }
      expect(await headingOf(page)).toBe("Check your answers");
      expect(await textOf(page, "form")).toContain("116 123");
      await press(page, "Send my referral");
      expect(await headingOf(page)).toBe("Your referral was sent");
      expect(await textOf(page)).toContain("by Wednesday 4 March at 5pm");

      const { person, referral, history } = await caseOf(await referenceOn(page));
      const { person: _, ...rest } = referral;
      expect(person).toEqual({
        givenName: "Samplename",
        familyName: "O'Sampleson-Łukasz",
        preferredName: "Sam",
        dateOfBirth: "1980-03-31",
        postcode: "bl1 1aa",
        contact: {
          phone: "07700 900000",
          email: "sample@example.org",
          safeToLeaveMessage: false,
          preferredChannel: "text",
          preferredTimes: "After 3pm",
        },
        language: "Polish",
        interpreter: true,
        communicationNeeds: ["Large print", "A quiet room"],
        gpPractice: { name: "Sample Surgery" },
      });
      expect(rest).toEqual({
        referrer: { kind: "self" },
        work: {
          status: "in-work-off-sick",
          since: "2026-01-12",
          fitNote: { inPlace: true, endsOn: "2026-03-27" },
        },
        health: {
          mainBarrier: "musculoskeletal",
          note: "My back hurts when I sit.\nMornings are better.",
        },
        consent: { referral: { given: true, on: "2026-03-02", how: "online" }, shareWithGp: true },
        safety: { atRisk: false },
      });
      expect(history[0].sentence).toBe("The person referred themselves.");

      const copied = page.getByText("My back hurts when I sit.");
      expect(await copied.isVisible()).toBe(false);
      await page.emulateMedia({ media: "print" });
      expect(await copied.isVisible()).toBe(true);
      expect(await page.getByRole("navigation").isVisible()).toBe(false);
      await page.emulateMedia({ media: "screen" });

      await page.getByRole("link", { name: "See where your referral is" }).click();
      expect(await headingOf(page)).toContain("Where you are with WorkWell");
      expect(complaints).toEqual([]);
    });
  });
});

describe("before sending", () => {
  it("an answer is changed, and whoever changed it is back at the check", async () => {
    await inABrowser(browser, service.url, { width: "phone", scripts: false }, async (page) => {
      await fillInUntil(page);
      await press(page, "Change (How can we reach you?)");
      expect(await page.getByLabel("Phone number").inputValue()).toBe("07700 900000");
      await page.getByLabel("Phone number").fill("07700 900999");
      await press(page);
      expect(await headingOf(page)).toBe("Check your answers");
      await press(page, "Change (Are you in work?)");
      await chooseIn(page, "Are you in work?", "Yes, I am in work");
      await press(page);
      expect(await headingOf(page)).toBe("Check your answers");
      expect(await textOf(page)).not.toContain("Fit note");
      await press(page, "Send my referral");
      const { person, referral } = await caseOf(await referenceOn(page));
      expect(person.contact.phone).toBe("07700 900999");
      expect(referral.work).toEqual({ status: "in-work" });
    });
  });

  it.each([true, false])("going back loses nothing, with scripts: %s", async (scripts) => {
    await inABrowser(browser, service.url, { width: "phone", scripts }, async (page, context) => {
      await fillInUntil(page, "How can we reach you?");
      await page.getByLabel("Phone number").fill("half a number");
      await press(page, "Back");
      expect(await headingOf(page)).toBe("What is your date of birth?");
      await press(page, "Back");
      expect(await page.getByLabel("First name").inputValue()).toBe("Samplename");
      await press(page);
      expect(await page.getByLabel("Year").inputValue()).toBe("1980");
      await press(page);
      expect(await headingOf(page)).toBe("How can we reach you?");
      expect(await page.getByLabel("Phone number").inputValue()).toBe("half a number");

      await page.getByLabel("Phone number").fill("07700 900001");
      await page.goBack();
      expect(await page.getByLabel("Year").inputValue()).toBe("1980");
      await page.goForward();
      expect(await page.getByLabel("Phone number").inputValue()).toBe("07700 900001");

      await context.setOffline(true);
      await press(page).catch(() => {});
      await page.waitForURL(/chrome-error/);
      await context.setOffline(false);
      await page.goBack();
      expect(await page.getByLabel("Phone number").inputValue()).toBe("07700 900001");
      await press(page);
      expect(await headingOf(page)).toBe("How do you want us to talk with you?");
    });
  });

  it("every mistake of a page is told at once, with what was typed kept", async () => {
    await inABrowser(browser, service.url, { width: "desktop" }, async (page) => {
      await page.goto("/refer/self");
      for (const [typed, message] of [
        ["", "Enter a postcode, or use something else"],
        ["nowhere", "Enter a full UK postcode, like BL1 1AA"],
        ["BL99 9ZZ", "Enter a postcode that exists: this one does not"],
      ] as const) {
        await page.getByLabel("home postcode").fill(typed);
        await press(page);
        expect(await mistakesOn(page)).toEqual([message]);
        expect(await page.getByLabel("home postcode").inputValue()).toBe(typed);
      }
      await fillInUntil(page, "How can we reach you?");
      await page.getByLabel("Phone number").fill("0800 CALL ME");
      await page.getByLabel("Email address").fill("somebody@");
      await press(page);
      expect(await mistakesOn(page)).toEqual([
        "Enter a phone number, like 07700 900982",
        "Enter an email address in the correct format, like name@example.com",
      ]);
      expect(await page.title()).toMatch(/^Error: /);
      await page.getByRole("link", { name: "Enter an email address" }).click();
      expect(await page.evaluate("document.activeElement.value")).toBe("somebody@");
    });
  });
});

describe("sending", () => {
  it("twice, or again from the page before, is one referral", async () => {
    await inABrowser(browser, service.url, { width: "phone", scripts: false }, async (page, context) => {
      await fillInForSomebodyElse(page);
      const before = await numberOfCases();
      const form = await page.locator("form#refer").evaluate((element: unknown) =>
        // biome-ignore lint/suspicious/noExplicitAny: the code runs in the browser.
        Object.fromEntries(new (globalThis as any).FormData(element)),
      );
      const send = () =>
        context.request.post("/refer/check", {
          form: { ...form, go: "on" },
          headers: { accept: "text/html" },
        });
      const [one, other] = await Promise.all([send(), send()]);
      await press(page, "Send the referral");
      const reference = await textOf(page, ".govuk-panel strong");
      for (const answer of [one, other]) expect(await answer.text()).toContain(reference);
      expect(await numberOfCases()).toBe(before + 1);
    });
  });

  it("again with other answers says that it was sent, and changes nothing", async () => {
    await inABrowser(browser, service.url, { width: "phone", scripts: false }, async (page, context) => {
      await fillInForSomebodyElse(page);
      const visit = await page.locator("input[name=visit]").inputValue();
      await press(page, "Change (The person)");
      await page.getByLabel("The person's phone number").fill("07700 900555");
      await press(page);
      const form = { visit, go: "on" };
      const sent = await context.request.post("/refer/check", { form, headers: { accept: "text/html" } });
      const [reference = ""] = /\w{4}-\w{4}-\w\w(?=<)/.exec(await sent.text()) ?? [];
      await press(page, "Send the referral");
      expect(await headingOf(page)).toBe("You have sent this referral already");
      expect(await textOf(page)).toContain(reference);
      const { person } = await caseOf(reference.replaceAll("-", ""));
      expect(person.contact.phone).toBe("07700 900123");
    });
  });

  it("leaves nothing to go back to for whoever uses the device next", async () => {
    await inABrowser(browser, service.url, { width: "desktop" }, async (page) => {
      await fillInForSomebodyElse(page);
      await Promise.all([page.waitForEvent("load"), press(page, "Send the referral")]);
      await page.goBack().catch(() => {});
      expect(await textOf(page, "body")).not.toContain("Sampleson");
    });
  });

  it("is not needed to have nothing left on the device", async () => {
    await inABrowser(browser, service.url, { width: "phone" }, async (page) => {
      await fillInUntil(page, "How can we reach you?");
      await press(page, "Stop, and clear the answers from this device");
      expect(await headingOf(page)).toBe("The answers are cleared");
      await page.goBack().catch(() => {});
      expect(await textOf(page, "body")).not.toContain("Phone number");
    });
  });

  it("says when somebody reads that someone may be at risk", async () => {
    await inABrowser(browser, service.url, { width: "phone", scripts: false }, async (page) => {
      await fillInUntil(page);
      await press(page, "Change (Are you safe?)");
      await chooseIn(page, "Is somebody at risk of harm?", "Yes");
      await press(page);
      expect(await textOf(page)).toContain("A person reads that by Monday 2 March at 11am");
      await press(page, "Send my referral");
      expect(await textOf(page)).toContain("Do not wait for us if you need help now");
      await service.advance("PT0S");
      const [asked] = (await service.inbox("duty@greater-manchester.example.org")).slice(-1);
      expect(asked?.subject).toBeDefined();
    });
  });

  it("goes on from nowhere but a page of ours", async () => {
    await inABrowser(browser, service.url, { width: "phone", scripts: false }, async (page, context) => {
      await page.goto("/refer/name");
      expect(await headingOf(page)).toBe("Please start again");
      await fillInUntil(page, "What is your name?");
      await page.locator("input[name=visit]").evaluate((input: unknown) => {
        (input as { value: string }).value = `A${(input as { value: string }).value.slice(1)}B`;
      });
      await press(page);
      expect(await headingOf(page)).toBe("Please start again");
      await page.getByRole("button", { name: "Start again" }).click();
      expect(await headingOf(page)).toBe("Refer yourself or somebody else");
      const foreign = await context.request.post("/refer/name", {
        form: { visit: "x" },
        headers: { origin: "https://elsewhere.example" },
      });
      expect(foreign.status()).toBe(403);
    });
  });
});

it("a text of 10,000 characters is told to be too long, and kept", async () => {
  await inABrowser(browser, service.url, { width: "phone", scripts: false }, async (page) => {
    await fillInUntil(page, "What makes work hard for you?");
    const long = "Long ".repeat(2000).trim();
    await chooseIn(page, "What is the main thing?", "Something else");
    await page.getByLabel("In your own words").fill(long);
    await press(page);
    expect(await textOf(page, ".govuk-error-summary")).toContain("Use 4,000 characters or fewer");
    expect(await page.getByLabel("In your own words").inputValue()).toBe(long);
    await page.getByLabel("In your own words").fill("x".repeat(70_000));
    await press(page);
    expect(await headingOf(page)).toBe("Your text is too long to send");
    await page.goBack();
    expect(await page.getByLabel("In your own words").inputValue()).toHaveLength(70_000);
  });
});

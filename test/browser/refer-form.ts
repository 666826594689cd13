import type { Browser, BrowserContext, Page } from "playwright-core";
import { aBrowserOf } from "./open-browser.ts";

// How people fill in the form at /refer: by what they read on it.

export async function press(page: Page, name = "Continue"): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

export async function chooseIn(page: Page, question: string, answer: string): Promise<void> {
  await page.getByRole("group", { name: question }).getByLabel(answer, { exact: true }).check();
}

export async function typeDay(page: Page, question: string, [day, month, year]: [string, string, string]) {
  const group = page.getByRole("group", { name: question });
  await group.getByLabel("Day").fill(day);
  await group.getByLabel("Month").fill(month);
  await group.getByLabel("Year").fill(year);
}

export async function textOf(page: Page, selector = "main"): Promise<string> {
  return (await page.locator(selector).textContent()) ?? "";
}

export async function headingOf(page: Page): Promise<string> {
  return (await textOf(page, "h1")).trim();
}

/** The reference on the page after sending, as programs write it. */
export async function referenceOn(page: Page): Promise<string> {
  return (await textOf(page, ".govuk-panel strong")).replaceAll("-", "");
}

/** Every mistake that the page tells at its top. */
export async function mistakesOn(page: Page): Promise<string[]> {
  return await page
    .locator(".govuk-error-summary li")
    .allTextContents()
    .then((all) => all.map((each) => each.trim()));
}

/** What somebody answers on each page of their own referral, page by page, up to the check. */
export const ownAnswers: readonly (readonly [heading: string, answer: (page: Page) => Promise<void>])[] = [
  ["What is your home postcode?", (page) => page.getByLabel("home postcode").fill("bl1 1aa")],
  ["WorkWell in Greater Manchester", async () => {}],
  [
    "What is your name?",
    async (page) => {
      await page.getByLabel("First name").fill("Samplename");
      await page.getByLabel("Last name").fill("O'Sampleson-Łukasz");
      await page.getByLabel("What should we call you?").fill("Sam");
    },
  ],
  ["What is your date of birth?", (page) => typeDay(page, "date of birth", ["31", "3", "1980"])],
  [
    "How can we reach you?",
    async (page) => {
      await page.getByLabel("Phone number").fill("07700 900000");
      await chooseIn(page, "Is it safe to leave a message?", "No");
      await page.getByLabel("Email address").fill("sample@example.org");
    },
  ],
  [
    "How do you want us to talk with you?",
    async (page) => {
      await chooseIn(page, "What is the best way?", "Text message");
      await page.getByLabel("When is a good time?").fill("After 3pm");
      await page.getByLabel("Which language").fill("Polish");
      await chooseIn(page, "Do you need an interpreter?", "Yes");
      await page.getByLabel("Large print").check();
      await page.getByLabel("Anything else that helps").fill("A quiet room");
    },
  ],
  ["Are you in work?", (page) => chooseIn(page, "Are you in work?", "I have a job, but I am off sick")],
  [
    "Your time away from work",
    async (page) => {
      await typeDay(page, "When did you stop working", ["12", "January", "2026"]);
      await chooseIn(page, "Do you have a fit note?", "Yes");
      await typeDay(page, "when does it end", ["27", "3", "2026"]);
    },
  ],
  [
    "What makes work hard for you?",
    async (page) => {
      await chooseIn(page, "What is the main thing?", "Pain in the back, joints or muscles");
      await page.getByLabel("In your own words").fill("My back hurts when I sit.\nMornings are better.");
    },
  ],
  ["Are you safe?", (page) => chooseIn(page, "Is somebody at risk of harm?", "No")],
  [
    "What you agree to",
    async (page) => {
      await page.getByLabel("I agree that WorkWell").check();
      await page.getByLabel("You may share my plan with my GP").check();
      await page.getByLabel("The name of your GP practice").fill("Sample Surgery");
    },
  ],
];

/** Goes on as the page's first button says. */
export async function goOn(page: Page): Promise<void> {
  // A click no longer waits for the page that it leads to.
  await Promise.all([
    page.waitForEvent("domcontentloaded"),
    page.locator("button[name=go][value=on]").click(),
  ]);
}

/** Fills in one's own referral from its first page until the page with this heading. */
export async function fillInUntil(page: Page, until = "Check your answers"): Promise<void> {
  await page.goto("/refer/self");
  for (const [heading, answer] of ownAnswers) {
    if (heading === until) return;
    await answer(page);
    await goOn(page);
  }
}

/** Fills in the one page about somebody else. */
export async function fillInProfessional(page: Page, familyName: string): Promise<void> {
  await page.getByLabel("First name").fill("Samplename");
  await page.getByLabel("Last name").fill(familyName);
  await typeDay(page, "Date of birth", ["1", "2", "1990"]);
  await page.getByLabel("The person's phone number").fill("07700 900123");
  await chooseIn(page, "Is the person in work?", "In work");
  await chooseIn(page, "What makes work hard", "Mental health");
  await chooseIn(page, "Who agreed to this referral?", "The person");
  await chooseIn(page, "How did they agree?", "In person");
}

/** Fills in the short way as far as the check. */
export async function fillInForSomebodyElse(page: Page): Promise<void> {
  await page.goto("/refer/somebody-else");
  await page.getByLabel("home postcode").fill("BL1 1AA");
  await press(page);
  await fillInProfessional(page, "Sampleson");
  await page.getByLabel("Who are you?").selectOption("Employer");
  await press(page);
}

/** Does something in a browser of its own, and closes it. */
export async function inABrowser(
  browser: Browser,
  url: string,
  options: Parameters<typeof aBrowserOf>[2],
  act: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await aBrowserOf(browser, url, options);
  try {
    await act(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { schemaFor } from "../../functions/core/answers.ts";
import { fieldErrors } from "../../functions/core/field-errors.ts";
import { type TaskKind, taskKinds } from "../../functions/core/words.ts";
import { fromForm } from "../../functions/http/form.ts";
import { availabilityPage, workPage } from "../../functions/pages/index.ts";
import { aTaskPage, fullOfWork } from "../pages/builders.ts";
import { aReferral, monday } from "../support/builders.ts";
import { pageOf } from "../support/case-pages.ts";
import { journeys } from "../support/journeys.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";
import { type AccessJudge, openJudge } from "./access-judge.ts";
import { aBrowserOf, expectAccessible, openBrowser, widths } from "./browser.ts";

const coach = "coach1@frimley.example.org";
const lead = "lead@frimley.example.org";

let service: WorkWell;
let browser: Browser;
let judge: AccessJudge;
beforeAll(async () => {
  [service, browser] = await Promise.all([
    startWorkWell({ clock: "manual", now: "2026-03-02T10:00:00Z" }),
    openBrowser(),
  ]);
  judge = await openJudge(browser, service.url, widths.phone);
});
afterAll(async () => {
  expect(await judge.close()).toEqual([]);
  await browser.close();
  await service.dispose();
});

/** An address has so many codes in 15 minutes. */
async function nextCodes(): Promise<void> {
  await service.advance("PT16M");
}

/** Refers a person and answers the reference and the link that their coach is emailed. */
async function refer(familyName: string): Promise<{ reference: string; task: string }> {
  await nextCodes();
  const { body } = await service.post("/referrals", aReferral({ area: "frimley", person: { familyName } }));
  await service.advance("PT0S");
  const staff = await service.signIn(lead);
  const review = (await service.get(`/cases/${body.reference}`, staff)).body.openTasks[0];
  if (review.kind === "review-referral") {
    await service.post(new URL(review.taskUrl).pathname, { decision: "accept", reason: "Fits" }, staff);
    await service.advance("PT0S");
  }
  // Both coaches are equal, and the test is about one of them.
  await service.post(`/cases/${body.reference}/reassign`, { to: coach, reason: "Test" }, staff);
  await service.advance("PT0S");
  return { reference: body.reference, task: await lastLink(coach) };
}

async function lastLink(to: string): Promise<string> {
  const mail = (await service.inbox(to)).findLast(({ text }) => text.includes("/tasks/"));
  return /\/tasks\/[\w-]{22}/.exec(mail?.text ?? "")?.[0] ?? "";
}

/** From the page that asks for the address to the page that was wanted. */
async function signInOn(page: Page, email: string): Promise<void> {
  await page.getByLabel("Your work email address").fill(email);
  await page.getByRole("button", { name: "Email me a code" }).click();
  await service.advance("PT0S");
  const code = /\b\d{6}\b/.exec((await service.inbox(email)).at(-1)?.text ?? "")?.[0] ?? "";
  await page.getByLabel("The 6 digits").fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function phone(scripts = false): Promise<{ context: BrowserContext; page: Page }> {
  const context = await aBrowserOf(browser, service.url, { width: "phone", scripts });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return { context, page };
}

/** What a browser without scripts shows, looked at by one with: axe is a script itself. */
async function expectAccessibleWithoutScripts(page: Page): Promise<void> {
  await expectUsable(await page.content());
}

/** A page of ours as the service would send it, on a phone with its own style sheet and script. */
async function expectUsable(markup: string, isUnfolded = true): Promise<void> {
  expect(await judge.faultsOf(markup, isUnfolded)).toEqual([]);
}

const heading = (page: Page) => page.locator("h1").textContent();

describe("a coach with a phone on which no script runs", () => {
  it("answers from the email: sign in, what is asked, a mistake that keeps what was typed, done, what is next", async () => {
    const { task } = await refer("First");
    const { context, page } = await phone();
    await page.goto(task);
    expect(await page.locator("main").textContent()).toContain("due by Wednesday 4 March at 5pm");
    expect(await page.locator("main").textContent()).not.toContain("contact");
    await page.locator("main").getByRole("button", { name: "Sign in" }).click();
    await signInOn(page, coach);
    expect(await heading(page)).toContain("Make first contact");
    await expectAccessibleWithoutScripts(page);

    await page.getByRole("button", { name: "Answer now" }).click();
    await page.getByLabel("We agreed a first appointment").check();
    await page.getByLabel("When is the appointment?").fill("2026-03-01T14:30");
    await page.getByLabel("Note (optional)").fill("Rang at ten");
    await page.getByRole("button", { name: "Save the answer" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("There is a problem");
    expect(await page.getByLabel("Note (optional)").first().inputValue()).toBe("Rang at ten");
    expect(await page.getByLabel("We agreed a first appointment").isChecked()).toBe(true);
    await expectAccessibleWithoutScripts(page);

    await page.getByLabel("When is the appointment?").fill("2026-03-10T14:30");
    await page.getByLabel("Phone", { exact: true }).check();
    await page.getByLabel("I told the person everything").check();
    await page.getByRole("button", { name: "Save the answer" }).click();
    expect(await heading(page)).toContain("Your answer is saved");
    expect(await page.locator("main").textContent()).toContain("Tuesday 10 March at 2:30pm");
    await expectAccessibleWithoutScripts(page);
    await service.advance("PT0S");
    await page.getByRole("link", { name: "Your work today" }).click();
    expect(await heading(page)).toContain("Your work today");
    await page.goto(task);
    expect(await heading(page)).toContain("This task is done");
    await expectAccessibleWithoutScripts(page);
    await context.close();
  });

  it("puts a case on hold and goes on with it, and is told what was done or what is wrong", async () => {
    const { reference } = await refer("Second");
    const { context, page } = await phone();
    await page.goto(`/cases/${reference}`);
    await signInOn(page, coach);
    await page.getByText("Put the case on hold").click();
    await page.locator("#hold").getByLabel("Why").fill("In hospital");
    await page.getByRole("button", { name: "Put it on hold" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("Enter the date and time until when");
    expect(await page.locator("#hold").getByLabel("Why").inputValue()).toBe("In hospital");
    await expectAccessibleWithoutScripts(page);
    await page.getByLabel("Until when").fill("2026-04-01T09:00");
    await page.getByRole("button", { name: "Put it on hold" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("The case is on hold");
    expect(await page.locator("[aria-current=step]").textContent()).toContain(
      "until Wednesday 1 April at 9am",
    );
    await expectAccessibleWithoutScripts(page);
    await page.getByText("Go on with the case now").click();
    await page.getByRole("button", { name: "Go on now" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("The case goes on");
    expect(await page.locator("[aria-current=step]").textContent()).toContain("This waits on the coach");
    await context.close();
  });

  it("adds a note once, however often the form is sent", async () => {
    const { reference } = await refer("Third");
    const { cookie } = await service.signIn(coach);
    const page = (await service.get(`/cases/${reference}`, { cookie, accept: "text/html" })).text;
    const once = /name="once" value="([^"]*-note)"/.exec(page)?.[1] ?? "";
    for (let press = 0; press < 2; press++) {
      const sent = await service.post(
        `/cases/${reference}/note`,
        String(new URLSearchParams({ form: "note", once, text: "Rang twice" })),
        { cookie, accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
      );
      expect([sent.status, sent.headers.get("location")]).toEqual([303, `/cases/${reference}?done=note`]);
    }
    const { notes } = (await service.get(`/cases/${reference}`, { cookie })).body;
    expect(notes.filter(({ text }: { text: string }) => text === "Rang twice")).toHaveLength(1);
  });

  it("is told that a task is somebody else's once the lead gave the person to another coach", async () => {
    const { reference, task } = await refer("Fourth");
    const { context, page } = await phone();
    await page.goto(`/cases/${reference}`);
    await signInOn(page, lead);
    await page.getByText("Give the person another coach").click();
    await page.getByLabel("The new coach").selectOption({ index: 1 });
    await page.locator("#reassign").getByLabel("Why").fill("Speaks Polish");
    await page.getByRole("button", { name: "Give another coach" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("another coach");
    await expectAccessibleWithoutScripts(page);
    await context.close();
    const other = await phone();
    await other.page.goto(task);
    await other.page.locator("main").getByRole("button", { name: "Sign in" }).click();
    await signInOn(other.page, coach);
    expect(await heading(other.page)).toContain("This task is no longer yours");
    await expectAccessibleWithoutScripts(other.page);
    await other.context.close();
  });
});

function errorsOf(kind: TaskKind) {
  const body = fromForm(kind, new URLSearchParams({ form: "answer" }));
  const parsed = schemaFor(kind, body).safeParse(body);
  return parsed.success ? [{ pointer: "/note", detail: "Use fewer words" }] : fieldErrors(parsed.error);
}

describe("everybody can use", () => {
  it("the page of every task, with everything unfolded and its mistakes told", async () => {
    await expectUsable(aTaskPage("contact"));
    for (const kind of taskKinds) {
      const shown = { values: new Map([["form", ["answer"]]]), errors: errorsOf(kind) };
      // The folded rows of a plan are like those that are open, and so many that looking at them takes long.
      await expectUsable(aTaskPage(kind, shown), kind !== "plan" && kind !== "review");
    }
  });

  it.each(["waiting", "contact", "follow-up", "hold", "closed"] as const)(
    "the page of a case in stage %s, with everything that a lead can do",
    async (stage) => {
      const coaches = [{ email: "coach2@example.org", name: "Sample", capacity: 25, holding: 3 }];
      const long = { id: "n1", at: monday, text: `\u202e${"W".repeat(10_000)}` };
      await expectUsable(
        pageOf(journeys[stage](), { roles: ["lead"], coaches, notes: [long], done: "Done.", once: "a" }),
      );
    },
  );

  it("work, full and empty, with long names, and availability", async () => {
    const nobody = { overdue: [], due: [], coming: [], supportLimits: [], calls: [], onHold: 0 };
    const away = [{ from: "2026-04-01", to: "2026-04-10" }];
    await expectUsable(workPage(fullOfWork("A".repeat(200))));
    await expectUsable(workPage(fullOfWork("\u202eright to left")));
    await expectUsable(workPage({ ...nobody, roles: ["coach"], now: monday }));
    await expectUsable(availabilityPage({ roles: ["coach"], capacity: 3, holding: 1, away, done: "Saved." }));
    const errors = [{ pointer: "/away/0/to", detail: "Enter a day after the first" }];
    await expectUsable(availabilityPage({ roles: ["coach"], capacity: 3, holding: 1, away, errors }));
  });
});

describe("signing in and out", () => {
  it("ends everywhere at once, when it is asked for", async () => {
    await nextCodes();
    const lost = await service.signIn(coach);
    const { context, page } = await phone(true);
    await page.goto("/availability?done=saved");
    await signInOn(page, coach);
    expect(page.url()).toBe(`${service.url}/availability?done=saved`);
    await page.getByRole("link", { name: "signing out everywhere" }).click();
    expect(await page.locator("main").textContent()).toContain(
      "Your session ends by itself on Monday 2 March at 7pm",
    );
    await expectAccessible(page);
    expect((await service.get("/work", lost)).status).toBe(200);
    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    expect(await heading(page)).toBe("You have signed out everywhere");
    await expectAccessible(page);
    expect((await service.get("/work", lost)).status).toBe(401);
    expect((await service.get("/work", await service.signIn(coach))).status).toBe(200);
    await context.close();
  });

  it("loses nothing that was typed when the session ends before it is sent", async () => {
    const { reference } = await refer("Fifth");
    const { context, page } = await phone(true);
    await page.goto(`/cases/${reference}`);
    await signInOn(page, coach);
    await page.getByText("Add a note").click();
    await page.locator("#note").getByLabel("Note").fill("Typed <b>late</b>");
    await service.advanceTo("2026-03-02T19:00:01Z");
    await page.getByRole("button", { name: "Add the note" }).click();
    expect(await heading(page)).toBe("Your session has ended");
    expect(await page.locator("main").textContent()).toContain("It ended on Monday 2 March at 7pm");
    expect(await page.content()).not.toContain("Typed");
    await expectAccessible(page);
    await signInOn(page, coach);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Send it now" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("Your note was added");
    expect(await page.locator("main").textContent()).toContain("Typed <b>late</b>");
    await context.close();
  });
});

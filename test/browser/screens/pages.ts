import type { Page } from "playwright-core";
import { fillInForSomebodyElse, fillInUntil, goOn, press } from "../refer-form.ts";
import { type Reader, type Story, staff } from "./story.ts";

/** A picture of a page in one of its states. */
export interface Screen {
  /** The name of its files. */
  readonly id: string;
  /** What a reader calls it. */
  readonly name: string;
  /** What it is for. */
  readonly what: string;
  readonly as?: Reader;
  readonly show: (page: Page, story: Story) => Promise<unknown>;
}

const at = (path: string) => (page: Page) => page.goto(path);
const of = (name: string) => (page: Page, story: Story) =>
  page.goto(story.at[name] ?? `/${name} is not told of`);
const step = (heading: string) => async (page: Page) => {
  await fillInUntil(page, heading);
  await headed(page, heading);
};

/** Until the page with this heading has come: pressing a button does not wait for what it leads to. */
async function headed(page: Page, heading: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  await page.waitForLoadState();
}

async function openDetails(page: Page, { service, at: path, personEmail }: Story): Promise<void> {
  await page.goto(`${path.my}/details`);
  await press(page, "Email me a code");
  await service.advance("PT0S");
  const code = /\b\d{6}\b/.exec((await service.inbox(personEmail)).at(-1)?.text ?? "")?.[0];
  await page.getByLabel("The 6 digits").fill(code ?? "");
  await press(page, "Go on");
  await page.getByLabel("Phone number").waitFor();
  await service.advance("PT16M");
}

/** Every page of each kind of reader, by whom it is for. What changes the story comes last. */
export const screens: Readonly<Record<string, readonly Screen[]>> = {
  Coaches: [
    { id: "sign-in", name: "Sign in", what: "Staff ask for a code by email.", show: at("/sign-in") },
    {
      id: "task-link",
      name: "A task's link, not signed in",
      what: "All that a forwarded email shows.",
      show: of("contact"),
    },
    {
      id: "work",
      name: "Your work today",
      what: "What is overdue, due and coming.",
      as: "coach",
      show: at("/work"),
    },
    {
      id: "task-contact",
      name: "First contact",
      what: "What is asked, how to reach the person, and the answer.",
      as: "coach",
      show: of("contact"),
    },
    {
      id: "task-mistake",
      name: "An answer with a mistake",
      what: "What is wrong is told at the top and at its field; nothing is lost.",
      as: "coach",
      show: async (page, story) => {
        await page.goto(story.at.contact ?? "");
        await page.getByLabel("We agreed a first appointment").check();
        await page.getByLabel("When is the appointment?").fill("2026-03-01T14:30");
        await press(page, "Save the answer");
        await page.locator(".govuk-error-summary").waitFor();
      },
    },
    {
      id: "task-review",
      name: "A review",
      what: "The plan, action by action, and what comes next.",
      as: "coach",
      show: of("review"),
    },
    {
      id: "task-done",
      name: "A task that is done",
      what: "Why nothing is asked any more, and where to go.",
      as: "coach",
      show: of("done"),
    },
    {
      id: "task-on-hold",
      name: "A task while its case is on hold",
      what: "Until when nothing is asked.",
      as: "coach",
      show: of("held"),
    },
    {
      id: "cases",
      name: "Your cases",
      what: "A coach's people, and what each waits for.",
      as: "coach",
      show: at("/cases"),
    },
    {
      id: "case",
      name: "One person's case",
      what: "The journey, what is open, what can be done, what happened.",
      as: "coach",
      show: of("supported"),
    },
    {
      id: "case-plan",
      name: "The plan",
      what: "As the person has it, to read or print.",
      as: "coach",
      show: (page, story) => page.goto(`${story.at.supported}/plan`),
    },
    {
      id: "availability",
      name: "Your availability",
      what: "How many people, and when away.",
      as: "coach",
      show: at("/availability"),
    },
    {
      id: "not-yours",
      name: "A page for somebody else",
      what: "What one may open instead.",
      as: "coach",
      show: at("/area"),
    },
  ],
  "Area leads": [
    {
      id: "area",
      name: "Your area",
      what: "Who waits and how long, the coaches' load, what needs the lead.",
      as: "lead",
      show: at("/area"),
    },
    {
      id: "task-look",
      name: "A referral to look at",
      what: "The lead accepts it, names other help, or declines.",
      as: "lead",
      show: of("look"),
    },
    {
      id: "task-wait",
      name: "Nobody has room",
      what: "The lead chooses a coach, or lets the person wait.",
      as: "lead",
      show: of("wait"),
    },
    {
      id: "area-cases",
      name: "The area's cases",
      what: "Chosen by stage, coach and standard.",
      as: "lead",
      show: at("/cases"),
    },
    {
      id: "duplicates",
      name: "Is this the same person?",
      what: "Two cases side by side, to join them.",
      as: "lead",
      show: of("duplicates"),
    },
    {
      id: "coaches",
      name: "Who works here",
      what: "Everybody in the area and their room.",
      as: "lead",
      show: at("/area/coaches"),
    },
    {
      id: "coach",
      name: "One coach",
      what: "What is known of them; removing them.",
      as: "lead",
      show: at(`/area/coaches/${staff.coach}`),
    },
    {
      id: "reassign",
      name: "Give people to others",
      what: "Who would go to whom, before it is done.",
      as: "lead",
      show: at(`/area/reassign?from=${staff.coach}`),
    },
    {
      id: "rules",
      name: "The area's rules",
      what: "As they stand, with source or marked as defaults.",
      as: "lead",
      show: at("/area/rules"),
    },
    {
      id: "record",
      name: "A copy of the record",
      what: "Everything held about a person, for them.",
      as: "lead",
      show: (page, story) => page.goto(`${story.at.supported}/record`),
    },
    { id: "exports", name: "Exports", what: "Published figures.", as: "lead", show: at("/exports") },
  ],
  "The person": [
    {
      id: "my",
      name: "Where you are",
      what: "The person's own page: what happens next, plan, coach.",
      show: of("my"),
    },
    {
      id: "my-plan",
      name: "My plan",
      what: "The plan to read or print.",
      show: (page, story) => page.goto(`${story.at.my}/plan`),
    },
    {
      id: "my-code",
      name: "A code first",
      what: "Details open with a code to the contact on record.",
      show: (page, story) => page.goto(`${story.at.my}/details`),
    },
    {
      id: "my-details",
      name: "Change my details",
      what: "Contact details, and each thing agreed to.",
      show: openDetails,
    },
    { id: "stop", name: "Stop my referral", what: "No reason asked.", show: of("withdrawal") },
    {
      id: "bad-link",
      name: "A link that leads nowhere",
      what: "What to do instead.",
      show: at("/my/nothing"),
    },
  ],
  Referring: [
    { id: "home", name: "The first page", what: "What WorkWell is, and the way in.", show: at("/") },
    { id: "areas", name: "The areas", what: "Where WorkWell is offered.", show: at("/areas") },
    {
      id: "one-area",
      name: "One area",
      what: "For whom, what, how long people wait.",
      show: at("/areas/greater-manchester"),
    },
    { id: "refer", name: "Who is it for?", what: "The choice of ways.", show: at("/refer") },
    {
      id: "refer-place",
      name: "Where you live",
      what: "The area is found before anything personal.",
      show: step("What is your home postcode?"),
    },
    {
      id: "refer-area",
      name: "Your area",
      what: "Who it is for and how long people wait.",
      show: step("WorkWell in Greater Manchester"),
    },
    {
      id: "refer-mistake",
      name: "A question with a mistake",
      what: "One thing on each page; a mistake is told at its field.",
      show: async (page) => {
        await fillInUntil(page, "What is your name?");
        await headed(page, "What is your name?");
        await goOn(page);
        await page.locator(".govuk-error-summary").waitFor();
      },
    },
    {
      id: "refer-talk",
      name: "How to talk with you",
      what: "Language, interpreter, what helps.",
      show: step("How do you want us to talk with you?"),
    },
    {
      id: "refer-safe",
      name: "Are you safe?",
      what: "Where help is now, before anything is sent.",
      show: step("Are you safe?"),
    },
    {
      id: "refer-agree",
      name: "What you agree to",
      what: "Each consent by itself.",
      show: step("What you agree to"),
    },
    {
      id: "refer-check",
      name: "Check your answers",
      what: "Every answer, each with a way to change it.",
      show: step("Check your answers"),
    },
    {
      id: "refer-elsewhere",
      name: "Not offered there",
      what: "Why, and which doors are open.",
      show: async (page) => {
        await page.goto("/refer/self");
        await page.getByLabel("home postcode").fill("LS1 1AA");
        await press(page);
        await headed(page, "WorkWell is not offered there yet");
      },
    },
    {
      id: "refer-professional",
      name: "Refer somebody",
      what: "One page for a practice or Jobcentre, ready to send.",
      show: async (page) => {
        await fillInForSomebodyElse(page);
        await headed(page, "Check the referral");
      },
    },
    {
      id: "refer-sent",
      name: "Sent",
      what: "The reference, and what happens next.",
      show: async (page) => {
        await fillInUntil(page);
        await press(page, "Send my referral");
        await headed(page, "Your referral was sent");
      },
    },
  ],
};

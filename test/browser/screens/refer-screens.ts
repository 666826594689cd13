import { fillInForSomebodyElse, fillInUntil, goOn, press } from "../refer-form.ts";
import { at, headed, type Screen, step } from "./screen.ts";

/** What is open to everybody, and the way of a referral. */
export const referScreens: readonly Screen[] = [
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
];

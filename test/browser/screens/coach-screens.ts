import { press } from "../refer-form.ts";
import { at, of, type Screen } from "./screen.ts";

/** What a coach opens. */
export const coachScreens: readonly Screen[] = [
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
];

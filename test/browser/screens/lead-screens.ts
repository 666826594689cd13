import type { Page } from "playwright-core";
import { at, of, type Screen } from "./screen.ts";
import { staff } from "./story.ts";

/** What an area's lead opens. */
export const leadScreens: readonly Screen[] = [
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
  {
    id: "forecast",
    name: "What if?",
    what: "Waits with more or fewer coaches or referrals; here there is too little yet to tell.",
    as: "lead",
    show: at("/forecast"),
  },
  {
    id: "exports-preview",
    name: "A release before it is made",
    what: "What it would withhold, and why.",
    as: "lead",
    show: at("/exports/preview?area=greater-manchester&quarter=2025-Q4"),
  },
  {
    id: "exports",
    name: "Published figures",
    what: "The releases of each quarter, with their files.",
    as: "lead",
    show: released,
  },
  {
    id: "exports-report",
    name: "The report of a release",
    what: "A document of its own, to print and send on; here of a quarter in which nobody was referred.",
    as: "lead",
    show: async (page) => {
      await released(page);
      await page.getByRole("link", { name: "Report, to read and print" }).first().click();
      await page.waitForLoadState();
    },
  },
  {
    id: "reports",
    name: "An area beside England",
    what: "From the figures that are published.",
    as: "lead",
    show: at("/reports"),
  },
  {
    id: "management",
    name: "A month's true figures",
    what: "For running the service; not for publication.",
    as: "lead",
    show: at("/management"),
  },
];

/** Releases a quarter, once: a second time there is nothing new. */
async function released(page: Page): Promise<void> {
  await page.goto("/exports/preview?area=greater-manchester&quarter=2025-Q4");
  const release = page.getByRole("button", { name: /release/i });
  if ((await release.count()) > 0) {
    await Promise.all([page.waitForEvent("load"), release.first().click()]);
  }
  await page.goto("/exports");
}

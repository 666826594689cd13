import type { Page } from "playwright-core";
import { press } from "../refer-form.ts";
import { at, of, type Screen } from "./screen.ts";
import type { Story } from "./story.ts";

/** What a person opens who was referred. */
export const personScreens: readonly Screen[] = [
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
];

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

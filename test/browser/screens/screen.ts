import type { Page } from "playwright-core";
import { fillInUntil } from "../refer-form.ts";
import type { Reader, Story } from "./story.ts";

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

/** The page at this path. */
export const at = (path: string) => (page: Page) => page.goto(path);
/** The page that the story tells of by this name. */
export const of = (name: string) => (page: Page, story: Story) =>
  page.goto(story.at[name] ?? `/${name} is not told of`);
/** The page of this heading, on the way of somebody who refers themselves. */
export const step = (heading: string) => async (page: Page) => {
  await fillInUntil(page, heading);
  await headed(page, heading);
};

/** Until the page with this heading has come: pressing a button does not wait for what it leads to. */
export async function headed(page: Page, heading: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  await page.waitForLoadState();
}

import type { Browser } from "playwright-core";
import { script } from "../../functions/pages/assets/asset-names.ts";
import { giveAxe, violations } from "./axe.ts";
import { complaintsOf } from "./browser.ts";

/** Looks at one page after another in one window. */
export interface AccessJudge {
  /** What axe finds (WCAG 2.2 AA) and whether the page has to be scrolled sideways, with everything unfolded or as it is. */
  faultsOf(markup: string, isUnfolded?: boolean): Promise<string[]>;
  /** What the policy of the pages refused meanwhile. */
  close(): Promise<string[]>;
}

/**
 * A window of this width on the service. Opening a page anew and handing axe to it each time takes four times as long
 * as the judging, so here only what differs from page to page is put in place of the last one, and our script run over it
 * as after a page has loaded.
 */
export async function openJudge(browser: Browser, url: string, width: number): Promise<AccessJudge> {
  const context = await browser.newContext({ baseURL: url, viewport: { width, height: 844 } });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto("/");
  await giveAxe(page);
  const head = await page.evaluate(
    "document.head.querySelector('title').remove(), document.head.innerHTML.trim()",
  );
  let number = 0;
  return {
    async faultsOf(markup, isUnfolded = true) {
      const given = JSON.stringify({ markup, isUnfolded, head, script: `${script}?${++number}` });
      return await page.evaluate(`(${look})(${given})`);
    },
    async close() {
      await context.close();
      return complaints;
    },
  };
}

/** Runs in the browser. */
const look = `async ({ markup, isUnfolded, head, script }) => {
  const { title, head: newHead, body, documentElement } = new DOMParser().parseFromString(markup, "text/html");
  newHead.querySelector("title").remove();
  const faults = newHead.innerHTML.trim() === head ? [] : ["its head is another"];
  document.title = title;
  document.documentElement.lang = documentElement.lang;
  document.body.replaceWith(document.adoptNode(body));
  await import(script);
  if (isUnfolded) for (const each of document.querySelectorAll("details")) each.open = true;
  faults.push(...(await ${violations}));
  const wider = document.documentElement.scrollWidth - innerWidth;
  return wider > 0 ? [...faults, "is " + wider + " px wider than the window"] : faults;
}`;

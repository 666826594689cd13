import type { Page } from "playwright-core";

/** What every canary holds, so that it is known wherever it is read. */
export const mark = "kanari";

/**
 * What would run, or break out of wherever a page or an email may put it: an attribute, an element, a box to type in, a
 * title, a script, a comment, a link. It turns the line round too. A script of it would set `canary`.
 */
export function aCanary(number: number): string {
  return `javascript:canary=1//${mark}${number}"' data-canary='"><img data-canary src=x onerror=canary=1></textarea></title><script data-canary>canary=1</script>{{7*7}}<!--\u202e`;
}

/** Markup with a name for it, as it was answered or sent. */
export interface Markup {
  readonly name: string;
  readonly markup: string;
  /** An email brings no script at all. */
  readonly isEmail?: boolean;
}

// Runs in the browser, whose parser is the one that people's browsers have. Nothing runs in a parsed document.
const judge = `(all, mark) => all.flatMap(({ name, markup, isEmail }) => {
  const page = new DOMParser().parseFromString(markup, "text/html");
  const found = [];
  const say = (what) => found.push(name + ": " + what);
  const own = [...page.querySelectorAll("script")].filter((each) => each.text === "" && each.src);
  const scripts = page.querySelectorAll("script").length;
  if (own.length !== scripts || scripts !== (isEmail ? 0 : 1)) say(scripts + " scripts");
  for (const element of page.querySelectorAll("*")) {
    const tag = element.localName;
    if (["style", "iframe", "object", "embed", "base", "img", "template"].includes(tag)) say("an element " + tag);
    for (const { name: attribute, value } of element.attributes) {
      if (/^on|^style$|^srcdoc$|canary/i.test(attribute)) say("an attribute " + attribute + " of " + tag);
      const isAddress = ["href", "src", "action", "formaction", "content"].includes(attribute);
      if (isAddress && /^[\\s\\u0000-\\u001f]*(javascript|data|vbscript):/i.test(value)) say("an address " + value);
      if (isAddress && tag !== "meta" && !/^(https?:\\/\\/127\\.0\\.0\\.1:\\d+)?\\/|^(#|mailto:|tel:|\\?)|^https:\\/\\//.test(value) && value !== "")
        say("an address " + value);
      if (attribute.includes(mark)) say("an attribute named by a canary");
    }
  }
  const nodes = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    if (node.nodeType === Node.COMMENT_NODE) say("a comment");
    else if (!["TEXTAREA", "TITLE"].includes(node.parentNode.nodeName)) {
      const turns = (node.data.match(/\\u202e/g) ?? []).length - (node.data.match(/\\u202c/g) ?? []).length;
      if (turns > 0) say("a line that stays turned round: " + node.data.slice(0, 40));
    }
  }
  return found;
})`;

/** What of this markup does not stand as text where it was put, each in words. The page only lends its parser. */
export async function leaksIn(page: Page, all: readonly Markup[]): Promise<string[]> {
  return await page.evaluate(`(${judge})(${JSON.stringify(all)}, ${JSON.stringify(mark)})`);
}

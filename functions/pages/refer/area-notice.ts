import type { AreaRules } from "../../core/area-rules.ts";
import { waitRows, whoItIsFor } from "../area-pages.ts";
import { paragraph, summaryList } from "../components.ts";
import { type Html, html } from "../html.ts";

/** Whom an area takes, with what is only a default marked as one. */
export function eligibilityNotice(rules: AreaRules): Html {
  return html`${summaryList(whoItIsFor(rules))}
${paragraph(html`<a href="/areas/${encodeURIComponent(rules.area)}" target="_blank" rel="noopener">Everything about ${rules.name} (opens in a new tab)</a>`)}`;
}

/** How long people wait in an area. */
export function waitNotice(rules: AreaRules): Html {
  return summaryList(waitRows(rules));
}

import type { AreaRules } from "../../core/area-rules.ts";
import { type CountedWaits, waitsView } from "../../core/waits.ts";
import { waitsPart, whoItIsFor } from "../area-pages.ts";
import { heading, paragraph, summaryList } from "../components.ts";
import { type Html, html } from "../html.ts";

/** Whom an area takes, with what is only a default marked as one. */
export function eligibilityNotice(rules: AreaRules): Html {
  return html`${heading("Who it is for")}
${summaryList(whoItIsFor(rules))}
${paragraph(html`<a href="/areas/${encodeURIComponent(rules.area)}" target="_blank" rel="noopener">Everything about ${rules.name} (opens in a new tab)</a>`)}`;
}

/** How long people wait in an area. `counted`: undefined until it was counted. */
export function waitNotice(rules: AreaRules, counted: CountedWaits | undefined): Html {
  return waitsPart(waitsView(rules, counted));
}

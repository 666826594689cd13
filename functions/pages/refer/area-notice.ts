import type { AreaRules } from "../../core/area-rules.ts";
import { waitRows, whoItIsFor } from "../area-pages.ts";
import { paragraph, summaryList } from "../components.ts";
import { type Html, html } from "../html.ts";

/** Who an area is for and how long things take there, with what is only a default marked as one. */
export function areaNotice(rules: AreaRules): Html {
  return html`${summaryList([...whoItIsFor(rules), ...waitRows(rules)])}
${paragraph(html`<a href="/areas/${encodeURIComponent(rules.area)}" target="_blank" rel="noopener">Everything about ${rules.name} (opens in a new tab)</a>`)}`;
}

import type { AreaRules } from "../core/area-rules.ts";
import type { AreaServices } from "../core/area-service.ts";
import { dateInWords } from "../core/calendar.ts";
import { ruleRows } from "./area-pages.ts";
import { backLink, heading, list, paragraph, type Row, summaryList, tag } from "./components.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import type { ForStaff } from "./staff-menu.ts";

export interface RulesView extends ForStaff {
  /** In force now. */
  readonly rules: AreaRules;
  /** Versions that begin later, the first of them first. */
  readonly later: readonly AreaRules[];
  /** Undefined where no services were imported. */
  readonly imported?: AreaServices | undefined;
  readonly now: string;
}

/** For the lead: the area's rules as they stand with their sources, those that begin later, and how to change them. */
export function rulesPage({ roles, rules, later, imported, now }: RulesView): string {
  const title = `The rules of ${rules.name}`;
  const body = html`<div class="app-narrow">${backLink("/area", "Your area")}
<h1 class="govuk-heading-l">${title}</h1>
${paragraph(`These have been in force since ${dateInWords(rules.effectiveFrom, now)}. What was decided under older rules stays as it was decided.`)}
${paragraph("After each rule you read where your area published it. ", tag("default", "grey"), " means that it is not published: it is our default until your area sets it.")}
${paragraph(html`<a href="/areas/${encodeURIComponent(rules.area)}">The public page of your area</a> says the same to everybody.`)}
${heading("In force now")}
${summaryList(ruleRows(rules))}
${heading("What begins later")}
${later.length === 0 ? paragraph("No other rules are published yet.") : laterParts([rules, ...later], now)}
${heading("Local services")}
${servicesPart(rules, imported, now)}
${heading("How to change a rule")}
${changePart()}
</div>`;
  return layout({ title, body, roles });
}

function laterParts(versions: readonly AreaRules[], now: string): Html[] {
  return versions.slice(1).map((version, index) => {
    const before = versions[index];
    const changed = before ? changedRows(before, version) : ruleRows(version);
    return html`<h3 class="govuk-heading-s">From ${dateInWords(version.effectiveFrom, now)}</h3>
${changed.length === 0 ? paragraph("No rule that people see changes.") : summaryList(changed)}`;
  });
}

/** What reads differently in the later version. */
function changedRows(before: AreaRules, after: AreaRules): Row[] {
  const known = new Map(ruleRows(before).map(([rule, told]) => [rule, String(told)]));
  return ruleRows(after).filter(([rule, told]) => known.get(rule) !== String(told));
}

function servicesPart({ services }: AreaRules, imported: AreaServices | undefined, now: string): Html {
  if (!imported) {
    return html`${paragraph(`No list of services was imported. Plans offer the ${services.value.length} that the rules name: `, services.mark === "default" ? tag("default", "grey") : `(${services.source})`)}
${list(services.value)}`;
  }
  const { importedOn, source } = imported;
  const count = imported.services.length;
  return html`${summaryList([
    ["Services", `${count} ${count === 1 ? "service" : "services"}`],
    ["Where they come from", source],
    ["Imported", importedOn ? `On ${dateInWords(importedOn, now)}` : "The list does not say when"],
  ])}`;
}

/** In words: rules are published by whoever runs the service, so that each has a source and a day. */
function changePart(): Html {
  return html`${paragraph("Rules are not changed on a page, because people are told them and decisions rest on them. To change one:")}
<ol class="govuk-list govuk-list--number">
<li>write down the rule, its new value, the day from which it holds, and where your area published it</li>
<li>send that to whoever runs WorkWell for you: they add it to your area's file and publish it with “publish-areas”</li>
<li>look at this page again: the change is then under “What begins later”, and comes into force on its day by itself</li>
</ol>
${paragraph("A rule that is in force is never rewritten. A new list of local services replaces the old one as a whole.")}`;
}

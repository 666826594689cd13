import type { AreaRules } from "../core/area-rules.ts";
import type { AreaServices, OfferedService } from "../core/area-service.ts";
import { offeredServices } from "../core/area-view.ts";
import { dateInWords } from "../core/calendar.ts";
import { wordFor } from "../core/sentences.ts";
import type { Instant } from "../core/texts.ts";
import { crisisRoutes, heading, list, paragraph, type Row, summaryList, tag } from "./components.ts";
import { type Html, html, type Value } from "./html.ts";
import { layout } from "./layout.ts";

/** Every area, by name. */
export function areasPage(areas: readonly { readonly id: string; readonly name: string }[]): string {
  const body = html`<h1 class="govuk-heading-l">Where WorkWell works</h1>
${paragraph("Choose your area to see who it is for and what it offers.")}
${list(areas.map(({ id, name }) => html`<a href="/areas/${encodeURIComponent(id)}">${name}</a>`))}`;
  return layout({ title: "Where WorkWell works", body });
}

export interface AreaView {
  readonly rules: AreaRules;
  /** Undefined where no services were imported: the rules then say what is offered. */
  readonly imported?: AreaServices | undefined;
  /** Working days until most people hear from a coach, and the day this was counted. */
  readonly wait?: { readonly workingDays: number; readonly asAt: Instant } | undefined;
}

/** What one area offers. A value that the area has not published is shown as a default, never as its policy. */
export function areaPage({ rules, imported, wait }: AreaView): string {
  const { name, clocks, contactTries, maximumSupportWeeks } = rules;
  const support = maximumSupportWeeks.value;
  const body = html`<h1 class="govuk-heading-l">WorkWell in ${name}</h1>
${paragraph("Some of what you read here is not published by the area. We mark it as ", tag("default", "grey"), ": it is set by your area and may change.")}
${wait ? paragraph(`At the moment most people hear from a coach within ${days(wait.workingDays)}. Counted on ${dateInWords(wait.asAt)}.`) : ""}
${heading("Who it is for")}
${summaryList(whoItIsFor(rules))}
${heading("What it offers")}
${list(offeredServices(rules, imported).map(serviceItem))}
${imported ? html`<p class="govuk-hint">Source: ${imported.source}</p>` : markOf(rules.services)}
${heading("How long things take")}
${summaryList([
  ...waitRows(rules),
  row("Plan", clocks.planWorkingDays, (number) => `Within ${days(number)} of your first appointment`),
  row("Talks about your plan", clocks.reviewWeeks, (weeks) =>
    weeks === 1 ? "Every week" : `Every ${weeks} weeks`,
  ),
  row("Support", maximumSupportWeeks, () =>
    support === null
      ? "For as long as you and your coach agree"
      : `Up to ${support.inWork} weeks if you are in work, and up to ${support.outOfWork} weeks if you are not. It can be longer.`,
  ),
  row("Tries to reach you", contactTries, (tries) => `At least ${tries}`),
])}
${paragraph(`These rules are in force from ${dateInWords(rules.effectiveFrom, "2000-01-01")}.`)}
${crisisRoutes}
${paragraph(html`<a href="/areas">All areas</a>`)}`;
  return layout({ title: `WorkWell in ${name}`, body });
}

/** Whom an area takes. */
export function whoItIsFor(rules: AreaRules): Row[] {
  const { places, providers, notDesignedFor } = rules;
  return [
    row("Age", rules.minimumAge, (age) => `From ${age}`),
    row("Anyone who", rules.areaTests, (tests) => tests.map(wordFor).join(", or ")),
    row("Time out of work", rules.maximumWeeksOutOfWork, (weeks) =>
      weeks === null ? "No limit" : `Up to ${weeks} weeks`,
    ),
    row("Where", places, (where) =>
      where.length === 0 ? rules.localAuthorities.join(", ") : where.join(", "),
    ),
    ...(providers.value.length > 0
      ? [row("Delivered by", providers, (all) => all.map((each) => each.name).join(", "))]
      : []),
    ...(notDesignedFor.value.length > 0
      ? [row("Not made for", notDesignedFor, (groups) => groups.join(", "))]
      : []),
  ];
}

/** How long the first steps may take, by the area's own standard. */
export function waitRows({ clocks }: AreaRules): Row[] {
  const within = (number: number) => `Within ${days(number)} of your referral`;
  return [
    row("First contact", clocks.contactWorkingDays, within),
    row("First appointment", clocks.assessmentWorkingDays, within),
  ];
}

function serviceItem({ name, url, description, phone, email, wait, capacity }: OfferedService): Html {
  const reach = [phone, email].filter((way) => way !== undefined).join(", ");
  return html`${url ? html`<a class="govuk-link" href="${url}" rel="noopener">${name}</a>` : name}
${[
  description,
  reach && `Contact: ${reach}`,
  wait && `Wait: ${wait}`,
  capacity && `Places: ${placesOf(capacity)}`,
].map((line) => (line ? html`<div class="govuk-hint">${line}</div>` : ""))}`;
}

function placesOf({ available, maximum, unit, updated }: NonNullable<OfferedService["capacity"]>): string {
  const count = maximum === undefined ? `${available} free` : `${available} of ${maximum} free`;
  return [unit ? `${count} (${unit})` : count, updated && `as at ${updated}`].filter(Boolean).join(", ");
}

interface Sourced<Of> {
  readonly value: Of;
  readonly mark: "published" | "default";
  readonly source: string;
}

function row<Of>(key: string, sourced: Sourced<Of>, say: (value: Of) => Value): Row {
  return [key, html`${say(sourced.value)} ${markOf(sourced)}`];
}

function markOf({ mark, source }: Sourced<unknown>): Html {
  return mark === "published"
    ? html`<span class="govuk-hint">(${source})</span>`
    : html`${tag("default", "grey")}`;
}

function days(number: number): string {
  return `${number} working day${number === 1 ? "" : "s"}`;
}

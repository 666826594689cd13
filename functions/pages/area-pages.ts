import type { AreaRules } from "../core/area-rules.ts";
import type { AreaServices } from "../core/area-service.ts";
import { offeredServices } from "../core/area-view.ts";
import { dateInWords, inWords } from "../core/calendar.ts";
import { wordFor } from "../core/sentences.ts";
import { type CountedWaits, type WaitsView, waitsView } from "../core/waits.ts";
import {
  crisisRoutes,
  days,
  details,
  heading,
  list,
  paragraph,
  type Row,
  summaryList,
  tag,
} from "./components.ts";
import { type Html, html, type Value } from "./html.ts";
import { layout } from "./layout.ts";
import { servicePart } from "./service-part.ts";

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
  /** How long people wait; undefined until it was counted. */
  readonly counted?: CountedWaits | undefined;
}

/** What one area offers. A value that the area has not published is shown as a default, never as its policy. */
export function areaPage({ rules, imported, counted }: AreaView): string {
  const { name } = rules;
  const body = html`<h1 class="govuk-heading-l">WorkWell in ${name}</h1>
${paragraph("Some of what you read here is not published by the area. We mark it as ", tag("default", "grey"), ": it is set by your area and may change.")}
${heading("How long people wait now")}
${waitsPart(waitsView(rules, counted))}
${heading("Who it is for")}
${summaryList(whoItIsFor(rules))}
${heading("What it offers")}
${list(offeredServices(rules, imported).map(servicePart))}
${imported ? html`<p class="govuk-hint">Source: ${imported.source}</p>` : paragraph(markOf(rules.services))}
${heading("How long things take")}
${summaryList(howLongThingsTake(rules))}
${details("How the area works behind this", summaryList(behindThis(rules)))}
${paragraph(`These rules are in force from ${dateInWords(rules.effectiveFrom, "2000-01-01")}.`)}
${crisisRoutes}
${paragraph(html`<a href="/areas">All areas</a>`)}`;
  return layout({ title: `WorkWell in ${name}`, body });
}

/** How long people wait now, beside what the area aims at. */
export function waitsPart({
  asAt,
  overDays,
  firstContact,
  firstAppointment,
  waitingForCoach,
}: WaitsView): Html {
  const toldOf = ({ standard, medianWorkingDays: median }: WaitsView["firstContact"]) =>
    html`${median === null ? "There are not enough people yet to say." : `Half of the people waited ${days(median)} or less.`} The aim is ${days(standard.value)} at most. ${markOf(standard)}`;
  return html`${summaryList([
    ["From referral to first contact", toldOf(firstContact)],
    ["From referral to first appointment", toldOf(firstAppointment)],
    ["Waiting for a coach", waitingForCoach === null ? undefined : peopleInWords(waitingForCoach)],
  ])}${
    asAt === null
      ? paragraph("This is counted every working morning. It was not counted yet.")
      : paragraph(`Counted on ${inWords(asAt, "1800-01-01")}, over the ${overDays} days before.`)
  }`;
}

function peopleInWords(waiting: number | "fewer than 8"): string {
  if (waiting === 0) return "Nobody";
  return typeof waiting === "number" ? `About ${waiting} people` : "Fewer than 8 people";
}

/** Every rule of an area in words, each with its mark, as the public page tells them. */
export function ruleRows(rules: AreaRules): Row[] {
  return [...whoItIsFor(rules), ...howLongThingsTake(rules), ...behindThis(rules)];
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
    ...(providers.value.length > 0 ? [row("Delivered by", providers, providersInWords)] : []),
    ...(notDesignedFor.value.length > 0
      ? [row("Not made for", notDesignedFor, (groups) => groups.join(", "))]
      : []),
    row("Right to work", rules.asksRightToWork, (asks) =>
      asks ? "Your coach asks about your right to work in the UK" : "The area does not ask about it",
    ),
  ];
}

function providersInWords(providers: AreaRules["providers"]["value"]): string {
  return providers
    .map(({ name, places }) => (places.length === 0 ? name : `${name} (${places.join(", ")})`))
    .join(", ");
}

function howLongThingsTake(rules: AreaRules): Row[] {
  const { clocks, contactTries, maximumSupportWeeks, usualSupportWeeks } = rules;
  const support = maximumSupportWeeks.value;
  return [
    row("First contact", clocks.contactWorkingDays, (number) => `Within ${days(number)} of your referral`),
    row(
      "First appointment",
      clocks.assessmentWorkingDays,
      (number) => `Within ${days(number)} of your referral`,
    ),
    row("Plan", clocks.planWorkingDays, (number) => `Within ${days(number)} of your first appointment`),
    row("Talks about your plan", clocks.reviewWeeks, (weeks) =>
      weeks === 1 ? "Every week" : `Every ${weeks} weeks`,
    ),
    row("Support", maximumSupportWeeks, () =>
      support === null
        ? "For as long as you and your coach agree"
        : `Up to ${support.inWork} weeks if you are in work, and up to ${support.outOfWork} weeks if you are not. It can be longer.`,
    ),
    row("Support usually lasts", usualSupportWeeks, (weeks) =>
      weeks === null ? "The area has not said" : `${weeks} weeks`,
    ),
    row("Tries to reach you", contactTries, (tries) => `At least ${tries}`),
  ];
}

const fitNoteWords = {
  direct: "Your coach can arrange a talk about your fit note, if you agree",
  "gp-initiated": "Your GP practice starts it and refers you",
} as const;

/** What a person need not know to ask for help, and may want to. */
function behindThis({ clocks, fitNoteModel, reopenWithinDays, retention, dutyHours }: AreaRules): Row[] {
  const within = (number: number) => `Within ${days(number)}`;
  return [
    row("Fit notes", fitNoteModel, (model) =>
      model === null ? "The area has not said how" : fitNoteWords[model],
    ),
    row("Coming back after support has ended", reopenWithinDays, (number) => `Within ${number} days`),
    row("When someone may be at risk", clocks.makeSafeDutyHours, (hours) =>
      hours === 1 ? "Within 1 hour of the duty hours" : `Within ${hours} hours of the duty hours`,
    ),
    row("Your details", retention, keptInWords),
    row("Duty hours", dutyHours, ({ opens, closes }) => `${opens} to ${closes} on working days`),
    row("A person looks at a referral", clocks.reviewReferralWorkingDays, within),
    row("A coach is found for those who wait", clocks.waitForCoachWorkingDays, within),
    row("A talk about the plan is recorded", clocks.reviewWorkingDays, within),
    row("The end of support is recorded", clocks.exitWorkingDays, within),
    row("Questions after support has ended", clocks.followUpWorkingDays, within),
    row("Contact details that do not work are checked", clocks.checkAddressWorkingDays, within),
    row(
      "The area lead hears of what is late",
      clocks.escalateWorkingDays,
      (number) => `After ${days(number)}`,
    ),
  ];
}

function keptInWords({
  adultYears,
  untilAgeIfUnder17,
  untilAgeIf17,
}: AreaRules["retention"]["value"]): string {
  return `We keep them for ${adultYears} years after your support has ended. If you are under 18 then, we keep them until you are ${untilAgeIfUnder17}, or ${untilAgeIf17} if you are 17.`;
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

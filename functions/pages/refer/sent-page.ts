import { inWords } from "../../core/calendar.ts";
import type { Way } from "../../core/refer/steps.ts";
import { formatReference } from "../../core/reference.ts";
import type { Instant } from "../../core/texts.ts";
import { crisisRoutes, details, heading, list, paragraph, summaryList } from "../components.ts";
import { type Html, html } from "../html.ts";
import { layout } from "../layout.ts";
import type { Roles } from "../staff-menu.ts";
import type { AnswerGroup } from "./answer-rows.ts";
import { readAloud } from "./refer-form.ts";

export interface SentPage {
  readonly way: Way;
  /** Of the member of staff who filled it in for a caller. */
  readonly roles?: Roles | undefined;
  readonly reference: string;
  readonly areaName: string;
  readonly receivedAt: Instant;
  /** When first contact is due. */
  readonly contactDueAt: Instant;
  readonly groups: readonly AnswerGroup[];
  readonly safety?: string | undefined;
  /** Only for the people themselves: whoever has these links sees and stops the referral. */
  readonly links?: { readonly my: string; readonly withdraw: string } | undefined;
  readonly emailed: { readonly person: boolean; readonly referrer: boolean };
}

/** After sending: the reference, what happens next and by when, to be kept or printed. */
export function sentPage(sent: SentPage): string {
  const { way, areaName, contactDueAt, receivedAt, safety, groups } = sent;
  const isOther = way === "somebody-else";
  const reference = formatReference(sent.reference);
  const title = isOther ? "The referral was sent" : "Your referral was sent";
  const who = way === "self" ? "you" : "the person";
  const body = html`<div class="app-narrow">
<div class="govuk-panel govuk-panel--confirmation"><h1 class="govuk-panel__title">${title}</h1>
<div class="govuk-panel__body">${isOther ? "The" : "Your"} reference<br><strong>${reference}</strong></div></div>
${paragraph("Write the reference down, or print this page.")}
${safety ? html`<div class="govuk-inset-text">${safety}</div>` : ""}
${way === "caller" ? readAloud(`Your reference is ${[...sent.reference].join(" ")}.`, `Somebody from WorkWell in ${areaName} will get in touch with you by ${inWords(contactDueAt, receivedAt)}. It is your choice at any time.`) : ""}
${heading("What happens next")}
${list([
  `Somebody from WorkWell in ${areaName} gets in touch with ${who} by ${inWords(contactDueAt, receivedAt)}. If we need to check something first, it may take longer.`,
  `A coach and ${who} agree a first appointment, in the way that is best.`,
  ...emailLines(sent),
])}
${linksPart(sent)}
${crisisRoutes}
${details(isOther ? "A copy of what you sent" : "A copy of your answers", copyOf(groups))}
${nextPart(way)}
</div>`;
  return layout({ title, body, roles: sent.roles });
}

function emailLines({ way, emailed }: SentPage): string[] {
  if (way === "self") return emailed.person ? ["We email you the reference and your links."] : [];
  return [
    ...(emailed.person ? ["We email the person how to see the referral and how to stop it."] : []),
    ...(emailed.referrer ? ["We email you the reference. The email says nothing about the person."] : []),
  ];
}

function linksPart({ links }: SentPage): Html {
  if (!links) return html``;
  return html`${heading("Your own links")}
${paragraph("Keep these for yourself. Whoever has them can see where your referral is, and stop it.")}
${list([
  html`<a class="govuk-link app-print-address" href="${links.my}">See where your referral is</a>`,
  html`<a class="govuk-link app-print-address" href="${links.withdraw}">Stop your referral. You do not have to say why</a>`,
])}`;
}

function copyOf(groups: readonly AnswerGroup[]): Html {
  return html`${groups.map(({ title, rows }) => html`<h3 class="govuk-heading-s">${title}</h3>${summaryList(rows)}`)}`;
}

function nextPart(way: Way): Html {
  if (way === "caller") return paragraph(html`<a href="/refer/caller">Take another referral by phone</a>`);
  if (way === "somebody-else") {
    return paragraph(html`<a href="/refer/somebody-else">Refer another person</a>`);
  }
  return paragraph("If others use this device, close the browser now.");
}

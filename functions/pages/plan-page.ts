import { dateInWords, type LondonDate } from "../core/calendar.ts";
import type { DocumentAction, PlanDocument } from "../core/plan-document.ts";
import { wordFor } from "../core/sentences.ts";
import { readerInWords } from "../core/sentences-of-commands.ts";
import type { actionOwners, actionStates, PlanType } from "../core/words.ts";
import { crisisRoutes, heading, list, paragraph, promised } from "./components.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import { howToReach } from "./service-part.ts";
import type { Roles } from "./staff-menu.ts";

export interface PlanPage {
  readonly document: PlanDocument;
  readonly today: LondonDate;
  /** Where the reader came from: the person's own page, or the case. */
  readonly back: { readonly href: string; readonly label: string };
  /** Undefined for the person themselves. */
  readonly roles?: Roles | undefined;
}

const aims: Record<PlanType, string> = {
  "thrive-at-work": "The plan is to help you do well at work.",
  "return-to-work": "The plan is to help you go back to work.",
  "seek-work": "The plan is to help you find work.",
};

const headings: Record<(typeof actionOwners)[number], string> = {
  person: "What you will do",
  coach: "What your coach will do",
  employer: "What your employer will do",
  service: "What other services will do",
};

const states: Record<(typeof actionStates)[number], string> = {
  done: "Done",
  started: "Started",
  "not-started": "Not started yet",
  dropped: "You decided together not to do this",
};

/** The plan in the person's own words, to read on a screen or to print. */
export function planPage({ document, today, back, roles }: PlanPage): string {
  const { reference, name, areaName, coachName, plan } = document;
  const body = html`<div class="app-narrow">
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${name ? `${name}, ` : ""}${reference}</span>Your plan</h1>
${supportPart(document, today)}
${plan ? agreedPart(plan, today) : ""}
${heading("Good to know")}
${list([...promised, `You get this support from WorkWell in ${areaName}.`, ...(coachName ? [`Your coach is ${coachName}.`] : [])])}
${plan ? html`${heading("Who has this plan")}${sharingPart(document, today)}` : ""}
${plan && document.support !== "ended" ? html`${heading("If you want to change something")}${paragraph("Tell your coach, at any time. You can change the plan, leave something out, or take back what you agreed to.")}` : ""}
${crisisRoutes}
<p class="govuk-body app-no-print"><a href="${back.href}">${back.label}</a></p>
</div>`;
  return layout({ title: roles ? `Your plan, ${reference}` : "Your plan", body, roles });
}

function supportPart({ support, endedOn, plan }: PlanDocument, today: LondonDate): Html {
  if (support === "ended") {
    const when = endedOn ? ` on ${dateInWords(endedOn, today)}` : "";
    const then = plan ? " This is what you had agreed until then." : "";
    return inset(`Your support ended${when}.${then} You can ask for help again at any time.`);
  }
  if (support === "on-hold") return inset("Your support is on hold. Your coach will get in touch again.");
  if (plan) return html``;
  return paragraph(
    "There is no plan yet. You and your coach make one together, after your first appointment.",
  );
}

function agreedPart(
  { planType, agreedOn, nextReviewOn, actions }: NonNullable<PlanDocument["plan"]>,
  today: LondonDate,
): Html {
  return html`${paragraph(`You and your coach agreed this plan on ${dateInWords(agreedOn, today)}. ${aims[planType]}`)}
${actions.length === 0 ? paragraph("There are no steps in it yet.") : ""}
${Object.entries(headings).map(([owner, title]) => {
  const theirs = actions.filter(({ by }) => by === owner);
  return theirs.length === 0 ? "" : html`${heading(title)}${list(theirs.map((each) => stepOf(each, today)))}`;
})}
${nextReviewOn ? html`${heading("When we talk next")}${paragraph(`You and your coach talk about the plan again on ${dateInWords(nextReviewOn, today)}.`)}` : ""}`;
}

function stepOf(
  { kind, description, dueOn, status, markedOn, service, serviceGone }: DocumentAction,
  today: LondonDate,
): Html {
  const state = `${states[status]}${markedOn ? ` (${dateInWords(markedOn, today)})` : ""}.`;
  return html`${description === "" ? wordFor(kind) : description}
<div class="govuk-hint">${dueOn ? `By ${dateInWords(dueOn, today)}. ` : ""}${state}</div>
${
  service
    ? html`<div><strong>${service.name}</strong></div>${howToReach(service)}
${service.howToApply ? html`<div class="govuk-hint">${service.howToApply}</div>` : ""}${service.url ? html`<div class="govuk-hint">${service.url}</div>` : ""}`
    : ""
}${serviceGone ? html`<div class="govuk-hint">Ask your coach how to reach this service now.</div>` : ""}`;
}

function sharingPart({ sharing }: PlanDocument, today: LondonDate): Html {
  const given = sharing.flatMap(({ with: reader, agreed, on, sharedOn }) => {
    if (sharedOn === undefined) return [];
    const decided = agreed ? "You agreed to this" : "You took back your agreement";
    const after = agreed ? "" : " We give them nothing more.";
    return [
      `We gave the part for ${readerInWords(reader)} to them on ${dateInWords(sharedOn, today)}.${on ? ` ${decided} on ${dateInWords(on, today)}.` : ""}${after}`,
    ];
  });
  return html`${paragraph("You, your coach and the people who work with them have this plan.")}
${given.length > 0 ? list(given) : ""}
${paragraph("Nobody else gets it unless you say so. An employer sees only what concerns the workplace.")}`;
}

function inset(text: string): Html {
  return html`<div class="govuk-inset-text">${text}</div>\n`;
}

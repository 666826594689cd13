import { dateInWords } from "../core/calendar.ts";
import { wordFor } from "../core/sentences.ts";
import type { SharedDocument } from "../core/shared-plan.ts";
import type { Instant } from "../core/texts.ts";
import type { actionOwners, actionStates, PlanReader } from "../core/words.ts";
import { capital, heading, list, paragraph, summaryList } from "./components.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import type { Roles } from "./staff-menu.ts";

const titles: Record<PlanReader, string> = {
  gp: "Work and health plan, for the GP practice",
  employer: "Plan for the workplace, for the employer",
};

const purposes: Record<PlanReader, string> = {
  gp: "These are the steps about work and health that the patient and their Work and Health Coach agreed. It is not a request for a fit note, and asks nothing of the practice unless a step says so.",
  employer:
    "These are the steps about work that your employee and their Work and Health Coach agreed. It holds nothing about health, and you need no more than this to act on it.",
};

const owners: Record<(typeof actionOwners)[number], string> = {
  person: "The person",
  coach: "The coach",
  employer: "The employer",
  service: "Another service",
};

const states: Record<(typeof actionStates)[number], string> = {
  done: "done",
  started: "started",
  "not-started": "not started yet",
  dropped: "left out",
};

/** A part of the plan for a reader whom the person agreed to, to print or to hand over: nothing beyond `document`. */
export function sharedPlanPage(document: SharedDocument, roles: Roles, now: Instant): string {
  const { for: reader, reference, name, planType, actions, nextReviewOn, consentedOn } = document;
  const body = html`<div class="app-narrow">
<h1 class="govuk-heading-l"><span class="govuk-caption-l">WorkWell</span>${titles[reader]}</h1>
${summaryList([
  ["About", name],
  ["WorkWell reference", reference],
  ["The plan is to", planType && wordFor(planType).toLowerCase()],
  ["Plan agreed on", dateInWords(document.agreedAt, now)],
  ["The person agreed to share it on", consentedOn && dateInWords(consentedOn, now)],
  ["Shared on", dateInWords(document.sharedAt, now)],
  ["Next talk about the plan", nextReviewOn && dateInWords(nextReviewOn, now)],
])}
${paragraph(purposes[reader])}
${heading("What was agreed")}
${actions.length === 0 ? paragraph("No step of the plan is for you.") : list(actions.map((action) => stepOf(action, now)))}
${heading("Please keep in mind")}
${list([
  "The person chose to share this with you, and can change their mind at any time.",
  "Speak with the person before you pass it on.",
])}
<p class="govuk-body app-no-print"><a href="/cases/${encodeURIComponent(reference)}">Back to the case</a></p>
</div>`;
  return layout({ title: `${titles[reader]}, ${reference}`, body, roles });
}

function stepOf(
  { kind, by, dueOn, status, description, service }: SharedDocument["actions"][number],
  now: Instant,
): Html {
  const due = dueOn ? `, by ${dateInWords(dueOn, now)}` : "";
  return html`${wordFor(kind)}${description ? `: ${description}` : ""}
<div class="govuk-hint">${owners[by]}${due}. ${capital(states[status])}.${service ? ` ${service}.` : ""}</div>`;
}

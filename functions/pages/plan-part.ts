import { dateInWords } from "../core/calendar.ts";
import type { ConversationView } from "../core/conversations.ts";
import type { PlannedAction, PlanView } from "../core/plan-view.ts";
import { wordFor } from "../core/sentences.ts";
import { consentInWords } from "../core/sentences-of-commands.ts";
import type { Instant } from "../core/texts.ts";
import { details, heading, list, paragraph, type Row, summaryList } from "./components.ts";
import { type Html, html } from "./html.ts";
import { howToReach } from "./service-part.ts";

/**
 * The plan for those who work with the person: each action with who does it, by when, and how it went. `reference`:
 * of the case whose document can be opened from here, if any.
 */
export function planPart(plan: PlanView | undefined, reference: string | undefined, now: Instant): Html {
  if (!plan) return html``;
  return html`${heading("The plan")}
${paragraph(`${wordFor(plan.planType)}. The next review is on ${dateInWords(plan.nextReviewOn, now)}.`)}
${summaryList(plan.actions.map((action, index): Row => actionRow(action, index + 1, now)))}
${reference === undefined ? "" : paragraph(html`<a href="/cases/${encodeURIComponent(reference)}/plan">The plan as the person has it, to read or to print</a>`)}`;
}

function actionRow(action: PlannedAction, number: number, now: Instant): Row {
  const { description, kind, by, dueOn, status, mark, service, serviceId } = action;
  const when = mark ? `, ${dateInWords(mark.on, now)}` : "";
  return [
    `${number}. ${description}`,
    html`${wordFor(kind)}. ${wordFor(by)}${dueOn ? `, by ${dateInWords(dueOn, now)}` : ""}.
${wordFor(status)}${when}${mark?.reason ? `: ${mark.reason}` : ""}${
  service
    ? html`<div>${service.name}</div>${howToReach(service)}`
    : serviceId === undefined
      ? ""
      : html`<div class="govuk-hint">Its service is not in the area's list any more.</div>`
}`,
  ];
}

/** How a coach goes about each talk about the person in this area, and whether it may begin. */
export function conversationsPart(conversations: readonly ConversationView[], now: Instant): Html {
  return html`${conversations.map(({ kind, consent, says, ...more }) => {
    const { which, given, on } = consent;
    const model = "fitNoteModel" in more ? more.fitNoteModel : undefined;
    const agreed = given
      ? `The person agreed to ${consentInWords(which)}${on ? ` on ${dateInWords(on, now)}` : ""}.`
      : `The person has not agreed to ${consentInWords(which)}. You can put the talk into the plan now. Ask them for their consent, and record it on the page of the case, before it begins.`;
    const source =
      model &&
      (model.mark === "default" ? "Default, not published; set by your area." : `Source: ${model.source}.`);
    return details(
      `${wordFor(kind)}: how it works here`,
      list([...says, agreed, ...(source ? [source] : [])]),
    );
  })}`;
}

import { crisisRoutes, paragraph, summaryList } from "../components.ts";
import { type Html, html } from "../html.ts";
import type { AnswerGroup } from "./answer-rows.ts";
import { type FormFrame, readAloud, referPage } from "./refer-form.ts";

export interface CheckPage extends FormFrame {
  readonly areaName: string;
  readonly groups: readonly AnswerGroup[];
  /** Only when somebody may be at risk: who reads that, and when. */
  readonly safety?: string | undefined;
}

/** Everything that was answered, each with a way to change it, before it is sent. */
export function checkPage({ areaName, groups, safety, ...frame }: CheckPage): string {
  const isOther = frame.way === "somebody-else";
  const title = isOther ? "Check the referral" : "Check your answers";
  return referPage({
    ...frame,
    step: "check",
    title,
    before: html`<h1 class="govuk-heading-l">${title}</h1>
${frame.way === "caller" ? readAloud("I read your answers back to you. Please tell me what is not right.") : ""}
${paragraph(html`This goes to <strong>WorkWell in ${areaName}</strong>. Nothing is kept until you send it.`)}`,
    inside: html`${groups.map(card)}
${safety ? html`<div class="govuk-inset-text">${safety}</div>` : ""}
${crisisRoutes}`,
    goesOn: isOther ? "Send the referral" : "Send my referral",
    hasBack: true,
  });
}

function card({ step, title, rows }: AnswerGroup): Html {
  const told = summaryList(rows);
  return html`<div class="govuk-summary-card">
<div class="govuk-summary-card__title-wrapper"><h2 class="govuk-summary-card__title">${title}</h2>
<div class="govuk-summary-card__actions"><button type="submit" class="app-link-button" name="go" value="change ${step}">Change<span class="govuk-visually-hidden"> (${title})</span></button></div>
</div>
<div class="govuk-summary-card__content">${told.toString() === "" ? paragraph("Not answered.") : told}</div>
</div>\n`;
}

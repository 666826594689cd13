import { formatReference } from "../../core/reference.ts";
import { crisisRoutes, heading, list, paragraph, promised } from "../components.ts";
import { type Html, html } from "../html.ts";
import { layout } from "../layout.ts";

/** What happens, how long it takes, and that it is a choice. */
export function referStartPage(): string {
  return narrowPage(
    "Refer yourself or somebody else",
    html`${paragraph("WorkWell is for people with a health condition or a disability. It helps you to start work, stay in work or go back to work. You get a Work and Health Coach.")}
${list([...promised, "You do not need a diagnosis, and you do not need to claim a benefit."])}
${heading("What happens")}
<ol class="govuk-list govuk-list--number">
<li>You tell us where you live. We show you who it is for there, and how long it takes.</li>
<li>You answer some short questions. It takes about 10 minutes. You can leave out a lot.</li>
<li>You check your answers and send them. Nothing is kept before that.</li>
<li>Somebody gets in touch with you.</li>
</ol>
<div class="govuk-button-group">
${startButton("/refer/self", "Refer yourself")}
</div>
${heading("Refer somebody else")}
${paragraph("For GP practices, employers, Jobcentres, councils, community groups and families. The person must agree first. It takes about 2 minutes, on one page.")}
<div class="govuk-button-group">
${startButton("/refer/somebody-else", "Refer somebody else")}
</div>
${crisisRoutes}`,
  );
}

function startButton(href: string, label: string): Html {
  return html`<a href="${href}" role="button" draggable="false" class="govuk-button" data-module="govuk-button">${label}</a>`;
}

/** The form cannot go on from where it was: what that means, and the way to begin again. */
export function startAgainPage(): string {
  return narrowPage(
    "Please start again",
    html`${paragraph("We cannot go on from this page. It may be more than a day old, or it was opened without your answers.")}
${paragraph("Nothing was sent, and we kept nothing of what you typed. If the page before is still open, your browser's back button may bring your answers back.")}
${startButton("/refer", "Start again")}
${crisisRoutes}`,
  );
}

/** Somebody stopped, and wants nothing left on the device. */
export function clearedPage(): string {
  return narrowPage(
    "The answers are cleared",
    html`${paragraph("Nothing was sent, and we kept nothing. Your browser was asked to forget the pages of the form.")}
${paragraph("You can start again at any time.")}
${startButton("/refer", "Start again")}
${crisisRoutes}`,
  );
}

/** More was typed than one form may send. */
export function tooLongPage(): string {
  return narrowPage(
    "Your text is too long to send",
    html`${paragraph("Nothing was sent yet. Use your browser's back button: what you typed is still there. Make the long texts shorter, to 4,000 characters at most, and continue.")}
${paragraph(html`<a href="/refer">Start again</a>`)}`,
  );
}

/** The same form was changed and sent again after it had been sent. */
export function alreadySentPage({ reference }: { readonly reference: string }): string {
  return narrowPage(
    "You have sent this referral already",
    html`${paragraph(html`The reference is <strong>${formatReference(reference)}</strong>. We have what you sent the first time. What you changed after that was not sent.`)}
${paragraph("To change something, tell the coach when they get in touch.")}
${paragraph(html`<a href="/refer">Make another referral</a>`)}`,
  );
}

function narrowPage(title: string, content: Html): string {
  return layout({
    title,
    body: html`<div class="app-narrow"><h1 class="govuk-heading-l">${title}</h1>
${content}</div>`,
  });
}

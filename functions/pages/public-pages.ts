import { button, crisisRoutes, heading, list, paragraph } from "./components.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";

const promises = list([
  "It is your choice. You can stop at any time.",
  "It has no effect on your benefits.",
  "We do not share anything with the Jobcentre unless you say so.",
]);

/** The start page. */
export function homePage(): string {
  const body = html`<h1 class="govuk-heading-l">Help with work and your health</h1>
${paragraph("WorkWell helps people with a health condition or a disability who want to work, stay in work or go back to work.")}
${paragraph("You get a Work and Health Coach. You talk about what makes work hard, make a plan together, and your coach helps you with it.")}
${promises}
<a href="/refer" role="button" draggable="false" class="govuk-button govuk-button--start" data-module="govuk-button">Refer yourself or somebody else<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false"><path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg></a>
${heading("Who it is for")}
${paragraph("You do not need a diagnosis, and you do not need to claim a benefit. You can ask for help yourself. Your GP, your employer, a work coach, your council or a local group can also ask for you, if you agree.")}
${paragraph(html`<a href="/areas">See where WorkWell works, and what each area offers</a>`)}
${crisisRoutes}
${heading("For people who work for WorkWell")}
${paragraph(html`<a href="/sign-in">Sign in</a>`)}
${heading("For people who build systems")}
${paragraph(html`<a href="/openapi.json">How to send a referral from your system</a>`)}`;
  return layout({ title: "Help with work and your health", body: narrow(body) });
}

/** Asks a person whether they want to stop. A program that opens the link changes nothing. */
export function withdrawalPage({ reference, token }: { reference: string; token: string }): string {
  const body = html`<h1 class="govuk-heading-l">Stop your referral</h1>
${paragraph(`This is about the referral ${reference}.`)}
${paragraph("If you stop, your coach will not contact you any more. You do not have to say why. It has no effect on your benefits, and you can ask for help again at any time.")}
<form method="post" action="/referrals/${encodeURIComponent(reference)}/withdrawal">
<input type="hidden" name="token" value="${token}">
${button("Stop my referral", "warning")}
</form>
${paragraph("If you want to go on, close this page.")}`;
  return layout({ title: "Stop your referral", body: narrow(body) });
}

/** After the person has stopped. */
export function withdrawnPage({ reference }: { reference: string }): string {
  const body = html`<h1 class="govuk-heading-l">Your referral has stopped</h1>
${paragraph(`The referral ${reference} has stopped. We have told your coach, if you had one, not to contact you.`)}
${paragraph("It has no effect on your benefits. You can ask for help again at any time.")}
${crisisRoutes}`;
  return layout({ title: "Your referral has stopped", body: narrow(body) });
}

export type Progress = "received" | "arranging" | "in-touch" | "supported" | "finished";

export interface MyReferral {
  readonly reference: string;
  readonly progress: Progress;
  readonly areaName?: string | undefined;
  /** Left out once there is nothing to stop. */
  readonly withdrawLink?: string | undefined;
}

const progressWords: Record<Progress, string> = {
  received: "We have your referral. We will get in touch with you.",
  arranging: "We are finding a coach for you. They will get in touch with you.",
  "in-touch": "You have a coach. You are arranging to talk, or making a plan together.",
  supported: "You are getting support from your coach.",
  finished: "Your support has ended. You can ask for help again at any time.",
};

/** Where one's own referral is. */
export function myReferralPage({ reference, progress, areaName, withdrawLink }: MyReferral): string {
  const body = html`<h1 class="govuk-heading-l">Your referral</h1>
${paragraph(`Your reference is ${reference}.${areaName ? ` Your area is ${areaName}.` : ""}`)}
<div class="govuk-inset-text">${progressWords[progress]}</div>
${promises}
${withdrawLink ? paragraph(html`<a href="${withdrawLink}">Stop my referral</a>`) : ""}
${crisisRoutes}`;
  return layout({ title: "Your referral", body: narrow(body) });
}

function narrow(content: Html): Html {
  return html`<div class="app-narrow">${content}</div>`;
}

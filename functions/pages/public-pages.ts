import { crisisRoutes, heading, narrow, paragraph, promises } from "./components.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";

/** The start page. */
export function homePage(): string {
  const body = html`<h1 class="govuk-heading-l">Help with work and your health</h1>
${paragraph("WorkWell is for people with a health condition or a disability. It helps you to start work, stay in work or go back to work.")}
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

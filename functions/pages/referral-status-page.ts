import { heading, list, narrow, paragraph } from "./components.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";

/**
 * For whoever opens the address of a referral in a browser: it answers the systems that send referrals, and nobody can
 * sign in to it. The same for every reference, so that it tells nobody which ones exist.
 */
export function referralStatusPage(): string {
  const title = "This page is for computer systems";
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
${paragraph("You cannot read about a referral here. This is what you can do.")}
${heading("If the referral is about you")}
${paragraph("Open the newest email that WorkWell sent you. Use the link under “See where your referral is”. If you cannot find the email, ask your coach when you speak.")}
${heading("If you referred somebody else")}
${paragraph("Look in the email that we sent when your referral came in. It says what happens next. We tell you more by email if the person agreed to it and you asked to hear back. You can also ask the person.")}
${heading("If you work for WorkWell")}
${paragraph(html`<a href="/cases">Sign in and open your cases</a>. The reference finds the person there.`)}
${heading("If you build systems")}
${paragraph("Send the statusToken that came with the answer to your referral. ", html`<a href="/openapi.json">Read how</a>.`)}
${list([html`<a href="/">Go to the start page</a>`])}`;
  return layout({ title, body: narrow(body) });
}

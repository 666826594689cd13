import { askAgain, button, crisisRoutes, heading, list, narrow, paragraph } from "./components.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";

export interface Withdrawal {
  readonly reference: string;
  readonly token: string;
  /** Support has ended already; only questions about how things are now are still to come. */
  readonly isFollowedUp: boolean;
}

/** Asks a person whether they want to stop. A program that opens the link changes nothing. */
export function withdrawalPage({ reference, token, isFollowedUp }: Withdrawal): string {
  const body = html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">Reference ${reference}</span>Do you want to stop?</h1>
${paragraph(isFollowedUp ? "Your support has ended. If you stop now, nobody asks you how things are later." : "WorkWell is your choice. If you stop:")}
${
  isFollowedUp
    ? ""
    : list([
        "nobody from WorkWell contacts you about this referral any more",
        "your coach is told that you stopped, and not why",
        "an appointment that you have with WorkWell is cancelled",
      ])
}
${paragraph("You do not have to say why. It has no effect on your benefits. We tell nobody else about it unless you asked us to. You can ask for help again at any time.")}
<form method="post" action="/referrals/${encodeURIComponent(reference)}/withdrawal">
<input type="hidden" name="token" value="${token}">
${button("Stop my referral", "warning")}
</form>
${paragraph("If you want to go on, close this page. Nothing changes.")}
${heading("Before you stop")}
${paragraph("If something is not right, you can tell your coach. You can also ask for another way to talk, or for a break.")}
${crisisRoutes}`;
  return layout({ title: "Do you want to stop?", body: narrow(body) });
}

export interface Withdrawn {
  readonly reference: string;
  /** What has become of the referral, in a sentence, where the person did not stop it themselves. */
  readonly otherwise?: string | undefined;
  readonly mayComeBack: boolean;
  /** Where the person stops instead, after a move to another area. */
  readonly goesOnAt?: string | undefined;
}

/** After the person has stopped, or where there is nothing left to stop. */
export function withdrawnPage({ reference, otherwise, mayComeBack, goesOnAt }: Withdrawn): string {
  const title = otherwise === undefined ? "You have stopped" : "There is nothing to stop here";
  const body = html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">Reference ${reference}</span>${title}</h1>
${
  otherwise === undefined
    ? html`${paragraph("What this means:")}${list([
        "nobody from WorkWell contacts you about this referral any more",
        "if you had a coach, we tell them to stop, and they do not hear why",
        "if you had an appointment with WorkWell, you do not need to cancel it",
        "other help that you get, such as from your GP, goes on as before",
        "it has no effect on your benefits",
      ])}`
    : paragraph(otherwise)
}
${goesOnAt ? paragraph(html`<a href="${goesOnAt}">Stop in the other area</a>`) : ""}
${mayComeBack ? html`${paragraph("You can ask for help again at any time. You do not have to explain.")}${paragraph(askAgain)}` : ""}
${crisisRoutes}`;
  return layout({ title, body: narrow(body) });
}

import { dateInWords, inWords } from "../core/calendar.ts";
import { myConsentWords } from "../core/my/consent-words.ts";
import type { MyStep, StepOfMine } from "../core/my/journey.ts";
import type { MyView } from "../core/my/view.ts";
import { redirects } from "../core/place/redirects.ts";
import { wordFor } from "../core/sentences.ts";
import { callTimeInWords } from "../core/sentences-of-person.ts";
import type { Instant } from "../core/texts.ts";
import { callTimes, type PlanReader } from "../core/words.ts";
import {
  askAgain,
  button,
  crisisRoutes,
  details,
  heading,
  list,
  narrow,
  paragraph,
  promises,
  type Row,
  summaryList,
  tag,
} from "./components.ts";
import { renderPart } from "./fields.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";

export interface MyPage {
  readonly view: MyView;
  /** The person's own address, `/my/<token>`. */
  readonly path: string;
  /** Where they leave; left out once there is nothing to stop. */
  readonly withdrawLink?: string | undefined;
  /** Where they go on after a move to another area. */
  readonly goesOnAt?: string | undefined;
  readonly planLink?: string | undefined;
  readonly calendarLink?: string | undefined;
  readonly now: Instant;
}

const stepWords: Record<MyStep, string> = {
  received: "We get your referral",
  coach: "We find a coach for you",
  contact: "Your coach gets in touch",
  appointment: "You have your first appointment",
  plan: "You make a plan together",
  support: "You get support",
  "follow-up": "We ask you how things are, 13 and 26 weeks later",
};

const stateWords = { done: "Done", now: "You are here", "to-come": "To come" } as const;

/** A person's own page: where they are, what comes next and when, who helps them, and how to change or stop it. */
export function myPage({ view, path, withdrawLink, goesOnAt, planLink, calendarLink, now }: MyPage): string {
  const { reference, area, name, isOpen, next, steps } = view;
  const title = isOpen ? "Where you are with WorkWell" : "Your WorkWell referral";
  const body = html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">Reference ${reference}</span>${title}</h1>
${name ? paragraph(`Hello ${name}.`) : ""}
<h2 class="govuk-heading-m">${isOpen ? "What happens next" : "What has happened"}</h2>
<div class="app-next"><p class="govuk-body"><strong>${next.says}</strong></p>
<p class="govuk-body">${next.why}</p></div>
${goesOnAt ? paragraph(html`<a href="${goesOnAt}">See where you are in your new area</a>`) : ""}
${appointmentPart(view, calendarLink, now)}
${isOpen ? "" : afterTheEnd(view)}
${heading(isOpen ? "Your steps" : "What was done")}
${journeyPart(steps, now)}
${coachPart(view)}
${planLink ? html`${heading("Your plan")}${paragraph(html`<a href="${planLink}">Read or print your plan</a>`)}` : ""}
${isOpen ? callPart(view, path, now) : ""}
${choicesPart(view, path, now)}
${withdrawLink ? html`${heading("If you want to stop")}${paragraph("You can stop at any time. You do not have to say why.")}${paragraph(html`<a href="${withdrawLink}">Stop my referral</a>`)}` : ""}
${heading("Good to know")}
${promises}
${paragraph(`Your area is ${area.name}.`)}
${crisisRoutes}
<div class="app-no-print">${details(
    "This link came to you by mistake",
    paragraph(
      "This page is about somebody else, and it is private. Please close it, delete the email or message that it came in, and do not pass it on. You do not need to do anything else.",
    ),
  )}</div>`;
  return layout({ title, body: narrow(body) });
}

/** The steps in their order, each with its state in words. */
function journeyPart(steps: readonly StepOfMine[], now: Instant): Html {
  return html`<ol class="app-journey">${steps.map(
    ({ step, state, at }) =>
      html`<li class="app-journey__step app-journey__step--${state}"${state === "now" ? html` aria-current="step"` : ""}>
<span class="app-journey__name">${stepWords[step]}</span>
<span class="app-journey__state">${state === "now" ? tag(stateWords.now) : stateWords[state]}${at ? ` on ${dateInWords(at, now)}` : ""}</span>
</li>\n`,
  )}</ol>\n`;
}

function appointmentPart({ appointment }: MyView, calendarLink: string | undefined, now: Instant): Html {
  if (!appointment) return html``;
  const { at, channel } = appointment;
  return html`${heading("Your next appointment")}
${summaryList([
  ["When", inWords(at, now)],
  ["How", channel && wordFor(channel)],
])}
${calendarLink ? paragraph(html`<a href="${calendarLink}">Add it to your calendar</a>`) : ""}
${paragraph("If you cannot come, ask us to call you. We find another time.")}`;
}

function coachPart({ coach }: MyView): Html {
  if (!coach) return html``;
  const how = coach.channel && wordFor(coach.channel);
  return html`${heading("Your coach")}
${summaryList([
  ["Name", coach.name],
  ["How they are in touch with you", how],
])}
${paragraph("Your coach says their name when they call. They never ask you for a code or for money.")}`;
}

function callPart({ callAsked, hasPhone }: MyView, path: string, now: Instant): Html {
  return html`<div id="call"${callAsked ? "" : html` class="app-no-print"`}>${heading("Would you like us to call you?")}
${callAsked ? askedCall(callAsked, now) : paragraph("Press the button, and your coach or someone in your area calls you back. It can take a few days. If you need help now, use the numbers below.")}
${hasPhone ? "" : paragraph("We have no phone number of yours. Add one to your contact details, so that we can call you.")}
<form class="app-no-print" method="post" action="${path}/call">
${renderPart(
  {
    type: "radios",
    name: "when",
    label: "What time of day is best?",
    hint: "You do not have to choose one.",
    choices: callTimes.map((time) => [time, wordFor(time)]),
  },
  { id: "call-form", values: new Map(), errors: [] },
)}
${button(callAsked ? "Ask again" : "Please call me", "secondary")}
</form></div>`;
}

function askedCall({ at, when }: NonNullable<MyView["callAsked"]>, now: Instant): Html {
  const best = when === undefined ? "" : `, best ${callTimeInWords(when)}`;
  return html`<div class="govuk-inset-text">You asked us to call you${best}. We got this on ${inWords(at, now)}, and we have told the person who will call you.</div>`;
}

const readerWords: Record<PlanReader, string> = { gp: "your GP", employer: "your employer" };

function choicesPart(view: MyView, path: string, now: Instant): Html {
  const { consents, agreedToReferralOn, sharedWith, mayComeBack } = view;
  if (!mayComeBack) return html``;
  const referral: Row = [
    "This referral",
    agreedToReferralOn && `Yes, on ${dateInWords(agreedToReferralOn, now)}`,
  ];
  const choices = consents.map(({ which, given, on }): Row => {
    const since = on === undefined ? "" : `, since ${dateInWords(on, now)}`;
    return [myConsentWords[which].asks, `${given ? "Yes" : "No"}${since}`];
  });
  return html`${heading("What you agreed to")}
${summaryList([referral, ...choices])}
${sharedWith.length > 0 ? list(sharedWith.map(({ with: reader, at }) => `We gave your plan to ${readerWords[reader]} on ${dateInWords(at, now)}.`)) : ""}
${paragraph(html`<a class="govuk-link app-no-print" href="${path}/details">Change your contact details, or what you agreed to</a>`)}`;
}

function afterTheEnd({ isToldOfOtherDoors, mayComeBack }: MyView): Html {
  if (!mayComeBack) return html``;
  return html`${
    isToldOfOtherDoors
      ? html`${heading("What else may help you")}${list(
          redirects
            .filter(({ url }) => url !== undefined)
            .map(
              ({ name, description, url }) =>
                html`<a class="govuk-link" href="${url}" rel="noopener">${name}</a>: ${description}`,
            ),
        )}`
      : ""
  }${paragraph(askAgain)}`;
}

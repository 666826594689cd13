import { inWords } from "../core/calendar.ts";
import type { Moment } from "../core/journey-moments.ts";
import type { JourneyStep, JourneyView, Step, Waiting } from "../core/journey-view.ts";
import { taskTitle, wordFor } from "../core/sentences.ts";
import { channelInWords } from "../core/sentences-of-contact.ts";
import { addresseeInWords } from "../core/sentences-of-emails.ts";
import type { Instant } from "../core/texts.ts";
import { capital, details, heading, tag } from "./components.ts";
import { type Html, html } from "./html.ts";

const titles: Record<JourneyStep, string> = {
  received: "Referral received",
  accepted: "Referral looked at",
  coach: "Coach found",
  contact: "First contact",
  start: "First appointment",
  plan: "Plan agreed",
  support: "Support and reviews",
  exit: "Support ended",
  "13-weeks": "13 weeks later: how are things?",
  "26-weeks": "26 weeks later: how are things?",
};

const stateWords = { done: "Done", now: "Now", ahead: "To come" } as const;

/** The journey as a picture that is a list: every step says in words what the picture shows. */
export function journeyPart(journey: JourneyView | undefined, now: Instant): Html {
  if (!journey) return html``;
  return html`${heading("The journey")}
<ol class="app-journey">
${journey.steps.map((step) => stepPart(step, journey, now))}${closedPart(journey, now)}</ol>
${nextPart(journey.coming, now)}`;
}

function stepPart(step: Step, journey: JourneyView, now: Instant): Html {
  const { name, state } = step;
  const current = state === "now" ? html` aria-current="step"` : "";
  return html`<li class="app-journey__step app-journey__step--${state}"${current}>
<span class="app-journey__name">${titles[name]}</span> <span class="app-journey__state">${state === "now" ? tag(stateWords.now) : stateWords[state]}</span>
${sayings(step, journey, now).map((says) => html`<span class="app-journey__says">${says}</span>\n`)}</li>\n`;
}

function sayings(step: Step, journey: JourneyView, now: Instant): string[] {
  const { state, doneAt } = step;
  if (state === "ahead") return [];
  const came = whatCameOfIt(step);
  if (state === "done") {
    const when = doneAt ? capital(inWords(doneAt, now)) : undefined;
    const said = [when, came].filter((each) => each !== undefined).join(": ");
    return said === "" ? [] : [`${said}.`];
  }
  return [...(came ? [`${capital(came)}.`] : []), ...whatItWaitsFor(journey, now)];
}

function whatCameOfIt({ channel, planType, reviewsHeld, outcome }: Step): string | undefined {
  if (channel) return channelInWords(channel);
  if (planType) return wordFor(planType).toLowerCase();
  if (reviewsHeld !== undefined) {
    return reviewsHeld === 1 ? "1 review held" : `${reviewsHeld === 0 ? "no" : reviewsHeld} reviews held`;
  }
  return outcome && outcome !== "not-asked" ? wordFor(outcome).toLowerCase() : undefined;
}

function whatItWaitsFor({ hold, waiting }: JourneyView, now: Instant): string[] {
  if (hold) {
    return [
      `On hold since ${inWords(hold.since, now)}, until ${inWords(hold.until, now)}. Its clock stands still.`,
    ];
  }
  return waiting
    ? waitingInWords(waiting, now)
    : ["The service sees to this by itself. Nobody has to do anything."];
}

/** Of whom what is asked, from when and by when. */
export function waitingInWords({ kind, point, on, askAt, dueAt, tries }: Waiting, now: Instant): string[] {
  const asked = askAt > now ? `It is asked for on ${inWords(askAt, now)}, and due` : "It is due";
  return [
    `This waits on ${addresseeInWords(on)}: ${taskTitle(kind, point).toLowerCase()}.`,
    dueAt < now
      ? `It was due on ${inWords(dueAt, now)}. It is overdue.`
      : `${asked} by ${inWords(dueAt, now)}.`,
    ...(tries > 0 ? [`${tries} ${tries === 1 ? "try" : "tries"} until now.`] : []),
  ];
}

function closedPart({ closed }: JourneyView, now: Instant): Html {
  if (!closed) return html``;
  return html`<li class="app-journey__step app-journey__step--now" aria-current="step">
<span class="app-journey__name">Closed</span> <span class="app-journey__state">${tag("Now", "grey")}</span>
<span class="app-journey__says">${capital(inWords(closed.at, now))}: ${wordFor(closed.closure).toLowerCase()}.</span></li>\n`;
}

/** The next moment is told; those after it are folded. */
function nextPart([next, ...later]: readonly Moment[], now: Instant): Html {
  if (!next) return html``;
  return html`<div class="govuk-inset-text"><p><strong>What time brings next:</strong> ${momentInWords(next, now)}</p></div>
${later.length > 0 ? details("And after that", html`<ol class="govuk-list app-list--plain">${later.map((each) => html`<li>${momentInWords(each, now)}</li>\n`)}</ol>`) : ""}`;
}

function momentInWords({ at, what, why }: Moment, now: Instant): Html {
  return html`<time datetime="${at}">${capital(inWords(at, now))}</time>: ${what} <span class="app-why">${why}</span>`;
}

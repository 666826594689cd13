import { type Html, html, type Value } from "./html.ts";

/** A fact and its value; rows without a value are left out. */
export type Row = readonly [key: string, value: Value];

export function summaryList(rows: readonly Row[]): Html {
  const told = rows.filter(
    ([, value]) => value !== undefined && value !== null && value !== "" && value !== false,
  );
  if (told.length === 0) return html``;
  return html`<dl class="govuk-summary-list">
${told.map(
  ([key, value]) =>
    html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${key}</dt><dd class="govuk-summary-list__value">${value}</dd></div>\n`,
)}</dl>\n`;
}

export function paragraph(...content: Value[]): Html {
  return html`<p class="govuk-body">${content}</p>\n`;
}

/** Words as the beginning of a sentence or a line. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function heading(text: string): Html {
  return html`<h2 class="govuk-heading-m">${text}</h2>\n`;
}

export function list(items: readonly Value[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${items.map((item) => html`<li>${item}</li>`)}</ul>\n`;
}

export function details(summary: string, content: Value, isOpen = false): Html {
  return html`<details class="govuk-details"${isOpen ? html` open` : ""}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${summary}</span></summary><div class="govuk-details__text">${content}</div></details>\n`;
}

export function button(label: string, look?: "secondary" | "warning"): Html {
  return html`<button type="submit" class="govuk-button${look ? ` govuk-button--${look}` : ""}" data-module="govuk-button">${label}</button>\n`;
}

export function tag(text: string, colour?: "red" | "grey"): Html {
  return html`<strong class="govuk-tag${colour ? ` govuk-tag--${colour}` : ""}">${text}</strong>`;
}

/** Said to every person. Source: domain.md, "Referral facts". */
export const promised = [
  "It is your choice. You can stop at any time.",
  "It has no effect on your benefits.",
  "We do not share anything with the Jobcentre unless you say so.",
] as const;

export const promises = list(promised);

/** The way to a new referral. */
export const askAgain = html`<a href="/refer">Ask WorkWell for help again</a>`;

/** Texts and forms keep to two thirds of a wide window: long lines are hard to read. */
export function narrow(content: Html): Html {
  return html`<div class="app-narrow">${content}</div>`;
}

/** Tells at the top of a page that something was done. */
export function successBanner(text: string): Html {
  return html`<div class="govuk-notification-banner govuk-notification-banner--success" role="alert" aria-labelledby="done-title" data-module="govuk-notification-banner">
<div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" id="done-title">Done</h2></div>
<div class="govuk-notification-banner__content"><p class="govuk-notification-banner__heading">${text}</p></div>
</div>\n`;
}

/** One mistake of a form: where on the page it is, and what to do about it. */
export interface Mistake {
  readonly href: string;
  readonly message: string;
}

/** Every mistake of the page, at its top, each leading to its field. */
export function errorSummary(mistakes: readonly Mistake[]): Html {
  if (mistakes.length === 0) return html``;
  return html`<div class="govuk-error-summary" data-module="govuk-error-summary"><div role="alert">
<h2 class="govuk-error-summary__title">There is a problem</h2>
<div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list">
${mistakes.map(({ href, message }) => html`<li><a href="${href}">${message}</a></li>\n`)}</ul></div>
</div></div>\n`;
}

/** What a crisis needs, in one place. Source: domain.md, "Referral facts". */
export const crisisRoutes = html`<div class="govuk-inset-text">
<p>If you need help now:</p>
<ul class="govuk-list govuk-list--bullet">
<li>call 999 if someone's life is in danger</li>
<li>call NHS 111 and choose option 2 for help with your mental health</li>
<li>call Samaritans on 116 123 to talk to someone at any time</li>
</ul>
</div>\n`;

import { inWords } from "../core/calendar.ts";
import type { Instant } from "../core/texts.ts";
import { button, errorSummary, narrow, paragraph } from "./components.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import type { ForStaff } from "./staff-menu.ts";

/** Where somebody is led after signing in, and what comes along. */
interface GoingOn {
  /** The page to go on to: a path of this site, checked before. */
  readonly next?: string | undefined;
  /** A form that was sent without a session, sealed. */
  readonly kept?: string | undefined;
}

export interface SignInView extends GoingOn {
  readonly email?: string | undefined;
  readonly error?: string | undefined;
  /** When the session of this browser ended. */
  readonly endedAt?: Instant | undefined;
  readonly now?: Instant | undefined;
  /** A form was sent that is too long to come along. */
  readonly isLost?: boolean;
}

/** Asks a member of staff for their email address, and says why where their session has ended. */
export function signInPage(view: SignInView = {}): string {
  const { next, kept, email, error, endedAt, now, isLost = false } = view;
  const title = endedAt ? "Your session has ended" : "Sign in";
  const body = html`${summary(error, "email")}
<h1 class="govuk-heading-l">${title}</h1>
${endedAt ? paragraph(`It ended on ${inWords(endedAt, now)}. Sign in to go on.`) : ""}
${kept ? paragraph("What you typed is not sent yet. It is kept: sign in, and you can send it.") : ""}
${isLost ? paragraph("What you typed is not saved, and it is too long to be kept here. Go back in your browser and copy it before you sign in.") : ""}
${paragraph("This is for people who work for WorkWell. We email you a code to sign in with. There is no password.")}
<form method="post" action="/sign-in" novalidate>
${hidden("next", next)}
${hidden("kept", kept)}
${textField({ name: "email", label: "Your work email address", type: "email", autocomplete: "email", value: email, error })}
${button("Email me a code")}
</form>`;
  return layout({ title, body: narrow(body), hasErrors: error !== undefined });
}

export interface CodeView extends GoingOn {
  readonly email: string;
  readonly error?: string | undefined;
}

/** Asks for the emailed code. Says the same whether or not the address belongs to anybody. */
export function codePage({ email, next, kept, error }: CodeView): string {
  const body = html`${summary(error, "code")}
<h1 class="govuk-heading-l">Check your email</h1>
${paragraph("If ", html`<strong>${email}</strong>`, " belongs to someone who works for WorkWell, we have sent a code to it. It may take a minute. The code works for 10 minutes.")}
<form method="post" action="/sign-in/code" novalidate>
${hidden("email", email)}
${hidden("next", next)}
${hidden("kept", kept)}
${textField({ name: "code", label: "The 6 digits from the email", type: "text", autocomplete: "one-time-code", error, digits: true })}
${button("Sign in")}
</form>
${kept ? newCodeForm({ email, next, kept }) : paragraph(html`<a href="/sign-in${next ? `?next=${encodeURIComponent(next)}` : ""}">Ask for a new code, or use another address</a>`)}`;
  return layout({ title: "Check your email", body: narrow(body), hasErrors: error !== undefined });
}

/** A link would lose what was typed. */
function newCodeForm({ email, next, kept }: CodeView): Html {
  return html`<form method="post" action="/sign-in">${hidden("email", email)}${hidden("next", next)}${hidden("kept", kept)}${button("Email me a new code", "secondary")}</form>`;
}

export interface KeptFormView extends ForStaff {
  readonly path: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly next: string;
}

/** After signing in with a form that was sent too late: it is sent now, by a press of theirs. */
export function keptFormPage({ path, fields, next, roles }: KeptFormView): string {
  const title = "You are signed in. Send what you typed?";
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
${paragraph("Your session had ended when you sent a form, so nothing was saved. What you typed was kept.")}
<form method="post" action="${path}">
${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`)}
${button("Send it now")}
</form>
${paragraph(html`<a href="${next}">Open the page again without what you typed</a>`)}`;
  return layout({ title, body: narrow(body), roles });
}

export interface SignOutView extends ForStaff {
  readonly name: string;
  readonly endsAt: Instant;
  readonly now: Instant;
}

/** Who is signed in until when, and the two ways out. */
export function signOutPage({ name, endsAt, roles, now }: SignOutView): string {
  const body = html`<h1 class="govuk-heading-l">Sign out</h1>
${paragraph("You are signed in as ", html`<strong>${name}</strong>`, `. Your session ends by itself on ${inWords(endsAt, now)}.`)}
<form method="post" action="/sign-out">${button("Sign out here")}</form>
${paragraph("If you lost a phone or computer, or forgot to sign out somewhere, sign out everywhere. Then every device needs a new code.")}
<form method="post" action="/sign-out/everywhere">${button("Sign out everywhere", "warning")}</form>`;
  return layout({ title: "Sign out", body: narrow(body), roles });
}

/** After signing out, here or everywhere. */
export function signedOutPage({ everywhere = false } = {}): string {
  const title = everywhere ? "You have signed out everywhere" : "You have signed out";
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
${paragraph(everywhere ? "On every device a new code is needed now." : "If others use this device, close the browser too.")}
${paragraph(html`<a href="/sign-in">Sign in again</a>`)}`;
  return layout({ title, body: narrow(body) });
}

function summary(error: string | undefined, name: string): Html {
  return errorSummary(error ? [{ href: `#${name}`, message: error }] : []);
}

function hidden(name: string, value: string | undefined): Html {
  return value ? html`<input type="hidden" name="${name}" value="${value}">` : html``;
}

interface TextField {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly autocomplete: string;
  readonly value?: string | undefined;
  readonly error?: string | undefined;
  readonly digits?: boolean;
}

function textField({ name, label, type, autocomplete, value, error, digits }: TextField): Html {
  return html`<div class="govuk-form-group${error ? " govuk-form-group--error" : ""}">
<label class="govuk-label govuk-label--s" for="${name}">${label}</label>
${error ? html`<p id="${name}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${error}</p>` : ""}
<input class="govuk-input ${digits ? "govuk-input--width-5" : "govuk-input--width-20"}${error ? " govuk-input--error" : ""}" id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" spellcheck="false"${digits ? html` inputmode="numeric"` : ""}${value ? html` value="${value}"` : ""}${error ? html` aria-describedby="${name}-error"` : ""}>
</div>`;
}

import { button, errorSummary, narrow, paragraph } from "./components.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";

export interface SignInView {
  /** The page to go on to: a path of this site, checked before. */
  readonly next?: string | undefined;
  readonly email?: string | undefined;
  readonly error?: string | undefined;
}

/** Asks a member of staff for their email address. */
export function signInPage({ next, email, error }: SignInView = {}): string {
  const body = html`${summary(error, "email")}
<h1 class="govuk-heading-l">Sign in</h1>
${paragraph("This is for people who work for WorkWell. We email you a code to sign in with. There is no password.")}
<form method="post" action="/sign-in" novalidate>
${hidden("next", next)}
${textField({ name: "email", label: "Your work email address", type: "email", autocomplete: "email", value: email, error })}
${button("Email me a code")}
</form>`;
  return layout({ title: "Sign in", body: narrow(body), hasErrors: error !== undefined });
}

export interface CodeView {
  readonly email: string;
  readonly next?: string | undefined;
  readonly error?: string | undefined;
}

/** Asks for the emailed code. Says the same whether or not the address belongs to anybody. */
export function codePage({ email, next, error }: CodeView): string {
  const body = html`${summary(error, "code")}
<h1 class="govuk-heading-l">Check your email</h1>
${paragraph("If ", html`<strong>${email}</strong>`, " belongs to someone who works for WorkWell, we have sent a code to it. It may take a minute. The code works for 10 minutes.")}
<form method="post" action="/sign-in/code" novalidate>
${hidden("email", email)}
${hidden("next", next)}
${textField({ name: "code", label: "The 6 digits from the email", type: "text", autocomplete: "one-time-code", error, digits: true })}
${button("Sign in")}
</form>
${paragraph(html`<a href="/sign-in${next ? `?next=${encodeURIComponent(next)}` : ""}">Ask for a new code, or use another address</a>`)}`;
  return layout({ title: "Check your email", body: narrow(body), hasErrors: error !== undefined });
}

/** After signing out. */
export function signedOutPage(): string {
  const body = html`<h1 class="govuk-heading-l">You have signed out</h1>
${paragraph("If others use this device, close the browser too.")}
${paragraph(html`<a href="/sign-in">Sign in again</a>`)}`;
  return layout({ title: "You have signed out", body: narrow(body) });
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

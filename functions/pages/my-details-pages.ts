import { inWords } from "../core/calendar.ts";
import type { FieldError } from "../core/field-errors.ts";
import { myConsentWords } from "../core/my/consent-words.ts";
import { wordFor } from "../core/sentences.ts";
import type { Instant } from "../core/texts.ts";
import { type ConsentName, contactChannels } from "../core/words.ts";
import {
  button,
  crisisRoutes,
  errorSummary,
  heading,
  narrow,
  paragraph,
  successBanner,
} from "./components.ts";
import { type FormState, mistakesIn, type Part, renderPart, type Values } from "./fields.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";

/** The two forms with which a person changes something, by the last part of their addresses. */
export const myForms = ["contact-details", "consents"] as const;
export type MyForm = (typeof myForms)[number];

/** Fields of a form that was sent while the page was locked, on their way through the pages about the code. */
export type Kept = readonly (readonly [name: string, value: string])[];

interface Page {
  /** The person's own address, `/my/<token>`. */
  readonly path: string;
}

const title = "Change your details";

/** Before a code: nothing of what there is to change is shown to whoever has only the link. */
export function myLockedPage({ path, kept = [] }: Page & { readonly kept?: Kept }): string {
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
${kept.length > 0 ? paragraph(html`<strong>The time for changes was over, so we have not saved this yet. What you typed is kept.</strong>`) : ""}
${paragraph("This page shows how we contact you. So we check first that it is you.")}
${paragraph("We email you a code. It goes to the email address that we have for you: the one that our emails to you come to.")}
<form method="post" action="${path}/code">
${hidden(kept)}
${button("Email me a code")}
</form>
${paragraph("If you cannot read emails there any more, your coach can change your details when you speak.")}
${back(path)}`;
  return layout({ title, body: narrow(body) });
}

export interface MyCode extends Page {
  readonly kept?: Kept;
  readonly error?: string | undefined;
}

/** Asks for the emailed code. */
export function myCodePage({ path, kept = [], error }: MyCode): string {
  const parts: Part[] = [
    {
      type: "text",
      name: "code",
      label: "The 6 digits from the email",
      hint: "The code works for 10 minutes.",
      autocomplete: "one-time-code",
      digits: true,
    },
  ];
  const errors = error === undefined ? [] : [{ pointer: "/code", detail: error }];
  const state: FormState = { id: "unlock", values: new Map(), errors };
  const body = html`${errorSummary(mistakesIn(parts, state))}
<h1 class="govuk-heading-l">Check your email</h1>
${paragraph("We have emailed you a code. It may take a minute. If it is not there, look in your junk or spam folder.")}
<form id="unlock" method="post" action="${path}/unlock" novalidate>
${hidden(kept)}
${parts.map((part) => renderPart(part, state))}
${button("Go on")}
</form>
<form method="post" action="${path}/code">
${hidden(kept)}
${button("Email me a new code", "secondary")}
</form>
${back(path)}`;
  return layout({ title: "Check your email", body: narrow(body), hasErrors: error !== undefined });
}

/** There is no address that a code could go to. `because`: none is known, or emails to it are refused. */
export function myNoEmailPage({ path, because }: Page & { readonly because: "none" | "rejected" }): string {
  const why = {
    none: "We have no email address of yours, so we cannot email you a code.",
    rejected: "We could not email you a code: the email address that we have for you does not work.",
  }[because];
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
${paragraph(why)}
${paragraph("Your coach can change your details, and what you agreed to, when you speak. If you do not want to wait, ask us to call you.")}
${paragraph(html`<a href="${path}#call">Ask us to call you</a>`)}
${back(path)}`;
  return layout({ title, body: narrow(body) });
}

export interface MyDetails extends Page {
  /** What each form is filled in with: what is known, or what was typed. */
  readonly values: Readonly<Record<MyForm, Values>>;
  readonly consents: readonly ConsentName[];
  /** The form that was refused, and why. */
  readonly refused?: { readonly form: MyForm; readonly errors: readonly FieldError[] } | undefined;
  /** The form that was saved just now. */
  readonly saved?: MyForm | undefined;
  /** Typed before the code, and not saved yet. */
  readonly unsaved?: MyForm | undefined;
  readonly openUntil: Instant;
  readonly now: Instant;
}

const savedWords: Record<MyForm, string> = {
  "contact-details": "We have saved how to contact you.",
  consents: "We have saved what you agree to.",
};

/** How a person is contacted and what they agreed to, to be changed. */
export function myDetailsPage(page: MyDetails): string {
  const { path, values, consents, refused, saved, unsaved, openUntil, now } = page;
  const partsOf: Record<MyForm, readonly Part[]> = {
    "contact-details": contactParts,
    consents: consents.map(consentPart),
  };
  const stateOf = (form: MyForm): FormState => ({
    id: form,
    values: values[form],
    errors: refused?.form === form ? refused.errors : [],
  });
  const mistakes = myForms.flatMap((form) => mistakesIn(partsOf[form], stateOf(form)));
  const formOf = (
    form: MyForm,
    label: string,
  ) => html`<form id="${form}" method="post" action="${path}/${form}" novalidate>
${unsaved === form ? paragraph(html`<strong>Not saved yet: press the button below.</strong>`) : ""}
${partsOf[form].map((part) => renderPart(part, stateOf(form)))}
${button(label)}
</form>`;
  const body = html`${errorSummary(mistakes)}${saved ? successBanner(savedWords[saved]) : ""}
<h1 class="govuk-heading-l">${title}</h1>
${paragraph(`You can make changes until ${inWords(openUntil, now)}. If you need longer, we email you another code, and you lose nothing that you typed.`)}
${heading("How we contact you")}
${formOf("contact-details", "Save how to contact me")}
${heading("What you agree to")}
${paragraph("You can say yes or no to each, and change your mind at any time. Your support stays the same. We cannot take back what was shared before.")}
${formOf("consents", "Save what I agree to")}
${heading("When you have finished")}
${paragraph("If others use this device, close these details now.")}
<form method="post" action="${path}/lock">${button("I have finished", "secondary")}</form>
${crisisRoutes}`;
  return layout({ title, body: narrow(body), hasErrors: mistakes.length > 0 });
}

const yesOrNo = [
  ["true", "Yes"],
  ["false", "No"],
] as const;

const contactParts: readonly Part[] = [
  {
    type: "email",
    name: "email",
    label: "Email address",
    hint: "If you change it, we tell your old address that it changed.",
    autocomplete: "email",
    mistake: "Enter an email address, like name@example.com",
  },
  {
    type: "tel",
    name: "phone",
    label: "Phone number",
    autocomplete: "tel",
    mistake: "Enter a phone number, like 07700 900982",
  },
  {
    type: "radios",
    name: "safeToLeaveMessage",
    label: "Can we leave a message there?",
    hint: "Say no if somebody else may hear or read it.",
    choices: yesOrNo,
  },
  {
    type: "radios",
    name: "preferredChannel",
    label: "What is the best way to contact you?",
    choices: contactChannels.map((channel) => [channel, wordFor(channel)]),
  },
  {
    type: "text",
    name: "preferredTimes",
    label: "When is a good time?",
    hint: "For example: mornings, or after 4pm.",
  },
];

function consentPart(which: ConsentName): Part {
  const { asks, means } = myConsentWords[which];
  return { type: "radios", name: which, label: asks, hint: means, choices: yesOrNo };
}

function hidden(kept: Kept): Html {
  return html`${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`)}`;
}

function back(path: string): Html {
  return paragraph(html`<a href="${path}">Back to where you are</a>`);
}

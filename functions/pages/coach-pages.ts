import type { FieldError } from "../core/field-errors.ts";
import { absence, type StaffRules } from "./coaches-page.ts";
import {
  backLink,
  button,
  errorSummary,
  heading,
  linkButton,
  list,
  paragraph,
  warning,
} from "./components.ts";
import { type FormState, mistakesIn, type Part, renderPart, type Values } from "./fields.ts";
import { type ForeseenView, foreseenPart } from "./hand-over-pages.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import { loadInWords } from "./load-chart.ts";
import { type Member, memberFields, valuesOfMember } from "./staff-fields.ts";
import type { ForStaff } from "./staff-menu.ts";

/** What was typed into a form, and what is wrong with it. */
export interface Typed {
  readonly values: Values;
  readonly errors: readonly FieldError[];
}

export interface AddCoachView extends ForStaff {
  readonly rules: StaffRules;
  readonly typed?: Typed | undefined;
}

/** The form to add somebody who works in the area. */
export function addCoachPage({ roles, rules, typed }: AddCoachView): string {
  const parts: Part[] = [
    {
      type: "email",
      name: "email",
      label: "Work email address",
      hint: "Only theirs. They sign in with it, and we send them their tasks there.",
    },
    ...memberFields(rules),
  ];
  const state: FormState = { id: "member", ...(typed ?? { values: emptyMember, errors: [] }) };
  const mistakes = mistakesIn(parts, state);
  const title = `Add somebody who works in ${rules.name}`;
  const body = html`<div class="app-narrow">${backLink("/area/coaches", "Who works here")}
${errorSummary(mistakes)}
<h1 class="govuk-heading-l">${title}</h1>
${form("/area/coaches", parts, state, "Add them")}
</div>`;
  return layout({ title, body, roles, hasErrors: mistakes.length > 0 });
}

const emptyMember: Values = new Map([["roles", ["coach"]]]);

export interface CoachView extends AddCoachView {
  readonly member: Member;
}

/** One member of staff: the form to change them, and the ways to move their people and to remove them. */
export function coachPage({ roles, member, rules, typed }: CoachView): string {
  const { email, name, holding, away } = member;
  const state: FormState = { id: "member", ...(typed ?? { values: valuesOfMember(member), errors: [] }) };
  const parts: Part[] = [
    { hidden: "form", value: "change" },
    { hidden: "email", value: email },
    ...memberFields(rules),
  ];
  const mistakes = mistakesIn(parts, state);
  const path = encodeURIComponent(email);
  const body = html`<div class="app-narrow">${backLink("/area/coaches", "Who works here")}
${errorSummary(mistakes)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${email}</span>${name}</h1>
${paragraph(`${loadInWords(member)}. `, html`<a href="/cases?coach=${path}">See their cases</a>.`)}
${holding > 0 ? paragraph(html`<a href="/area/reassign?from=${path}">Give their people to others</a>, for a long absence, for example.`) : ""}
${heading("Away")}
${away.length > 0 ? list(away.map(absence)) : paragraph("They have not said that they will be away. Coaches say so themselves, under “Your availability”.")}
${heading("Change what they do")}
${form("/area/coaches", parts, state, "Save")}
${heading("They do not work here any more")}
${paragraph("See first what becomes of their people.")}
${linkButton(`/area/coaches/${path}/leaving`, "Remove them", "warning")}
</div>`;
  return layout({ title: name, body, roles, hasErrors: mistakes.length > 0 });
}

export interface LeavingView extends ForStaff {
  readonly member: Member;
  readonly people: readonly ForeseenView[];
  /** The area would have no lead without them. */
  readonly isOnlyLead: boolean;
}

/** What happens when somebody leaves, before it does. */
export function leavingPage({ roles, member, people, isOnlyLead }: LeavingView): string {
  const { email, name } = member;
  const title = `Remove ${name}`;
  const path = encodeURIComponent(email);
  const body = html`${backLink(`/area/coaches/${path}`, name)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${email}</span>${title}</h1>
${isOnlyLead ? onlyLeadPart() : consequencesPart(people)}
${isOnlyLead ? "" : html`<form method="post" action="/area/coaches/${path}/leaving">${button("Remove them now", "warning")}</form>`}
${paragraph(html`<a href="/area/coaches/${path}">Do not remove them</a>`)}`;
  return layout({ title, body, roles });
}

function onlyLeadPart(): Html {
  return paragraph(
    "They are the only lead of this area, so they cannot be removed. ",
    html`<a href="/area/coaches">Make somebody else a lead first</a>.`,
  );
}

const consequences = [
  "The links in their emails stop working.",
  "Each of their people goes to the coach who fits best and has room. That coach is asked to get in touch.",
  "Whoever nobody has room for is yours until somebody has: you get their tasks, and they wait first in the queue.",
  "Whoever is only followed up is followed up by you.",
];

function consequencesPart(people: readonly ForeseenView[]): Html {
  return html`${warning("They are signed out everywhere at once, and cannot sign in again.")}
${people.length > 0 ? list(consequences) : ""}
${foreseenPart(people)}`;
}

function form(action: string, parts: readonly Part[], state: FormState, label: string): Html {
  return html`<form id="${state.id}" method="post" action="${action}" novalidate>
${parts.map((part) => renderPart(part, state))}
${button(label)}
</form>`;
}

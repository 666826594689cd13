import type { AreaRules } from "../core/area-rules.ts";
import { dateInWords } from "../core/calendar.ts";
import type { FieldError } from "../core/field-errors.ts";
import { wordFor } from "../core/sentences.ts";
import { button, details, errorSummary, heading, list, paragraph, tag } from "./components.ts";
import { type FormState, mistakesIn, type Part, renderPart, type Values } from "./fields.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import { type Absence, type Member, memberFields, valuesOfMember } from "./staff-fields.ts";
import type { ForStaff } from "./staff-menu.ts";

export interface CoachesView extends ForStaff {
  readonly items: readonly Member[];
  readonly rules: Pick<AreaRules, "name" | "places" | "providers">;
  /** What was typed into one of the forms, and what is wrong with it. */
  readonly values?: Values | undefined;
  readonly errors?: readonly FieldError[] | undefined;
}

const nothing: Values = new Map();

/** Everybody who works in the area, with the forms to add somebody and to give a coach's people to others. */
export function coachesPage({ roles, items, rules, values = nothing, errors = [] }: CoachesView): string {
  const adding: Part[] = [
    { hidden: "form", value: "member" },
    { type: "email", name: "email", label: "Work email address" },
    ...memberFields(rules),
  ];
  const stateOf = (id: string): FormState =>
    values.get("form")?.at(-1) === id ? { id, values, errors } : { id, values: nothing, errors: [] };
  const mistakes = [
    ...mistakesIn(adding, stateOf("member")),
    ...mistakesIn(handingOver, stateOf("reassign")),
  ];
  const title = `Who works in ${rules.name}`;
  const body = html`${errorSummary(mistakes)}
<h1 class="govuk-heading-l">${title}</h1>
<table class="govuk-table"><caption class="govuk-visually-hidden">${title}</caption>
<thead><tr>${["Who", "What they do", "People", "Away"].map((name) => html`<th scope="col" class="govuk-table__header">${name}</th>`)}</tr></thead>
<tbody>${items.map(row)}</tbody></table>
${details("Add somebody", form("/area/coaches", adding, stateOf("member"), "Add them"), values.get("form")?.at(-1) === "member")}
${details(
  "Give all of a coach's people to others",
  html`${paragraph("For a long absence, for example. Their links stop working, and the other coaches are asked instead.")}
${form("/area/reassign", handingOver, stateOf("reassign"), "Give them to others")}`,
  values.get("form")?.at(-1) === "reassign",
)}
${paragraph(html`<a href="/area">Your area</a>`)}`;
  return layout({ title, body, roles, hasErrors: mistakes.length > 0 });
}

const handingOver: Part[] = [
  { hidden: "form", value: "reassign" },
  { type: "email", name: "from", label: "Whose people (email address)" },
  {
    type: "email",
    name: "to",
    label: "To whom (email address, optional)",
    hint: "If you leave it empty, each person goes to the coach who fits best and has room.",
  },
  { type: "textarea", name: "reason", label: "Why", mistake: "Say why" },
];

function form(action: string, parts: readonly Part[], state: FormState, label: string): Html {
  return html`<form id="${state.id}" method="post" action="${action}">
${parts.map((part) => renderPart(part, state))}
${button(label)}
</form>`;
}

function row({ email, name, roles, capacity, holding, away, handingOver: isGoing }: Member): Html {
  const isCoach = roles.includes("coach") || isGoing;
  return html`<tr>
<th scope="row" class="govuk-table__header"><a href="/area/coaches/${encodeURIComponent(email)}">${name}</a><br>${email}</th>
<td class="govuk-table__cell">${roles.map(wordFor).join(", ")} ${isGoing ? tag("hands over their people", "grey") : ""}</td>
<td class="govuk-table__cell">${isCoach ? `${holding} of ${capacity}` : ""}</td>
<td class="govuk-table__cell">${away.length === 0 ? "" : list(away.map(absence))}</td>
</tr>\n`;
}

/** "Monday 2 March 2026 to Friday 6 March 2026". */
export function absence({ from, to }: Absence): string {
  return from === to
    ? dateInWords(from, "2000-01-01")
    : `${dateInWords(from, "2000-01-01")} to ${dateInWords(to, "2000-01-01")}`;
}

export interface CoachView extends ForStaff {
  readonly member: Member;
  readonly rules: CoachesView["rules"];
}

/** One member of staff: the form to change them, and the one for when they leave. */
export function coachPage({ roles, member, rules }: CoachView): string {
  const state: FormState = { id: "member", values: valuesOfMember(member), errors: [] };
  const parts: Part[] = [
    { hidden: "form", value: "member" },
    { hidden: "email", value: member.email },
    ...memberFields(rules),
  ];
  const leaving = `/area/coaches/${encodeURIComponent(member.email)}/leaving`;
  const body = html`<div class="app-narrow">
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${member.email}</span>${member.name}</h1>
${paragraph(`Supports ${member.holding} ${member.holding === 1 ? "person" : "people"} now.`)}
${member.away.length > 0 ? html`${heading("Away")}${list(member.away.map(absence))}` : ""}
${heading("Change")}
${form("/area/coaches", parts, state, "Save")}
${details(
  "They do not work here any more",
  html`${paragraph("They are signed out at once, and their people go to other coaches. Those whom nobody has room for are in your hands until somebody has.")}
<form method="post" action="${leaving}">${button("They leave", "warning")}</form>`,
)}
${paragraph(html`<a href="/area/coaches">Everybody who works in the area</a>`)}
</div>`;
  return layout({ title: member.name, body, roles });
}

export interface HandedOverView extends ForStaff {
  readonly moved: readonly { readonly reference: string; readonly coach: string }[];
  readonly left: readonly string[];
  readonly followedUpByLead: readonly string[];
  readonly more: number;
}

/** What became of a coach's people. */
export function handedOverPage({ roles, moved, left, followedUpByLead, more }: HandedOverView): string {
  const caseLink = (reference: string) =>
    html`<a href="/cases/${encodeURIComponent(reference)}">${reference}</a>`;
  const part = (title: string, items: readonly Html[]) =>
    items.length > 0 ? html`${heading(title)}${list(items)}` : "";
  const title = "What became of their people";
  const body = html`<div class="app-narrow">
<h1 class="govuk-heading-l">${title}</h1>
${moved.length + left.length + followedUpByLead.length === 0 ? paragraph("Nobody had to be moved.") : ""}
${part(
  "They have another coach",
  moved.map(({ reference, coach }) => html`${caseLink(reference)}: ${coach}`),
)}
${part("No coach has room for them", left.map(caseLink))}
${part("You follow them up", followedUpByLead.map(caseLink))}
${more > 0 ? paragraph(`${more} more are left. Send the form again.`) : ""}
${paragraph(html`<a href="/area/coaches">Everybody who works in the area</a>`)}
</div>`;
  return layout({ title, body, roles });
}

import type { FieldError } from "../core/field-errors.ts";
import { stageInWords } from "../core/sentences.ts";
import type { Stage } from "../core/stages.ts";
import {
  backLink,
  button,
  errorSummary,
  heading,
  linkButton,
  list,
  paragraph,
  success,
} from "./components.ts";
import { type Field, type FormState, mistakesIn, type Part, renderPart, type Values } from "./fields.ts";
import { type Html, html, type Value } from "./html.ts";
import { layout } from "./layout.ts";
import { loadInWords } from "./load-chart.ts";
import { caseLink } from "./overview-parts.ts";
import type { Member } from "./staff-fields.ts";
import type { ForStaff } from "./staff-menu.ts";
import { table } from "./table.ts";

/** One of a coach's people, and who would support them. */
export interface ForeseenView {
  readonly reference: string;
  readonly preferredName?: string | undefined;
  readonly stage: Stage;
  readonly coach?: { readonly name: string } | undefined;
  readonly because: readonly string[];
  readonly goesToLead: boolean;
}

/** What was chosen or typed so far, and what is wrong with it. */
interface Typed extends ForStaff {
  readonly values: Values;
  readonly errors: readonly FieldError[];
}

export interface ReassignView extends Typed {
  readonly from: Member;
  /** The one coach for all of them; without one the ranking says who. */
  readonly to?: Member | undefined;
  readonly people: readonly ForeseenView[];
}

const title = "Give a coach's people to others";

export interface ChooseView extends Typed {
  readonly staff: readonly Member[];
}

/** The first step: whose people, and to whom. It changes nothing, so it is a GET. */
export function choosePage({ roles, staff, values, errors }: ChooseView): string {
  const state: FormState = { id: "choose", values, errors };
  const parts = choosing(staff);
  const mistakes = mistakesIn(parts, state);
  const body = html`<div class="app-narrow">${backLink("/area", "Your area")}
${errorSummary(mistakes)}
<h1 class="govuk-heading-l">${title}</h1>
${paragraph("For a long absence, for example. First you see who would go to whom. Nothing is changed yet.")}
<form id="choose" method="get" action="/area/reassign" novalidate>
${parts.map((part) => renderPart(part, state))}
${button("See who would go to whom")}
</form>
</div>`;
  return layout({ title, body, roles, hasErrors: mistakes.length > 0 });
}

function choosing(staff: readonly Member[]): Field[] {
  const coaches = staff.filter(({ roles, handingOver }) => roles.includes("coach") || handingOver);
  const choices = coaches.map((coach): [string, string] => [
    coach.email,
    `${coach.name}: ${loadInWords(coach)}`,
  ]);
  return [
    { type: "select", name: "from", label: "Whose people?", mistake: "Choose whose people", choices },
    {
      type: "select",
      name: "to",
      label: "To whom? (optional)",
      none: "Whoever fits best and has room",
      choices,
    },
  ];
}

/** The second step: who would go to whom, and why it is done. */
export function reassignPage({ roles, from, to, people, values, errors }: ReassignView): string {
  const state: FormState = { id: "reassign", values, errors };
  const parts: Part[] = [
    { hidden: "from", value: from.email },
    ...(to ? [{ hidden: "to", value: to.email }] : []),
    {
      type: "textarea",
      name: "reason",
      label: "Why?",
      hint: "It is kept with each case. Write nothing that the people should not read.",
      mistake: "Say why",
    },
  ];
  const isMoving = people.some(({ coach }) => coach !== undefined);
  // Where nobody would be moved there is no form to put right.
  const mistakes = isMoving ? mistakesIn(parts, state) : [];
  const heard = `${from.name}'s people go to ${to ? to.name : "whoever fits best"}`;
  const body = html`${backLink("/area/reassign", "Choose again")}
${errorSummary(mistakes)}
<h1 class="govuk-heading-l">${heard}</h1>
${foreseenPart(people)}
${
  isMoving
    ? html`<form id="reassign" class="app-narrow" method="post" action="/area/reassign" novalidate>
${parts.map((part) => renderPart(part, state))}
${button("Give them to others now")}
</form>`
    : paragraph(
        html`Nobody would be moved. <a href="/area/reassign">Choose again</a>, or <a href="/area/coaches">give a coach more room</a>.`,
      )
}`;
  return layout({ title: heard, body, roles, hasErrors: mistakes.length > 0 });
}

/** A preview, and said to be one: places may be taken by others until it is done. */
export function foreseenPart(people: readonly ForeseenView[]): Html {
  if (people.length === 0) return paragraph("They have nobody to hand over.");
  return html`${heading("What would happen")}
${paragraph("This is a preview, as things are now. If somebody else takes a place first, a person goes to the next coach who fits.")}
${table({
  caption: "Their people, and who would support them",
  columns: ["Person", "Where the case is", "Goes to", "Why"],
  rows: people.map((each): [Value, ...Value[]] => [
    html`${each.preferredName ? html`${each.preferredName}, ` : ""}${caseLink(each.reference)}`,
    stageInWords(each.stage),
    each.goesToLead ? "You, for the follow-up" : (each.coach?.name ?? "Nobody has room"),
    each.because.join("; "),
  ]),
})}`;
}

export interface HandedOverView extends ForStaff {
  readonly moved: readonly { readonly reference: string; readonly coach: string }[];
  readonly left: readonly string[];
  readonly followedUpByLead: readonly string[];
  readonly more: number;
}

/** What became of a coach's people. `again`: what to send once more while there are more of them. */
export function handedOverPage(
  { roles, moved, left, followedUpByLead, more }: HandedOverView,
  again: { readonly action: string; readonly fields: readonly (readonly [string, string])[] },
): string {
  const part = (name: string, items: readonly Html[]) =>
    items.length > 0 ? html`${heading(`${name} (${items.length})`)}${list(items)}` : "";
  const told = "What became of their people";
  const isNobody = moved.length + left.length + followedUpByLead.length === 0;
  const body = html`<div class="app-narrow">
${success(isNobody ? "Done. Nobody had to be moved." : html`Done. ${moved.length} ${moved.length === 1 ? "person has" : "people have"} another coach.`)}
<h1 class="govuk-heading-l">${told}</h1>
${
  more > 0
    ? html`${paragraph(`${more} more are left: they could not all be moved at once.`)}
<form method="post" action="${again.action}">
${again.fields.map(([name, value]) => renderPart({ hidden: name, value }, { id: "again", values: new Map(), errors: [] }))}
${button("Go on with the rest")}
</form>`
    : ""
}
${part(
  "They have another coach",
  moved.map(({ reference, coach }) => html`${caseLink(reference)}: ${coach}`),
)}
${part("Nobody has room for them", left.map(caseLink))}
${left.length > 0 ? paragraph(html`They stay as they are until somebody has room. <a href="/area/coaches">Give a coach more room</a>, or open a case to choose a coach for it.`) : ""}
${part("You follow them up", followedUpByLead.map(caseLink))}
<div class="govuk-button-group">${linkButton("/area", "Your area")}${linkButton("/area/coaches", "Who works here", "secondary")}</div>
</div>`;
  return layout({ title: told, body, roles });
}

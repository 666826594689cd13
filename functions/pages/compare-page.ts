import { dateInWords } from "../core/calendar.ts";
import type { Referral } from "../core/referral.ts";
import { stageInWords, wordFor } from "../core/sentences.ts";
import type { Stage } from "../core/stages.ts";
import type { Instant } from "../core/texts.ts";
import { backLink, button, heading, paragraph } from "./components.ts";
import { type Field, renderPart } from "./fields.ts";
import { type Html, html, type Value } from "./html.ts";
import { layout } from "./layout.ts";
import { caseLink } from "./overview-parts.ts";
import type { ForStaff } from "./staff-menu.ts";
import { table } from "./table.ts";

/** One of two cases that may be of the same person. */
export interface ComparedCase {
  readonly reference: string;
  readonly receivedAt: Instant;
  readonly stage: Stage;
  readonly coach?: string | undefined;
  readonly restricted: boolean;
  /** Undefined once the details were erased. */
  readonly person?: Referral["person"] | undefined;
  readonly referrer?: Referral["referrer"] | undefined;
  /** Whether it can still be joined to another, and whether another can be joined to it. */
  readonly mayBeJoined: boolean;
  readonly mayGoOn: boolean;
}

export interface CompareView extends ForStaff {
  readonly cases: readonly [ComparedCase, ComparedCase];
  /** What the area's staff are called, by address. */
  readonly names: ReadonlyMap<string, string>;
  readonly now: Instant;
}

/** Two cases side by side for the area's lead, with the two ways to join them. */
export function comparePage({ roles, cases, names, now }: CompareView): string {
  const [one, other] = cases;
  const title = "Is this the same person?";
  const ways = [joinForm(other, one), joinForm(one, other)].filter((way) => way !== undefined);
  const body = html`${backLink("/area", "Your area")}
<h1 class="govuk-heading-l">${title}</h1>
${paragraph("Look at both. Ask their coach, or the person, if you are not sure. If it is not the same person, there is nothing to do.")}
${table({
  caption: `Cases ${one.reference} and ${other.reference}`,
  columns: ["What we know", one.reference, other.reference],
  rows: rowsOf([one, other], names, now),
})}
${ways.length > 0 ? html`${heading("If it is the same person")}${paragraph("One case goes on and the other is closed as a duplicate. The case that goes on keeps the earlier date. Nobody who referred them is told.")}${ways}` : paragraph("These cases cannot be joined: one is closed, or its support has ended.")}
${paragraph(html`<a href="/area">Leave both as they are</a>`)}`;
  return layout({ title: `${title} ${one.reference} and ${other.reference}`, body, roles });
}

function rowsOf(
  [one, other]: CompareView["cases"],
  names: CompareView["names"],
  now: Instant,
): [Value, ...Value[]][] {
  const row = (what: string, of: (each: ComparedCase) => Value): [Value, ...Value[]] => [
    what,
    of(one),
    of(other),
  ];
  const detail = (what: string, of: (person: Referral["person"]) => string | undefined) =>
    row(what, ({ person }) => (person ? (of(person) ?? "Not given") : "Erased"));
  return [
    row("Case", ({ reference }) => caseLink(reference)),
    detail("Name", ({ givenName, familyName, preferredName }) =>
      preferredName ? `${givenName} ${familyName}, called ${preferredName}` : `${givenName} ${familyName}`,
    ),
    detail("Date of birth", ({ dateOfBirth }) => dateInWords(dateOfBirth, "1800-01-01")),
    detail("Postcode", ({ postcode }) => postcode),
    detail("NHS number", ({ nhsNumber }) => nhsNumber),
    detail("Phone", ({ contact }) => contact.phone),
    detail("Email", ({ contact }) => contact.email),
    row("Referred", ({ receivedAt }) => dateInWords(receivedAt, now)),
    row("Referred by", referredBy),
    row("Where the case is", ({ stage }) => stageInWords(stage)),
    row("Coach", ({ coach }) => (coach === undefined ? "None yet" : (names.get(coach) ?? coach))),
    row("Record", ({ restricted }) =>
      restricted ? "Restricted: only for those who need it" : "Not restricted",
    ),
  ];
}

function referredBy({ referrer }: ComparedCase): string {
  if (!referrer) return "Erased";
  const who = referrer.kind === "self" ? "The person themselves" : wordFor(referrer.kind);
  return referrer.organisation ? `${who}, ${referrer.organisation}` : who;
}

/** Closes the first and goes on with the second; undefined where that is not possible. */
function joinForm(closing: ComparedCase, goingOn: ComparedCase): Html | undefined {
  if (!closing.mayBeJoined || !goingOn.mayGoOn) return undefined;
  const state = {
    id: `join-${closing.reference}`,
    values: new Map([["reason", ["The details are the same."]]]),
    errors: [],
  };
  const reason: Field = {
    type: "textarea",
    name: "reason",
    label: "How do you know?",
    mistake: "Say how you know",
  };
  return html`<section class="app-narrow" aria-labelledby="${state.id}-title"><h3 class="govuk-heading-s" id="${state.id}-title">Go on with ${goingOn.reference}, and close ${closing.reference}</h3>
<form id="${state.id}" method="post" action="/cases/${encodeURIComponent(closing.reference)}/merge" novalidate>
${renderPart({ hidden: "into", value: goingOn.reference }, state)}
${renderPart(reason, state)}
${button(`Close ${closing.reference}`, "secondary")}
</form></section>\n`;
}

import type { AreaRules } from "../core/area-rules.ts";
import { dateInWords } from "../core/calendar.ts";
import { wordFor } from "../core/sentences.ts";
import { backLink, linkButton, list, paragraph, success, tag } from "./components.ts";
import { type Html, html, type Value } from "./html.ts";
import { layout } from "./layout.ts";
import { loadBar, scaleOf } from "./load-chart.ts";
import type { Absence, Member } from "./staff-fields.ts";
import type { ForStaff } from "./staff-menu.ts";
import { table } from "./table.ts";

export type StaffRules = Pick<AreaRules, "name" | "places" | "providers">;

export interface CoachesView extends ForStaff {
  readonly items: readonly Member[];
  readonly rules: StaffRules;
  /** Whoever was added or changed just now. */
  readonly saved?: Member | undefined;
}

/** Everybody who works in the area, with the ways to add somebody and to give a coach's people to others. */
export function coachesPage({ roles, items, rules, saved }: CoachesView): string {
  const title = `Who works in ${rules.name}`;
  const coaches = items.filter(isCoach);
  const scale = scaleOf(coaches);
  const body = html`${backLink("/area", "Your area")}
${saved ? savedPart(saved) : ""}
<h1 class="govuk-heading-l">${title}</h1>
<div class="govuk-button-group">${linkButton("/area/coaches/add", "Add somebody")}${linkButton("/area/reassign", "Give a coach's people to others", "secondary")}</div>
${table({
  caption: "In the bars the frame is a coach's room, the filled part the people whom they support",
  columns: ["Who", "What they do", "People", "Languages, skills and places", "Away"],
  rows: items.map((member) => row(member, scale)),
})}`;
  return layout({ title, body, roles });
}

function savedPart({ name, email }: Member): Html {
  return success(
    html`${name} is saved.`,
    paragraph(
      `They sign in with a code that we email to ${email}. Whoever waits for a coach gets one now, as far as there is room.`,
    ),
  );
}

function isCoach({ roles, handingOver }: Member): boolean {
  return roles.includes("coach") || handingOver;
}

function row(member: Member, scale: number): [Value, ...Value[]] {
  const { email, name, roles, away, handingOver, restrictedPool, safeguarding } = member;
  return [
    html`<a href="/area/coaches/${encodeURIComponent(email)}">${name}</a><br><span class="app-normal">${email}</span>`,
    html`${roles.map(wordFor).join(", ")}${safeguarding ? ", duty officer for people under 18" : ""} ${restrictedPool ? tag("restricted records", "grey") : ""} ${handingOver ? tag("hands over their people", "grey") : ""}`,
    isCoach(member) ? loadBar(member, scale) : "No coach",
    abilities(member),
    away.length === 0 ? "Not away" : list(away.map(absence)),
  ];
}

function abilities({ languages, skills, places, provider }: Member): Html | string {
  const said = [
    ...(languages.length > 0 ? [`Speaks ${languages.join(", ")}`] : []),
    ...(skills.length > 0 ? [`Skills: ${skills.join(", ")}`] : []),
    ...(places.length > 0 ? [`Works in ${places.join(", ")}`] : []),
    ...(provider ? [`For ${provider}`] : []),
  ];
  return said.length > 0 ? list(said) : "None given";
}

/** "Monday 2 March 2026 to Friday 6 March 2026". */
export function absence({ from, to }: Absence): string {
  return from === to
    ? dateInWords(from, "2000-01-01")
    : `${dateInWords(from, "2000-01-01")} to ${dateInWords(to, "2000-01-01")}`;
}

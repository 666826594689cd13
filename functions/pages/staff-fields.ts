import type { AreaRules } from "../core/area-rules.ts";
import { type Word, wordFor } from "../core/sentences.ts";
import { areaRoles } from "../core/staff-bodies.ts";
import type { Role } from "../core/words.ts";
import type { Choice, Field, Group, Part, Values } from "./fields.ts";

/** A member of staff as pages show them. */
export interface Member {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly capacity: number;
  readonly places: readonly string[];
  readonly languages: readonly string[];
  readonly skills: readonly string[];
  readonly restrictedPool: boolean;
  readonly safeguarding: boolean;
  readonly provider?: string | undefined;
  readonly away: readonly Absence[];
  /** How many people they support now. */
  readonly holding: number;
  readonly handingOver: boolean;
}

export interface Absence {
  readonly from: string;
  readonly to: string;
}

type Named = Pick<AreaRules, "places" | "providers">;

/** What a lead fills in about a member of staff; the area's own places and providers, where it has any. */
export function memberFields({ places, providers }: Named): Part[] {
  const asChoices = (names: readonly string[]): Choice[] => names.map((name) => [name, name]);
  const where: Field[] = [
    {
      type: "checkboxes",
      name: "places",
      label: "Where they work (optional)",
      choices: asChoices(places.value),
    },
    {
      type: "select",
      name: "provider",
      label: "Who they work for (optional)",
      choices: asChoices(providers.value.map(({ name }) => name)),
    },
  ];
  return [
    { type: "text", name: "name", label: "Name", mistake: "Enter their name" },
    {
      type: "checkboxes",
      name: "roles",
      label: "What they do",
      mistake: "Choose what they do",
      choices: areaRoles.map((role): Choice => [role, wordFor(role as Word)]),
    },
    {
      type: "number",
      name: "capacity",
      label: "How many people they can support at once",
      hint: "From first contact to the end of support. Fewer than they support now moves nobody: they get nobody new. Enter 0 for somebody who is no coach.",
      mistake: "Enter a whole number from 0 to 1000",
    },
    ...where.filter((field) => "choices" in field && field.choices.length > 0),
    {
      type: "text",
      name: "languages",
      label: "Languages beside English (optional)",
      hint: "With commas between them, like Urdu, Polish. A person who speaks one of them comes to this coach first.",
    },
    {
      type: "text",
      name: "skills",
      label: "Skills (optional)",
      hint: "With commas between them, like mental health, British Sign Language.",
    },
    {
      type: "tick",
      name: "restrictedPool",
      label: "May support people whose record is restricted",
      hint: "Nobody else is given these people.",
    },
    {
      type: "tick",
      name: "safeguarding",
      label: "Duty officer for people under 18",
      hint: "They get the safety tasks about children.",
    },
  ];
}

/** The values that a member has now, as its form would send them. */
export function valuesOfMember(member: Member): Values {
  const filled: [string, readonly string[]][] = [
    ["name", [member.name]],
    ["roles", member.roles],
    ["capacity", [String(member.capacity)]],
    ["places", member.places],
    ["provider", [member.provider ?? ""]],
    ["languages", [member.languages.join(", ")]],
    ["skills", [member.skills.join(", ")]],
    ["restrictedPool", [String(member.restrictedPool)]],
    ["safeguarding", [String(member.safeguarding)]],
  ];
  return new Map(filled);
}

/** Absences that a coach may have at once. Source: core/staff-bodies.ts, "20 or fewer". */
const mostAbsences = 20;

/** Rows for absences: those that there are, each to be changed or removed, and one to add. */
export function absenceRows(filled: number): Group[] {
  const rows = Array.from({ length: mostAbsences }, (_, index) => absenceRow(index, index < filled));
  const shown = Math.min(filled + 1, mostAbsences);
  const more = rows.slice(shown);
  if (more.length === 0) return rows;
  return [...rows.slice(0, shown), { legend: "Add more absences", fields: more, folded: true }];
}

function absenceRow(index: number, isFilled: boolean): Group {
  const day = (name: "from" | "to", label: string, mistake: string): Field => ({
    type: "date",
    name: `away.${index}.${name}`,
    label,
    mistake,
  });
  return {
    legend: isFilled ? `Absence ${index + 1}` : `Add absence ${index + 1}`,
    at: `/away/${index}`,
    fields: [
      day("from", "First day away", "Enter a real date for the first day away"),
      day("to", "Last day away", "Enter a real date for the last day away"),
      ...(isFilled
        ? [{ type: "tick", name: `away.${index}.remove`, label: `Remove absence ${index + 1}` } as const]
        : []),
    ],
  };
}

export function valuesOfAbsences(away: readonly Absence[]): [string, readonly string[]][] {
  return away.flatMap(({ from, to }, index): [string, readonly string[]][] => [
    [`away.${index}.from`, [from]],
    [`away.${index}.to`, [to]],
  ]);
}

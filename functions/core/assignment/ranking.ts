import { londonDate } from "../calendar.ts";
import { type Coach, type Delivery, fittingCoaches } from "./fit.ts";
import type { Seeker } from "./seeker.ts";

export interface Ranked {
  readonly coach: Coach;
  /** Why, in words without personal data; kept on the case. */
  readonly because: readonly string[];
}

/** How well a coach who fits would suit the person. */
interface Suited {
  readonly coach: Coach;
  readonly holdsPlace: boolean;
  readonly speaksLanguage: boolean;
  /** How many of the person's needs a skill of the coach answers. */
  readonly skills: number;
  readonly isAwaySoon: boolean;
  /** Share of the capacity in use. */
  readonly load: number;
}

/**
 * Coaches of the area who could support this person now, best first: whoever holds a place for them already, speaks
 * their language, has skills that fit, stays until first contact is due, has the lightest share of their capacity in
 * use, has the lower id. Deterministic, whatever order they come in. `today`: a London date.
 */
export function rankCoaches(
  seeker: Seeker,
  staff: readonly Coach[],
  rules: Delivery,
  today: string,
): Ranked[] {
  const all = fittingCoaches(seeker, staff, rules, today).map((coach) => suitedTo(seeker, coach, today));
  return all
    .toSorted(better)
    .map((suited) => ({ coach: suited.coach, because: becauseOf(suited, seeker, all) }));
}

function suitedTo(seeker: Seeker, coach: Coach, today: string): Suited {
  const { holding, capacity, away } = coach;
  const contactDueOn = londonDate(seeker.contactDueAt);
  return {
    coach,
    holdsPlace: holding.has(seeker.reference),
    speaksLanguage: speaks(coach, seeker.language),
    skills: skillsFor(coach, seeker),
    isAwaySoon: away.some(({ from }) => today < from && from <= contactDueOn),
    load: capacity === 0 ? 1 : holding.size / capacity,
  };
}

function better(a: Suited, b: Suited): number {
  return (
    Number(b.holdsPlace) - Number(a.holdsPlace) ||
    Number(b.speaksLanguage) - Number(a.speaksLanguage) ||
    b.skills - a.skills ||
    Number(a.isAwaySoon) - Number(b.isAwaySoon) ||
    a.load - b.load ||
    (a.coach.id < b.coach.id ? -1 : 1)
  );
}

function becauseOf(suited: Suited, seeker: Seeker, all: readonly Suited[]): string[] {
  const { coach, holdsPlace, speaksLanguage, skills, isAwaySoon, load } = suited;
  const needsInterpreter = !speaksLanguage && (seeker.language !== undefined || seeker.interpreter);
  const said: [string, boolean][] = [
    ["holds a place for the person already", holdsPlace],
    [`has room: ${coach.holding.size} of ${coach.capacity} places taken`, !holdsPlace && seeker.needsPlace],
    ["belongs to the pool for restricted records", seeker.restricted],
    ["delivers at the person's place", seeker.place !== undefined && coach.places.includes(seeker.place)],
    ["speaks the person's language", speaksLanguage],
    ["an interpreter is needed", needsInterpreter],
    ["has skills that fit what the person needs", skills > 0],
    ["is away before first contact is due", isAwaySoon],
    ["is here until first contact is due", !isAwaySoon && all.some((other) => other.isAwaySoon)],
    ["has the lightest load of the coaches who fit", all.every((other) => load <= other.load)],
  ];
  return said.filter(([, applies]) => applies).map(([words]) => words);
}

function speaks({ languages }: Coach, language: string | undefined): boolean {
  if (language === undefined) return false;
  const spoken = language.split(/[,;/&]|\band\b|\bor\b/i).map(plain);
  return languages.some((each) => spoken.includes(plain(each)));
}

/** A need is answered by a skill that has the same words, or has them among others. */
function skillsFor({ skills }: Coach, { mainBarrier, communicationNeeds }: Seeker): number {
  const needs = [mainBarrier, ...communicationNeeds].map(plain);
  return needs.filter((need) => skills.some((skill) => areSame(plain(skill), need))).length;
}

function areSame(skill: string, need: string): boolean {
  return skill !== "" && (` ${need} `.includes(` ${skill} `) || ` ${skill} `.includes(` ${need} `));
}

/** "Mental health" and "mental-health" are the same words. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

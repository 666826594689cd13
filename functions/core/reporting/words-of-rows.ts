import { quarterInWords } from "../calendar.ts";
import { ageBands } from "../events.ts";
import { wordFor } from "../sentences.ts";
import { barriers, closures, employmentStatuses, outcomes, planTypes, referrerKinds } from "../words.ts";
import type { Row } from "./build.ts";
import { largestWithheld, type Profile, type Shown } from "./disclosure.ts";
import { registry } from "./registry.ts";

const vocabulary = [
  ...referrerKinds,
  ...employmentStatuses,
  ...barriers,
  ...planTypes,
  ...closures,
  ...outcomes,
];

const categoryWords = new Map<string, string>([
  ...vocabulary.map((word) => [word, wordFor(word)] as const),
  // To the person who fills in a form it is "Myself".
  ["self", "The person themselves"],
  ["no-first-appointment", "No first appointment yet"],
  ["no-plan", "No plan yet"],
  ["not-known", "Not known"],
  ["elsewhere", "Elsewhere"],
  ["not-asked", "Not asked"],
  ["not-yet-due", "Not yet due"],
  ["first-contact", "First contact"],
  ["first-appointment", "First appointment"],
  ["plan", "Plan"],
  ["all", "All"],
  ...ageBands.map((band) => [band, ageInWords(band)] as const),
]);

/** "18 to 24", "65 and over" */
function ageInWords(band: string): string {
  const words = band.replace(/^(\d+)-(\d+)$/, "$1 to $2").replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** A category of measures.csv for people. Places are their own words. */
export function categoryInWords(category: string): string {
  return categoryWords.get(category) ?? category;
}

/** What a line of measures.csv counts, for people. */
export function measureInWords({ measure, category }: Pick<Row, "measure" | "category">): string {
  const found = registry.measures.find(({ name }) => name === measure);
  if (found?.kind === "share") return `Within the standard: ${lower(categoryInWords(category))}`;
  return found?.title ?? measure;
}

const statisticWords: Readonly<Record<Row["statistic"], string>> = {
  count: "",
  median: " (half took no longer)",
  p90: " (9 in 10 took no longer)",
};

/** "Referrals received, who referred: GP practice" */
export function figureInWords(line: Pick<Row, "measure" | "statistic" | "dimension" | "category">): string {
  const { dimension, category, statistic } = line;
  const told = `${measureInWords(line)}${statisticWords[statistic]}`;
  if (dimension === "none") return told;
  const title = registry.dimensions.find(({ name }) => name === dimension)?.title ?? dimension;
  return `${told}, ${lower(title)}: ${categoryInWords(category)}`;
}

/**
 * A figure that clashes, as the register names it ("frimley, 2026-Q1: starts, age-band, 18-24"), for people; what is no
 * figure keeps its words. `names`: of areas, by id.
 */
export function clashInWords(clash: string, names: ReadonlyMap<string, string>): string {
  const [, scope = "", quarter = "", told = ""] = /^([^,]+), (\S+): (.+)$/s.exec(clash) ?? [];
  if (!told) return clash;
  const place = `${names.get(scope) ?? scope}, ${quarterInWords(quarter)}`;
  const [figure = "", ...others] =
    told
      .replace(/ rest$/, "")
      .split(" + ")[0]
      ?.split(": ") ?? [];
  const [measure = "", dimension, ...category] = figure.split(", ");
  if (!registry.measures.some(({ name }) => name === measure)) return `${place}: ${told}`;
  const words = figureInWords({
    measure,
    statistic: "count",
    dimension: dimension as Row["dimension"],
    category: category.join(", "),
  });
  const left = told.endsWith(" rest") ? "those left over beside: " : "";
  return `${place}: ${[`${left}${words}`, ...others].join(": ")}`;
}

function lower(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

/**
 * Why a figure is not told: it is small; others could be worked out from it; there are too few people for a median; or
 * what it is a part of is withheld.
 */
export type Why = "small" | "secondary" | "few" | "whole";

/** Undefined where all of the line is told, and where there is nothing to tell. */
export function whyWithheld({ value, percentage, statistic, note }: Row): Why | undefined {
  if (value !== "*" && percentage !== "*") return undefined;
  if (note === "secondary") return "secondary";
  if (value !== "*") return "whole";
  if (statistic === "count") return "small";
  return note === "no cases" ? undefined : "few";
}

/** Why, in a few words that can stand in a table. */
export function whyInWords(why: Why, profile: Profile): string {
  return {
    small: `1 to ${largestWithheld[profile]}`,
    secondary: "withheld to protect another",
    few: "fewer than 8 people",
    whole: "its total is withheld",
  }[why];
}

/** A value for a cell of a table: a number, or the star and why. */
export function valueInWords(row: Row, profile: Profile): string {
  if (row.value !== "*") return numberInWords(row.value);
  const why = whyWithheld(row);
  return why ? `* (${whyInWords(why, profile)})` : "No cases";
}

/** "48% of 1,240", "*" where it is withheld, and nothing where there is no part to tell. */
export function shareInWords({ percentage, denominator }: Row): string {
  if (percentage === "" || denominator === "") return "";
  return percentage === "*" ? "*" : `${percentage}% of ${shownInWords(denominator)}`;
}

/** A number as published, or the star. */
export function shownInWords(shown: Shown): string {
  return shown === "*" ? "*" : numberInWords(shown);
}

/** "1,240" */
export function numberInWords(number: number): string {
  return new Intl.NumberFormat("en-GB").format(number);
}

/** Whether the figure was rounded to the nearest 5 before it was published. */
export function isRounded({ area_id, note }: Row, profile: Profile): boolean {
  return profile === "nhs" && (area_id !== "england" || note === "fewer than 3 areas");
}

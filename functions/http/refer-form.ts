import type { Taken } from "../core/refer/steps.ts";
import { countingAnswers, readingOf, type Visit } from "../core/refer/visit.ts";
import { bodyOf, type FieldTypes } from "./form.ts";

/** Fields of the form that are no part of the referral. */
const aside = new Set(["remember"]);

/** A need that is on no list of ours goes to the ones that are. */
const ownNeed = "person.communicationNeeds.other";
const needs = "person.communicationNeeds";

/**
 * What was typed at /refer as the body of `POST /referrals`, mistakes and all, so that the same check tells them. The
 * parts of a referral are always there: what is missing is then told at its own field.
 */
export function referralFrom(visit: Visit): unknown {
  const reading = readingOf(visit);
  const fields = new URLSearchParams();
  for (const [name, text] of countingAnswers(visit)) {
    if (aside.has(name) || dayPart.test(name)) continue;
    fields.append(name === ownNeed ? needs : name, text);
  }
  for (const name of Object.keys(reading).filter((each) => reading[each] === "day")) {
    const day = dayOf(visit, name);
    if (day !== undefined) fields.set(name, day);
  }
  const body = bodyOf(fields, typesOf(reading)) as Partial<Record<string, object>>;
  return merged(
    {
      // An empty box says that no emails are wanted.
      referrer: visit.way === "somebody-else" ? { hearBack: false } : { kind: "self" },
      person: { contact: {} },
      work: {},
      health: {},
      // Whoever says who agreed says that somebody agreed.
      consent: { referral: fields.has("consent.referral.by") ? { given: true } : {} },
    },
    body,
  );
}

const dayPart = /\.(day|month|year)$/;
const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** The three parts of a day as one date; parts that make none go on as typed, for the schema to refuse. */
function dayOf({ answers }: Visit, name: string): string | undefined {
  const [day, month, year] = ["day", "month", "year"].map(
    (part) => answers.findLast(([each]) => each === `${name}.${part}`)?.[1].trim() ?? "",
  ) as [string, string, string];
  if (day + month + year === "") return undefined;
  const named = months.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const parts = [year.padStart(4, "0"), ...[named > 0 ? String(named) : month, day].map(twoDigits)];
  return parts.join("-");
}

function twoDigits(text: string): string {
  return text.padStart(2, "0");
}

function typesOf(reading: Readonly<Record<string, Taken>>): FieldTypes {
  return Object.fromEntries(
    Object.entries(reading).flatMap(([name, taken]) =>
      taken === "boolean" || taken === "list" ? [[name, taken]] : [],
    ),
  );
}

type Tree = { readonly [name: string]: unknown };

function merged(base: Tree, more: Tree): Tree {
  const both = Object.entries(more).map(([name, value]) => {
    const under = base[name];
    return [name, isTree(under) && isTree(value) ? merged(under, value) : value];
  });
  return { ...base, ...Object.fromEntries(both) };
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

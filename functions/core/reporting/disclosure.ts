import type { ShownAs } from "./audit-cells.ts";

/**
 * Primary disclosure control: what one figure may show by itself. What a reader could work out from other figures of
 * this release, or from earlier releases, is the question of the audit, which runs before anything is published.
 */
export const profiles = ["nhs", "strict"] as const;
export type Profile = (typeof profiles)[number];

/** A number as published; the star stands for one that is withheld. */
export type Shown = number | "*";

export interface Disclosable {
  /** A count of cases, or another statistic of them; undefined where there is none. */
  readonly value: number | undefined;
  readonly isCount: boolean;
  /** How many cases the value tells of. */
  readonly cases: number;
  /** How many different people these cases are of, where that is counted: a median is told from so many on. */
  readonly people?: number | undefined;
  /** What the value is a part of, or taken over; undefined where it is the whole. */
  readonly of: number | undefined;
  /** Whether this figure is England's, from enough areas to hide each. */
  readonly national: boolean;
  /** What the audit withholds as well: the value, or what it is a part of. */
  readonly secondary?: { readonly value: boolean; readonly of: boolean };
}

export interface Disclosed {
  readonly value: Shown;
  /** Empty where the figure is the whole. */
  readonly denominator: Shown | "";
  /** Of the denominator, to one decimal; empty where there is none to tell. */
  readonly percentage: Shown | "";
}

/** Fewer areas than this behind a figure of England do not hide each other. Source: the HTTP contract. */
const areasThatHide = 3;
/** Medians and percentiles are told from so many people on, at every level and in every profile. */
const fewestForStatistics = 8;
/** The largest count that each profile withholds. Sources: domain.md, "Disclosure control". */
export const largestWithheld: Record<Profile, number> = { nhs: 7, strict: 4 };
const roundedTo = 5;

/** How a count is shown before the audit. */
export function shownAs(
  count: number,
  profile: Profile,
  { scope, areas }: { readonly scope: "england" | "area"; readonly areas: number },
): ShownAs {
  if (count === 0 || (profile === "nhs" && isNational(scope, areas))) return "exact";
  if (count <= largestWithheld[profile]) return "withheld";
  return profile === "nhs" ? "rounded" : "exact";
}

/** The least and the most that a count may be that is shown so, as a reader knows it. */
export function rangeOf(count: number, shown: ShownAs, profile: Profile): [number, number] {
  switch (shown) {
    case "exact":
      return [count, count];
    case "withheld":
      return [1, largestWithheld[profile]];
    case "secondary":
      return [0, Number.POSITIVE_INFINITY];
    case "rounded": {
      const middle = Math.round(count / roundedTo) * roundedTo;
      return [Math.max(largestWithheld[profile] + 1, middle - 2), middle + 2];
    }
  }
}

/** Whether a figure of England counts as national: one that too few areas contribute to does not. */
export function isNational(scope: "england" | "area", contributingAreas: number): boolean {
  return scope === "england" && contributingAreas >= areasThatHide;
}

/**
 * One figure as the profile lets it be shown. nhs: 1 to 7 withheld and other counts rounded to the nearest 5,
 * but for national figures; strict: 1 to 4 withheld at every level, other counts exact. Totals must come in as
 * true values; percentages come from the figures as shown, and are withheld if either part is.
 */
export function disclose(figure: Disclosable, profile: Profile): Disclosed {
  const { secondary = { value: false, of: false } } = figure;
  const show = (count: number, isWithheld: boolean) =>
    isWithheld ? "*" : shownCount(count, profile, figure.national);
  const denominator = figure.of === undefined ? "" : show(figure.of, secondary.of);
  if (!figure.isCount) {
    // A median that is told says that there are 8 or more.
    const isEnough = (figure.people ?? figure.cases) >= fewestForStatistics;
    const told = isEnough && !secondary.of ? figure.value : undefined;
    return { value: told ?? "*", denominator, percentage: "" };
  }
  const value = show(figure.cases, secondary.value);
  return { value, denominator, percentage: percentageOf(value, denominator) };
}

function shownCount(count: number, profile: Profile, national: boolean): Shown {
  if (profile === "nhs" && national) return count;
  if (count >= 1 && count <= largestWithheld[profile]) return "*";
  return profile === "nhs" ? Math.round(count / roundedTo) * roundedTo : count;
}

function percentageOf(part: Shown, whole: Shown | ""): Shown | "" {
  if (whole === "" || whole === 0) return "";
  if (part === "*" || whole === "*") return "*";
  return Math.round((1000 * part) / whole) / 10;
}

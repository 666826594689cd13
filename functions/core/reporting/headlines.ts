import type { Row } from "./build.ts";
import type { Profile } from "./disclosure.ts";
import type { Lines } from "./find-row.ts";
import { isRounded, numberInWords, whyInWords, whyWithheld } from "./words-of-rows.ts";

/** A figure that can be quoted: with what it is a part of, and with what it must not be taken for. */
export interface Headline {
  readonly sentence: string;
  readonly mind?: string;
}

type Noun = readonly [one: string, many: string];
const cases: Noun = ["case", "cases"];

/** What makes cases part of a whole: "no case ...", "40 cases that ...". */
type Which = Noun;
const started: Which = [
  "had its first appointment in the quarter",
  "had their first appointment in the quarter",
];
const contacted: Which = ["had its first contact in the quarter", "had their first contact in the quarter"];
const ended: Which = ["ended in the quarter", "ended in the quarter"];

/** The figures that are asked for first, in sentences that bear their denominators. Nothing is told that is withheld. */
export function headlinesOf(lines: Lines, profile: Profile): Headline[] {
  const headlines: Headline[] = [
    referredHeadline(lines, profile),
    ...startHeadlines(lines, profile),
    outcomeHeadline(lines, profile),
    completionHeadline(lines, profile),
    ...timeHeadlines(lines, profile),
  ];
  // Where there were no cases, several have nothing to say but that.
  const sentences = headlines.map(({ sentence }) => sentence);
  return headlines.filter(({ sentence }, index) => sentences.indexOf(sentence) === index);
}

function referredHeadline(lines: Lines, profile: Profile): Headline {
  const words = wordsIn(profile);
  const [referrals, people] = [lines.find({ measure: "referrals" }), lines.find({ measure: "people" })];
  const told = words.counted(referrals, ["referral", "referrals"], "received in the quarter");
  if (referrals.value === 0) return { sentence: `${told}.` };
  return {
    sentence:
      people.value === "*" || referrals.value === "*"
        ? `${told}. ${words.counted(people, ["different person", "different people"], "referred")}.`
        : `${told}, for ${words.count(people, ["person", "different people"])}.`,
    mind: "One person can be referred more than once, so there can be more referrals than people.",
  };
}

const startShares = [
  {
    dimension: "employment-status-at-first-appointment",
    category: "out-of-work",
    what: "were of people out of work at that time",
    mind: "This is how things were when people came. It does not show whether anybody found work.",
  },
  {
    dimension: "main-barrier",
    category: "mental-health",
    what: "had mental health as the main barrier to work",
    mind: "The main barrier is what the person said at that appointment. It is not a diagnosis.",
  },
] as const;

function startHeadlines(lines: Lines, profile: Profile): Headline[] {
  const words = wordsIn(profile);
  const starts = lines.find({ measure: "starts" });
  return startShares.map(({ dimension, category, what, mind }) => {
    const share = words.share(lines.find({ measure: "starts", dimension, category }), what);
    return { sentence: words.of(starts, started, [share]), ...minding(starts, mind) };
  });
}

function outcomeHeadline(lines: Lines, profile: Profile): Headline {
  const words = wordsIn(profile);
  const exits = lines.find({ measure: "outcomes-at-exit" });
  const outcome = (category: string) =>
    lines.find({ measure: "outcomes-at-exit", dimension: "outcome", category });
  return {
    sentence: words.of(exits, ended, [
      words.share(outcome("not-reached"), "ended without an outcome because the person could not be reached"),
      words.share(outcome("not-asked"), "ended in a way after which nobody is asked for an outcome"),
    ]),
    ...minding(exits, "Cases with no known outcome are counted in the total."),
  };
}

function completionHeadline(lines: Lines, profile: Profile): Headline {
  const completions = lines.find({ measure: "completions" });
  const told = wordsIn(profile).counted(completions, cases, "completed in the quarter");
  return {
    sentence: `${told}. A case is completed when its plan is completed, or when the longest time for support is reached.`,
    ...minding(completions, "That does not mean that the person found a job."),
  };
}

const waits = [
  { days: "days-to-first-contact", kept: "first-contact", over: "contacted", which: contacted },
  { days: "days-to-first-appointment", kept: "first-appointment", over: "starts", which: started },
] as const;

function timeHeadlines(lines: Lines, profile: Profile): Headline[] {
  const words = wordsIn(profile);
  return waits.map(({ days, kept, over, which }) => {
    const share = words.share(
      lines.find({ measure: "within-standard", category: kept }),
      "had it within the standard time set by their area",
    );
    const told = (statistic: "median" | "p90") => lines.find({ measure: days, statistic }).value;
    const [median, p90] = [told("median"), told("p90")];
    const sentence = words.of(lines.find({ measure: over }), which, [share]);
    if (median === "*" || p90 === "*") return { sentence };
    return {
      sentence: `${sentence} Half waited ${workingDays(median)} or less from the referral, and 9 in 10 waited ${workingDays(p90)} or less.`,
    };
  });
}

/** What to mind about a figure, where there is one. */
function minding({ value }: Row, mind: string): Pick<Headline, "mind"> {
  return value === "*" || value === 0 ? {} : { mind };
}

/** Figures as parts of sentences. */
function wordsIn(profile: Profile) {
  const amount = (row: Row) =>
    `${isRounded(row, profile) && row.value !== 0 ? "about " : ""}${numberInWords(Number(row.value))}`;
  const why = (row: Row) =>
    whyWithheld(row) === "secondary"
      ? "withheld to protect another figure"
      : `withheld because it is small (${whyInWords("small", profile)})`;
  /** Only of a number that is told. */
  const count = (row: Row, [one, many]: Noun) =>
    row.value === 0 ? `no ${many}` : `${amount(row)} ${row.value === 1 ? one : many}`;
  return {
    count,
    /** "Of 40 cases that ended, ...": each share tells a part of the same cases. */
    of: (whole: Row, [one, many]: Which, shares: readonly string[]) => {
      if (whole.value === 0) return `No case ${one}.`;
      // Of what is withheld no share is told.
      if (whole.value === "*") return `The number of cases that ${many} is ${why(whole)}.`;
      return `Of ${count(whole, cases)} that ${many}, ${shares.join(", and ")}.`;
    },
    /** "About 40 cases were completed", at the beginning of a sentence. */
    counted: (row: Row, noun: Noun, what: string) => {
      if (row.value === "*") return `The number of ${noun[1]} ${what} is ${why(row)}`;
      const words = count(row, noun);
      return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${row.value === 1 ? "was" : "were"} ${what}`;
    },
    share: (row: Row, what: string) => {
      if (row.value === "*") return `the number that ${what} is ${why(row)}`;
      if (row.value === 0) return `none ${what}`;
      if (row.percentage === "*") return `${amount(row)} (the percentage is withheld) ${what}`;
      return `${row.percentage}% (${amount(row)}) ${what}`;
    },
  };
}

function workingDays(number: number): string {
  return `${numberInWords(number)} working day${number === 1 ? "" : "s"}`;
}

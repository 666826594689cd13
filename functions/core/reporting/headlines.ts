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

/** The figures that are asked for first, in sentences that bear their denominators. Nothing is told that is withheld. */
export function headlinesOf(lines: Lines, profile: Profile): Headline[] {
  const words = wordsIn(profile);
  const starts = lines.find({ measure: "starts" });
  const ofStarts = (dimension: Row["dimension"], category: string, what: string) =>
    words.of(starts, "whose first appointment was attended in the quarter", [
      words.share(lines.find({ measure: "starts", dimension, category }), what),
    ]);
  const outOfWork = "the person was out of work at that appointment";
  const headlines: Headline[] = [
    {
      sentence: referredHeadline(lines, profile),
      mind: "Somebody can be referred more than once, so cases and people are not the same number.",
    },
    {
      sentence: ofStarts("employment-status-at-first-appointment", "out-of-work", outOfWork),
      mind: "This is how people were when they came. It does not say that anybody found work.",
    },
    {
      sentence: ofStarts("main-barrier", "mental-health", "mental health was the main barrier to work"),
      mind: "The main barrier is what the person said at that appointment. It is not a diagnosis.",
    },
    outcomeHeadline(lines, profile),
    {
      sentence: `${words.counted(lines.find({ measure: "completions" }), cases, "completed in the quarter")}: the plan was completed, or the longest time for support was reached.`,
      mind: "A completion is not a job.",
    },
    ...timeHeadlines(lines, profile),
  ];
  // Where there were no cases, several have nothing to say but that.
  const sentences = headlines.map(({ sentence }) => sentence);
  return headlines.filter(({ sentence }, index) => sentences.indexOf(sentence) === index);
}

function referredHeadline(lines: Lines, profile: Profile): string {
  const words = wordsIn(profile);
  const people: Noun = ["different person", "different people"];
  const [referrals, ofPeople] = [lines.find({ measure: "referrals" }), lines.find({ measure: "people" })];
  const told = words.counted(referrals, ["referral", "referrals"], "received in the quarter");
  if (ofPeople.value !== "*") return `${told}, of ${words.count(ofPeople, people)}.`;
  return `${told}. ${words.withheld(ofPeople, "people they were of")}.`;
}

function outcomeHeadline(lines: Lines, profile: Profile): Headline {
  const words = wordsIn(profile);
  const outcome = (category: string) =>
    lines.find({ measure: "outcomes-at-exit", dimension: "outcome", category });
  return {
    sentence: words.of(lines.find({ measure: "outcomes-at-exit" }), "that ended in the quarter", [
      words.share(outcome("not-reached"), "the person could not be reached for an outcome"),
      words.share(outcome("not-asked"), "no outcome is asked for after such an ending"),
    ]),
    mind: "Cases whose outcome is not known stay part of the whole.",
  };
}

const waits = [
  {
    days: "days-to-first-contact",
    kept: "first-contact",
    over: "contacted",
    what: "that were first contacted in the quarter",
  },
  {
    days: "days-to-first-appointment",
    kept: "first-appointment",
    over: "starts",
    what: "whose first appointment was attended in the quarter",
  },
] as const;

function timeHeadlines(lines: Lines, profile: Profile): Headline[] {
  const words = wordsIn(profile);
  return waits.map(({ days, kept, over, what }) => {
    const share = words.share(
      lines.find({ measure: "within-standard", category: kept }),
      "the wait kept to the area's own standard",
    );
    const told = (statistic: "median" | "p90") => lines.find({ measure: days, statistic }).value;
    const [median, p90] = [told("median"), told("p90")];
    const waited =
      median === "*" || p90 === "*"
        ? []
        : [
            `half waited ${workingDays(median)} or less since the referral, and 9 in 10 waited ${workingDays(p90)} or less`,
          ];
    return { sentence: words.of(lines.find({ measure: over }), what, [share, ...waited]) };
  });
}

/** Figures as parts of sentences. */
function wordsIn(profile: Profile) {
  const amount = (row: Row) =>
    `${isRounded(row, profile) && row.value !== 0 ? "about " : ""}${numberInWords(Number(row.value))}`;
  const why = (row: Row) => {
    const reason = whyWithheld(row) ?? "small";
    return reason === "secondary"
      ? "withheld to protect another figure"
      : `withheld (${whyInWords(reason, profile)})`;
  };
  /** Only of a number that is told. */
  const count = (row: Row, [one, many]: Noun) =>
    row.value === 0 ? `no ${many}` : `${amount(row)} ${row.value === 1 ? one : many}`;
  const withheld = (row: Row, which: string) => `The number of ${which} is ${why(row)}`;
  return {
    count,
    withheld,
    /** "Of 40 cases that ended, ...": each share tells a part of the same cases. */
    of: (whole: Row, which: string, shares: readonly string[]) => {
      if (whole.value === 0) return `There were no cases ${which}.`;
      // Of what is withheld no share is told.
      if (whole.value === "*") return `${withheld(whole, `cases ${which}`)}.`;
      return `Of ${count(whole, cases)} ${which}, ${shares.join("; ")}.`;
    },
    /** "About 40 cases were completed", at the beginning of a sentence. */
    counted: (row: Row, noun: Noun, what: string) => {
      if (row.value === "*") return withheld(row, `${noun[1]} ${what}`);
      const words = count(row, noun);
      return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${row.value === 1 ? "was" : "were"} ${what}`;
    },
    share: (row: Row, what: string) => {
      if (row.value === "*") return `the number in which ${what} is ${why(row)}`;
      if (row.percentage === "*") return `in ${amount(row)} ${what}; the share is withheld`;
      return `in ${row.percentage}% (${amount(row)}) ${what}`;
    },
  };
}

function workingDays(number: number): string {
  return `${numberInWords(number)} working day${number === 1 ? "" : "s"}`;
}

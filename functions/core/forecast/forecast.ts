import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Coach } from "../assignment/fit.ts";
import { addWorkingDays, type LondonDate } from "../calendar.ts";
import { durationsFrom, type Kept } from "./durations.ts";
import type { History } from "./history.ts";
import { type Outlook, outlookOver } from "./outlook.ts";
import { type Chance, daysOfWeek, drawProgramme, referredWith } from "./programme.ts";
import type { ForecastQuestion } from "./question.ts";

/** Cases that must have ended before an area's own durations are used, and people accepted before any forecast. */
export const leastCases = 30;
/** Working days over which referrals must have come. */
export const leastDays = 20;

/** Simulated programmes: enough that another seed moves a range by a working day or so. */
export const usualRuns = 200;
/** Always the same, so that the same question has the same answer. */
export const usualSeed = 1;
const leastRuns = 20;
/** Simulated people of all programmes together: less than 2 seconds of one processor. A large area has fewer programmes. */
const mostPeople = 4_000_000;

/** The coaches of an area and their room. */
export interface Room {
  readonly coaches: number;
  readonly places: number;
}

/** Where the durations come from: the area's own cases, or where they are too few, those of all areas. */
export interface Seen {
  readonly of: "area" | "england";
  readonly kept: readonly Kept[];
}

export interface Known {
  readonly history: History;
  readonly seen: Seen;
  readonly room: Room;
}

/** How it was simulated. The same seed gives the same programmes. */
export interface Simulated {
  readonly runs: number;
  readonly seed: number;
}

/** What the forecast rests on, in numbers. */
export interface Basis extends Room, Simulated {
  /** Working days of referrals, and the people who were accepted on them. */
  readonly days: number;
  readonly accepted: number;
  /** Of them, those who left before they had a coach. */
  readonly leftTheQueue: number;
  readonly durationsOf: Seen["of"];
  /** Cases that tell how long a place is kept: those that have ended, and those that go on. */
  readonly ended: number;
  readonly goOn: number;
  /** Working days after which half of the places are free again; undefined where more than half are kept on. */
  readonly medianKept: number | undefined;
  /** People who have a coach now, and people who wait for one. */
  readonly held: number;
  readonly waiting: number;
  /** Places that a coach who comes brings, and one who leaves takes along. */
  readonly placesOfOne: number;
}

export interface Forecast {
  readonly question: ForecastQuestion;
  readonly basis: Basis;
  /** The last day of each week ahead. */
  readonly endsOn: readonly LondonDate[];
  readonly asNow: Outlook;
  /** With what was asked; undefined where nothing was to be different. */
  readonly whatIf: Outlook | undefined;
}

/** Why nothing can be said yet. */
export type TooLittle = "no-places" | "few-days" | "few-accepted" | "few-ended" | "no-coach-left";

/** The room of an area: its coaches who are not handing over. */
export function roomOf(staff: readonly Coach[]): Room {
  const coaches = staff.filter(
    ({ roles, handsOverSince, capacity }) =>
      roles.includes("coach") && handsOverSince === undefined && capacity > 0,
  );
  return { coaches: coaches.length, places: coaches.reduce((places, { capacity }) => places + capacity, 0) };
}

export function hasEnoughEnded(kept: readonly Kept[]): boolean {
  return kept.filter(({ hasEnded }) => hasEnded).length >= leastCases;
}

/** What a forecast would lack; undefined when there is enough for one. */
export function lacking(
  { history, seen, room }: Known,
  { coaches }: ForecastQuestion,
): TooLittle | undefined {
  if (room.places === 0) return "no-places";
  if (room.coaches + coaches <= 0) return "no-coach-left";
  if (history.accepted.length < leastDays) return "few-days";
  if (sum(history.accepted) < leastCases) return "few-accepted";
  return hasEnoughEnded(seen.kept) ? undefined : "few-ended";
}

/**
 * What happens to waits for a coach, in working days, if nothing changes and if what is asked comes true from the next
 * working day on. A discrete-event simulation: both are simulated over the same programmes, so that a difference
 * between them is never chance. Refuses what `lacking` names.
 */
export function forecastOf(known: Known, question: ForecastQuestion, simulated: Simulated): Forecast {
  const { history, seen, room } = known;
  const { weeks, coaches, referrals } = question;
  const runs = runsWithin(known, weeks, simulated.runs);
  const placesOfOne = Math.max(1, Math.round(room.places / room.coaches));
  const now = outlookOver(weeks, room.places);
  const then = outlookOver(weeks, placesThen(room, coaches, placesOfOne));
  const isOther = coaches !== 0 || referrals !== 0;
  const chance = chanceFrom(simulated.seed);
  for (let run = 0; run < runs; run += 1) {
    const programme = drawProgramme(history, { seen: seen.kept, weeks }, chance);
    now.add(programme);
    if (isOther) then.add({ ...programme, referred: referredWith(programme, referrals) });
  }
  return {
    question,
    basis: { ...basisOf(known), placesOfOne, runs, seed: simulated.seed },
    endsOn: Array.from({ length: weeks }, (_, week) => addWorkingDays(history.asAt, (week + 1) * daysOfWeek)),
    asNow: now.outlook(),
    whatIf: isOther ? then.outlook() : undefined,
  };
}

/** Numbers that are the same for the same seed, by the generator xoroshiro128+. Never for secrets. */
export function chanceFrom(seed: number): Chance {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}

/** Whoever stays keeps their own room: the last coach leaves with what is left. */
function placesThen({ places }: Room, coaches: number, placesOfOne: number): number {
  return Math.max(1, places + coaches * placesOfOne);
}

function runsWithin({ history, seen }: Known, weeks: number, asked: number): number {
  const aDay = sum(history.accepted) / history.accepted.length;
  const referred = 2 * aDay * weeks * daysOfWeek;
  const people = seen.kept.length + 2 * (history.waited.length + referred);
  return Math.max(leastRuns, Math.min(asked, Math.floor(mostPeople / people)));
}

function basisOf({ history, seen, room }: Known): Omit<Basis, "placesOfOne" | keyof Simulated> {
  const ended = seen.kept.filter(({ hasEnded }) => hasEnded).length;
  return {
    ...room,
    days: history.accepted.length,
    accepted: sum(history.accepted),
    leftTheQueue: history.leftTheQueue,
    durationsOf: seen.of,
    ended,
    goOn: seen.kept.length - ended,
    medianKept: durationsFrom(seen.kept).medianWorkingDays,
    held: history.kept.filter(({ hasEnded }) => !hasEnded).length,
    waiting: history.waited.length,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

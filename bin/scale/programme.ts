import { type Given, given as usual } from "./assumptions.ts";
import type { Metered } from "./stack.ts";
import { busiestMinute, type CaseUse, caseUse, type ListUse, listUse } from "./use.ts";

/** Runs of the clock in a year. */
export const sweepsAYear = 4 * 24 * 365;
export const quarters = 4;
const secondsOfWork = 8 * 60 * 60;
const megabyte = 2 ** 20;

/** A programme of some size, as its costs and its limits follow from it. */
export interface Programme {
  /** 1 for the 250,000 cases in three years. */
  readonly scale: number;
  readonly given: Given;
  readonly each: CaseUse;
  readonly lists: ListUse;
  readonly stack: Metered["stack"];
  readonly sweepCalls: number;
  readonly cases: number;
  readonly casesAYear: number;
  /** Under way at the same moment, once the programme has run for a while. */
  readonly openCases: number;
  readonly coaches: number;
  /** Openings of a list of one's work in a year. */
  readonly listViews: number;
  /** Of the list of an average area, at the end of the programme. */
  readonly listMegabytes: number;
  readonly busy: Busy;
}

/** The busiest moments of a year. */
export interface Busy {
  /** Cases' worth of work on the busiest day. */
  readonly casesADay: number;
  /** Cases' worth of work in a second of the busiest hour, on average. */
  readonly casesASecond: number;
  readonly viewsASecond: number;
  /** The minute at which most waits end, and how many at once. */
  readonly minute: string;
  readonly waitsAtOnce: number;
}

/** The programme at a scale, from what a rehearsal used. */
export function programmeOf(meter: Metered, scale: number, given: Given = usual): Programme {
  const each = caseUse(meter, given);
  const lists = listUse(meter);
  const cases = given.people * scale;
  const casesAYear = cases / given.years;
  const coaches = (casesAYear * given.supportYears) / given.caseload;
  const listViews = coaches * given.viewsOfWork * given.workingDays;
  const sweep = meter.table.uses["resume-cases"]?.calls ?? 0;
  return {
    scale,
    given,
    each,
    lists,
    stack: meter.stack,
    sweepCalls: sweep / Math.max(1, meter.service.functions["resume-cases"]?.invocations ?? 0),
    cases,
    casesAYear,
    openCases: casesAYear * given.openYears,
    coaches,
    listViews,
    listMegabytes: ((cases / given.areas) * lists.entryBytes) / megabyte,
    busy: busyMoments(meter, { each, casesAYear, listViews, given }),
  };
}

function busyMoments(
  meter: Metered,
  { each, casesAYear, listViews, given }: Pick<Programme, "each" | "casesAYear" | "listViews" | "given">,
): Busy {
  const ofDay = given.busiestDay / given.workingDays;
  const ofSecond = (ofDay * given.busiestHour) / 3600;
  const { minute, share } = busiestMinute(meter);
  return {
    casesADay: casesAYear * ofDay,
    casesASecond: casesAYear * ofSecond,
    viewsASecond: listViews * ofSecond,
    minute,
    waitsAtOnce: casesAYear * ofDay * each.timers * share,
  };
}

/**
 * The busiest second of an hour with so many on average a second: chance adds four standard deviations of a Poisson
 * distribution, which is passed less than once in an hour.
 */
export function busiestSecond(onAverage: number): number {
  return onAverage + 4 * Math.sqrt(onAverage);
}

/** Read units of one pass over lists of so many megabytes: eventually consistent, half a unit for 4 KB. */
export function unitsOfPass(megabytes: number): number {
  return (megabytes * megabyte) / 4096 / 2;
}

/** Passes over all areas' lists together in a year: by coaches' pages, each morning, after each quarter. */
export function passesAYear({ listViews, given, lists }: Programme) {
  return {
    pages: listViews / given.areas,
    mornings: given.workingDays,
    releases: quarters * lists.passesOfRelease,
  };
}

/** Traces that are recorded: the first of each second, and a twentieth of the others. */
export function traced(all: number, { workingDays }: Given): number {
  const first = Math.min(all, workingDays * secondsOfWork);
  return first + (all - first) / 20;
}

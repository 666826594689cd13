import { defaultMemory, wholeProcessorMemory } from "../../lib/memory.ts";
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
  /** Of all cases of an average area, at the end of the programme. */
  readonly listMegabytes: number;
  /** Of those of them that are open. */
  readonly openMegabytes: number;
  /** Of a coach's open cases. */
  readonly ownMegabytes: number;
  /** Of the cases from which a page takes the names that it shows. */
  readonly shownMegabytes: number;
  readonly busy: Busy;
}

/** The busiest moments of a year. */
export interface Busy {
  /** Cases' worth of work on the busiest day. */
  readonly casesADay: number;
  /** Cases' worth of work in a second of the busiest hour, on average. */
  readonly casesASecond: number;
  readonly viewsASecond: number;
  readonly areaViewsASecond: number;
  readonly requestsASecond: number;
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
  const openCases = casesAYear * given.openYears;
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
    openCases,
    coaches,
    listViews,
    listMegabytes: ((cases / given.areas) * lists.entryBytes) / megabyte,
    openMegabytes: ((openCases / given.areas) * lists.openEntryBytes) / megabyte,
    ownMegabytes: ((openCases / coaches) * lists.openEntryBytes) / megabyte,
    shownMegabytes: (given.peopleShown * lists.caseBytes) / megabyte,
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
  const viewsASecond = listViews * ofSecond;
  const areaViewsASecond = areaViewsAYear({ given }) * ofSecond;
  return {
    casesADay: casesAYear * ofDay,
    casesASecond: casesAYear * ofSecond,
    viewsASecond,
    areaViewsASecond,
    requestsASecond: casesAYear * ofSecond * each.requests + viewsASecond + areaViewsASecond,
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

/** Openings of lists of a whole area's open cases in a year: leads' pages. */
export function areaViewsAYear({ given }: Pick<Programme, "given">): number {
  return given.areas * given.leads * given.viewsOfWork * given.workingDays;
}

/** Read units of one page with a list of so many megabytes; the cases that are shown are read as they are now. */
export function unitsOfPage({ shownMegabytes }: Programme, listMegabytes: number): number {
  return unitsOfPass(listMegabytes) + 2 * unitsOfPass(shownMegabytes);
}

/** How long such a page is worked on, in seconds. */
export function secondsOfPage(programme: Programme, listMegabytes: number): number {
  const { given, shownMegabytes, stack } = programme;
  return (
    (given.baseMilliseconds +
      callsOfPage * given.callMilliseconds +
      ((listMegabytes + shownMegabytes) * given.listMilliseconds) / speedOf(stack.memory["show-work"])) /
    1000
  );
}

/** How much faster than with the usual memory a function works through a list: up to a whole processor. */
function speedOf(megabytes = defaultMemory): number {
  return Math.min(megabytes, wholeProcessorMemory) / defaultMemory;
}

/** Who asks, their session, the list, the cases that are shown. */
const callsOfPage = 4;

/** Passes over every case of all areas in a year: each morning, each night, and after each quarter. */
export function passesAYear({ given, lists }: Programme) {
  return {
    mornings: given.workingDays,
    nights: 365,
    releases: quarters * lists.passesOfRelease,
  };
}

/** Of the open cases themselves what one night's check reads, in megabytes: a seventh of them. */
export function checkedMegabytes({ openCases, lists }: Programme): number {
  return ((openCases / 7) * lists.caseBytes) / megabyte;
}

/** Traces that are recorded: the first of each second, and a twentieth of the others. */
export function traced(all: number, { workingDays }: Given): number {
  const first = Math.min(all, workingDays * secondsOfWork);
  return first + (all - first) / 20;
}

import { startsASecond } from "../../functions/resume-cases/pace.ts";
import { defaultMemory } from "../../lib/memory.ts";
import { apiRequestsPerSecond, quotas } from "../../lib/quotas.ts";
import {
  busiestSecond,
  checkedMegabytes,
  type Programme,
  secondsOfPage,
  unitsOfPage,
  unitsOfPass,
} from "./programme.ts";

/** Something that there is only so much of. */
export interface Limit {
  readonly what: string;
  readonly unit: string;
  readonly most: number;
  /** Whose the limit is: AWS's for the account in London, AWS's for everybody, or our own. */
  readonly whose: "account" | "AWS" | "ours";
  readonly source: string;
  readonly used: (programme: Programme) => number;
  /** What those who run the service see when it is used up. */
  readonly consequence: string;
  readonly remedy: string;
}

const docs = (page: string) => `[AWS](https://docs.aws.amazon.com/${page})`;
const quotasOfWorkflows = docs("step-functions/latest/dg/service-quotas.html");
const partitions = docs("amazondynamodb/latest/developerguide/bp-partition-key-design.html");

/** A wait that ends: its end, the look at the case, the choice, the next wait. */
const transitionsOfWait = 3;
const transitionsASecond = quotas.StateTransitions.limit;
/** Writes of the by-wake index for each case attended to: the old moment goes, the new one comes. */
const wakeWritesOfWait = 2;
/** Writes of the area's list for each: of what became due then. */
const listWritesOfWait = 1;
/** Nearly all functions have the usual memory. */
const usualGigabytes = defaultMemory / 1024;
/** What an account that has left SES's sandbox typically begins with; yours is in its console. */
const emailsASecond = 14;

const largestList = ({ openMegabytes, given }: Programme) => openMegabytes * given.largestArea;
const allLists = ({ listMegabytes, given }: Programme) => listMegabytes * given.areas;
/** Waits that AWS lets end in a second, where more end at once. */
const waitsASecond = (waits: number) => Math.min(waits, transitionsASecond / transitionsOfWait);

/** What could be used up, and how much of it is, by the programme's size. */
export const limits: readonly Limit[] = [
  {
    what: "Time to show a lead the open cases of an average area",
    unit: "second",
    most: 1,
    whose: "ours",
    source: "what `npm run page-speed` allows a page",
    used: (programme) => secondsOfPage(programme, programme.openMegabytes),
    consequence:
      "`/area`, `/cases` and `/work` of leads, and `/work` of the duty role, read every open case of their area: the more there are the slower, in larger areas sooner. They do not get slower with the years, and a coach's pages with nothing but the coach's own people.",
    remedy: "Leads of parts of an area, by its places or providers, each with an index entry of its own.",
  },
  {
    what: "Time to show a lead the open cases of the largest area, until the function is cut off",
    unit: "seconds",
    most: 15,
    whose: "ours",
    source: "`defaultTimeout` in lib/service-function.ts",
    used: (programme) => secondsOfPage(programme, largestList(programme)),
    consequence: "The page is cut off, and the lead is told that something went wrong.",
    remedy: "Leads of parts of an area.",
  },
  {
    what: "The morning's pass over all lists (08:30)",
    unit: "seconds",
    most: 600,
    whose: "ours",
    source: "`digestsTimeout` in lib/schedules.ts",
    used: (programme) =>
      (allLists(programme) * programme.given.listMilliseconds +
        programme.coaches * programme.given.emailMilliseconds) /
      1000,
    consequence: "The areas that come last get their digests at the second try, or not at all that day.",
    remedy:
      "One run for each area (a Map state, or a schedule an area); emails paced by the rate that SES has granted.",
  },
  {
    what: "The nightly check of a seventh of the open cases (03:00)",
    unit: "seconds",
    most: 840,
    whose: "ours",
    source: "`checkTimeout` in lib/schedules.ts, at a whole processor",
    used: (programme) =>
      ((allLists(programme) + checkedMegabytes(programme)) * programme.given.listMilliseconds) / 3 / 1000,
    consequence: "The areas that come last are checked at the second try, or not that week.",
    remedy: "One run for each area.",
  },
  {
    what: "The release of a quarter, every area and England in one run",
    unit: "seconds",
    most: 840,
    whose: "ours",
    source: "`releasesTimeout` in lib/schedules.ts; Lambda ends every run after 900",
    used: (programme) =>
      (allLists(programme) * programme.lists.passesOfRelease * programme.given.countMilliseconds) / 1000,
    consequence:
      "What is not released by then waits for the second try, and then for somebody to ask for it.",
    remedy:
      "One run for each release; for England add up what the areas' runs have counted instead of reading every case again.",
  },
  {
    what: "Waits that end at the same minute of the busiest day, until the last is attended to",
    unit: "seconds",
    most: 600,
    whose: "ours",
    source: "`patienceMinutes` in functions/resume-cases/handler.ts, at 800 state transitions a second",
    used: ({ busy }) => (busy.waitsAtOnce * transitionsOfWait) / transitionsASecond,
    consequence:
      "The sweep takes cases that are only queued for lost ones and starts them again, which makes the queue longer.",
    remedy:
      "Spread moments: let each case's working hour begin some minutes later, by its reference. And ask for more state transitions a second.",
  },
  {
    what: "State transitions in the busiest hour",
    unit: "a second",
    most: transitionsASecond,
    whose: "account",
    source: quotasOfWorkflows,
    used: ({ busy, each }) => busiestSecond(busy.casesASecond * each.transitions),
    consequence: "Step Functions makes executions wait; nothing is lost.",
    remedy: "Ask AWS for more: the quota can be raised.",
  },
  {
    what: "Referrals accepted (StartExecution)",
    unit: "a second",
    most: quotas.ExecutionStarts.limit,
    whose: "account",
    source: quotasOfWorkflows,
    used: ({ busy, each }) => busiestSecond(busy.casesASecond * each.referrals),
    consequence: "Referrals are taken all the same; their executions start with the next sweep.",
    remedy: "Ask AWS for more.",
  },
  {
    what: "Answers and changes (SendTaskSuccess)",
    unit: "a second",
    most: quotas.Signals.limit,
    whose: "account",
    source: quotasOfWorkflows,
    used: ({ busy, each }) => busiestSecond(busy.casesASecond * each.signals),
    consequence: "What was answered is kept; the case goes on with the next sweep.",
    remedy: "Ask AWS for more.",
  },
  {
    what: "Executions that are open",
    unit: "executions",
    most: 1_000_000,
    whose: "account",
    source: quotasOfWorkflows,
    used: ({ openCases }) => openCases,
    consequence: "No new execution starts: referrals are taken and wait.",
    remedy:
      "Ask AWS for more; or let executions of cases that wait for weeks end, and let the sweep start the next one when it is time.",
  },
  {
    what: "Starting every open case again after a lost fleet",
    unit: "hours",
    most: 24,
    whose: "ours",
    source: `functions/resume-cases/pace.ts: ${startsASecond} a second, under half of the quota of ${quotas.ExecutionStarts.limit}`,
    used: ({ openCases }) => openCases / startsASecond / 3600,
    consequence: "Cases that are due later than others wait longer for their next step than a day.",
    remedy: "Raise StartExecution first, then the pace; restart cases in the order of what they are due for.",
  },
  {
    what: "Requests, in the busiest hour",
    unit: "a second",
    most: apiRequestsPerSecond,
    whose: "ours",
    source: "`apiRequestsPerSecond` in lib/quotas.ts",
    used: ({ busy }) => busiestSecond(busy.requestsASecond),
    consequence: "API Gateway answers 429, and people are asked to try again.",
    remedy: "Raise the rate in lib/quotas.ts: AWS allows the account 10,000 a second.",
  },
  {
    what: "Functions that run at the same moment",
    unit: "functions",
    most: quotas.FunctionsAtOnce.limit,
    whose: "account",
    source: docs("lambda/latest/dg/gettingstarted-limits.html"),
    used: (programme) => runningAtOnce(programme),
    consequence:
      "Requests are answered with an error, and steps of the workflow are tried again for two minutes.",
    remedy: "Ask AWS for more.",
  },
  {
    what: "Writes of the by-wake index (one partition for the whole country)",
    unit: "units a second",
    most: 1000,
    whose: "AWS",
    source: partitions,
    used: ({ busy, each }) =>
      busiestSecond(busy.casesASecond * each.wakeWrites) + waitsASecond(busy.waitsAtOnce) * wakeWritesOfWait,
    consequence: "Writes of cases are refused and tried again: a full index holds back its table.",
    remedy:
      "Divide the index: WAKE#0 to WAKE#15 by the reference, and a sweep of 16 queries. Do it before you ask for more state transitions: at 800 a second they keep the index just under its limit.",
  },
  {
    what: "Writes of the list of the largest area (one partition an area)",
    unit: "units a second",
    most: 1000,
    whose: "AWS",
    source: partitions,
    used: ({ busy, each, given }) =>
      busiestSecond((busy.casesASecond * each.areaWrites * given.largestArea) / given.areas) +
      (waitsASecond(busy.waitsAtOnce) * listWritesOfWait * given.largestArea) / given.areas,
    consequence: "Writes of that area's cases are refused and tried again.",
    remedy: "Divide an area's list by the month of referral.",
  },
  {
    what: "Reads of the open cases of the largest area (one partition an area)",
    unit: "units a second",
    most: 3000,
    whose: "AWS",
    source: partitions,
    used: (programme) => readsOfLargestArea(programme),
    consequence: "Pages of that area are slow, then fail.",
    remedy:
      "A partition of open cases for each coach, and one for the area's lead that holds only what is counted.",
  },
  {
    what: "Reads of pages with lists, of all areas together",
    unit: "units a second",
    most: quotas.Reads.limit,
    whose: "account",
    source: docs("amazondynamodb/latest/developerguide/ServiceQuotas.html"),
    used: (programme) => {
      const { busy, ownMegabytes, openMegabytes } = programme;
      return (
        busiestSecond(busy.viewsASecond) * unitsOfPage(programme, ownMegabytes) +
        busiestSecond(busy.areaViewsASecond) * unitsOfPage(programme, openMegabytes)
      );
    },
    consequence: "Pages of every area are slow, then fail.",
    remedy: "Ask AWS for more.",
  },
  {
    what: "Writes of the queue for a coach (one partition for the whole country)",
    unit: "units a second",
    most: 1000,
    whose: "AWS",
    source: partitions,
    used: ({ busy, each }) => busiestSecond(busy.casesASecond * each.queueWrites),
    consequence: "Joining and leaving the queue is refused and tried again.",
    remedy: "One partition an area; the sweep asks each.",
  },
  {
    what: "Emails on the busiest day",
    unit: "a day",
    most: quotas.Emails.limit,
    whose: "account",
    source: docs("ses/latest/dg/quotas.html"),
    used: ({ busy, each, coaches }) => busy.casesADay * each.emails + coaches,
    consequence: "SES refuses emails; they stay due and go out the next day.",
    remedy: "Ask AWS for more, months ahead: it grows with a good record of bounces and complaints.",
  },
  {
    what: "Emails of waits that end at the same minute, until the last is sent",
    unit: "seconds",
    most: 3600,
    whose: "account",
    source: `an hour, at 14 emails a second: ${docs("ses/latest/dg/quotas.html")}`,
    used: ({ busy }) => busy.waitsAtOnce / emailsASecond,
    consequence: "SES refuses what is too fast; each email stays due and is tried again after two minutes.",
    remedy:
      "Ask AWS for more a second together with more a day, and spread the moments of cases over the hour.",
  },
];

/** Requests, lists that coaches open, and the waits that end together, with two invocations each. */
function runningAtOnce(programme: Programme): number {
  const { busy, each } = programme;
  const secondsOfCall = each.gigabyteSeconds / usualGigabytes / each.invocations;
  return (
    busiestSecond(busy.casesASecond * each.invocations * secondsOfCall) +
    busiestSecond(busy.viewsASecond * secondsOfPage(programme, programme.ownMegabytes)) +
    busiestSecond(busy.areaViewsASecond * secondsOfPage(programme, programme.openMegabytes)) +
    waitsASecond(busy.waitsAtOnce) * 2 * secondsOfCall
  );
}

/** Coaches' pages of that area, and leads' pages: what one of those reads is spread over the time it takes. */
function readsOfLargestArea(programme: Programme): number {
  const { busy, given, ownMegabytes } = programme;
  const megabytes = largestList(programme);
  const seconds = Math.max(1, secondsOfPage(programme, megabytes));
  const reading = busiestSecond((busy.areaViewsASecond / given.areas) * seconds);
  const ofCoaches = busiestSecond((busy.viewsASecond * given.largestArea) / given.areas);
  return ofCoaches * unitsOfPass(ownMegabytes) + (reading * unitsOfPass(megabytes)) / seconds;
}

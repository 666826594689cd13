import { readFileSync } from "node:fs";
import type { CaseEvent } from "../../../functions/core/events.ts";

// A second, slow way to every figure: straight from the events, written from the definitions of the data dictionary,
// sharing nothing with the core but the shape of an event.

type Log = readonly CaseEvent[];
type Type = CaseEvent["type"];
type Of<Wanted extends Type> = Extract<CaseEvent, { type: Wanted }>;

/** One case, and what of it must be known beside its events. */
export interface ToCount {
  readonly area: string;
  readonly log: Log;
  readonly keys: readonly string[];
}

/** What is recounted, and beside what. */
export interface Recount {
  readonly cases: readonly ToCount[];
  /** "2026-Q1" */
  readonly quarter: string;
  readonly places: ReadonlyMap<string, string>;
  /** The working days of the area's standards for those who were referred on this London day. */
  readonly standards: (area: string, day: string) => Readonly<Record<string, number>>;
  /** When somebody was told that they live in no area. */
  readonly redirectedAt: readonly string[];
}

export interface Named {
  readonly measure: string;
  readonly statistic: string;
  readonly dimension: string;
  readonly category: string;
}

export interface Recounted {
  readonly value: number | undefined;
  readonly of: number | undefined;
  /** Areas with a case in the value; where it is 0, with a case in what it is a part of. */
  readonly areas: number;
}

interface Hit {
  readonly area: string;
  readonly log: Log;
  readonly at: string;
  readonly outcome?: string | undefined;
  readonly days?: number;
  readonly isInTime?: boolean;
}

/** One figure, counted again from the logs of all cases. */
export function recount(asked: Recount, figure: Named): Recounted {
  const { measure, statistic, dimension, category } = figure;
  if (measure === "redirected-out-of-area") {
    const value = asked.redirectedAt.filter((at) => quarterOf(dayOf(at)) === asked.quarter).length;
    return { value, of: undefined, areas: 0 };
  }
  if (measure === "people") return recountPeople(asked);
  const clock = measure === "within-standard" ? category : measure;
  const whole = allHits(asked, clock);
  const part = whole.filter((hit) =>
    measure === "within-standard" ? hit.isInTime : belongs(hit, dimension, category, asked.places),
  );
  const areas = areasIn(part) || areasIn(whole);
  if (statistic === "count") {
    const isWhole = dimension === "none" && measure !== "within-standard";
    return { value: part.length, of: isWhole ? undefined : whole.length, areas };
  }
  const days = part.map((hit) => hit.days ?? 0).sort((one, other) => one - other);
  return {
    value: statistic === "median" ? median(days) : ninetieth(days),
    of: days.length,
    areas: areasIn(part),
  };
}

function areasIn(hits: readonly Hit[]): number {
  return new Set(hits.map(({ area }) => area)).size;
}

const counted = new WeakMap<Recount, Map<string, readonly Hit[]>>();

/** What all cases add to a measure: counted once for all its categories. */
function allHits(asked: Recount, measure: string): readonly Hit[] {
  const known = counted.get(asked) ?? new Map<string, readonly Hit[]>();
  counted.set(asked, known);
  const hits = known.get(measure) ?? asked.cases.flatMap((each) => hitsOf(each, measure, asked));
  known.set(measure, hits);
  return hits;
}

/** What a case adds to a measure. */
function hitsOf({ area, log }: ToCount, measure: string, asked: Recount): Hit[] {
  const lastDay = lastDayOf(asked.quarter);
  const end = endOf(asked.quarter);
  const hit = (at: string | undefined, more: Partial<Hit> = {}): Hit[] =>
    at && quarterOf(dayOf(at)) === asked.quarter ? [{ area, log, at, ...more }] : [];
  const still = (from: string | undefined, until: (string | undefined)[]): Hit[] =>
    from && dayOf(from) <= lastDay && until.every((each) => !each || dayOf(each) > lastDay)
      ? [{ area, log, at: end }]
      : [];
  const between = (from: string | undefined, to: string | undefined, clock: string): Hit[] => {
    if (!from || !to || hit(to).length === 0) return [];
    const standards = asked.standards(area, dayOf(received ?? from));
    const isInTime = daysFrom(from, to, storyOf(log).pauses) <= (standards[clock] ?? -1);
    return hit(to, { days: daysFrom(from, to, []), isInTime });
  };
  const { received, accepted, contact, start, plan, over, closed, coachAsked } = storyOf(log);
  switch (measure) {
    case "referrals":
      return hit(received);
    case "accepted":
      return hit(accepted);
    case "contacted":
      return hit(contact);
    case "starts":
      return hit(start?.heldAt);
    case "plans-agreed":
      return hit(plan?.at);
    case "completions":
      return over?.closure === "completed-plan" || over?.closure === "maximum-duration" ? hit(over.at) : [];
    case "withdrawals":
      return over?.closure === "withdrew" ? hit(over.at) : [];
    case "exits":
    case "outcomes-at-exit":
      return over ? hit(over.at, { outcome: over.outcome }) : [];
    case "outcomes-at-13-weeks":
      return followedUp(log, "13-weeks", 91, asked).map((outcome) => ({ area, log, at: end, outcome }));
    case "outcomes-at-26-weeks":
      return followedUp(log, "26-weeks", 182, asked).map((outcome) => ({ area, log, at: end, outcome }));
    case "open-cases":
      return still(received, [closed]);
    case "waiting":
      return still(accepted, [coachAsked, closed]);
    case "days-to-first-contact":
    case "first-contact":
      return between(received, contact, "first-contact");
    case "days-to-first-appointment":
    case "first-appointment":
      return between(received, start?.heldAt, "first-appointment");
    case "days-to-plan":
    case "plan":
      return between(start?.heldAt, plan?.at, "plan");
    default:
      throw new Error(`nobody recounts ${measure}`);
  }
}

function belongs({ log, at, outcome }: Hit, dimension: string, category: string, places: Recount["places"]) {
  const received = first(log, "referral-received");
  const { start, plan, over } = storyOf(log);
  const startBy = start && start.heldAt <= at ? start : undefined;
  switch (dimension) {
    case "none":
      return true;
    case "referrer-kind":
      return received?.referrerKind === category;
    case "age-band":
      return received?.ageBand === category;
    case "main-barrier":
      return (startBy ?? received)?.mainBarrier === category;
    case "employment-status-at-first-appointment":
      return (startBy?.employmentStatus ?? "no-first-appointment") === category;
    case "plan-type":
      return (plan && plan.at <= at ? plan.planType : "no-plan") === category;
    case "closure":
      return over?.closure === category;
    case "outcome":
      return outcome === category;
    case "place": {
      const code = received?.authority;
      return (code === undefined ? "not-known" : (places.get(code) ?? "elsewhere")) === category;
    }
    default:
      throw new Error(`nobody recounts by ${dimension}`);
  }
}

// What a log says of its case.

function storyFrom(log: Log) {
  return {
    received: receivedAt(log),
    accepted: acceptedAt(log),
    coachAsked: coachAskedAt(log),
    contact: first(log, "contact-agreed")?.at,
    start: startOf(log),
    plan: first(log, "plan-agreed"),
    over: endingOf(log),
    closed: closedAt(log),
    pauses: pausesOf(log),
  };
}

const stories = new WeakMap<Log, ReturnType<typeof storyFrom>>();

/** Told once of each log, however many figures ask. */
function storyOf(log: Log): ReturnType<typeof storyFrom> {
  const story = stories.get(log) ?? storyFrom(log);
  stories.set(log, story);
  return story;
}

function first<Wanted extends Type>(log: Log, type: Wanted): Of<Wanted> | undefined {
  return log.find((event): event is Of<Wanted> => event.type === type);
}

function all<Wanted extends Type>(log: Log, ...types: Wanted[]): Of<Wanted>[] {
  return log.filter((event): event is Of<Wanted> => (types as Type[]).includes(event.type));
}

/** What happened since the case was last opened again. */
function sinceReopened(log: Log): Log {
  return log.slice(log.findLastIndex(({ type }) => type === "reopened") + 1);
}

/** The earliest of the referral, of the one it was transferred from, and of those joined to it. */
function receivedAt(log: Log): string | undefined {
  const received = all(log, "referral-received").map((own) => own.originallyReceivedAt ?? own.at);
  return [...received, ...all(log, "duplicate-joined").map((joined) => joined.receivedAt)].sort()[0];
}

/** By the area's rules, by a person who looked, or because it was opened again after it was turned down. */
function acceptedAt(log: Log): string | undefined {
  return log.find(
    (event) =>
      (event.type === "triaged" && event.result === "eligible") ||
      (event.type === "referral-reviewed" && event.decision === "accept") ||
      (event.type === "reopened" && event.stage !== "triage"),
  )?.at;
}

function coachAskedAt(log: Log): string | undefined {
  return all(log, "task-opened").find(({ kind }) => kind === "contact")?.askAt;
}

/** The first appointment attended, as it was last set right. */
function startOf(log: Log) {
  return all(log, "appointment-attended", "start-corrected").at(-1);
}

/** The exit as it was last set right, else being closed without one. */
function endingOf(log: Log): { at: string; closure: string; outcome: string } | undefined {
  const since = sinceReopened(log);
  const exit = first(since, "exit-recorded");
  if (!exit) {
    const closed = closedAt(log);
    const closure = all(since, "case-closed").at(-1)?.closure;
    return closed && closure ? { at: closed, closure, outcome: "not-asked" } : undefined;
  }
  const { closure, outcome } = all(since, "exit-corrected").at(-1) ?? exit;
  return { at: exit.at, closure, outcome };
}

/** When the case was closed, if it is; a corrected exit may call for follow-ups after all. */
function closedAt(log: Log): string | undefined {
  let closed: string | undefined;
  let isFollowedUp = false;
  let hasLeft = false;
  for (const event of log) {
    if (event.type === "case-closed") closed = event.at;
    if (event.type === "withdrawn") hasLeft = true;
    if (event.type === "merge-undone") closed = undefined;
    if (event.type === "reopened") {
      closed = undefined;
      isFollowedUp = false;
      hasLeft = false;
    }
    if (event.type === "exit-recorded") isFollowedUp = event.followedUp;
    if (event.type === "exit-corrected") {
      if (event.followedUp && !isFollowedUp && !hasLeft) closed = undefined;
      isFollowedUp = event.followedUp;
    }
  }
  return closed;
}

/** The outcome at this point, if its day falls in the quarter: of everybody who ended after a start. */
function followedUp(log: Log, point: string, days: number, { quarter }: Recount): string[] {
  const { start, over, closed } = storyOf(log);
  if (!start || !over || quarterOf(dayPlus(dayOf(over.at), days)) !== quarter) return [];
  const recorded = all(sinceReopened(log), "follow-up-recorded", "follow-up-corrected");
  const last = recorded.filter((event) => event.point === point).at(-1);
  return [last?.outcome ?? (closed ? "not-asked" : "not-yet-due")];
}

interface Span {
  readonly from: string;
  readonly to: string;
}

/** When no clock ran: on hold, and while the case had ended until it was opened again. */
function pausesOf(log: Log): Span[] {
  const pauses: Span[] = [];
  let still: string | undefined;
  for (const event of log) {
    if (event.type === "held") still = event.at;
    if (event.type === "exit-recorded") still ??= event.at;
    if (event.type === "case-closed") still ??= event.at;
    if (event.type === "resumed" || event.type === "reopened" || event.type === "merge-undone") {
      if (still) pauses.push({ from: still, to: event.at });
      still = undefined;
    }
  }
  return pauses;
}

/** Somebody is as often there as cases share no key with others, found by comparing all with all. */
function recountPeople(asked: Recount): Recounted {
  const theirs = asked.cases.filter(
    (each) => hitsOf(each, "referrals", asked).length > 0 && storyOf(each.log).over?.closure !== "duplicate",
  );
  const areas = new Set(theirs.map(({ area }) => area)).size;
  return { value: groupsOf(theirs.map(({ keys }) => keys)), of: undefined, areas };
}

/** Groups that share a key, found by comparing all with all until nothing changes. One without keys is a group. */
export function groupsOf(cases: readonly (readonly string[])[]): number {
  let groups = cases.filter(({ length }) => length > 0).map((keys) => new Set(keys));
  for (let before = -1; before !== groups.length; ) {
    before = groups.length;
    const merged: Set<string>[] = [];
    for (const group of groups) {
      const same = merged.find((each) => [...group].some((key) => each.has(key)));
      if (same) for (const key of group) same.add(key);
      else merged.push(group);
    }
    groups = merged;
  }
  return groups.length + cases.filter(({ length }) => length === 0).length;
}

function median(sorted: number[]): number | undefined {
  const middle = sorted.length / 2;
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)];
  const [lower, upper] = [sorted[middle - 1], sorted[middle]];
  return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
}

function ninetieth(sorted: number[]): number | undefined {
  return sorted.find((days) => sorted.filter((other) => other <= days).length * 10 >= sorted.length * 9);
}

// A calendar of its own.

const london = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London", dateStyle: "short" });
const days = new Map<string, string>();

/** The London day of a moment, "2026-03-31". */
function dayOf(at: string): string {
  const known = days.get(at) ?? london.format(new Date(at));
  days.set(at, known);
  return known;
}

function dayPlus(day: string, more: number): string {
  return new Date(Date.parse(day) + more * 86_400_000).toISOString().slice(0, 10);
}

function quarterOf(day: string): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

function lastDayOf(quarter: string): string {
  return `${quarter.slice(0, 4)}-${["03-31", "06-30", "09-30", "12-31"][Number(quarter.at(-1)) - 1]}`;
}

/** Later than every moment of the quarter, and earlier than every one after it, where London is an hour ahead. */
function endOf(quarter: string): string {
  const isSummer = quarter.endsWith("Q1") || quarter.endsWith("Q2") || quarter.endsWith("Q3");
  return `${lastDayOf(quarter)}T${isSummer ? "22" : "23"}:59:59.999Z`;
}

const bankHolidays: readonly string[] = JSON.parse(
  readFileSync(new URL("../../../areas/data/bank-holidays-england.json", import.meta.url), "utf8"),
).dates;

/** Working days after the day of `from`, up to and with that of `to`, without those in which no clock ran. */
function daysFrom(from: string, to: string, pauses: readonly Span[]): number {
  let count = 0;
  for (let day = dayPlus(dayOf(from), 1); day <= dayOf(to); day = dayPlus(day, 1)) {
    const isWeekend = [0, 6].includes(new Date(day).getUTCDay());
    const stood = pauses.some((pause) => dayOf(pause.from) < day && day <= dayOf(pause.to));
    if (!isWeekend && !bankHolidays.includes(day) && !stood) count += 1;
  }
  return count;
}

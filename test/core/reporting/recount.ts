import { dayOf, dayPlus, daysFrom, endOf, lastDayOf, quarterOf } from "./recount-calendar.ts";
import { all, first, type Log, sinceReopened, storyOf } from "./recount-story.ts";

// A second, slow way to every figure: straight from the events, written from the definitions of the data dictionary,
// sharing nothing with the core but the shape of an event.

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
  /** Only of a time: how many different people took it. */
  readonly people?: number;
}

interface Hit {
  readonly area: string;
  readonly keys: readonly string[];
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
    people: groupsOf(part.map(({ keys }) => keys)),
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
function hitsOf({ area, log, keys }: ToCount, measure: string, asked: Recount): Hit[] {
  const lastDay = lastDayOf(asked.quarter);
  const end = endOf(asked.quarter);
  const hit = (at: string | undefined, more: Partial<Hit> = {}): Hit[] =>
    at && quarterOf(dayOf(at)) === asked.quarter ? [{ area, log, keys, at, ...more }] : [];
  const still = (from: string | undefined, until: (string | undefined)[]): Hit[] =>
    from && dayOf(from) <= lastDay && until.every((each) => !each || dayOf(each) > lastDay)
      ? [{ area, log, keys, at: end }]
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
      return followedUp(log, "13-weeks", 91, asked).map((outcome) => ({ area, log, keys, at: end, outcome }));
    case "outcomes-at-26-weeks":
      return followedUp(log, "26-weeks", 182, asked).map((outcome) => ({
        area,
        log,
        keys,
        at: end,
        outcome,
      }));
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

/** The outcome at this point, if its day falls in the quarter: of everybody who ended after a start. */
function followedUp(log: Log, point: string, days: number, { quarter }: Recount): string[] {
  const { start, over, closed } = storyOf(log);
  if (!start || !over || quarterOf(dayPlus(dayOf(over.at), days)) !== quarter) return [];
  const recorded = all(sinceReopened(log), "follow-up-recorded", "follow-up-corrected");
  const last = recorded.filter((event) => event.point === point).at(-1);
  return [last?.outcome ?? (closed ? "not-asked" : "not-yet-due")];
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

/** The figure as a release shows it, before the audit. `isEngland`: under nhs what 3 areas hide is told exactly. */
export function publishedAs(
  { statistic }: Pick<Named, "statistic">,
  { value, of, areas, people = 0 }: Recounted,
  profile: "nhs" | "strict",
  isEngland: boolean,
) {
  const isExact = profile === "strict" || (isEngland && areas >= 3);
  const isNeverHidden = profile === "nhs" && isExact;
  const show = (count: number) => {
    if (!isNeverHidden && count > 0 && count < (profile === "nhs" ? 8 : 5)) return "*";
    return isExact ? count : 5 * Math.floor((count + 2) / 5);
  };
  const denominator = of === undefined ? "" : show(of);
  if (statistic !== "count") {
    return { value: people < 8 ? "*" : value, denominator, percentage: "" };
  }
  const shown = show(value ?? 0);
  const isHidden = shown === "*" || denominator === "*";
  const share = denominator ? Number(((100 * Number(shown)) / Number(denominator)).toFixed(1)) : "";
  return { value: shown, denominator, percentage: isHidden && denominator !== "" ? "*" : share };
}

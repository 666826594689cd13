import { addWeeks, londonDate, quarterOf, workingDaysBetween } from "../../../functions/core/calendar.ts";
import type { CaseEvent } from "../../../functions/core/events.ts";

// A second, slow way to every figure, straight from the events and sharing nothing with the reporting core.

type Log = readonly CaseEvent[];

interface Hit {
  readonly log: Log;
  readonly at: string;
  readonly outcome?: string;
  readonly days?: number;
}

export interface Recounted {
  readonly value: number | undefined;
  readonly of: number | undefined;
}

const standards: Record<string, number> = { "first-contact": 2, "first-appointment": 15, plan: 20 };

function first<Type extends CaseEvent["type"]>(log: Log, type: Type) {
  return log.find((event): event is Extract<CaseEvent, { type: Type }> => event.type === type);
}

function ending(log: Log): { at: string; closure: string; outcome: string } | undefined {
  const exit = first(log, "exit-recorded");
  const closed = first(log, "case-closed");
  return exit ?? (closed && { at: closed.at, closure: closed.closure, outcome: "not-asked" });
}

function followUpOutcome(log: Log, point: string): string {
  const recorded = log.find((event) => event.type === "follow-up-recorded" && event.point === point);
  if (recorded?.type === "follow-up-recorded") return recorded.outcome;
  return first(log, "case-closed") ? "not-asked" : "not-yet-due";
}

function hitsOf(log: Log, measure: string, category: string, quarter: string, end: string): Hit[] {
  const received = first(log, "referral-received");
  const [accepted, contact, start, plan, exit, closed] = [
    first(log, "triaged"),
    first(log, "contact-agreed"),
    first(log, "appointment-attended"),
    first(log, "plan-agreed"),
    first(log, "exit-recorded"),
    first(log, "case-closed"),
  ];
  const over = ending(log);
  const hit = (at: string | undefined, more: Partial<Hit> = {}): Hit[] =>
    at && quarterOf(at) === quarter ? [{ log, at, ...more }] : [];
  const between = (from: string | undefined, to: string | undefined) =>
    from && to ? hit(to, { days: workingDaysBetween(from, to) }) : [];
  const followUp = (point: "13-weeks" | "26-weeks", weeks: number) =>
    start && over && quarterOf(londonDate(addWeeks(over.at, weeks))) === quarter
      ? [{ log, at: end, outcome: followUpOutcome(log, point) }]
      : [];
  const still = (from: string | undefined, until: (string | undefined)[]) =>
    from && from < end && until.every((each) => !each || each > end) ? [{ log, at: end }] : [];
  switch (category && measure === "within-standard" ? category : measure) {
    case "referrals":
      return hit(received?.at);
    case "accepted":
      return hit(accepted?.at);
    case "contacted":
      return hit(contact?.at);
    case "starts":
      return hit(start?.heldAt);
    case "plans-agreed":
      return hit(plan?.at);
    case "completions":
      return exit?.completion ? hit(exit.at) : [];
    case "withdrawals":
      return over?.closure === "withdrew" ? hit(over.at) : [];
    case "exits":
    case "outcomes-at-exit":
      return over ? hit(over.at, { outcome: over.outcome }) : [];
    case "outcomes-at-13-weeks":
      return followUp("13-weeks", 13);
    case "outcomes-at-26-weeks":
      return followUp("26-weeks", 26);
    case "open-cases":
      return still(received?.at, [closed?.at]);
    case "waiting":
      return still(accepted?.at, [first(log, "coach-assigned")?.at, closed?.at]);
    case "days-to-first-contact":
    case "first-contact":
      return between(received?.at, contact?.at);
    case "days-to-first-appointment":
    case "first-appointment":
      return between(received?.at, start?.heldAt);
    case "days-to-plan":
    case "plan":
      return between(start?.heldAt, plan?.at);
    default:
      throw new Error(`nobody recounts ${measure}`);
  }
}

function belongs(
  { log, at, outcome }: Hit,
  dimension: string,
  category: string,
  places: Map<string, string>,
) {
  const received = first(log, "referral-received");
  const start = log.find((event) => event.type === "appointment-attended" && event.heldAt <= at);
  const startEvent = start?.type === "appointment-attended" ? start : undefined;
  const plan = first(log, "plan-agreed");
  switch (dimension) {
    case "none":
      return true;
    case "referrer-kind":
      return received?.referrerKind === category;
    case "age-band":
      return received?.ageBand === category;
    case "main-barrier":
      return (startEvent ?? received)?.mainBarrier === category;
    case "employment-status-at-first-appointment":
      return (startEvent?.employmentStatus ?? "no-first-appointment") === category;
    case "plan-type":
      return (plan && plan.at <= at ? plan.planType : "no-plan") === category;
    case "closure":
      return ending(log)?.closure === category;
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

/** One figure, counted again from the logs of all cases. `end` is the last millisecond of the quarter. */
export function recount(
  logs: readonly Log[],
  figure: { measure: string; statistic: string; dimension: string; category: string },
  { quarter, end, places }: { quarter: string; end: string; places: Map<string, string> },
): Recounted {
  const { measure, statistic, dimension, category } = figure;
  const whole = logs.flatMap((log) => hitsOf(log, measure, category, quarter, end));
  const part = whole.filter((hit) => belongs(hit, dimension, category, places));
  if (measure === "within-standard") {
    const inTime = whole.filter(({ days }) => (days ?? 0) <= (standards[category] ?? 0));
    return { value: inTime.length, of: whole.length };
  }
  if (statistic === "count") {
    return { value: part.length, of: dimension === "none" ? undefined : whole.length };
  }
  const days = part.map((hit) => hit.days ?? 0).sort((one, other) => one - other);
  return { value: statistic === "median" ? median(days) : ninetieth(days), of: days.length };
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

/** The people whose referral was received in the quarter; `keys` tell which cases are of one. */
export function recountPeople(
  cases: readonly { log: Log; keys: readonly string[] }[],
  quarter: string,
): number {
  const theirs = cases.filter(
    ({ log }) =>
      hitsOf(log, "referrals", "all", quarter, "").length > 0 && ending(log)?.closure !== "duplicate",
  );
  return groupsOf(theirs.map(({ keys }) => keys));
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

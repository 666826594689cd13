import type { AreaRules } from "../../functions/core/area-rules.ts";
import type { Coach } from "../../functions/core/assignment/fit.ts";
import { isQueued, matchQueue } from "../../functions/core/assignment/queue.ts";
import { seekerOf } from "../../functions/core/assignment/seeker.ts";
import { londonDate } from "../../functions/core/calendar.ts";
import { type Case, joinedTo, openTasks } from "../../functions/core/case.ts";
import { dueNow, emailMoments } from "../../functions/core/due-now.ts";
import type { CaseEvent } from "../../functions/core/events.ts";
import { fold } from "../../functions/core/evolve.ts";
import type { KeptCase } from "../../functions/core/invariants.ts";
import { recordEndsAt, secondLookAt } from "../../functions/core/retention.ts";
import type { Stage } from "../../functions/core/stages.ts";
import type { Instant } from "../../functions/core/texts.ts";

// More that must be true, beside what the nightly check asks (functions/core/invariants.ts): of closed cases, of how a
// case moved, of several together. The model asks them after each step, the rehearsal of the whole table at its end.

/**
 * Once it is closed and everything is done a case wakes for nothing but what outlives it: somebody may still be at
 * risk, an email to somebody who has not left is kept back until tomorrow, its record's time is over, or an erasure is
 * looked at once more. And for the end of its record it does wake. `at`: the moment at which it was attended to.
 */
export function sleepsWhenClosed({ case: given, wakeAt, referral }: KeptCase, rules: AreaRules, at: Instant) {
  if (given.stage !== "closed") return [];
  const emails = emailMoments(given, at);
  if (given.withdrawnAt && emails.length > 0) return [`it would email at ${emails[0]} whoever left`];
  const others = openTasks(given).filter(({ kind }) => kind !== "make-safe");
  if (others.length > 0) return [`${others[0]?.kind} is open at closed`];
  if (openTasks(given).length > 0 || dueNow(given, rules, at).length > 0) return [];
  const record = secondLookAt(given) ?? recordEndsAt(given, rules, referral);
  const next = [...emails, ...(record === undefined ? [] : [record])].sort()[0];
  return wakeAt === next ? [] : [`it is closed and wakes at ${wakeAt}, not at ${next}`];
}

/**
 * Whom a coach has room for does not wait for one. `cases`, `coaches`: all of one area; `rules`: who delivers where.
 */
export function nobodyWaitsForNothing(
  cases: readonly Pick<KeptCase, "case" | "referral">[],
  coaches: readonly Coach[],
  rules: AreaRules,
  at: Instant,
): string[] {
  const waiting = cases.filter(({ case: given }) => isQueued(given));
  const seekers = waiting.map(({ case: given, referral }) => seekerOf(given, referral, rules, at));
  return matchQueue(seekers, coaches, rules, londonDate(at)).flatMap(({ reference, coach }) =>
    coach ? [`${reference} waits, and ${coach.id} has room`] : [],
  );
}

/** Whoever is somebody's coach works here. `coaches`: those who do. */
export function coachesWorkHere(
  cases: readonly Pick<KeptCase, "case">[],
  coaches: readonly Pick<Coach, "id">[],
): string[] {
  const ids = coaches.map(({ id }) => id);
  return cases.flatMap(({ case: { reference, stage, coach } }) =>
    stage === "closed" || coach === undefined || ids.includes(coach)
      ? []
      : [`${coach}, the coach of ${reference} at ${stage}, does not work here`],
  );
}

/**
 * Of cases that were joined one goes on, or went on and ended in its own way: a case whose joining is done does not
 * come back to itself along such cases.
 */
export function joinedCasesEndSomewhere(cases: readonly Pick<KeptCase, "case">[]): string[] {
  const done = cases.filter(({ case: given }) => given.continuesAs?.opened);
  const next = new Map(done.map(({ case: given }) => [given.reference, joinedTo(given)]));
  return [...next.keys()].flatMap((reference) => {
    const passed = new Set<string>();
    for (let at = next.get(reference); at !== undefined && !passed.has(at); at = next.get(at)) passed.add(at);
    return passed.has(reference) ? [`${reference} is joined in a circle`] : [];
  });
}

/** What one decision changed is allowed: a task that ended stays ended, a case moves only along the ways there are. */
export function movesAsDocumented(
  before: Case,
  events: readonly CaseEvent[],
  after: Case,
  isWay: (from: Stage, to: Stage) => boolean,
): string[] {
  const reopenedTasks = before.tasks.filter(
    (task) =>
      task.state !== "open" && after.tasks.find(({ handle }) => handle === task.handle)?.state !== task.state,
  );
  const isMove = before.stage !== after.stage;
  return [
    ...reopenedTasks.map(({ kind, state }) => `${kind} was ${state}, and is no more`),
    ...(isMove && !isWay(before.stage, after.stage)
      ? [`${events.map(({ type }) => type).join(" ")} led from ${before.stage} to ${after.stage}`]
      : []),
    ...lateFromTheStart(events),
  ];
}

/** Nothing is overdue at the moment it is asked for. */
export function lateFromTheStart(events: readonly CaseEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === "task-opened" && event.dueAt <= event.at
      ? [`${event.kind} was opened at ${event.at} and due at ${event.dueAt}`]
      : [],
  );
}

/** The same, told from all events of a case one by one. */
export function movedAsDocumented(
  { events }: Pick<KeptCase, "events">,
  isWay: (from: Stage, to: Stage) => boolean,
  evolve: (given: Case, events: readonly CaseEvent[]) => Case,
): string[] {
  const [first, ...rest] = events;
  if (!first) return ["it has no events"];
  let at = fold([first]);
  return rest.flatMap((event) => {
    const before = at;
    at = evolve(before, [event]);
    return movesAsDocumented(before, [event], at, isWay);
  });
}

/** Nothing that was written about a person is found in what must not hold it. */
export function saysNothingOf(canaries: readonly string[], where: string, told: unknown): string[] {
  const text = typeof told === "string" ? told : JSON.stringify(told);
  return canaries.filter((canary) => text.includes(canary)).map((canary) => `"${canary}" is in ${where}`);
}

import { addWorkingDays, at } from "../../../functions/core/calendar.ts";
import type { Chance } from "../../../functions/core/forecast/programme.ts";
import { type CaseFacts, factsOf } from "../../../functions/core/reporting/facts.ts";
import { TestCase } from "../../support/builders.ts";

/** A Monday; day 0 of every synthetic log. */
const firstDay = "2026-01-05";

export interface LogOf {
  readonly days: number;
  /** People accepted on an average working day. */
  readonly aDay: number;
  readonly places: number;
  /** Working days that a place is kept on average. */
  readonly keeps: number;
}

/** The moment of a working day of the log at which everything happens. */
export function momentOf(day: number): string {
  return at(addWorkingDays(firstDay, day), "11:00");
}

const template = factsOf(new TestCase().case);

/** The facts of a case; days are working days of the log. */
export function factsWith(days: { accepted: number; coach?: number; ended?: number }): CaseFacts {
  const moment = (day: number | undefined) => (day === undefined ? undefined : momentOf(day));
  return {
    ...template,
    receivedAt: momentOf(days.accepted),
    acceptedAt: moment(days.accepted),
    coachAskedAt: moment(days.coach),
    ...(days.ended === undefined
      ? {}
      : { stage: "closed" as const, closedAt: moment(days.ended), closure: "completed-plan" as const }),
  };
}

/** Somebody of the log: the days of their acceptance, their coach and their end, all of them in the end. */
export interface Known {
  readonly accepted: number;
  readonly coach: number;
  readonly ended: number;
}

/**
 * An area's whole programme, made day by day with places that are counted, and not by the way of the forecast:
 * Poisson referrals, and places kept for a few days or for long.
 */
export function syntheticLog({ days, aDay, places, keeps }: LogOf, chance: Chance): Known[] {
  const log: Known[] = [];
  const queue: number[] = [];
  const releases = new Map<number, number>();
  let free = places;
  for (let day = 0; day < days || queue.length > 0; day += 1) {
    free += releases.get(day) ?? 0;
    if (day < days) for (let left = poisson(aDay, chance); left > 0; left -= 1) queue.push(day);
    while (free > 0 && queue.length > 0) {
      const length = Math.round(keptFor(keeps, chance));
      log.push({ accepted: queue.shift() ?? 0, coach: day, ended: day + length });
      if (length > 0) {
        releases.set(day + length, (releases.get(day + length) ?? 0) + 1);
        free -= 1;
      }
    }
  }
  return log;
}

export function poisson(mean: number, chance: Chance): number {
  let count = 0;
  for (let left = chance(); left > Math.exp(-mean); left *= chance()) count += 1;
  return count;
}

export function exponential(mean: number, chance: Chance): number {
  return -mean * Math.log(1 - chance());
}

/** A quarter leave after a short time; the mean of all is as asked. */
function keptFor(mean: number, chance: Chance): number {
  const part = chance() < 0.25 ? mean / 5 : (mean * 19) / 15;
  return exponential(part / 2, chance) + exponential(part / 2, chance);
}

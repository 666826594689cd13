import { daysOfWeek } from "./programme.ts";
import { type Person, placesFreeFrom, waitsInTurn } from "./queue.ts";
import { type Range, rangeOf } from "./ranges.ts";

/** The last weeks of a forecast, whose people its first sentence tells of. */
export const tellingWeeks = 4;

/** What is expected of one week. */
export interface WeekAhead {
  /** From 1. */
  readonly week: number;
  /** Working days that half of those who are accepted in the week wait at most; undefined where nobody is. */
  readonly wait: Range | undefined;
  /** People who wait for a coach at its end. */
  readonly waiting: Range;
}

/** What is expected with so many places. */
export interface Outlook {
  readonly places: number;
  /** Working days that people who are accepted in the last weeks wait; undefined where nobody is. */
  readonly lastWait: Range | undefined;
  readonly weeks: readonly WeekAhead[];
}

/** One simulated programme, as far as a number of places matters to it. */
export interface Run {
  readonly held: readonly number[];
  readonly queued: readonly Person[];
  readonly referred: readonly Person[];
}

/** Takes one simulated programme after another, and tells what is to be expected of all of them. */
export function outlookOver(weeks: number, places: number) {
  const typicalWaits = Array.from({ length: weeks }, (): number[] => []);
  const waiting = Array.from({ length: weeks }, (): number[] => []);
  const lastWaits: number[] = [];

  return {
    add({ held, queued, referred }: Run): void {
      const people = [...queued, ...referred];
      const waits = waitsInTurn(people, placesFreeFrom(held, places));
      const ofWeek = Array.from({ length: weeks }, (): number[] => []);
      const change = new Array<number>(weeks + 1).fill(0);
      for (const [index, { joins }] of people.entries()) {
        const days = waits[index] ?? 0;
        const week = Math.max(0, Math.ceil(joins / daysOfWeek) - 1);
        // Counted at the end of each week from that in which they join to that before they have a coach.
        const until = Math.min(weeks, Math.max(week, Math.ceil((joins + days) / daysOfWeek) - 1));
        change[week] = (change[week] ?? 0) + 1;
        change[until] = (change[until] ?? 0) - 1;
        if (index < queued.length) continue;
        ofWeek[week]?.push(days);
        if (week >= weeks - tellingWeeks) lastWaits.push(days);
      }
      let now = 0;
      for (const [week, numbers] of waiting.entries()) {
        now += change[week] ?? 0;
        numbers.push(now);
        const typical = rangeOf(ofWeek[week] ?? [])?.middle;
        if (typical !== undefined) typicalWaits[week]?.push(typical);
      }
    },

    outlook(): Outlook {
      return {
        places,
        lastWait: rangeOf(lastWaits),
        weeks: waiting.map((numbers, index) => ({
          week: index + 1,
          wait: rangeOf(typicalWaits[index] ?? []),
          waiting: rangeOf(numbers) ?? { low: 0, middle: 0, high: 0 },
        })),
      };
    },
  };
}

import { durationsFrom, type Kept } from "./durations.ts";
import type { History } from "./history.ts";
import type { Person } from "./queue.ts";

/** A number of at least 0 and less than 1, another each time. */
export type Chance = () => number;

/** Working days in a simulated week: bank holidays are passed over. */
export const daysOfWeek = 5;

/** Somebody who will be referred if referrals stay as they are. */
interface Referred extends Person {
  /** Decides, by the percentage asked for, whether they are left out or somebody comes besides them. */
  readonly chance: number;
  /** For how many days whoever comes besides them will keep a place. */
  readonly secondKeeps: number;
}

/** What one simulated programme will bring, whatever is changed: every question is asked of the same programmes. */
export interface Programme {
  /** After how many days each place that is kept now is released. */
  readonly held: readonly number[];
  /** Who waits now, the longest wait first. */
  readonly queued: readonly Person[];
  readonly referred: readonly Referred[];
}

/**
 * Draws a programme of so many weeks. What is not known for certain is drawn as well: the programme has a history and
 * durations of its own, each drawn from what was seen (the bootstrap of Efron, 1979), so that few data give wide
 * ranges. Referrals come in blocks of 5 working days as they came (Politis and Romano, 1992), so that busy weeks stay
 * busy weeks.
 */
export function drawProgramme(
  { accepted, kept, waited }: History,
  { seen, weeks }: { readonly seen: readonly Kept[]; readonly weeks: number },
  chance: Chance,
): Programme {
  const durations = durationsFrom(seen.map(() => oneOf(seen, chance)));
  const referrals = inBlocks(inBlocks(accepted, accepted.length, chance), weeks * daysOfWeek, chance);
  const held = kept
    .filter(({ hasEnded }) => !hasEnded)
    .map(({ workingDays }) => durations.draw(chance(), workingDays) - workingDays);
  const queued = waited.map((days) => ({ joins: -days, keeps: durations.draw(chance()) }));
  const referred = referrals.flatMap((people, index) =>
    Array.from({ length: people }, () => ({
      joins: index + 1,
      keeps: durations.draw(chance()),
      chance: chance(),
      secondKeeps: durations.draw(chance()),
    })),
  );
  return { held, queued, referred };
}

/** Who is referred when referrals rise or fall by so many percent, from -100 to 100. */
export function referredWith({ referred }: Programme, percent: number): Person[] {
  const share = Math.abs(percent) / 100;
  return referred.flatMap(({ joins, keeps, chance, secondKeeps }): Person[] => {
    const isTouched = chance < share;
    if (!isTouched) return [{ joins, keeps }];
    return percent < 0
      ? []
      : [
          { joins, keeps },
          { joins, keeps: secondKeeps },
        ];
  });
}

/** So many days, made of blocks of days as they followed each other; the last day is followed by the first. */
function inBlocks(days: readonly number[], length: number, chance: Chance): number[] {
  const drawn: number[] = [];
  while (drawn.length < length) {
    const first = Math.floor(chance() * days.length);
    for (let day = first; day < first + daysOfWeek; day += 1) drawn.push(days[day % days.length] ?? 0);
  }
  return drawn.slice(0, length);
}

function oneOf<Of>(list: readonly Of[], chance: Chance): Of {
  return list[Math.floor(chance() * list.length)] as Of;
}

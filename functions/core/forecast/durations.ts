/** How long one case has kept a coach's place. */
export interface Kept {
  /** From the day on which the place was taken to the day on which it was released, or to the as-at day. */
  readonly workingDays: number;
  /** False while the place is still kept: the case will keep it for longer than that. */
  readonly hasEnded: boolean;
}

/** How long places are kept, as far as cases have shown. */
export interface Durations {
  /** The working days after which half of the places are free again; undefined where more than half are kept on. */
  readonly medianWorkingDays: number | undefined;
  /**
   * Working days for which a place is kept. `chance`: at least 0, less than 1; the same chance gives the same days.
   * `already`: the place has been kept for so many, and is kept for longer.
   */
  draw(chance: number, already?: number): number;
}

/**
 * Estimates durations by the product limit of Kaplan and Meier (1958), so that cases that still go on count for what
 * they have shown: without them a young service would seem to be quick, because only short support has ended yet.
 * After the longest that has ended, nothing is known: places are then released at the average rate of all days.
 * Refuses cases of which none has ended.
 */
export function durationsFrom(kept: readonly Kept[]): Durations {
  const longest = Math.max(-1, ...lengthsOf(kept.filter(({ hasEnded }) => hasEnded)));
  if (longest < 0) throw new RangeError("no case has ended, so nothing is known of how long a place is kept");
  const stillKept = keptAfter(kept, longest);
  const last = stillKept[longest] ?? 0;
  const afterwards = averageRate(kept);

  return {
    medianWorkingDays: stillKept.some((share) => share <= 0.5)
      ? firstDayBelow(stillKept, 0.5, { orAt: true })
      : undefined,

    draw(chance, already = -1) {
      if (already >= longest) return already + daysAt(afterwards, 1 - chance);
      const share = (1 - chance) * (stillKept[already] ?? 1);
      if (share > last) return firstDayBelow(stillKept, share, { orAt: false });
      return longest + daysAt(afterwards, share / last);
    },
  };
}

function lengthsOf(kept: readonly Kept[]): Set<number> {
  return new Set(kept.map(({ workingDays }) => workingDays));
}

/** For each day up to the longest, the share of places that are kept for longer than that. */
function keptAfter(kept: readonly Kept[], longest: number): number[] {
  const ended = new Array<number>(longest + 1).fill(0);
  const seen = new Array<number>(longest + 1).fill(0);
  let atRisk = kept.length;
  for (const { workingDays, hasEnded } of kept) {
    if (workingDays > longest) continue;
    seen[workingDays] = (seen[workingDays] ?? 0) + 1;
    if (hasEnded) ended[workingDays] = (ended[workingDays] ?? 0) + 1;
  }
  let share = 1;
  return ended.map((count, day) => {
    if (atRisk > 0) share *= 1 - count / atRisk;
    atRisk -= seen[day] ?? 0;
    return share;
  });
}

/** Ends for each day on which a place was kept. */
function averageRate(kept: readonly Kept[]): number {
  const ended = kept.filter(({ hasEnded }) => hasEnded).length;
  return ended / kept.reduce((days, { workingDays }) => days + workingDays + 1, 0);
}

/** Days, from 1, until a share of places is left of which each ends with this rate a day. */
function daysAt(rate: number, share: number): number {
  return Math.floor(Math.log(share) / Math.log(1 - rate)) + 1;
}

/** The shares only fall, so that half of what is left to look at is left out with each look. */
function firstDayBelow(shares: readonly number[], share: number, { orAt }: { orAt: boolean }): number {
  let [first, last] = [0, shares.length - 1];
  while (first < last) {
    const middle = (first + last) >> 1;
    const found = shares[middle] ?? 0;
    if (found < share || (orAt && found === share)) last = middle;
    else first = middle + 1;
  }
  return first;
}

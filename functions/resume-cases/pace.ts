import { setTimeout as pauseFor } from "node:timers/promises";

/**
 * Cases started together, and the pause after them: 57 a second at most. Of the executions that London lets an account
 * start, 150 a second, and of the steps that each of them takes at once, five of 800, more than half is left to people.
 */
const startsAtOnce = 20;
const pauseMilliseconds = 350;

/** At most. */
export const startsASecond = Math.floor(startsAtOnce / (pauseMilliseconds / 1000));

/**
 * Starts one after the other, at the pace above; what starts nothing takes no time. Answers how many were started.
 */
export async function startedAtPace<Each>(
  all: readonly Each[],
  start: (each: Each) => Promise<boolean>,
  pause: (milliseconds: number) => Promise<unknown> = pauseFor,
): Promise<number> {
  let started = 0;
  for (let at = 0; at < all.length; at += startsAtOnce) {
    const some = await Promise.all(all.slice(at, at + startsAtOnce).map(start));
    const more = some.filter(Boolean).length;
    started += more;
    if (more > 0 && at + startsAtOnce < all.length) await pause(pauseMilliseconds);
  }
  return started;
}

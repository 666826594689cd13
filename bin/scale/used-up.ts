import type { Limit } from "./limits.ts";
import type { Programme } from "./programme.ts";

/** What share of a limit is used: 1 when there is nothing left. */
export function shareUsed(limit: Limit, programme: Programme): number {
  return limit.used(programme) / limit.most;
}

/** The scale at which a limit is used up, between a hundredth and a thousand; undefined if it is not by then. */
export function breaksAt(limit: Limit, programmeAt: (scale: number) => Programme): number | undefined {
  const isBroken = (scale: number) => shareUsed(limit, programmeAt(scale)) > 1;
  if (!isBroken(1000)) return undefined;
  let [holds, breaks] = [0.01, 1000];
  while (breaks / holds > 1.01) {
    const between = Math.sqrt(holds * breaks);
    if (isBroken(between)) breaks = between;
    else holds = between;
  }
  return breaks;
}

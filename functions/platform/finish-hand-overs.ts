import type { StaffWithPlaces } from "../adapters/staff-store.ts";
import type { Instant } from "../core/texts.ts";
import { handOver } from "./hand-over.ts";
import type { QueueServices } from "./serve-queue.ts";

/** Minutes after which nobody can still be giving people to somebody who is going: no function runs so long. */
const settledAfterMinutes = 15;

const reason = "The coach does not work here any more";

/**
 * Finishes what a request that hands people over could not: somebody was given to the coach at that very moment, or
 * the request broke off. Until this finds nobody any more, it is asked again with every sweep.
 */
export async function finishHandOvers(services: QueueServices, area: string, now: Instant): Promise<void> {
  const { handingOver } = await services.queue.inArea(area);
  for (const id of handingOver) {
    const from = await services.staff.evenIfGone(area, id);
    if (from?.handsOverSince !== undefined) await finish(services, from, from.handsOverSince, now);
  }
}

async function finish(
  services: QueueServices,
  from: StaffWithPlaces,
  since: Instant,
  now: Instant,
): Promise<void> {
  const { cases, staff } = services;
  await handOver(services, { from, isGoing: true, reason, by: { kind: "service" }, now });
  if (Date.parse(now) - Date.parse(since) < settledAfterMinutes * 60_000) return;
  for (const reference of from.holding) {
    const stored = await cases.load({ area: from.area, reference });
    if (stored?.case.coach !== from.id) await staff.releasePlace(from, reference);
  }
  if (from.leftAt !== undefined) await staff.freeAddress(from);
  if ((await cases.ofCoach(from.area, from.id)).length === 0) await staff.endHandOver(from);
}

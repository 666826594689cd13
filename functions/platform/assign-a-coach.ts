import type { StaffStore } from "../adapters/staff-store.ts";
import { rankCoaches } from "../core/assignment.ts";
import type { Case } from "../core/case.ts";
import type { Instant } from "../core/texts.ts";
import { type Changed, changeCase, type Stores } from "./case-changes.ts";
import { settlePlaces } from "./settle-places.ts";

export interface AssignmentStores extends Stores {
  readonly staff: StaffStore;
}

/**
 * Gives the person the first coach of the ranking who still has a place when it is taken. Undefined when nobody
 * has room. Repeatable: a place taken before a crash is found again, and one taken in vain is freed.
 */
export async function assignACoach(
  stores: AssignmentStores,
  given: Case,
  now: Instant,
): Promise<Extract<Changed, { stored: unknown }> | undefined> {
  const ranking = rankCoaches(given, await stores.staff.inArea(given.area), now);
  for (const { coach, because } of ranking) {
    if (!(await stores.staff.takePlace(coach, given.reference))) continue;
    const changed = await changeCase(stores, given, {
      command: { type: "assign", coach: coach.id, because: [...because] },
      by: { kind: "service" },
      now,
    });
    if ("refusal" in changed) throw new Error(`assignment refused: ${changed.refusal.type}`);
    await settlePlaces(stores, given);
    return changed;
  }
  return undefined;
}

import type { CaseKey, CaseStore } from "../adapters/case-store.ts";
import type { StaffStore } from "../adapters/staff-store.ts";
import { type Case, hasEndedSupport } from "../core/case.ts";

/**
 * After a place was taken for somebody: the case's own coach holds it, and nobody else does. What was taken for a
 * decision that did not come to be (somebody withdrew, or chose another coach meanwhile) is free again.
 */
export async function settlePlaces(
  { cases, staff }: { readonly cases: CaseStore; readonly staff: StaffStore },
  key: CaseKey,
): Promise<void> {
  const keeps = keeperOf((await cases.load(key))?.case);
  const coach = (await staff.inArea(key.area)).find(({ id }) => id === keeps);
  // Taking it again changes nothing, unless another decision freed it between our taking and our recording.
  if (coach && !coach.holding.has(key.reference)) await staff.takePlace(coach, key.reference, true);
  // Asked once more: should the case have ended since, its places were released before we took this one.
  await staff.releasePlaces(key.area, key.reference, keeperOf((await cases.load(key))?.case));
}

/** From the end of support on nobody, also before the release of the place is recorded: it may be over already. */
function keeperOf(given: Case | undefined): string | undefined {
  return given && !hasEndedSupport(given) ? given.coach : undefined;
}

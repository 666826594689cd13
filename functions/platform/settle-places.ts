import type { StaffStore } from "../adapters/staff-store.ts";
import type { Case } from "../core/case.ts";

/**
 * After a place was taken for somebody: the case's own coach holds it, and nobody else does. What was taken for a
 * decision that did not come to be (somebody withdrew, or chose another coach meanwhile) is free again.
 */
export async function settlePlaces(staff: StaffStore, given: Case): Promise<void> {
  const keeps = given.placeHeld ? given.coach : undefined;
  const members = await staff.inArea(given.area);
  const coach = members.find(({ id }) => id === keeps);
  // Taking it again changes nothing, unless another decision freed it between our taking and our recording.
  if (coach && !coach.holding.has(given.reference)) await staff.takePlace(coach, given.reference, true);
  await staff.releasePlaces(given.area, given.reference, keeps);
}

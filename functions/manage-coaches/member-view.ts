import type { StaffWithPlaces } from "../adapters/staff-store.ts";

/** A member of staff as their lead sees them. */
export function memberView(member: StaffWithPlaces) {
  const { id, name, roles, capacity, places, languages, skills, restrictedPool, away, holding } = member;
  return {
    email: id,
    name,
    roles,
    capacity,
    places,
    languages,
    skills,
    restrictedPool,
    safeguarding: member.safeguarding ?? false,
    ...(member.provider ? { provider: member.provider } : {}),
    away,
    holding: holding.size,
    /** Other coaches are still to take over their people. */
    handingOver: member.handsOverSince !== undefined,
    sample: member.sample ?? false,
  };
}

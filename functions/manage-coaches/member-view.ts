import type { StaffWithPlaces } from "../adapters/staff-store.ts";
import type { ForeseenPerson } from "../platform/foresee-hand-over.ts";

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

/** One of a coach's people and whom they would go to; who they are is read in their case. */
export function foreseenView({ reference, stage, coach, because, goesToLead }: ForeseenPerson) {
  return { reference, stage, coach: coach?.id, because, goesToLead };
}

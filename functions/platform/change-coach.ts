import type { StaffStore } from "../adapters/staff-store.ts";
import { rankCoaches } from "../core/assignment.ts";
import type { Case } from "../core/case.ts";
import type { ChosenCoach } from "../core/commands.ts";
import { repeatOf } from "../core/decide/keyed-request.ts";
import type { Instant } from "../core/texts.ts";
import type { AssignmentStores } from "./assign-a-coach.ts";
import { type Change, type Changed, changeCase } from "./case-changes.ts";
import { settlePlaces } from "./settle-places.ts";

type Request = Omit<Change, "command">;

/**
 * Gives the person another coach: the one who is asked for, or the first of the ranking. The place is taken before
 * the change is decided and settled after it, so that the former coach's is free and nobody holds two.
 */
export async function reassignCoach(
  stores: AssignmentStores,
  given: Case,
  { to, reason }: { readonly to?: string | undefined; readonly reason: string },
  request: Request,
): Promise<Changed> {
  const chosen = await coachWithPlace(stores.staff, given, request, ({ id }) =>
    to === undefined ? id !== given.coach : id === to,
  );
  const because = to === undefined ? chosen?.because : ["chosen by the area lead"];
  return await changedAndSettled(stores, given, {
    ...request,
    command: { type: "reassign", to, chosen: chosen && { ...chosen, because: because ?? [] }, reason },
  });
}

/** Opens the case again, with the coach of before if they have room, else with another who has. */
export async function reopenWithCoach(
  stores: AssignmentStores,
  given: Case,
  reason: string,
  request: Request,
): Promise<Changed> {
  const former = await coachWithPlace(stores.staff, given, request, ({ id }) => id === given.coach);
  const coach = former
    ? { ...former, because: ["supported the person before"] }
    : given.coach && (await coachWithPlace(stores.staff, given, request, () => true));
  return await changedAndSettled(stores, given, {
    ...request,
    command: { type: "reopen", coach: coach || undefined, reason },
  });
}

/** The best of the coaches meant whose place could be taken. Nobody for a request that was made before. */
async function coachWithPlace(
  staff: StaffStore,
  given: Case,
  { now, request }: Request,
  isMeant: (coach: { readonly id: string }) => boolean,
): Promise<ChosenCoach | undefined> {
  if (repeatOf(given, request)) return undefined;
  const ranking = rankCoaches(given, await staff.inArea(given.area), now as Instant);
  for (const { coach, because } of ranking.filter((ranked) => isMeant(ranked.coach))) {
    if (await staff.takePlace(coach, given.reference)) return { coach: coach.id, because: [...because] };
  }
  return undefined;
}

async function changedAndSettled(stores: AssignmentStores, given: Case, change: Change): Promise<Changed> {
  const changed = await changeCase(stores, given, change);
  await settlePlaces(stores, given);
  return changed;
}

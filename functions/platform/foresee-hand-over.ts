import type { StaffWithPlaces } from "../adapters/staff-store.ts";
import { type Foreseen, foreseenHandOver } from "../core/assignment/hand-over.ts";
import { seekerOf } from "../core/assignment/seeker.ts";
import { londonDate } from "../core/calendar.ts";
import { nameInLists } from "../core/case-views.ts";
import type { Stage } from "../core/stages.ts";
import type { Instant } from "../core/texts.ts";
import { type HandOver, peopleOf } from "./hand-over.ts";
import type { QueueServices } from "./serve-queue.ts";

/** One person whom a coach supports or follows up, and what would become of them. */
export interface ForeseenPerson extends Foreseen {
  /** As lists call them: never for a restricted record. */
  readonly preferredName: string | undefined;
  readonly stage: Stage;
  /** Only followed up, by the lead once their coach is gone. */
  readonly goesToLead: boolean;
}

/**
 * What `handOver` would do if it were asked now. It promises nothing: others may take the places meanwhile. Changes
 * nothing.
 */
export async function foreseeHandOver(
  services: Pick<QueueServices, "cases" | "staff" | "areas">,
  { from, to, isGoing }: Pick<HandOver, "from" | "to" | "isGoing">,
  now: Instant,
): Promise<ForeseenPerson[]> {
  const { area, id } = from;
  const today = londonDate(now);
  const [rules, staff, keys] = await Promise.all([
    services.areas.rulesOn(area, today),
    services.staff.inArea(area),
    peopleOf(services, from),
  ]);
  const loaded = new Map((await services.cases.loadMany(keys)).map((each) => [each.case.reference, each]));
  const stored = keys
    .flatMap(({ reference }) => loaded.get(reference) ?? [])
    .filter(({ case: given }) => given.coach === id && given.stage !== "closed");
  const staying = (stage: Stage) => isGoing && stage === "follow-up";
  const people = stored
    .filter(({ case: given }) => !staying(given.stage))
    .map(({ case: given, referral }) => seekerOf(given, referral, rules, now));
  const others: StaffWithPlaces[] = staff.filter((each) => each.id !== id);
  const foreseen = foreseenHandOver({ people, others, to }, rules, today);
  return stored.map(({ case: given, referral }) => {
    const found = foreseen.find(({ reference }) => reference === given.reference);
    return {
      reference: given.reference,
      because: [],
      ...found,
      preferredName: nameInLists(given, referral),
      stage: given.stage,
      goesToLead: staying(given.stage),
    };
  });
}

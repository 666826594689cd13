import type { CaseKey, StoredCase } from "../adapters/case-store.ts";
import type { StaffWithPlaces } from "../adapters/staff-store.ts";
import type { Case } from "../core/case.ts";
import type { Actor } from "../core/events.ts";
import type { Instant } from "../core/texts.ts";
import { changeCase } from "./case-changes.ts";
import { type Reassignment, reassignCoach } from "./change-coach.ts";
import type { QueueServices } from "./serve-queue.ts";

export interface HandOver extends Pick<Reassignment, "to" | "reason"> {
  readonly from: StaffWithPlaces;
  /**
   * Whether they stop being a coach: then nobody stays theirs. Whom no other coach has room for joins the queue, and
   * the lead sees to them and to those who are only followed up.
   */
  readonly isGoing: boolean;
  readonly by: Actor;
  readonly now: Instant;
}

/** What became of a coach's people. */
export interface HandedOver {
  readonly moved: readonly { readonly reference: string; readonly coach: string }[];
  /** Nobody could take them: they stay with their coach or, where that one is going, are in the queue. */
  readonly left: readonly string[];
  /** Only followed up, by the lead from now on. */
  readonly followedUpByLead: readonly string[];
  /** How many have not been asked about yet: repeat the request. */
  readonly more: number;
}

/** People moved by one run: an API request has 29 seconds, and a person takes a fraction of one. */
const mostAtOnce = 100;

/**
 * Gives everybody whom a coach supports or follows up to others, oldest referral first. Repeatable: who has been
 * moved is not asked about again, so a run that broke off goes on where it ended.
 */
export async function handOver(services: QueueServices, handing: HandOver): Promise<HandedOver> {
  const { from } = handing;
  const all = await peopleOf(services, from);
  const moved: { reference: string; coach: string }[] = [];
  const left: string[] = [];
  const followedUpByLead: string[] = [];
  for (const [asked, key] of all.entries()) {
    const changed = moved.length + (handing.isGoing ? left.length + followedUpByLead.length : 0);
    if (changed >= mostAtOnce) return { moved, left, followedUpByLead, more: all.length - asked };
    const stored = await services.cases.load(key);
    if (stored?.case.coach !== from.id || stored.case.stage === "closed") continue;
    const after = await handOverOne(services, stored, handing);
    const { reference, coach, stage } = after;
    if (coach !== undefined && coach !== from.id) moved.push({ reference, coach });
    else if (stage === "follow-up" && coach === undefined) followedUpByLead.push(reference);
    else if (stage !== "closed") left.push(reference);
  }
  return { moved, left, followedUpByLead, more: 0 };
}

/** Everybody whom a coach may support or follow up, oldest referral first: each case itself says whether they do. */
export async function peopleOf(
  { cases }: Pick<QueueServices, "cases">,
  { area, id, holding }: StaffWithPlaces,
): Promise<CaseKey[]> {
  const keys = await cases.ofCoach(area, id);
  // The index lags; whose place is held is known for certain.
  const held = [...holding].filter((each) => !keys.some(({ reference }) => reference === each));
  return [...keys, ...held.map((reference) => ({ area, reference }))];
}

/** The case as it is then. */
async function handOverOne(services: QueueServices, stored: StoredCase, handing: HandOver): Promise<Case> {
  const { from, to, isGoing, reason, by, now } = handing;
  const goesToLead = isGoing && stored.case.stage === "follow-up";
  const changed = goesToLead
    ? undefined
    : await reassignCoach(services, stored, { to, reason, onlyFrom: from.id }, { by, now });
  const isMoved = changed && "stored" in changed;
  if (isMoved) await services.tell(changed, now);
  if (isMoved || !isGoing) return isMoved ? changed.stored.case : stored.case;
  const command = { type: "coach-left", coach: from.id, reason } as const;
  const left = await changeCase(services, stored.case, { command, by, now });
  if ("refusal" in left) throw new Error(`leaving refused: ${left.refusal.type}`);
  await services.tell(left, now);
  return left.stored.case;
}

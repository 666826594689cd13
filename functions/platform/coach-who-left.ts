import type { StoredCase } from "../adapters/case-store.ts";
import type { StaffStore } from "../adapters/staff-store.ts";
import type { Recipient } from "../core/events.ts";
import type { Instant } from "../core/texts.ts";
import { changeCase, type Stores } from "./case-changes.ts";

const reason = "The coach does not work here any more";

/**
 * A case that is to ask something of a coach who has left is without a coach from then on: it was closed when they
 * left, so that nobody took it over, and it has been opened again with the coach of before. Undefined where whoever is
 * to be asked can be.
 */
export async function withoutCoachWhoLeft(
  stores: Stores & { readonly staff: StaffStore },
  { case: given }: StoredCase,
  asked: Recipient,
  now: Instant,
): Promise<StoredCase | undefined> {
  const coach = "staff" in asked ? asked.staff : undefined;
  if (coach === undefined) return undefined;
  const member = await stores.staff.evenIfGone(given.area, coach);
  const isGoing = member?.leftAt !== undefined || member?.handsOverSince !== undefined;
  if (member && !isGoing && member.roles.includes("coach")) return undefined;
  const command = { type: "coach-left", coach, reason } as const;
  const left = await changeCase(stores, given, { command, by: { kind: "service" }, now });
  if ("refusal" in left) throw new Error(`leaving refused: ${left.refusal.type}`);
  return left.stored;
}

import type { Stage } from "./stages.ts";
import type { CaseSummary } from "./summary.ts";

/** Two open cases of an area that may be of the same person, the earlier referral first. */
export interface SamePerson {
  readonly earlier: CaseSummary;
  readonly later: CaseSummary;
}

/** Once support has ended a referral can no longer be joined to another. */
const ended: readonly Stage[] = ["follow-up", "closed"];

export function mayBeJoined({ stage }: Pick<CaseSummary, "stage">): boolean {
  return !ended.includes(stage);
}

/**
 * Cases worth asking the person index about, newest first: each of two that are of the same person sees the other
 * when it is entered, or is seen by it, so the marked one of the two is enough.
 */
export function worthComparing(summaries: readonly CaseSummary[], most: number): CaseSummary[] {
  return summaries
    .filter((each) => each.foundOthers === true && mayBeJoined(each))
    .toSorted((a, b) => (b.receivedAt < a.receivedAt ? -1 : 1))
    .slice(0, most);
}

/**
 * The pairs that a lead is to confirm or not, oldest first and each once. `found`: what the person index says of each
 * case that was asked about; cases that cannot be joined any more make no pair.
 */
export function pairsToConfirm(
  summaries: readonly CaseSummary[],
  found: ReadonlyMap<string, readonly string[]>,
): SamePerson[] {
  const open = new Map(summaries.filter(mayBeJoined).map((each) => [each.reference, each]));
  const pairs = new Map<string, SamePerson>();
  for (const [reference, others] of found) {
    for (const other of others) {
      const pair = [open.get(reference), open.get(other)].filter((each) => each !== undefined);
      const [earlier, later] = pair.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
      if (earlier && later) pairs.set(`${earlier.reference} ${later.reference}`, { earlier, later });
    }
  }
  return [...pairs.values()].toSorted((a, b) => (orderOf(a.earlier) < orderOf(b.earlier) ? -1 : 1));
}

function orderOf({ receivedAt, reference }: CaseSummary): string {
  return `${receivedAt} ${reference}`;
}

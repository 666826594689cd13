import { isDeepStrictEqual } from "node:util";
import { isQueued } from "../core/assignment/queue.ts";
import type { Case } from "../core/case.ts";
import type { CaseEvent } from "../core/events.ts";
import { fold } from "../core/evolve.ts";
import { folding } from "../core/folding.ts";
import type { Referral } from "../core/referral.ts";
import { type CaseFacts, factsOf } from "../core/reporting/facts.ts";
import { summaryOf } from "../core/summary.ts";
import type { Instant } from "../core/texts.ts";
import { lifted, NewerEvent } from "../core/upcast.ts";
import type { StoredCase } from "./case-store.ts";
import { openAttributes, openEntry } from "./open-index.ts";
import { queueAttributes, queuePartition, queueSortOf } from "./queue-store.ts";
import type { Item } from "./table.ts";

// What of a case's item is made of its events, and how an item is read that another version may have written.

/** Everything beside the events that is derived from the folded case. */
export function derivedFrom(folded: Case, person?: readonly string[]) {
  return {
    areaSort: areaSortOf(folded),
    snapshot: folded,
    foldedAs: folding,
    stage: folded.stage,
    summary: summaryOf(folded),
    facts: factsOf(folded, person),
  };
}

/** Where a case is in the list of its area: oldest referral first. */
export function areaSortOf({ receivedAt, reference }: Pick<Case, "receivedAt" | "reference">): string {
  return `${receivedAt}#${reference}`;
}

/** The case's entries in the indexes that hold it only for a while: what a write sets, and what it takes away. */
export function entriesOf(folded: Case): {
  readonly set: Readonly<Record<string, string>>;
  remove: string[];
} {
  const set = { ...openEntry(folded, areaSortOf(folded)), ...queueEntry(folded) };
  return { set, remove: entryAttributes.filter((name) => !(name in set)) };
}

const entryAttributes: readonly string[] = [...openAttributes, ...queueAttributes];

function entriesIn(item: Item): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(item).filter(([name]) => entryAttributes.includes(name)));
}

/**
 * Whether lists and the queue find the case where it belongs, and nowhere else. Of one that was folded by other rules
 * that cannot be said: it is kept anew when it is next attended to.
 */
export function isFoundWhereItBelongs({ case: given, entries, foldedAs }: StoredCase): boolean {
  return foldedAs !== folding || isDeepStrictEqual(entries, entriesOf(given).set);
}

/** The case's entry in the index of the queue, while it is in it. */
function queueEntry(folded: Case): { queuePartition: string; queueSort: string } | undefined {
  if (!isQueued(folded)) return undefined;
  const { area, reference, receivedAt, queuedSince = receivedAt } = folded;
  return { queuePartition, queueSort: queueSortOf(area, `${queuedSince}#${reference}`) };
}

/** The case as its events tell it today, whichever version wrote it. Throws NewerEvent. */
export function storedFrom(item: Item): StoredCase {
  const foldedAs = item.foldedAs as number | undefined;
  const isOfNewer = (foldedAs ?? 0) > folding;
  const events = lifted(item.events as unknown[], { isOfNewer });
  return {
    case: foldedAs === folding ? (item.snapshot as Case) : foldedAnew(events, isOfNewer),
    version: item.version as number,
    generation: item.generation as number,
    failures: item.failures as number,
    wakeAt: item.wakeAt as Instant | undefined,
    referral: item.referral as Referral | undefined,
    person: (item.facts as CaseFacts | undefined)?.person,
    events,
    foldedAs,
    entries: entriesIn(item),
  };
}

/** A newer version may let a case be what is none here. */
function foldedAnew(events: readonly CaseEvent[], isOfNewer: boolean): Case {
  try {
    return fold(events);
  } catch (error) {
    if (isOfNewer) throw new NewerEvent("the events make no case that is known here", { cause: error });
    throw error;
  }
}

/** The case; undefined where only a newer version can read it. */
export function readable(item: Item): StoredCase | undefined {
  try {
    return storedFrom(item);
  } catch (error) {
    if (error instanceof NewerEvent) return undefined;
    throw error;
  }
}

import type { Case } from "../core/case.ts";
import type { CaseEvent } from "../core/events.ts";
import { evolveAll, fold } from "../core/evolve.ts";
import { folding } from "../core/folding.ts";
import type { Referral } from "../core/referral.ts";
import type { Instant } from "../core/texts.ts";
import { derivedFrom, entriesOf, readable, storedFrom } from "./case-item.ts";
import { underWay } from "./open-index.ts";
import {
  type Change,
  type Condition,
  ConditionFailed,
  everyItem,
  type Item,
  type Key,
  type Query,
  type Table,
} from "./table.ts";
import { wakePartition } from "./wake-index.ts";

/** A case as it is kept: the folded state, the person's details, and what the workflow needs to find its way. */
export interface StoredCase {
  readonly case: Case;
  /** Counts the writes of events; every write names the version it was decided on. */
  readonly version: number;
  /** Which execution acts for the case: older ones are superseded. */
  readonly generation: number;
  /** Restarts since the workflow last reached a wait. */
  readonly failures: number;
  readonly wakeAt: Instant | undefined;
  /** The person's details; undefined once erased. */
  readonly referral: Referral | undefined;
  /** The keys by which reports tell people apart; undefined until the person was indexed, and once erased. */
  readonly person?: readonly string[] | undefined;
  /** In the newest shape, whatever they were kept in. */
  readonly events: readonly CaseEvent[];
  /** The number of the folding that what is kept beside the events was derived with. */
  readonly foldedAs?: number | undefined;
  /** Its entries in the indexes that hold it only for a while. */
  readonly entries?: Readonly<Record<string, unknown>>;
}

export interface CaseKey {
  readonly area: string;
  readonly reference: string;
}

export interface StoredNote {
  readonly id: string;
  readonly at: Instant;
  readonly text: string;
}

/** Somebody else changed the case since it was loaded: load it and decide again. */
export class VersionConflict extends Error {
  override name = "VersionConflict";
}

/** Minutes until the first restart is tried again; doubles with each failure up to a day. */
const restartBackOffMinutes = 15;
const longestBackOffMinutes = 24 * 60;

export type CaseStore = ReturnType<typeof caseStore>;

/** Cases of all areas, each under its own area's key. */
export function caseStore(table: Table) {
  return {
    /** The case as its events tell it today. Throws NewerEvent. */
    async load(key: CaseKey): Promise<StoredCase | undefined> {
      const item = await table.get(itemKey(key));
      return item && storedFrom(item);
    },

    /** Puts the case if it is absent; repeating it changes nothing. */
    async create(key: CaseKey, events: readonly CaseEvent[], referral: Referral): Promise<void> {
      const folded = fold(events);
      const item = {
        ...itemKey(key),
        area: key.area,
        reference: key.reference,
        version: 1,
        generation: 1,
        failures: 0,
        wakePartition,
        wakeAt: folded.updatedAt,
        events,
        referral,
        ...derivedFrom(folded),
        ...entriesOf(folded).set,
      };
      await table.put(item, { absent: true }).catch(unlessConditionFailed);
    },

    /**
     * Appends events to the case as it was loaded, wakes it now, and answers it together with the workflow token
     * that was waiting for it, if one was: whoever takes the token signals it. `details`: the person's, where they
     * change or are erased along. Throws VersionConflict.
     */
    async append(
      stored: StoredCase,
      events: readonly CaseEvent[],
      now: Instant,
      details?: Referral | "erased",
    ): Promise<{ stored: StoredCase; token: string | undefined }> {
      const { next, change } = appended(stored, events, now, details);
      const before = await table
        .exchange(itemKey(stored.case), change, asLoaded(stored))
        .catch(asVersionConflict);
      return { stored: next, token: before?.token as string | undefined };
    },

    /**
     * The same by the execution that acts for the case, in its turn: it waits for nothing, so there is nobody to
     * signal. The case wakes when it is to be attended to next as it is then, so that a turn that ends with this has
     * nothing more to write. Throws VersionConflict.
     */
    async appendInTurn(
      stored: StoredCase,
      events: readonly CaseEvent[],
      wakeAt: Instant,
    ): Promise<StoredCase> {
      const { next, change } = appended(stored, events, wakeAt);
      await table.update(itemKey(stored.case), change, asLoaded(stored)).catch(asVersionConflict);
      return next;
    },

    /**
     * Keeps the case as it was folded when it was loaded, and all that is derived from it, where other rules had
     * derived that: so lists, reports and the queue know it as it is today. Throws VersionConflict.
     */
    async keepFolded(stored: StoredCase): Promise<StoredCase> {
      if (stored.foldedAs === folding) return stored;
      const { set, remove } = entriesOf(stored.case);
      await table
        .update(
          itemKey(stored.case),
          { set: { ...derivedFrom(stored.case, stored.person), ...set }, remove },
          asLoaded(stored),
        )
        .catch(asVersionConflict);
      return { ...stored, foldedAs: folding, entries: set };
    },

    /** Sets when the case is to be attended to next; undefined takes it out of the wake index. */
    async sleepUntil(stored: StoredCase, wakeAt: Instant | undefined): Promise<void> {
      if (stored.wakeAt === wakeAt) return;
      const change = wakeAt ? { set: { wakePartition, wakeAt } } : { remove: ["wakePartition", "wakeAt"] };
      await table.update(itemKey(stored.case), change, asLoaded(stored)).catch(asVersionConflict);
    },

    /**
     * Keeps the token of the workflow's wait, if the case is still as Attend saw it: then a signal will find the
     * wait. Answers false when it is not, and the wait must end at once. Reaching a wait clears the failures.
     */
    async hold(key: CaseKey, seen: { version: number; generation: number; token: string }): Promise<boolean> {
      const { version, generation, token } = seen;
      try {
        await table.update(
          itemKey(key),
          { set: { token, failures: 0 } },
          { equals: { version, generation } },
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionFailed) return false;
        throw error;
      }
    },

    /**
     * Makes way for the case's next execution: generation + 1, and a wake moment that backs off with each
     * failure. Answers the new generation, or undefined when somebody else was faster.
     */
    async nextGeneration(stored: StoredCase, now: Instant): Promise<number | undefined> {
      const generation = stored.generation + 1;
      const minutes = Math.min(restartBackOffMinutes * 2 ** stored.failures, longestBackOffMinutes);
      const wakeAt = new Date(Date.parse(now) + minutes * 60_000).toISOString();
      try {
        await table.update(
          itemKey(stored.case),
          { set: { generation, failures: stored.failures + 1, wakePartition, wakeAt }, remove: ["token"] },
          { equals: { generation: stored.generation } },
        );
        return generation;
      } catch (error) {
        if (error instanceof ConditionFailed) return undefined;
        throw error;
      }
    },

    /** Open cases of which somebody is the coach, oldest referral first. The index may lag behind the cases. */
    async ofCoach(area: string, coach: string): Promise<CaseKey[]> {
      const theirs = await everyItem(table, { ...underWay(area, coach), only: ["reference"] });
      return theirs.map(({ reference }) => ({ area, reference: reference as string }));
    },

    /** For lists and the queue: one that only a newer version can read is left out, and keeps no other from them. */
    async loadMany(keys: readonly CaseKey[]): Promise<StoredCase[]> {
      return (await table.getMany(keys.map(itemKey))).flatMap((item) => readable(item) ?? []);
    },

    /** Kept before the event that names it; a repeat writes the same. */
    async keepNote(key: CaseKey, note: StoredNote): Promise<void> {
      await table.put({ pk: itemKey(key).pk, sk: `NOTE#${note.id}`, at: note.at, text: note.text });
    },

    /** All notes of the case, oldest first. */
    async notes(key: CaseKey): Promise<StoredNote[]> {
      const notes = (await everyItem(table, notesOf(key))).map(noteFrom);
      return notes.sort((a, b) => (a.at < b.at ? -1 : 1));
    },

    /** Takes every note of the case away, those included that no event came to name. Repeatable. */
    async deleteNotes(key: CaseKey): Promise<void> {
      for (const { pk, sk } of await everyItem(table, notesOf(key))) await table.delete({ pk, sk });
    },
  };
}

/** The partition of everything that is kept of one case. */
export function casePartition({ area, reference }: CaseKey): string {
  return `${area}#CASE#${reference}`;
}

function itemKey(key: CaseKey): Key {
  return { pk: casePartition(key), sk: "CASE" };
}

function notesOf(key: CaseKey): Query {
  return { partition: casePartition(key), from: "NOTE#", to: "NOTE#\uffff" };
}

/** What a case becomes with these events, and the write that makes it that. */
function appended(
  stored: StoredCase,
  events: readonly CaseEvent[],
  wakeAt: Instant,
  details?: Referral | "erased",
): { readonly next: StoredCase; readonly change: Change } {
  const isErased = details === "erased";
  const referral = isErased ? undefined : (details ?? stored.referral);
  const person = isErased ? undefined : stored.person;
  const folded = evolveAll(stored.case, events);
  const version = stored.version + 1;
  const entries = entriesOf(folded);
  return {
    next: {
      ...stored,
      case: folded,
      version,
      wakeAt,
      referral,
      person,
      events: [...stored.events, ...events],
      foldedAs: folding,
      entries: entries.set,
    },
    change: {
      set: {
        version,
        wakePartition,
        wakeAt,
        ...(details === undefined || isErased ? {} : { referral }),
        ...derivedFrom(folded, person),
        ...entries.set,
      },
      append: { events },
      remove: ["token", ...(isErased ? ["referral"] : []), ...entries.remove],
    },
  };
}

/** Holds while nobody has changed the case, or taken it over, since it was loaded. */
function asLoaded({ version, generation }: StoredCase): Condition {
  return { equals: { version, generation } };
}

function noteFrom(item: Item): StoredNote {
  return { id: item.sk.slice("NOTE#".length), at: item.at as Instant, text: item.text as string };
}

function asVersionConflict(error: unknown): never {
  if (error instanceof ConditionFailed) throw new VersionConflict("the case changed since it was loaded");
  throw error;
}

function unlessConditionFailed(error: unknown): void {
  if (!(error instanceof ConditionFailed)) throw error;
}

import type { StoredCase } from "../adapters/case-store.ts";
import type { ErasureLedger } from "../adapters/erasure-ledger.ts";
import type { PersonIndex } from "../adapters/person-index.ts";
import type { AreaRules } from "../core/area-rules.ts";
import type { NewEvent } from "../core/events.ts";
import type { Refusal } from "../core/refusals.ts";
import { recordEndsAt } from "../core/retention.ts";
import type { Instant } from "../core/texts.ts";
import { changeCase, record, type Stores } from "./case-changes.ts";
import { logger } from "./logger.ts";

export interface ErasureStores extends Stores {
  readonly people: PersonIndex;
  readonly erased: ErasureLedger;
}

const by = { kind: "service" } as const;

/** A joined case that has a legal hold of its own, or in which somebody is supported after all. */
const staysAsItIs: readonly Refusal["type"][] = ["legal-hold", "close-first"];

/**
 * Removes the person from the record: from the ledger entry that a restored backup is checked against, to the
 * details, which go in the write that says so. Every step can be repeated. A referral of the same person that was
 * joined to this case goes along, unless a legal hold of its own keeps it. Throws VersionConflict, and throws while
 * a joined case is not ready: then this one is tried again later.
 */
export async function erasePerson(
  stores: ErasureStores,
  stored: StoredCase,
  done: NewEvent,
  now: Instant,
): Promise<StoredCase> {
  const { area, reference, joined = [] } = stored.case;
  await stores.erased.record({ area, reference }, now);
  for (const other of joined) {
    const command = { type: "erase", reason: "joined" } as const;
    const changed = await changeCase(stores, { area, reference: other }, { command, by, now });
    if ("refusal" in changed && !staysAsItIs.includes(changed.refusal.type)) {
      throw new Error(`the joined case cannot be erased yet: ${changed.refusal.type}`);
    }
  }
  await stores.people.remove({ area, reference }, stored.referral);
  await stores.cases.deleteNotes({ area, reference });
  const erased = await record(stores, stored, [done], { now, by, details: "erased" });
  logger.info("person erased", { area, reference, step: done.type });
  return erased.stored;
}

/** Asks for the erasure of a record whose time is over. Throws VersionConflict. */
export async function eraseWhenItsTimeIsOver(
  stores: Stores,
  stored: StoredCase,
  rules: AreaRules,
  now: Instant,
): Promise<StoredCase> {
  const ends = recordEndsAt(stored.case, rules, stored.referral);
  if (ends === undefined || ends > now) return stored;
  return (await record(stores, stored, [{ type: "erasure-asked", because: "retention" }], { now, by }))
    .stored;
}

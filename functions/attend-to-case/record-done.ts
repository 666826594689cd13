import type { StoredCase } from "../adapters/case-store.ts";
import { dueEmails } from "../core/due-now.ts";
import { type NewEvent, stamped } from "../core/events.ts";
import { evolveAll } from "../core/evolve.ts";
import type { Instant } from "../core/texts.ts";
import { record, type Stores } from "../platform/case-changes.ts";

const by = { kind: "service" } as const;

/**
 * Records what was done and, in the same write, the intent of every email that is due now: a case with two emails is
 * written three times and not four. Throws VersionConflict.
 */
export async function recordDone(
  stores: Pick<Stores, "cases">,
  stored: StoredCase,
  done: readonly NewEvent[],
  now: Instant,
): Promise<StoredCase> {
  const after = evolveAll(stored.case, stamped(done, stored.case.eventCount, now, by));
  const intended = dueEmails(after, now)
    .filter(({ email }) => after.emails[email] === undefined)
    .map(({ email, to }) => ({ type: "email-intended", email, to }) as const);
  return (await record(stores, stored, [...done, ...intended], { now, by })).stored;
}

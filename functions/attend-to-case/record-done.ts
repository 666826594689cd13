import type { CaseStore, StoredCase } from "../adapters/case-store.ts";
import type { AreaRules } from "../core/area-rules.ts";
import { dueEmails } from "../core/due-now.ts";
import { type NewEvent, stamped } from "../core/events.ts";
import { evolveAll } from "../core/evolve.ts";
import type { Instant } from "../core/texts.ts";
import { sleepsUntil } from "../core/where-is.ts";

/** What is the same for all that is done for a case in one turn. */
export interface Turn {
  readonly rules: AreaRules;
  readonly now: Instant;
}

const by = { kind: "service" } as const;

/**
 * Records what was done and, in the same write, the intent of every email that is due now and when the case wakes next:
 * a case with two emails is written three times and not five. Throws VersionConflict.
 */
export async function recordDone(
  { cases }: { readonly cases: CaseStore },
  stored: StoredCase,
  done: readonly NewEvent[],
  { rules, now }: Turn,
): Promise<StoredCase> {
  const { case: given, referral } = stored;
  const stampedAs = (events: readonly NewEvent[]) => stamped(events, given.eventCount, now, by);
  const after = evolveAll(given, stampedAs(done));
  const intended = dueEmails(after, now)
    .filter(({ email }) => after.emails[email] === undefined)
    .map(({ email, to }) => ({ type: "email-intended", email, to }) as const);
  const events = stampedAs([...done, ...intended]);
  const wakeAt = sleepsUntil(evolveAll(given, events), rules, referral, now);
  return await cases.appendInTurn(stored, events, wakeAt ?? now);
}

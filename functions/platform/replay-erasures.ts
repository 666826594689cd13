import type { CaseKey } from "../adapters/case-store.ts";
import type { Instant } from "../core/texts.ts";
import { changeCase, type Stores } from "./case-changes.ts";

/** What became of each erased record that was looked for, counted. */
export interface Replayed {
  /** Came back, and are being erased again. */
  readonly erasedAgain: number;
  /** Are not in this table, or are erased in it. */
  readonly stillGone: number;
  /** Came back under a legal hold: a person has to look at these. */
  readonly underLegalHold: readonly string[];
}

/**
 * After a backup was restored: asks again for the erasure of every record that had been erased and came back with
 * it. The workflow of each case then removes the person as it did before. Safe to repeat.
 */
export async function replayErasures(
  stores: Stores,
  erased: readonly CaseKey[],
  now: Instant,
): Promise<Replayed> {
  let erasedAgain = 0;
  let stillGone = 0;
  const underLegalHold: string[] = [];
  for (const key of erased) {
    const stored = await stores.cases.load(key);
    if (!stored || stored.case.erasure) {
      stillGone += 1;
      continue;
    }
    const changed = await changeCase(stores, key, {
      command: { type: "erase", reason: "restored" },
      by: { kind: "service" },
      now,
    });
    if ("refusal" in changed) underLegalHold.push(key.reference);
    else erasedAgain += 1;
  }
  return { erasedAgain, stillGone, underLegalHold };
}

import type { CaseStore } from "../adapters/case-store.ts";
import type { PersonIndex } from "../adapters/person-index.ts";
import { pairsToConfirm, type SamePerson, worthComparing } from "../core/duplicates.ts";
import type { CaseSummary } from "../core/summary.ts";

/** Marked cases that one view asks the person index about, the newest: each costs a read or two. */
const mostCompared = 100;

/**
 * Pairs of open cases that seem to be of one person, for the lead to confirm. Which cases belong together is asked of
 * the person index each time and kept nowhere, so that nothing leads from one person to a record that was erased.
 */
export async function possibleDuplicates(
  { cases, people }: { readonly cases: CaseStore; readonly people: PersonIndex },
  area: string,
  summaries: readonly CaseSummary[],
): Promise<SamePerson[]> {
  const keys = worthComparing(summaries, mostCompared).map(({ reference }) => ({ area, reference }));
  const stored = await cases.loadMany(keys);
  const found = await Promise.all(
    stored.map(
      async ({ case: given, referral }): Promise<[string, string[]]> => [
        given.reference,
        referral ? await people.others(given, referral) : [],
      ],
    ),
  );
  return pairsToConfirm(summaries, new Map(found));
}

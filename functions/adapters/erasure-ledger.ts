import type { Instant } from "../core/texts.ts";
import type { CaseKey } from "./case-store.ts";
import { everyItem, type Table } from "./table.ts";

const partition = "ERASED";

export type ErasureLedger = ReturnType<typeof erasureLedger>;

/** Whose records were erased, by reference alone: a backup that brings one back is told from it. */
export function erasureLedger(table: Table) {
  return {
    /** Written before anything is removed; repeatable. */
    async record({ area, reference }: CaseKey, at: Instant): Promise<void> {
      await table.put({ pk: partition, sk: reference, area, at });
    },

    async all(): Promise<CaseKey[]> {
      const items = await everyItem(table, { partition });
      return items.map(({ sk, area }) => ({ area: area as string, reference: sk }));
    },
  };
}

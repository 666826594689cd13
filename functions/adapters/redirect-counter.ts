import { quarterOf } from "../core/calendar.ts";
import type { Instant } from "../core/texts.ts";
import { ConditionFailed, type Table } from "./table.ts";

export type RedirectCounter = ReturnType<typeof redirectCounter>;

/** How many people were told that WorkWell is not offered where they live: a number for each quarter, no more. */
export function redirectCounter(table: Table) {
  const key = (quarter: string) => ({ pk: "REDIRECTED", sk: quarter });

  return {
    async count(now: Instant): Promise<void> {
      for (;;) {
        const counted = await this.inQuarter(quarterOf(now));
        try {
          const unchanged = { equals: { counted: counted === 0 ? undefined : counted } };
          await table.update(key(quarterOf(now)), { set: { counted: counted + 1 } }, unchanged);
          return;
        } catch (error) {
          if (!(error instanceof ConditionFailed)) throw error;
        }
      }
    },

    /** For a calendar quarter, "2026-Q1". */
    async inQuarter(quarter: string): Promise<number> {
      return ((await table.get(key(quarter)))?.counted as number | undefined) ?? 0;
    },
  };
}

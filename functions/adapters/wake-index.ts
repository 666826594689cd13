import type { Instant } from "../core/texts.ts";
import type { CaseKey } from "./case-store.ts";
import type { Table } from "./table.ts";

/** The one partition of the wake index: a sweep is one query. */
export const wakePartition = "WAKE";
/** Cases that a sweep reads at once. */
const wakePage = 20;

export interface Waking {
  readonly keys: readonly CaseKey[];
  /** When the first of all others wakes; undefined when there are none. */
  readonly later: Instant | undefined;
}

/** Cases by the moment at which they wake. The index may lag behind the cases. */
export function wakeIndex(table: Pick<Table, "query">) {
  return {
    /** Every case whose wake moment is not after `until`, oldest first. */
    async until(until: Instant): Promise<Waking> {
      const keys: CaseKey[] = [];
      let cursor: { readonly after?: string } | undefined = {};
      while (cursor) {
        const { items, next } = await table.query({
          index: "by-wake",
          partition: wakePartition,
          limit: wakePage,
          ...cursor,
        });
        for (const { area, reference, wakeAt } of items) {
          if ((wakeAt as Instant) > until) return { keys, later: wakeAt as Instant };
          keys.push({ area: area as string, reference: reference as string });
        }
        cursor = next === undefined ? undefined : { after: next };
      }
      return { keys, later: undefined };
    },
  };
}

import type { CaseKey } from "./case-store.ts";
import { everyItem, type Item, type Table } from "./table.ts";

/** The one partition of the index: a look at the whole country is one query. */
export const queuePartition = "QUEUE";

/** The attributes by which a case or a member of staff is in the index. */
export const queueAttributes = ["queuePartition", "queueSort"] as const;

/** An area's entries lie together. */
export function queueSortOf(area: string, place: string): string {
  return `${area}#${place}`;
}

/** An area's people without a coach, and the staff whose people somebody else is to take over. */
export interface Queued {
  readonly cases: readonly CaseKey[];
  /** Ids of staff. */
  readonly handingOver: readonly string[];
}

export type QueueStore = ReturnType<typeof queueStore>;

/** What waits for a coach's place. The index may lag: whoever acts on it asks the cases and the staff themselves. */
export function queueStore(table: Pick<Table, "query">) {
  return {
    async inArea(area: string): Promise<Queued> {
      const bounds = { from: queueSortOf(area, ""), to: queueSortOf(area, "\uffff") };
      return queuedOf(await everyItem(table, { index: "by-queue", partition: queuePartition, ...bounds }));
    },

    /** The areas in which something waits: one query, whatever the number of areas. */
    async areas(): Promise<string[]> {
      const items = await everyItem(table, { index: "by-queue", partition: queuePartition });
      return [...new Set(items.map(({ area }) => area as string))];
    },
  };
}

function queuedOf(items: readonly Item[]): Queued {
  const isCase = ({ reference }: Item) => typeof reference === "string";
  return {
    cases: items
      .filter(isCase)
      .map(({ area, reference }) => ({ area: area as string, reference: reference as string })),
    handingOver: items.filter((item) => !isCase(item)).map(({ id }) => id as string),
  };
}

import { CountedWaits } from "../core/waits.ts";
import type { Table } from "./table.ts";

export type WaitsStore = ReturnType<typeof waitsStore>;

/** How long people wait in each area, counted once a day: the area's page reads one small item and no case. */
export function waitsStore(table: Pick<Table, "get" | "put">) {
  const key = (area: string) => ({ pk: `${area}#WAITS`, sk: "WAITS" });

  return {
    /** Undefined until they were counted for the first time. */
    async of(area: string): Promise<CountedWaits | undefined> {
      const item = await table.get(key(area));
      if (!item) return undefined;
      const { pk: _, sk: __, ...counted } = item;
      return CountedWaits.parse(counted);
    },

    async keep(area: string, counted: CountedWaits): Promise<void> {
      await table.put({ ...key(area), ...counted });
    },
  };
}

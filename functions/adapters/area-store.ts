import { AreaRules } from "../core/area-rules.ts";
import type { Table } from "./table.ts";

/** There are no rules for the area on that date: it was never published. */
export class AreaNotPublished extends Error {
  override name = "AreaNotPublished";
}

export type AreaStore = ReturnType<typeof areaStore>;

/** The rules of each area, by the date from which they hold. */
export function areaStore(table: Table) {
  return {
    /** The rules in force on a London date. Throws AreaNotPublished. */
    async rulesOn(area: string, date: string): Promise<AreaRules> {
      const { items } = await table.query({
        partition: `${area}#RULES`,
        to: date,
        newestFirst: true,
        limit: 1,
      });
      const [newest] = items;
      if (!newest) throw new AreaNotPublished(`${area} has no rules on ${date}: run publish-areas`);
      const { pk: _, sk: __, ...rules } = newest;
      return AreaRules.parse(rules);
    },

    /** Whether the area has rules in force on a London date. */
    async delivers(area: string, date: string): Promise<boolean> {
      const { items } = await table.query({ partition: `${area}#RULES`, to: date, limit: 1 });
      return items.length > 0;
    },
  };
}

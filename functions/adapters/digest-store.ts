import { ConditionFailed, type Table } from "./table.ts";

/** Which digests of a day went out, so that a repeated run sends nobody a second one. */
export function digestStore(table: Table) {
  const key = (area: string, date: string, staff: string) => ({ pk: `${area}#DIGEST#${date}`, sk: staff });

  return {
    /** False once it was recorded as sent. */
    async isDue(area: string, date: string, staff: string): Promise<boolean> {
      return (await table.get(key(area, date, staff))) === undefined;
    },

    async recordSent(area: string, date: string, staff: string): Promise<void> {
      try {
        await table.put(key(area, date, staff), { absent: true });
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error;
      }
    },
  };
}

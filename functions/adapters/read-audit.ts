import { randomUUID } from "node:crypto";
import { datePlusDays } from "../core/calendar.ts";
import type { Instant } from "../core/texts.ts";
import type { CaseKey } from "./case-store.ts";
import type { Item, Table } from "./table.ts";

export type ReadAudit = ReturnType<typeof readAudit>;

/** One opening of a record: who, when, and which view of it. */
export interface Reading {
  readonly at: Instant;
  readonly staff: string;
  readonly what: string;
}

/** Days whose openings are read at the same moment: a year of a case takes a few seconds, and is seldom asked. */
const daysAtOnce = 25;

/** Who opened whose record, when: one item per opening. If it cannot be written, nothing is shown. */
export function readAudit(table: Table) {
  const partitionOf = (area: string, day: string) => `${area}#READ#${day}`;

  async function ofDay(area: string, day: string): Promise<Item[]> {
    const found: Item[] = [];
    let after: string | undefined;
    do {
      const page = await table.query({
        partition: partitionOf(area, day),
        ...(after === undefined ? {} : { after }),
      });
      found.push(...page.items);
      after = page.next;
    } while (after !== undefined);
    return found;
  }

  return {
    async record(opening: { area: string; reference: string; staff: string; what: string; at: Instant }) {
      const { area, at, reference, staff, what } = opening;
      await table.put({
        pk: partitionOf(area, at.slice(0, 10)),
        sk: `${at}#${randomUUID()}`,
        reference,
        staff,
        what,
      });
    },

    /** Every opening of the case between two moments, oldest first. */
    async ofCase({ area, reference }: CaseKey, from: Instant, to: Instant): Promise<Reading[]> {
      const days: string[] = [];
      for (let day = from.slice(0, 10); day <= to.slice(0, 10); day = datePlusDays(day, 1)) days.push(day);
      const readings: Reading[] = [];
      while (days.length > 0) {
        const items = await Promise.all(days.splice(0, daysAtOnce).map((day) => ofDay(area, day)));
        readings.push(
          ...items
            .flat()
            .filter((item) => item.reference === reference)
            .map(readingFrom),
        );
      }
      return readings;
    },
  };
}

function readingFrom(item: Item): Reading {
  return { at: item.sk.split("#")[0] ?? "", staff: item.staff as string, what: item.what as string };
}

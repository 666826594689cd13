import { randomUUID } from "node:crypto";
import type { Instant } from "../core/texts.ts";
import type { Table } from "./table.ts";

export type ReadAudit = ReturnType<typeof readAudit>;

/** Who opened whose record, when: one item per opening. If it cannot be written, nothing is shown. */
export function readAudit(table: Table) {
  return {
    async record(opening: { area: string; reference: string; staff: string; what: string; at: Instant }) {
      const { area, at, reference, staff, what } = opening;
      await table.put({
        pk: `${area}#READ#${at.slice(0, 10)}`,
        sk: `${at}#${randomUUID()}`,
        reference,
        staff,
        what,
      });
    },
  };
}

import { areaStore } from "../../functions/adapters/area-store.ts";
import { caseLists } from "../../functions/adapters/case-lists.ts";
import { caseStore } from "../../functions/adapters/case-store.ts";
import { staffStore } from "../../functions/adapters/staff-store.ts";
import type { Table } from "../../functions/adapters/table.ts";
import { wakeIndex } from "../../functions/adapters/wake-index.ts";
import type { Instant } from "../../functions/core/texts.ts";
import { checkInvariants, checkStuckCases } from "./checks.ts";
import type { Finding } from "./finding.ts";

/** What the table alone tells, wherever it is. */
export async function examineTable(table: Table, now: Instant): Promise<Finding[]> {
  const services = {
    lists: caseLists(table),
    cases: caseStore(table),
    areas: areaStore(table),
    staff: staffStore(table),
  };
  return [await checkInvariants(services, now), await checkStuckCases(wakeIndex(table), now)];
}

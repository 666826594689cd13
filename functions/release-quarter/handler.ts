import { areaStore } from "../adapters/area-store.ts";
import { caseLists } from "../adapters/case-lists.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { ExportStore } from "../adapters/export-store.ts";
import { redirectCounter } from "../adapters/redirect-counter.ts";
import { boundsOfQuarter, quarterBefore } from "../core/calendar.ts";
import { releaseOnTime } from "../platform/release-on-time.ts";
import { Scheduled, scheduled } from "../platform/scheduled.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, EXPORTS_BUCKET } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  lists: caseLists(table),
  areas: areaStore(table),
  redirected: redirectCounter(table),
  exports: new ExportStore(EXPORTS_BUCKET),
};

/**
 * Releases the quarter that has just ended: each area's figures, and England's last, because those can make room for
 * what areas withhold and not the other way round. A repeated run finds no change in what an earlier one has released.
 */
export const handler = scheduled(Scheduled, async ({ time }) => {
  const quarter = quarterBefore(time);
  const areas = await services.areas.listedOn(boundsOfQuarter(quarter).lastDay);
  let failed = 0;
  for (const area of [...areas.map(({ id }) => id), "england"]) {
    if (!(await releaseOnTime(services, { area, quarter }, time))) failed += 1;
  }
  // The scheduler tries again; an area that failed must not keep the others from their release.
  if (failed > 0) throw new Error(`${failed} releases of ${quarter} were not made`);
  return { quarter, scopes: areas.length + 1 };
});

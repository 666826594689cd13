import { areaStore } from "../adapters/area-store.ts";
import { caseLists } from "../adapters/case-lists.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { londonDate } from "../core/calendar.ts";
import type { Instant } from "../core/texts.ts";
import { type CheckedArea, checkArea } from "../platform/check-area.ts";
import { counted } from "../platform/counted-lines.ts";
import { fewAtATime } from "../platform/few-at-a-time.ts";
import { errorFacts, logger } from "../platform/logger.ts";
import { Scheduled, scheduled } from "../platform/scheduled.ts";
import { Environment } from "./environment.ts";
import { isOfTonight } from "./of-tonight.ts";

const { TABLE_NAME } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  lists: caseLists(table),
  cases: caseStore(table),
  areas: areaStore(table),
  staff: staffStore(table),
};

const areasAtOnce = 5;

/**
 * Looks at a seventh of the open cases for what must always be true, so at each once a week: what a new version breaks
 * in many shows the first night. It only reads; an alarm counts what it tells.
 */
export const handler = scheduled(Scheduled, async ({ time }) => {
  const areas = await services.areas.listedOn(londonDate(time));
  const checked = await fewAtATime(areas, areasAtOnce, ({ id }) => tried(id, time));
  const done = checked.filter((each) => each !== undefined);
  const cases = done.reduce((sum, each) => sum + each.cases, 0);
  const violations = done.reduce((sum, each) => sum + each.violations.length, 0);
  logger.info("invariants checked", { areas: done.length, cases, violations });
  const unchecked = checked.length - done.length;
  // An area that cannot be read must not keep the others from being looked at; the scheduler tries again.
  if (unchecked > 0) throw new Error(`${unchecked} areas could not be checked`);
  return { cases, violations };
});

async function tried(area: string, now: Instant): Promise<CheckedArea | undefined> {
  try {
    const checked = await checkArea(services, area, now, isOfTonight(now));
    for (const violation of checked.violations) logger.error(counted.invariantViolated, { ...violation });
    return checked;
  } catch (error) {
    logger.error("area not checked", { area, ...errorFacts(error) });
    return undefined;
  }
}

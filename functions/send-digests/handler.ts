import { areaStore } from "../adapters/area-store.ts";
import { caseLists } from "../adapters/case-lists.ts";
import { digestStore } from "../adapters/digest-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { mailer } from "../adapters/mailer.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { waitsStore } from "../adapters/waits-store.ts";
import { isWorkingDay, londonDate } from "../core/calendar.ts";
import { digestLines, endingLines, peopleWaiting, type Told, takenOverLines } from "../core/digests.ts";
import { type ServiceLevels, serviceLevelsCounter, together } from "../core/service-levels.ts";
import type { Instant } from "../core/texts.ts";
import { waitsCounter } from "../core/waits.ts";
import { digest } from "../emails/index.ts";
import { counted } from "../platform/counted-lines.ts";
import { fewAtATime } from "../platform/few-at-a-time.ts";
import { errorFacts, logger } from "../platform/logger.ts";
import { Scheduled, scheduled } from "../platform/scheduled.ts";
import { Environment } from "./environment.ts";
import { type Morning, ownDigest } from "./own-digest.ts";

const { TABLE_NAME, BASE_URL, SENDER } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const areas = areaStore(table);
const lists = caseLists(table);
const staffOf = staffStore(table);
const digests = digestStore(table);
const waits = waitsStore(table);
const mail = mailer(SENDER);

/** Areas whose cases are read at the same time. */
const readAtOnce = 5;

/** One mail a working day to each member of staff of whom something is expected; none to anybody else. */
export const handler = scheduled(Scheduled, async ({ time }) => {
  const today = londonDate(time);
  if (!isWorkingDay(today)) return { sent: 0 };
  const listed = await areas.listedOn(today);
  const mornings = await fewAtATime(listed, readAtOnce, ({ id }) => morningIn(id, time));
  let sent = 0;
  const levels: ServiceLevels[] = [];
  // One after the other, because SES takes only so many emails a second.
  for (const [index, { id }] of listed.entries()) {
    const morning = mornings[index];
    if (!morning) continue;
    levels.push(morning.levels);
    logger.info(counted.serviceLevelsOfArea, { area: id, ...morning.levels });
    sent += await sendInArea(id, morning, time);
  }
  logger.info(counted.serviceLevels, { ...together(levels) });
  logger.info("digests sent", { sent });
  return { sent };
});

async function sendInArea(area: string, morning: Morning, now: Instant): Promise<number> {
  const staff = await staffOf.inArea(area);
  const date = londonDate(now);
  let sent = 0;
  for (const member of staff) {
    const own = ownDigest(member, morning, staff);
    if (!own || !(await digests.isDue(area, date, member.id))) continue;
    try {
      await mail.send([member.id], digest({ baseUrl: BASE_URL, name: member.name, ...own, now }));
      await digests.recordSent(area, date, member.id);
      sent += 1;
    } catch (error) {
      // One address must not keep everybody after it from hearing.
      logger.error("digest not sent", { area, ...errorFacts(error) });
    }
  }
  return sent;
}

/**
 * What the cases have to tell; undefined for an area without any, whose staff need not be read. The one pass over
 * them also counts how long people wait, for the area's page, and the service levels, for the operators' dashboard.
 */
async function morningIn(
  area: string,
  now: Instant,
): Promise<(Morning & { readonly levels: ServiceLevels }) | undefined> {
  const told: Told[] = [];
  const counter = waitsCounter(now);
  let levels: ReturnType<typeof serviceLevelsCounter> | undefined;
  let waiting = 0;
  for await (const page of lists.pages(area)) {
    if (page.length === 0) continue;
    levels ??= serviceLevelsCounter(await areas.rulesUntil(area, londonDate(now)), now);
    const summaries = page.map(({ summary }) => summary);
    told.push(...digestLines(summaries, now), ...takenOverLines(summaries, now), ...endingLines(page, now));
    waiting += peopleWaiting(summaries);
    for (const { facts } of page) {
      counter.add(facts);
      levels.add(facts);
    }
  }
  await waits.keep(area, counter.counted());
  return levels && { told, waiting, levels: levels.counted() };
}

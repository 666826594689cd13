import { areaStore } from "../adapters/area-store.ts";
import { caseLists } from "../adapters/case-lists.ts";
import { digestStore } from "../adapters/digest-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { mailer } from "../adapters/mailer.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { waitsStore } from "../adapters/waits-store.ts";
import { isWorkingDay, londonDate } from "../core/calendar.ts";
import { digestLines, endingLines, peopleWaiting, type Told, takenOverLines } from "../core/digests.ts";
import type { Instant } from "../core/texts.ts";
import { waitsCounter } from "../core/waits.ts";
import { digest } from "../emails/index.ts";
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

/** One mail a working day to each member of staff of whom something is expected; none to anybody else. */
export const handler = scheduled(Scheduled, async ({ time }) => {
  const today = londonDate(time);
  if (!isWorkingDay(today)) return { sent: 0 };
  let sent = 0;
  for (const { id } of await areas.listedOn(today)) sent += await sendInArea(id, time);
  logger.info("digests sent", { sent });
  return { sent };
});

async function sendInArea(area: string, now: Instant): Promise<number> {
  const morning = await morningIn(area, now);
  if (!morning) return 0;
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
 * them also counts how long people wait, for the area's page.
 */
async function morningIn(area: string, now: Instant): Promise<Morning | undefined> {
  const told: Told[] = [];
  const counter = waitsCounter(now);
  let waiting = 0;
  let read = 0;
  for await (const page of lists.pages(area)) {
    const summaries = page.map(({ summary }) => summary);
    told.push(...digestLines(summaries, now), ...takenOverLines(summaries, now), ...endingLines(page, now));
    waiting += peopleWaiting(summaries);
    read += page.length;
    for (const { facts } of page) counter.add(facts);
  }
  await waits.keep(area, counter.counted());
  return read === 0 ? undefined : { told, waiting };
}

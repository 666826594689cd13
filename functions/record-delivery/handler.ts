import middy from "@middy/core";
import { z } from "zod";
import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { workflow } from "../adapters/workflow.ts";
import { counted } from "../platform/counted-lines.ts";
import { failQuietly, logger } from "../platform/logger.ts";
import { deliveryNews } from "./delivery-news.ts";
import { Environment } from "./environment.ts";
import { type Recorded, recordNews } from "./record-news.ts";

const { TABLE_NAME, STATE_MACHINE_ARN } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  cases: caseStore(table),
  areas: areaStore(table),
  staff: staffStore(table),
  flow: workflow(STATE_MACHINE_ARN),
};

/** What the topic gives. The moment is that of its message: never the clock of the machine. */
const Notified = z.object({
  Records: z.array(
    z.object({
      Sns: z.object({
        Message: z.string(),
        Timestamp: z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString()),
      }),
    }),
  ),
});

/**
 * News of emails comes back into the case: an address that does not work is marked, and the lead is asked to find
 * another. What this throws, SNS's invocation tries again and then keeps as a dead letter.
 */
export const handler = middy<unknown, Record<Recorded, number>>()
  .onError(failQuietly("delivery news not recorded"))
  .handler(async (event) => {
    logger.resetKeys();
    const counts = { recorded: 0, "nothing-new": 0, unknown: 0 };
    for (const { Sns } of Notified.parse(event).Records) {
      counts[await recorded(Sns.Message, Sns.Timestamp)] += 1;
    }
    return counts;
  });

/** Unknown news is logged by its kind alone, never by an address or an id; a metric counts these lines. */
async function recorded(message: string, now: string): Promise<Recorded> {
  const news = deliveryNews(message);
  const outcome = news ? await recordNews(services, news, now) : "unknown";
  if (outcome === "unknown") logger.warn(counted.unknownNews, { kind: news?.kind ?? "unreadable" });
  return outcome;
}

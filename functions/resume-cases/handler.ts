import { z } from "zod";
import { type CaseKey, caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { wakeIndex } from "../adapters/wake-index.ts";
import { workflow } from "../adapters/workflow.ts";
import { addDays, addMinutes } from "../core/calendar.ts";
import type { Instant } from "../core/texts.ts";
import { sleepsUntilErased, stuckAfterMinutes } from "../core/where-is.ts";
import { counted } from "../platform/counted-lines.ts";
import { finishHandOvers } from "../platform/finish-hand-overs.ts";
import { errorFacts, logger } from "../platform/logger.ts";
import { Scheduled, scheduled } from "../platform/scheduled.ts";
import { queueServices, serveQueueAtBest } from "../platform/serve-queue.ts";
import { startNextExecution, wake } from "../platform/wake.ts";
import { Environment } from "./environment.ts";
import { startedAtPace } from "./pace.ts";

const { TABLE_NAME, STATE_MACHINE_ARN } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const cases = caseStore(table);
const waking = wakeIndex(table);
const flow = workflow(STATE_MACHINE_ARN);
const services = queueServices(table, (changed, now) => wake(cases, flow, changed, now));

/**
 * Days within which every open case wakes. It is a week; but the embedded default's clock may have been set back since
 * the case went to sleep, and closed cases, which sleep for years, are far beyond a year too.
 */
const openCasesWakeWithinDays = 366;

const Sweep = Scheduled.extend({ everyOpenCase: z.boolean().optional() });

/**
 * The one recovery path: every case past its moment gets its next execution. With `everyOpenCase` all open cases
 * do, as after a restart of the embedded default or a lost fleet. A closed case that has nothing to do but to be
 * erased in its time is left asleep: nearly all of those wake so much later than any open case that the index does
 * not answer them, and what else is left of a closed case is tried again within a day.
 *
 * At the same time free places are given to whoever waits for one: an absence that ended, or a place whose release
 * came to nothing, is noticed here.
 *
 * Answers `restsUntil` when nobody waits for anything: as long as nothing is written, a sweep before that moment would
 * find the same. Whoever runs it may leave those out, as the embedded default does.
 */
export const handler = scheduled(Sweep, async ({ time, everyOpenCase }) => {
  const served = serveQueues(time).catch((error) => {
    logger.error("queues not served", errorFacts(error));
    return true;
  });
  const { later, ...resumed } = await resumeCases(time, everyOpenCase ?? false);
  const isAtRest = !(await served) && resumed.found === 0 && !everyOpenCase;
  return { ...resumed, ...(isAtRest ? { restsUntil: later ? stuckAt(later) : addDays(time, 1) } : {}) };
});

/** Every area in which somebody waits, and whether there is one. One query where nobody does. */
async function serveQueues(now: Instant): Promise<boolean> {
  const areas = await services.queue.areas();
  for (const area of areas) {
    await finishHandOvers(services, area, now).catch((error) => {
      logger.error("hand-over not finished", { area, ...errorFacts(error) });
    });
    await serveQueueAtBest(services, area, now);
  }
  return areas.length > 0;
}

/** All keys are read before the first restart, which moves its case within the index that is being read. */
async function resumeCases(time: Instant, everyOpenCase: boolean) {
  const until = everyOpenCase ? addDays(time, openCasesWakeWithinDays) : addMinutes(time, -stuckAfterMinutes);
  const { keys: stuck, later } = await waking.until(until);
  const resumed = await startedAtPace(stuck, (key) => resume(key, time, until));
  logger.info(counted.casesResumed, { found: stuck.length, resumed, everyOpenCase });
  return { found: stuck.length, resumed, later };
}

/** When a case that sleeps until then counts as stuck. */
function stuckAt(wakeAt: Instant): Instant {
  return addMinutes(wakeAt, stuckAfterMinutes);
}

async function resume(key: CaseKey, now: Instant, until: Instant): Promise<boolean> {
  try {
    const stored = await cases.load(key);
    // The index lags behind the case: what has been attended to meanwhile is left alone.
    if (!stored?.wakeAt || stored.wakeAt > until) return false;
    if (sleepsUntilErased(stored.case, stored.wakeAt, now)) return false;
    return await startNextExecution(cases, flow, stored, now);
  } catch (error) {
    // Its wake moment has passed, or moved on with the generation: the sweep comes back to it.
    logger.warn("case not resumed", { ...key, ...errorFacts(error) });
    return false;
  }
}

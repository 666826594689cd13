import { type CaseKey, VersionConflict } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { mailer } from "../adapters/mailer.ts";
import { personIndex } from "../adapters/person-index.ts";
import { placeStore } from "../adapters/place-store.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { signer } from "../adapters/server-key.ts";
import { generationOf, signals } from "../adapters/workflow.ts";
import { londonDate } from "../core/calendar.ts";
import { superseded } from "../core/stages.ts";
import type { Instant } from "../core/texts.ts";
import { waitSeconds, whereIs } from "../core/where-is.ts";
import { queueServices } from "../platform/serve-queue.ts";
import { wakeBySignal } from "../platform/wake.ts";
import { Step, workflowStep } from "../platform/workflow-step.ts";
import { doEverythingDue } from "./due-actions.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, BASE_URL, SENDER } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const sign = signer(table);
const flow = signals();
const services = {
  ...queueServices(table, (changed) => wakeBySignal(flow, changed)),
  pointers: pointerStore(table),
  places: placeStore(table),
  people: personIndex(table, sign),
  signer: sign,
  mailer: mailer(SENDER),
  baseUrl: BASE_URL,
};

/** Somebody else keeps changing the case: after so many turns the state machine tries again. */
const mostTurns = 20;

/**
 * Does everything that is due for the case now and tells the workflow where the case is and how long it may sleep.
 * An execution of an older generation is told that it is superseded.
 */
export const handler = workflowStep(Step, async ({ area, reference, execution, now }) => {
  for (let turn = 1; ; turn++) {
    try {
      return await attend({ area, reference }, generationOf(execution), now);
    } catch (error) {
      if (!(error instanceof VersionConflict) || turn >= mostTurns) throw error;
    }
  }
});

async function attend(key: CaseKey, generation: number, now: Instant) {
  const stored = await services.cases.load(key);
  if (!stored) throw new Error("there is no such case");
  if (stored.generation !== generation) {
    return { stage: superseded, version: stored.version, waitSeconds: 0 };
  }
  const rules = await services.areas.rulesOn(key.area, londonDate(now));
  const attended = await doEverythingDue(services, stored, rules, now);
  const { stage, wakeAt } = whereIs(attended.case, rules, now);
  await services.cases.sleepUntil(attended, wakeAt);
  return { stage, version: attended.version, waitSeconds: waitSeconds(wakeAt, now) };
}

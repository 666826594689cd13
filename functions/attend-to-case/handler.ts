import { addressStore } from "../adapters/address-store.ts";
import { type CaseKey, VersionConflict } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { erasureLedger } from "../adapters/erasure-ledger.ts";
import { mailer } from "../adapters/mailer.ts";
import { personIndex } from "../adapters/person-index.ts";
import { placeStore } from "../adapters/place-store.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { safetyAlerts } from "../adapters/safety-alerts.ts";
import { signer } from "../adapters/server-key.ts";
import { generationOf, signals } from "../adapters/workflow.ts";
import { londonDate } from "../core/calendar.ts";
import { superseded } from "../core/stages.ts";
import type { Instant } from "../core/texts.ts";
import { sleepsUntil, waitSeconds, whereIs } from "../core/where-is.ts";
import { eraseWhenItsTimeIsOver } from "../platform/erase-person.ts";
import { queueServices } from "../platform/serve-queue.ts";
import { wakeBySignal } from "../platform/wake.ts";
import { Step, workflowStep } from "../platform/workflow-step.ts";
import { doEverythingDue } from "./due-actions.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, BASE_URL, SENDER, SAFETY_ALERTS_TOPIC } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const sign = signer(table);
const flow = signals();
const services = {
  ...queueServices(table, (changed) => wakeBySignal(flow, changed)),
  addresses: addressStore(table),
  pointers: pointerStore(table),
  places: placeStore(table),
  people: personIndex(table, sign),
  erased: erasureLedger(table),
  signer: sign,
  mailer: mailer(SENDER),
  alerts: safetyAlerts(SAFETY_ALERTS_TOPIC),
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
  const [loaded, rules] = await Promise.all([
    services.cases.load(key),
    services.areas.rulesOn(key.area, londonDate(now)),
  ]);
  if (!loaded) throw new Error("there is no such case");
  if (loaded.generation !== generation) {
    return { stage: superseded, version: loaded.version, waitSeconds: 0 };
  }
  const stored = await services.cases.keepFolded(loaded);
  const asked = await eraseWhenItsTimeIsOver(services, stored, rules, now);
  const attended = await doEverythingDue(services, asked, { rules, now });
  const { stage, wakeAt } = whereIs(attended.case, rules, now);
  // A closed case sleeps without an execution: the sweep wakes it.
  await services.cases.sleepUntil(attended, sleepsUntil(attended.case, rules, attended.referral, now));
  return { stage, version: attended.version, waitSeconds: waitSeconds(wakeAt, now) };
}

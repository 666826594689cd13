import type { CaseKey } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { generationOf, signals } from "../adapters/workflow.ts";
import { isQueued } from "../core/assignment/queue.ts";
import { changeCase } from "../platform/case-changes.ts";
import { queueServices, serveQueue } from "../platform/serve-queue.ts";
import { wakeBySignal } from "../platform/wake.ts";
import { Step, workflowStep } from "../platform/workflow-step.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME } = Environment.parse(process.env);
const flow = signals();
const services = queueServices(dynamoDbTable(TABLE_NAME), (changed) => wakeBySignal(flow, changed));

/** The person joins the queue of their area, behind whoever waits. Without a place they are put on the waiting list. */
export const handler = workflowStep(Step, async ({ area, reference, execution, now }) => {
  const key = { area, reference };
  const stored = await services.cases.load(key);
  if (stored?.generation !== generationOf(execution) || stored.case.stage !== "assignment") return {};
  const unmatched = await serveQueue(services, area, now, key);
  const because = unmatched.find((match) => match.reference === reference)?.because;
  if (because === undefined) return await mustHaveMovedOn(key);
  const changed = await changeCase(services, key, {
    command: { type: "wait-for-coach", because: [...because] },
    by: { kind: "service" },
    now,
  });
  if ("refusal" in changed) throw new Error(`waiting refused: ${changed.refusal.type}`);
  return {};
});

/** A case that nobody could be given to, and nobody knows why, is left to the sweep, later and later. */
async function mustHaveMovedOn(key: CaseKey) {
  const stored = await services.cases.load(key);
  if (stored?.case.stage === "assignment" && isQueued(stored.case)) throw new Error("no coach was given");
  return {};
}

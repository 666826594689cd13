import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { generationOf } from "../adapters/workflow.ts";
import type { Case } from "../core/case.ts";
import type { Instant } from "../core/texts.ts";
import { assignACoach } from "../platform/assign-a-coach.ts";
import { changeCase } from "../platform/case-changes.ts";
import { settlePlaces } from "../platform/settle-places.ts";
import { Step, workflowStep } from "../platform/workflow-step.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const stores = { cases: caseStore(table), areas: areaStore(table), staff: staffStore(table) };

/** Finds the person a coach with room, or puts them on the visible waiting list. */
export const handler = workflowStep(Step, async ({ area, reference, execution, now }) => {
  const stored = await stores.cases.load({ area, reference });
  if (stored?.generation !== generationOf(execution)) return {};
  // An earlier try of this step may have recorded the coach and ended before it settled the places.
  if (stored.case.stage !== "assignment") await settlePlaces(stores, stored.case);
  else if (!(await assignACoach(stores, stored.case, now))) await putOnWaitingList(stored.case, now);
  return {};
});

async function putOnWaitingList(given: Case, now: Instant): Promise<void> {
  const changed = await changeCase(stores, given, {
    command: { type: "wait-for-coach", because: ["no coach of the area has room today"] },
    by: { kind: "service" },
    now,
  });
  if ("refusal" in changed) throw new Error(`waiting refused: ${changed.refusal.type}`);
}

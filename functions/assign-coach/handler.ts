import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { generationOf } from "../adapters/workflow.ts";
import { assignACoach } from "../platform/assign-a-coach.ts";
import { changeCase } from "../platform/case-changes.ts";
import { Step, workflowStep } from "../platform/workflow-step.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const stores = { cases: caseStore(table), areas: areaStore(table), staff: staffStore(table) };

/** Finds the person a coach with room, or puts them on the visible waiting list. */
export const handler = workflowStep(Step, async ({ area, reference, execution, now }) => {
  const stored = await stores.cases.load({ area, reference });
  if (stored?.generation !== generationOf(execution) || stored.case.stage !== "assignment") return {};
  if (await assignACoach(stores, stored.case, now)) return {};
  await changeCase(stores, stored.case, {
    command: { type: "wait-for-coach", because: ["no coach of the area has room today"] },
    by: { kind: "service" },
    now,
  });
  return {};
});

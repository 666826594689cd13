import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { generationOf } from "../adapters/workflow.ts";
import { changeCase } from "../platform/case-changes.ts";
import { Step, workflowStep } from "../platform/workflow-step.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const stores = { cases: caseStore(table), areas: areaStore(table) };

/** Applies the area's rule to the referral: eligible, or a person looks. It never refuses anybody. */
export const handler = workflowStep(Step, async ({ area, reference, execution, now }) => {
  const stored = await stores.cases.load({ area, reference });
  if (stored?.generation !== generationOf(execution)) return {};
  if (!stored.referral) throw new Error("the person's details are gone");
  const command = { type: "triage", referral: stored.referral } as const;
  const changed = await changeCase(stores, { area, reference }, { command, by: { kind: "service" }, now });
  if ("refusal" in changed) throw new Error(`triage refused: ${changed.refusal.type}`);
  return {};
});

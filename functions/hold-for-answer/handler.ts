import { z } from "zod";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { generationOf, signals } from "../adapters/workflow.ts";
import { Step, workflowStep } from "../platform/workflow-step.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME } = Environment.parse(process.env);
const cases = caseStore(dynamoDbTable(TABLE_NAME));
const { signal } = signals();

const Wait = Step.extend({ version: z.int(), token: z.string().min(1) });

/**
 * Keeps the wait's token on the case, so that whoever changes the case can end the wait. If the case has changed
 * since Attend saw it, nobody would: then the wait ends at once and the workflow asks the case again.
 */
export const handler = workflowStep(Wait, async ({ area, reference, execution, version, token }) => {
  const seen = { version, generation: generationOf(execution), token };
  const isHeld = await cases.hold({ area, reference }, seen);
  if (!isHeld) await signal(token);
  return {};
});

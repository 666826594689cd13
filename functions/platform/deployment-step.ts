import { z } from "zod";
import { errorFacts, logger } from "./logger.ts";

/** What CloudFormation sends to a function that takes part in a deployment. */
export const DeploymentStep = z.looseObject({
  RequestType: z.enum(["Create", "Update", "Delete"]),
  /** Where the answer is put; whoever has it may answer, so it is not logged. */
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
});
export type DeploymentStep = z.infer<typeof DeploymentStep>;

/** CloudFormation takes answers of 4,096 bytes in all. */
const longestReason = 2000;

/**
 * Does the work and tells CloudFormation how it went; the deployment waits for that. What the work throws ends the
 * deployment with its message, which must say nothing about a person: it is shown to whoever deploys.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export async function answerDeployment(step: DeploymentStep, work: () => Promise<void>): Promise<void> {
  const { StackId, RequestId, LogicalResourceId } = step;
  const outcome = await work().then(
    () => ({ Status: "SUCCESS" }),
    (error: unknown) => {
      logger.error("deployment step failed", errorFacts(error));
      const reason = error instanceof Error ? error.message : String(error);
      return { Status: "FAILED", Reason: reason.slice(0, longestReason) };
    },
  );
  const answer = {
    ...outcome,
    // Always the same: a new one would make CloudFormation delete the old.
    PhysicalResourceId: step.PhysicalResourceId ?? LogicalResourceId,
    StackId,
    RequestId,
    LogicalResourceId,
  };
  const { ok, status } = await fetch(step.ResponseURL, { method: "PUT", body: JSON.stringify(answer) });
  if (!ok) throw new Error(`CloudFormation did not take the answer: ${status}`);
}

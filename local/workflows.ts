import type { ProgrammeClock } from "./clock.ts";
import type { ExecutionSummary } from "./controls.ts";
import type { Functions } from "./functions.ts";
import { StepFunctions } from "./step-functions/engine.ts";
import { serveStepFunctions } from "./step-functions/server.ts";

/** A running Step Functions emulator. */
export interface Workflows {
  readonly url: string;
  /** Newest first. */
  executions(): ExecutionSummary[];
  close(): Promise<void>;
}

/** Starts Step Functions with the template's workflows; executions live in memory. */
export async function startWorkflows(
  stateMachines: readonly { arn: string; definition: string }[],
  functions: Functions,
  clock: ProgrammeClock,
): Promise<Workflows> {
  const stages = new Map<string, string>();
  const service = new StepFunctions({
    clock,
    async invokeFunction(functionArn, payload, { executionName }) {
      const answer = await functions.invoke(functionArn, payload);
      // The workflow holds no case data; the stage is what its functions said last.
      if (isStaged(answer)) stages.set(executionName, answer.stage);
      return answer;
    },
  });
  for (const { arn, definition } of stateMachines) service.createStateMachine(arn, definition);
  const server = await serveStepFunctions(service, clock);
  return {
    url: server.url,
    executions: () =>
      service
        .listExecutions({})
        .map(({ name, status }) => ({ name, status, stage: stages.get(name) ?? null })),
    close: () => server.close(),
  };
}

function isStaged(answer: unknown): answer is { stage: string } {
  return (
    typeof answer === "object" && answer !== null && "stage" in answer && typeof answer.stage === "string"
  );
}

import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from "@aws-sdk/client-sfn";
import type { CaseKey } from "./case-store.ts";

export type Workflow = ReturnType<typeof workflow>;

/** The executions that act for cases. They know which case, and nothing about it. */
export function workflow(stateMachineArn: string, client = new SFNClient({})) {
  return {
    /** Starts the case's execution of this generation; a repeat is the same execution. */
    async start({ area, reference }: CaseKey, generation: number): Promise<void> {
      try {
        await client.send(
          new StartExecutionCommand({
            stateMachineArn,
            name: executionName(reference, generation),
            input: JSON.stringify({ area, reference }),
          }),
        );
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
    ...signals(client),
  };
}

/** For the function that may only end its own wait. */
export function signals(client = new SFNClient({})) {
  return {
    /**
     * Ends the wait behind the token. The signal carries nothing: the workflow asks the case. `already-done`: the
     * wait had ended; `lost`: there is no such wait, so the execution is gone and the case needs its next one.
     */
    async signal(token: string): Promise<"signalled" | "already-done" | "lost"> {
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken: token, output: "{}" }));
        return "signalled";
      } catch (error) {
        if (error instanceof TaskTimedOut) return "already-done";
        if (error instanceof TaskDoesNotExist || error instanceof InvalidToken) return "lost";
        throw error;
      }
    },
  };
}

export function executionName(reference: string, generation: number): string {
  return `${reference}-${generation}`;
}

/** The generation that an execution's name ends with. */
export function generationOf(execution: string): number {
  return Number(execution.slice(execution.lastIndexOf("-") + 1));
}

import type { CaseStore, StoredCase } from "../adapters/case-store.ts";
import type { Workflow } from "../adapters/workflow.ts";
import type { Instant } from "../core/texts.ts";
import { logger } from "./logger.ts";

/**
 * Tells the workflow that its case changed. The case says so too (it wakes now), so a signal that is lost, late or
 * refused costs only delay: nothing here may fail the request that made the change.
 */
export async function wake(
  cases: CaseStore,
  workflow: Workflow,
  changed: { stored: StoredCase; token: string | undefined },
  now: Instant,
): Promise<void> {
  const { stored, token } = changed;
  // Without a token nobody waits: the execution is on its way and will see the new version by itself.
  if (token === undefined) return;
  try {
    const answer = await workflow.signal(token);
    if (answer === "lost") await startNextExecution(cases, workflow, stored, now);
  } catch (error) {
    const { area, reference } = stored.case;
    logger.warn("workflow not signalled; the sweep will find the case", {
      area,
      reference,
      error: nameOf(error),
    });
  }
}

/** The one way in which a case gets another execution. False when somebody else was faster. */
export async function startNextExecution(
  cases: CaseStore,
  workflow: Workflow,
  stored: StoredCase,
  now: Instant,
): Promise<boolean> {
  const generation = await cases.nextGeneration(stored, now);
  if (generation === undefined) return false;
  await workflow.start(stored.case, generation);
  return true;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}

import type { CaseStore, StoredCase } from "../adapters/case-store.ts";
import type { Workflow } from "../adapters/workflow.ts";
import type { Instant } from "../core/texts.ts";
import { errorFacts, logger } from "./logger.ts";

/**
 * Tells the workflow that its case changed. The case says so too (it wakes now), so a signal that is lost, late or
 * refused costs only delay: nothing here may fail the request that made the change.
 */
export async function wake(
  cases: CaseStore,
  workflow: Workflow,
  { stored, token, changed: isChanged }: { stored: StoredCase; token: string | undefined; changed: boolean },
  now: Instant,
): Promise<void> {
  if (!isChanged) return;
  try {
    if (await isOnItsWay(workflow, stored, token)) return;
    await startNextExecution(cases, workflow, stored, now);
  } catch (error) {
    const { area, reference } = stored.case;
    logger.warn("workflow not signalled; the sweep will find the case", {
      area,
      reference,
      ...errorFacts(error),
    });
  }
}

/**
 * Whether an execution will see the change: the one whose wait was ended, or, without a wait, one between two of
 * its steps. A case that was closed before has none.
 */
async function isOnItsWay(
  workflow: Workflow,
  stored: StoredCase,
  token: string | undefined,
): Promise<boolean> {
  if (token !== undefined) return (await workflow.signal(token)) !== "lost";
  return stored.case.stage !== "closed";
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

import type { CaseKey, CaseStore, StoredCase } from "../adapters/case-store.ts";
import type { Workflow } from "../adapters/workflow.ts";
import type { Instant } from "../core/texts.ts";
import type { Changed } from "./case-changes.ts";
import { errorFacts, logger } from "./logger.ts";

/**
 * Tells the workflow that its case changed. The case says so too (it wakes now), so a signal that is lost, late or
 * refused costs only delay: nothing here may fail the request that made the change.
 */
export async function wake(
  cases: CaseStore,
  workflow: Workflow,
  { stored, token, changed: isChanged, reopened }: Extract<Changed, { stored: unknown }>,
  now: Instant,
): Promise<void> {
  if (!isChanged) return;
  await atBest(stored.case, async () => {
    if (!reopened && (await isOnItsWay(workflow, stored, token))) return;
    await startNextExecution(cases, workflow, stored, now);
  });
}

/** The same for a function of the workflow, which may end waits and start nothing: the sweep does that for it. */
export async function wakeBySignal(
  workflow: Pick<Workflow, "signal">,
  { stored, token }: { stored: StoredCase; token: string | undefined },
): Promise<void> {
  if (token === undefined) return;
  await atBest(stored.case, async () => {
    await workflow.signal(token);
  });
}

/** For the first execution of a case that was opened just now. */
export async function wakeOpened(workflow: Workflow, { area, reference }: CaseKey): Promise<void> {
  await atBest({ area, reference }, () => workflow.start({ area, reference }, 1));
}

async function atBest({ area, reference }: CaseKey, tell: () => Promise<void>): Promise<void> {
  try {
    await tell();
  } catch (error) {
    logger.warn("workflow not signalled; the sweep will find the case", {
      area,
      reference,
      ...errorFacts(error),
    });
  }
}

/**
 * Whether an execution will see the change: the one whose wait was ended, or, without a wait, one between two of
 * its steps. A case that is closed has none.
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

import { type Case, isParallel, type Task } from "./case.ts";

/** The case in its next stage: the open task of the old one is superseded; parallel tasks go on. */
export function enter(given: Case, stage: Case["stage"]) {
  return { ...given, stage, tasks: withoutStageTask(given.tasks) };
}

/** Tasks of which that of the stage is nobody's any more. */
export function withoutStageTask(tasks: readonly Task[]): Task[] {
  return superseded(tasks, ({ kind }) => !isParallel(kind));
}

/** Tasks of which the open ones that are meant are nobody's any more. */
export function superseded(tasks: readonly Task[], isMeant: (task: Task) => boolean): Task[] {
  return tasks.map((task) =>
    task.state === "open" && isMeant(task) ? { ...task, state: "superseded" as const } : task,
  );
}

/** The case without what only a case on hold has. */
export function withoutHold(given: Case): Case {
  const { resumesAs: _, heldAt: __, heldUntil: ___, ...rest } = given as Case & Record<string, unknown>;
  return rest as Case;
}

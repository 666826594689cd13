import type { Case, Task } from "./case.ts";

/** Why a task needs no answer any more. */
export type TaskEnd = "answered" | "not-answered-in-time" | "closed" | "given-to-another" | "moved-on";

/** Undefined while the task is open. */
export function whyEnded(given: Case, task: Task): TaskEnd | undefined {
  if (task.state === "open") return undefined;
  if (task.state === "done") return task.fingerprint === "time" ? "not-answered-in-time" : "answered";
  if (given.stage === "closed") return "closed";
  const isAnothers = "staff" in task.to && task.to.staff !== given.coach;
  return isAnothers ? "given-to-another" : "moved-on";
}

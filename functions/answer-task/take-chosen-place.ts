import type { StaffStore } from "../adapters/staff-store.ts";
import { answerSchemas } from "../core/answers.ts";
import type { Case, Task } from "../core/case.ts";
import { notValidProblem } from "../http/problems.ts";

/**
 * The lead chose a coach for somebody who waits: the place is taken before the answer is recorded, so that no
 * coach holds more people than they have room for unless the lead says so. Answers whether one was taken. Refuses
 * who is no coach of the area, or has no room.
 */
export async function takeChosenPlace(
  staff: StaffStore,
  given: Case,
  task: Task,
  answer: unknown,
): Promise<boolean> {
  if (task.kind !== "wait-for-coach" || task.state !== "open") return false;
  const chosen = answerSchemas["wait-for-coach"].safeParse(answer).data;
  if (!chosen || "moreTime" in chosen || chosen.assignTo === undefined) return false;
  if (chosen.overrideCapacity && chosen.reason === undefined) return false;
  const coach = await staff.find(chosen.assignTo);
  if (!coach || coach.area !== given.area || !coach.roles.includes("coach")) {
    throw notValidProblem([{ pointer: "/assignTo", detail: "Choose a coach of this area" }]);
  }
  if (await staff.takePlace(coach, given.reference, chosen.overrideCapacity)) return true;
  const detail = "This coach has no room. Choose another, or say why they should take one more person";
  throw notValidProblem([{ pointer: "/assignTo", detail }]);
}

import type { StaffStore } from "../adapters/staff-store.ts";
import { answerSchemas } from "../core/answers.ts";
import type { Case, Task } from "../core/case.ts";
import type { Refusal } from "../core/refusals.ts";

/**
 * The lead chose a coach for somebody who waits: the place is taken before the answer is recorded, so that no
 * coach holds more people than they have room for unless the lead says so. Refuses who is no coach of the area, is
 * outside the pool for a restricted record, or has no room.
 */
export async function takeChosenPlace(
  staff: StaffStore,
  given: Case,
  task: Task,
  answer: unknown,
): Promise<{ tookPlace: boolean } | { refusal: Refusal }> {
  const chosen =
    task.kind === "wait-for-coach" ? answerSchemas["wait-for-coach"].safeParse(answer).data : undefined;
  if (task.state !== "open" || !chosen || "moreTime" in chosen || chosen.assignTo === undefined) {
    return { tookPlace: false };
  }
  // Without a reason the decider refuses the answer; nothing is taken for it.
  if (chosen.overrideCapacity && chosen.reason === undefined) return { tookPlace: false };
  const coach = await staff.find(chosen.assignTo);
  if (!coach || coach.area !== given.area || !coach.roles.includes("coach")) {
    return cannot("Choose a coach of this area");
  }
  if (given.restricted && !coach.restrictedPool) {
    return cannot("Choose a coach of the pool for restricted records");
  }
  if (await staff.takePlace(coach, given.reference, chosen.overrideCapacity)) return { tookPlace: true };
  return cannot("This coach has no room. Choose another, or say why they should take one more person");
}

function cannot(detail: string): { refusal: Refusal } {
  return { refusal: { type: "not-valid", errors: [{ pointer: "/assignTo", detail }] } };
}

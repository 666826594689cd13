import type { StaffStore } from "../adapters/staff-store.ts";
import { mayBeGiven } from "../core/assignment/fit.ts";
import { londonDate } from "../core/calendar.ts";
import type { Case, Task } from "../core/case.ts";
import { loadOf } from "../core/overview.ts";
import type { Instant } from "../core/texts.ts";

/**
 * The coaches from whom a lead can choose another for the person, with their places: full ones too, as a lead may
 * decide so.
 */
export async function coachesFor(
  staff: Pick<StaffStore, "inArea">,
  given: Pick<Case, "area" | "restricted" | "coach">,
  now: Instant,
) {
  const { area } = given;
  const members = await staff.inArea(area);
  return members
    .filter((member) => member.id !== given.coach && mayBeGiven(given, member, area, londonDate(now)))
    .map(loadOf);
}

/** The same for the page of a task: only where a coach is looked for. */
export async function coachesOfTask(
  staff: Pick<StaffStore, "inArea">,
  given: Case,
  { kind }: Task,
  now: Instant,
) {
  return kind === "wait-for-coach" ? await coachesFor(staff, given, now) : [];
}

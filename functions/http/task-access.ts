import type { CaseStore, StoredCase } from "../adapters/case-store.ts";
import type { PointerStore } from "../adapters/pointer-store.ts";
import type { StaffWithPlaces } from "../adapters/staff-store.ts";
import { type Task, taskOf } from "../core/case.ts";
import { mayAnswer, maySeeCase } from "../core/permissions.ts";
import { notFound } from "./problems.ts";
import type { Request } from "./request.ts";
import { notYours, type StaffServices, signedIn } from "./staff.ts";

export interface TaskServices {
  readonly cases: CaseStore;
  readonly pointers: PointerStore;
}

/** The task behind a handle, with its case, and who is signed in; 404 when no case knows it. */
export async function taskAndReader(
  services: TaskServices & StaffServices,
  request: Request,
  handle: string,
): Promise<{ member: StaffWithPlaces | undefined; stored: StoredCase; task: Task }> {
  // Both to their end before the 404: a page that says so has the reader's own menu.
  const [member, found] = await Promise.all([signedIn(services, request), findTask(services, handle)]);
  if (!found) throw notFound();
  return { member, ...found };
}

async function findTask(
  { cases, pointers }: TaskServices,
  handle: string,
): Promise<{ stored: StoredCase; task: Task } | undefined> {
  const key = await pointers.caseOfTask(handle);
  const stored = key && (await cases.load(key));
  const task = stored && taskOf(stored.case, handle);
  return stored && task ? { stored, task } : undefined;
}

/** Another area's task is as unknown as none; a colleague's is not yours. */
export function mustMayAnswer(member: StaffWithPlaces, stored: StoredCase, task: Task): void {
  if (member.area !== stored.case.area) throw notFound();
  if (!mayAnswer(member, stored.case, task)) throw notYours();
}

/** The reference of the case for a link to it, for whoever may open it. */
export function openable(member: StaffWithPlaces, { case: given }: StoredCase): string | undefined {
  return maySeeCase(member, given) ? given.reference : undefined;
}

import type { StaffMember } from "./area-rules.ts";
import type { Case, Task } from "./case.ts";
import type { CommandName } from "./command-bodies.ts";
import type { Recipient } from "./events.ts";
import type { Role } from "./words.ts";

// What a member of staff may see and do. Another area's cases are as unknown as cases that do not exist.

export function isLeadOf(member: StaffMember, area: string): boolean {
  return member.area === area && member.roles.includes("lead");
}

/** The coach who supports the person, and the area's lead. */
export function maySeeCase(member: StaffMember, given: Case): boolean {
  return isLeadOf(member, given.area) || (member.area === given.area && given.coach === member.id);
}

/** Whoever the task is for, and the area's lead. */
export function mayAnswer(member: StaffMember, given: Case, task: Task): boolean {
  if (member.area !== given.area) return false;
  if ("role" in task.to) return answersFor(member.roles, task.to.role);
  return isLeadOf(member, given.area) || task.to.staff === member.id;
}

/** Roles that a task can be for, rather than for one member of staff. */
export type TaskRole = Extract<Recipient, { role: string }>["role"];

/** Whether somebody with these roles answers what their area asks of this one: duty staff also for safeguarding. */
export function answersFor(roles: readonly Role[], asked: TaskRole): boolean {
  return roles.includes("lead") || (asked !== "lead" && roles.includes("duty"));
}

/** A coach's own people; a lead's whole area. */
export function mayListCases(member: { readonly roles: readonly Role[] }): boolean {
  return member.roles.includes("coach") || member.roles.includes("lead");
}

/** Coaches and leads fill in a referral for somebody on the phone. */
export function mayTakeReferrals(member: StaffMember): boolean {
  return member.roles.includes("coach") || member.roles.includes("lead");
}

/** Releases of one area for its lead and commissioner; England and every area for the national role. */
export function maySeeExportsOf(member: StaffMember, scope: string): boolean {
  if (member.roles.includes("national")) return true;
  const mayExport = member.roles.includes("lead") || member.roles.includes("commissioner");
  return mayExport && member.area === scope;
}

/** The true figures of one's own area, for those who run and pay for the service there. */
export function maySeeManagement(member: { readonly roles: readonly Role[] }): boolean {
  return member.roles.includes("lead") || member.roles.includes("commissioner");
}

/**
 * Only the area's lead gives a case to somebody else, to another area or to another case, opens it again, and
 * decides what becomes of its record.
 */
const leadCommands: readonly CommandName[] = [
  "reassign",
  "transfer",
  "merge",
  "reopen",
  "erase",
  "legal-hold",
];

/** Whoever may see the case may change it, but for what only the lead decides. */
export function mayCommand(member: StaffMember, given: Case, command: CommandName): boolean {
  return leadCommands.includes(command) ? isLeadOf(member, given.area) : maySeeCase(member, given);
}

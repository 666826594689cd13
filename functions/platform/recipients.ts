import type { StaffMember } from "../core/area-rules.ts";
import type { Addressee } from "../core/due-now.ts";
import type { Recipient } from "../core/events.ts";

/** Somebody always hears: without a safeguarding lead the duty role does, and without that the area lead. */
const fallbacks = {
  safeguarding: ["safeguarding", "duty", "lead"],
  duty: ["duty", "lead"],
  lead: ["lead"],
} as const;

/** Staff by person or role, or everyone on duty together with the lead. */
export type StaffRecipient = Recipient | Extract<Addressee, "duty-and-lead">;

/** The ids, which are the email addresses, of the staff whom a recipient means. `staff`: everyone of the area. */
export function staffMeant(to: StaffRecipient, staff: readonly StaffMember[]): string[] {
  if (to === "duty-and-lead") {
    return staff.filter(({ roles }) => roles.includes("duty") || roles.includes("lead")).map(({ id }) => id);
  }
  if ("staff" in to) return [to.staff];
  for (const role of fallbacks[to.role]) {
    const members = staff.filter((member) => hasRole(member, role)).map(({ id }) => id);
    if (members.length > 0) return members;
  }
  return [];
}

function hasRole(member: StaffMember, role: "safeguarding" | "duty" | "lead"): boolean {
  if (role === "lead") return member.roles.includes("lead");
  return member.roles.includes("duty") && (member.safeguarding ?? false) === (role === "safeguarding");
}

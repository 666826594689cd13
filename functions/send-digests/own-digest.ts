import type { StaffMember } from "../core/area-rules.ts";
import { onceEach, type TaskLine, type Told } from "../core/digests.ts";
import { mayListCases } from "../core/permissions.ts";
import type { DigestItem, DigestOverview, DigestTask } from "../emails/digest.ts";
import { staffMeant } from "../platform/recipients.ts";

/** What the cases of an area have to tell this morning. */
export interface Morning {
  readonly told: readonly Told[];
  /** People who wait for a coach with room. */
  readonly waiting: number;
}

/** What one member of staff is told. */
export interface OwnDigest {
  readonly overview: DigestOverview | undefined;
  readonly items: readonly DigestItem[];
  readonly listsCases: boolean;
}

/**
 * The one digest of a member of staff, for all their roles; undefined for somebody of whom nothing is expected and
 * who need not be told of an address that does not work. `staff`: everyone of the area.
 */
export function ownDigest(
  member: StaffMember,
  { told, waiting }: Morning,
  staff: readonly StaffMember[],
): OwnDigest | undefined {
  const lines = onceEach(
    told.filter(({ to }) => staffMeant(to, staff).includes(member.id)).map(({ line }) => line),
  );
  const isLead = member.roles.includes("lead");
  const unreachedStaff = isLead
    ? staff.filter(({ bouncedAt }) => bouncedAt !== undefined).map(({ name, id }) => `${name}, ${id}`)
    : [];
  if (lines.length === 0 && unreachedStaff.length === 0) return undefined;
  const escalated = lines.filter(({ state }) => state === "escalated").length;
  return {
    overview: isLead ? { escalated, waiting, unreachedStaff } : undefined,
    listsCases: mayListCases(member),
    items: lines.map((line) =>
      "handle" in line ? { ...itemOf(line), whose: whoseOf(line, member, staff) } : line,
    ),
  };
}

function itemOf({ kind, point, reference, dueAt, state, handle, limit }: TaskLine): DigestTask {
  return { kind, point, reference, dueAt, state, handle, limit };
}

/** Undefined for a task of their own. */
function whoseOf({ to }: TaskLine, member: StaffMember, staff: readonly StaffMember[]): string | undefined {
  if (staffMeant(to, staff).includes(member.id)) return undefined;
  if ("staff" in to) return staff.find(({ id }) => id === to.staff)?.name ?? to.staff;
  return to.role === "safeguarding" ? "the safeguarding lead" : "the duty officer";
}

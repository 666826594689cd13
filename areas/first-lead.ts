import { randomUUID } from "node:crypto";
import { areaStore } from "../functions/adapters/area-store.ts";
import { staffStore } from "../functions/adapters/staff-store.ts";
import type { Table } from "../functions/adapters/table.ts";
import { StaffMember } from "../functions/core/area-rules.ts";

/** Who is to lead an area that nobody leads yet. */
export interface FirstLead {
  readonly area: string;
  readonly email: string;
  readonly name: string;
}

/** The area has a lead, who adds whoever else is to work there; or the person cannot be added. */
export class LeadNotAdded extends Error {
  override name = "LeadNotAdded";
}

/**
 * Adds the first lead of an area, who then adds everybody else on the pages. Sample staff do not count as leads.
 * Refuses an area that is not published or that has a lead, an address that somebody works under, and what is no
 * address or name (LeadNotAdded).
 */
export async function addFirstLead(table: Table, { area, email, name }: FirstLead): Promise<void> {
  const staff = staffStore(table);
  const listings = await areaStore(table).everyListing();
  if (!listings.some(({ id }) => id === area)) {
    const known = [...new Set(listings.map(({ id }) => id))].sort().join(", ");
    throw new LeadNotAdded(`No area "${area}" is published. There are: ${known || "none"}.`);
  }
  const leads = (await staff.inArea(area)).filter((each) => each.roles.includes("lead") && !each.sample);
  if (leads.length > 0) throw new LeadNotAdded(`${area} has a lead, who adds everybody else.`);
  const particulars = {
    name,
    roles: ["lead" as const],
    capacity: 0,
    places: [],
    languages: [],
    skills: [],
    restrictedPool: false,
  };
  const member = StaffMember.safeParse({ ...particulars, id: email.toLowerCase(), area, away: [] });
  if (!member.success) {
    throw new LeadNotAdded(member.error.issues.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  }
  const { id } = member.data;
  if (await staff.find(id)) throw new LeadNotAdded(`Somebody works under ${id} already.`);
  await staff.keep(area, id, particulars, randomUUID());
}

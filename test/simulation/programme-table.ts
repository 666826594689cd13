import type { AreaFile } from "../../areas/area-files.ts";
import { listingKey, rulesKey } from "../../functions/adapters/area-store.ts";
import { sessionStore } from "../../functions/adapters/session-store.ts";
import type { Item, Table } from "../../functions/adapters/table.ts";

/** The session of an area's lead, as a Cookie header. */
export function leadSession(area: string): string {
  return `session=${tokenOf(area)}`;
}

/** What is in the table before the first referral: areas, staff, sessions, the server's key. */
export async function publishProgramme(table: Table, files: readonly AreaFile[]): Promise<void> {
  const items: Item[] = files.flatMap(({ rules, listing }) => [
    { ...rules, ...rulesKey(rules) },
    { ...listing, ...listingKey(listing) },
    ...staffOf(rules.area),
  ]);
  await table.putMany([
    ...items,
    { pk: "SERVER-KEY", sk: "SERVER-KEY", secret: "a key for the model alone" },
  ]);
  for (const { rules } of files) {
    const session = { staff: `lead@${rules.area}.example.org`, endsAt: "2099-01-01T00:00:00.000Z" };
    await sessionStore(table).begin(tokenOf(rules.area), session);
  }
}

function tokenOf(area: string): string {
  return `lead-of-${area}`;
}

/** A lead, a duty officer and two coaches with few places. */
function staffOf(area: string): Item[] {
  const lists = { away: [], places: [], languages: [], skills: [] };
  const member = (name: string, more: object): Item[] => {
    const id = `${name}@${area}.example.org`;
    return [
      { pk: `${area}#STAFF`, sk: id, id, area, name, capacity: 0, restrictedPool: false, ...lists, ...more },
      { pk: `STAFF#${id}`, sk: "STAFF", area },
    ];
  };
  return [
    ...member("lead", { roles: ["lead"] }),
    ...member("duty", { roles: ["duty"] }),
    ...member("coach1", { roles: ["coach"], capacity: 1, restrictedPool: true }),
    ...member("coach2", { roles: ["coach"], capacity: 2 }),
  ];
}

/** Both coaches of an area, also when they do not work there any more. */
export function coachesOf(area: string): string[] {
  return [1, 2].map((number) => `coach${number}@${area}.example.org`);
}

import type { StaffMember } from "../functions/core/area-rules.ts";

interface AreaName {
  readonly id: string;
  readonly name: string;
}

/** People a sample coach supports at once (contract: local controls). */
const sampleCapacity = 25;

/** Invented staff for every area and the nation, so that the service can be tried. Never real people. */
export function sampleRoster(areas: readonly AreaName[]): StaffMember[] {
  const national = member("national@example.org", "england", "Sample national analyst", {
    roles: ["national"],
  });
  const once = new Map(areas.map((area) => [area.id, area]));
  return [...[...once.values()].flatMap(staffOf), national];
}

function staffOf({ id, name }: AreaName): StaffMember[] {
  const email = (local: string) => `${local}@${id}.example.org`;
  const coach = (number: number) =>
    member(email(`coach${number}`), id, `Sample coach ${number} (${name})`, {
      roles: ["coach"],
      capacity: sampleCapacity,
      restrictedPool: number === 1,
    });
  return [
    coach(1),
    coach(2),
    member(email("lead"), id, `Sample lead (${name})`, { roles: ["lead"] }),
    member(email("duty"), id, `Sample duty officer (${name})`, { roles: ["duty"] }),
    member(email("safeguarding"), id, `Sample safeguarding lead (${name})`, {
      roles: ["duty"],
      safeguarding: true,
    }),
    member(email("commissioner"), id, `Sample commissioner (${name})`, { roles: ["commissioner"] }),
  ];
}

function member(
  id: string,
  area: string,
  name: string,
  particulars: Pick<StaffMember, "roles"> & Partial<StaffMember>,
): StaffMember {
  return {
    id,
    area,
    name,
    capacity: 0,
    away: [],
    places: [],
    languages: [],
    skills: [],
    restrictedPool: false,
    sample: true,
    ...particulars,
  };
}

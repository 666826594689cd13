import type { StaffMember } from "../core/area-rules.ts";
import type { Coach } from "../core/assignment/fit.ts";
import type { Instant } from "../core/texts.ts";
import { queueAttributes, queuePartition, queueSortOf } from "./queue-store.ts";
import { type Change, ConditionFailed, everyItem, type Item, type Table } from "./table.ts";

/** A member of staff as kept. */
export interface StaffWithPlaces extends Coach {
  /**
   * Tells one time of working here, or of being signed in, from another: a session of an earlier one is no session
   * of this one.
   */
  readonly membership?: string;
  /** Since when they do not work here any more. The item stays, so that nothing late brings them back. */
  readonly leftAt?: Instant;
}

/** What a lead decides about a member; absences are the coach's own. */
export type Particulars = Omit<StaffMember, "id" | "area" | "away" | "sample">;

/** The address belongs to somebody who works for another area. */
export class AddressTaken extends Error {
  override name = "AddressTaken";
}

export type StaffStore = ReturnType<typeof staffStore>;

/** The people who work for the service, under their area, and the places that coaches have. */
export function staffStore(table: Table) {
  const key = (area: string, id: string) => ({ pk: `${area}#STAFF`, sk: id });
  const pointerKey = (id: string) => ({ pk: `STAFF#${id}`, sk: "STAFF" });
  const everyone = async (area: string) =>
    (await everyItem(table, { partition: `${area}#STAFF` })).map(memberFrom);

  async function changeIfThere({ area, id }: StaffMember, change: Change): Promise<void> {
    try {
      await table.update(key(area, id), change, { equals: { id } });
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }

  return {
    /** Everyone who works in the area now, by id. */
    async inArea(area: string): Promise<StaffWithPlaces[]> {
      return (await everyone(area)).filter(({ leftAt }) => leftAt === undefined);
    },

    /** The same with everyone who has left, for who still holds places. */
    everyoneEver: everyone,

    /**
     * By email address, in any case; undefined for someone who is not staff, or not any more. `area`: where it is known
     * already, so that nothing is read to find out.
     */
    async find(email: string, area?: string): Promise<StaffWithPlaces | undefined> {
      const id = email.toLowerCase();
      const where = area ?? ((await table.get(pointerKey(id)))?.area as string | undefined);
      const member = where === undefined ? undefined : await this.evenIfGone(where, id);
      return member?.leftAt === undefined ? member : undefined;
    },

    /** A member of this area, also one who has left. */
    async evenIfGone(area: string, id: string): Promise<StaffWithPlaces | undefined> {
      const item = await table.get(key(area, id));
      return item && memberFrom(item);
    },

    /**
     * Adds the member, brings back one who left, or changes one. An address works for one area: throws
     * AddressTaken. `membership`: of a time of working here that begins with this.
     */
    async keep(area: string, id: string, particulars: Particulars, membership: string): Promise<void> {
      await takeAddress(table, pointerKey(id), area);
      const before = await this.evenIfGone(area, id);
      const begins = before === undefined || before.leftAt !== undefined;
      await table.update(key(area, id), {
        set: {
          id,
          area,
          ...withoutUndefined(particulars),
          ...(begins ? { membership, away: before?.away ?? [] } : {}),
        },
        remove: ["leftAt", ...(particulars.roles.includes("coach") ? handingOver : [])],
      });
    },

    /** Ends every session of the member, wherever they are signed in: `membership` is of no session that there is. */
    async endSessions({ area, id }: StaffMember, membership: string): Promise<void> {
      await isDone(
        table.update(key(area, id), { set: { membership } }, { equals: { id, leftAt: undefined } }),
      );
    },

    /** A coach's own capacity and absences. False for somebody who has left meanwhile. */
    async changeAvailability(
      { area, id }: StaffMember,
      available: Partial<Pick<StaffMember, "capacity" | "away">>,
    ): Promise<boolean> {
      return await isDone(
        table.update(
          key(area, id),
          { set: withoutUndefined(available) },
          { equals: { id, leftAt: undefined } },
        ),
      );
    },

    /**
     * From now on other coaches are to take over this member's people, and nobody is given to them. With `leaves`
     * they do not work here any more: they cannot sign in, and every session of theirs has ended.
     */
    async beginHandOver({ area, id }: StaffMember, now: Instant, leaves: boolean): Promise<boolean> {
      const set = {
        handsOverSince: now,
        queuePartition,
        queueSort: queueSortOf(area, `LEAVING#${id}`),
        ...(leaves ? { leftAt: now } : {}),
      };
      return await isDone(table.update(key(area, id), { set }, { equals: { id, leftAt: undefined } }));
    },

    /** Takes back what `beginHandOver` did. */
    async cancelHandOver({ area, id }: StaffMember): Promise<void> {
      await table.update(key(area, id), { remove: ["leftAt", ...handingOver] }, { equals: { id } });
    },

    /** Nobody is left to hand over. */
    async endHandOver({ area, id, handsOverSince }: StaffWithPlaces): Promise<void> {
      await isDone(table.update(key(area, id), { remove: handingOver }, { equals: { id, handsOverSince } }));
    },

    /** The address of somebody who left, and is still gone, may work for another area. Repeatable. */
    async freeAddress({ area, id }: StaffMember): Promise<void> {
      if ((await this.evenIfGone(area, id))?.leftAt === undefined) return;
      const pointer = await table.get(pointerKey(id));
      if (pointer?.area === area) await table.delete(pointerKey(id));
    },

    /**
     * Takes one of the coach's places for this person: one conditional write, and repeating it takes no second.
     * False when the coach has no room or is leaving. With `overCapacity` (a person's decision) there is always
     * room.
     */
    async takePlace(coach: StaffMember, reference: string, overCapacity = false): Promise<boolean> {
      const equals = { id: coach.id, leftAt: undefined, handsOverSince: undefined };
      return await isDone(
        table.update(
          key(coach.area, coach.id),
          { addTo: { holding: [reference] } },
          overCapacity
            ? { equals }
            : { room: { set: "holding", member: reference, limit: "capacity" }, equals },
        ),
      );
    },

    /** Emails to the member come back, since this moment. Undone by `addressWorks`. Nothing for who has left. */
    async addressBounced(member: StaffMember, at: Instant): Promise<void> {
      await changeIfThere(member, { set: { bouncedAt: at } });
    },

    /** An email reached the member. */
    async addressWorks(member: StaffMember): Promise<void> {
      await changeIfThere(member, { remove: ["bouncedAt"] });
    },

    /** Frees whatever places of the area this person still holds, but not the one with `keep`. */
    async releasePlaces(area: string, reference: string, keep?: string): Promise<void> {
      for (const member of await everyone(area)) {
        if (member.id !== keep && member.holding.has(reference)) await this.releasePlace(member, reference);
      }
    },

    async releasePlace({ area, id }: StaffMember, reference: string): Promise<void> {
      await table.update(key(area, id), { deleteFrom: { holding: [reference] } });
    },
  };
}

const handingOver: string[] = ["handsOverSince", ...queueAttributes];

/** An area that has the address already keeps it. */
async function takeAddress(table: Table, key: { pk: string; sk: string }, area: string): Promise<void> {
  const isNew = await isDone(table.put({ ...key, area }, { absent: true }));
  if (!isNew && (await table.get(key))?.area !== area) throw new AddressTaken("of another area's staff");
}

function memberFrom(item: Item): StaffWithPlaces {
  const { pk: _, sk: __, queuePartition: ___, queueSort: ____, holding, ...member } = item;
  return {
    ...(member as unknown as StaffMember),
    holding: (holding as Set<string> | undefined) ?? new Set(),
  };
}

/** Whether the write's condition held. */
async function isDone(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}

function withoutUndefined(given: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

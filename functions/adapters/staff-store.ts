import type { StaffMember } from "../core/area-rules.ts";
import type { Instant } from "../core/texts.ts";
import { type Change, ConditionFailed, everyItem, type Item, type Table } from "./table.ts";

/** A member of staff with the references of the people whose places they hold. */
export interface StaffWithPlaces extends StaffMember {
  readonly holding: ReadonlySet<string>;
}

export type StaffStore = ReturnType<typeof staffStore>;

/** The people who work for the service, under their area, and the places that coaches have. */
export function staffStore(table: Table) {
  const key = (area: string, id: string) => ({ pk: `${area}#STAFF`, sk: id });

  async function changeIfThere({ area, id }: StaffMember, change: Change): Promise<void> {
    try {
      await table.update(key(area, id), change, { equals: { id } });
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }

  return {
    /** Everyone in the area, by id. */
    async inArea(area: string): Promise<StaffWithPlaces[]> {
      return (await everyItem(table, { partition: `${area}#STAFF` })).map(memberFrom);
    },

    /** By email address, in any case; undefined for someone who is not staff. */
    async find(email: string): Promise<StaffWithPlaces | undefined> {
      const id = email.toLowerCase();
      const pointer = await table.get({ pk: `STAFF#${id}`, sk: "STAFF" });
      const item = pointer && (await table.get(key(pointer.area as string, id)));
      return item && memberFrom(item);
    },

    /**
     * Takes one of the coach's places for this person: one conditional write, and repeating it takes no second.
     * False when the coach has no room. With `overCapacity` (a person's decision) there is always room.
     */
    async takePlace(coach: StaffMember, reference: string, overCapacity = false): Promise<boolean> {
      try {
        await table.update(
          key(coach.area, coach.id),
          { addTo: { holding: [reference] } },
          overCapacity
            ? { equals: { id: coach.id } }
            : { room: { set: "holding", member: reference, limit: "capacity" } },
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionFailed) return false;
        throw error;
      }
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
      for (const member of await this.inArea(area)) {
        if (member.id === keep || !member.holding.has(reference)) continue;
        await table.update(key(area, member.id), { deleteFrom: { holding: [reference] } });
      }
    },
  };
}

function memberFrom(item: Item): StaffWithPlaces {
  const { pk: _, sk: __, holding, ...member } = item;
  return {
    ...(member as unknown as StaffMember),
    holding: (holding as Set<string> | undefined) ?? new Set(),
  };
}

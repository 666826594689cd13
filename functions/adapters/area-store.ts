import { AreaRules } from "../core/area-rules.ts";
import { AreaService, AreaServices } from "../core/area-service.ts";
import type { LondonDate } from "../core/calendar.ts";
import { AreaListing, listedOn } from "../core/place/area-listing.ts";
import { everyItem, type Item, type Key, type Table } from "./table.ts";

/** There are no rules for the area on that date: it was never published, or begins later. */
export class AreaNotPublished extends Error {
  override name = "AreaNotPublished";
}

export type AreaStore = ReturnType<typeof areaStore>;

// Everything here is written by publish-areas and nothing else.

/** The partition of all areas' listings. By date, so that areas still to begin are not even read. */
const listings = "AREAS";

export function listingKey({ id, effectiveFrom }: Pick<AreaListing, "id" | "effectiveFrom">): Key {
  return { pk: listings, sk: `${effectiveFrom}#${id}` };
}

export function rulesKey({ area, effectiveFrom }: Pick<AreaRules, "area" | "effectiveFrom">): Key {
  return { pk: `${area}#RULES`, sk: effectiveFrom };
}

/** The services of an area: one item each, and one that names their source. */
export function servicesPartition(area: string): string {
  return `${area}#SERVICES`;
}
export const sourceSort = "SOURCE";
export const serviceSort = (id: string) => `SERVICE#${id}`;

/** The areas: which there are, the rules of each by the date from which they hold, and its services. */
export function areaStore(table: Table) {
  return {
    /** Every version of every area's listing, those still to begin included. */
    async everyListing(): Promise<AreaListing[]> {
      const items = await everyItem(table, { partition: listings });
      return items.map((item) => AreaListing.parse(withoutKey(item)));
    },

    /** Every area as on a London date, by name. One read: 1 KB an area, so hundreds fit. */
    async listedOn(date: LondonDate): Promise<AreaListing[]> {
      const items = await everyItem(table, { partition: listings, to: `${date}#~` });
      return listedOn(
        items.map((item) => AreaListing.parse(withoutKey(item))),
        date,
      );
    },

    /** The rules in force on a London date. Throws AreaNotPublished. */
    async rulesOn(area: string, date: LondonDate): Promise<AreaRules> {
      const { items } = await table.query({
        partition: `${area}#RULES`,
        to: date,
        newestFirst: true,
        limit: 1,
      });
      const [newest] = items;
      if (!newest) throw new AreaNotPublished(`${area} has no rules on ${date}: run publish-areas`);
      return AreaRules.parse(withoutKey(newest));
    },

    /** Every version of the area's rules, those still to begin included, oldest first. */
    async everyVersion(area: string): Promise<AreaRules[]> {
      const items = await everyItem(table, { partition: `${area}#RULES` });
      return items.map((item) => AreaRules.parse(withoutKey(item)));
    },

    /** Every version of the area's rules that has begun by a London date, oldest first. */
    async rulesUntil(area: string, date: LondonDate): Promise<AreaRules[]> {
      const items = await everyItem(table, { partition: `${area}#RULES`, to: date });
      return items.map((item) => AreaRules.parse(withoutKey(item)));
    },

    /** The services imported for the area, by name; undefined where none were. */
    async servicesOf(area: string): Promise<AreaServices | undefined> {
      const items = await everyItem(table, { partition: servicesPartition(area) });
      const source = items.find(({ sk }) => sk === sourceSort);
      if (!source) return undefined;
      const services = items.filter((item) => item !== source).map(withoutKey);
      const { services: found, ...rest } = AreaServices.parse({ ...withoutKey(source), services });
      return { ...rest, services: found.sort((a, b) => a.name.localeCompare(b.name, "en-GB")) };
    },

    /**
     * Of the services imported for the area those with these ids, read one by one; undefined where none were
     * imported. Ids that no service has are left out.
     */
    async servicesNamed(
      area: string,
      ids: readonly string[],
    ): Promise<Pick<AreaServices, "services"> | undefined> {
      const pk = servicesPartition(area);
      const sorts = [sourceSort, ...new Set(ids.map(serviceSort))];
      const items = await table.getMany(sorts.map((sk) => ({ pk, sk })));
      if (!items.some(({ sk }) => sk === sourceSort)) return undefined;
      const services = items.filter(({ sk }) => sk !== sourceSort);
      return { services: services.map((item) => AreaService.parse(withoutKey(item))) };
    },

    /** Whether the area has rules in force on a London date. */
    async delivers(area: string, date: string): Promise<boolean> {
      const { items } = await table.query({ partition: `${area}#RULES`, to: date, limit: 1 });
      return items.length > 0;
    },
  };
}

function withoutKey({ pk: _, sk: __, ...rest }: Item): Record<string, unknown> {
  return rest;
}

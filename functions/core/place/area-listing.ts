import { z } from "zod";
import type { LondonDate } from "../calendar.ts";
import type { Authority } from "./authority.ts";

const Covers = z.enum(["whole", "part"]);

/**
 * What names an area and leads to it, from a date on: derived from the area's rules when they are published, and
 * small enough that every area is one read.
 */
export const AreaListing = z.strictObject({
  id: z.string(),
  name: z.string(),
  effectiveFrom: z.iso.date(),
  /** ODS code of the integrated care board whose footprint the area was when its pilot began, or part of it. */
  icbAtLaunch: z.string(),
  icbCovers: Covers,
  /** By ONS code; "part" where the authority reaches beyond the area, so that living there does not settle it. */
  authorities: z.array(z.strictObject({ code: z.string(), covers: Covers })),
});
export type AreaListing = z.infer<typeof AreaListing>;

/** Each area as on a London date, by name: the newest version that has begun. Areas still to begin are left out. */
export function listedOn(versions: readonly AreaListing[], on: LondonDate): AreaListing[] {
  const begun = versions
    .filter(({ effectiveFrom }) => effectiveFrom <= on)
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
  const newest = new Map(begun.map((listing) => [listing.id, listing]));
  return [...newest.values()].sort((a, b) => a.name.localeCompare(b.name, "en-GB"));
}

/** How an area covers an authority; undefined where it does not. A code that an authority once had still counts. */
export function coverOf({ authorities }: AreaListing, authority: Authority): "whole" | "part" | undefined {
  const codes = [authority.code, ...authority.formerCodes];
  return authorities.find(({ code }) => codes.includes(code))?.covers;
}

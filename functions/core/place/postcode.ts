import { z } from "zod";

/** A UK postcode taken apart: "BL1 1AA" is outward "BL1", sector "1", unit "1AA". */
export interface Postcode {
  readonly outward: string;
  readonly sector: string;
  readonly unit: string;
  /** In capitals with one space. */
  readonly formatted: string;
}

/** What is known of one outward code: its authority, and the sectors and units that lie in another. */
export const OutwardRecord = z.object({
  outward: z.string(),
  authority: z.string(),
  sectors: z.record(z.string(), z.string()).optional(),
  units: z.record(z.string(), z.string()).optional(),
});
export type OutwardRecord = z.infer<typeof OutwardRecord>;

const shape = /^([A-Z]{1,2}\d[A-Z\d]?)((\d)[A-Z]{2})$/;

/**
 * Postcode areas of Scotland, Wales, Northern Ireland, the Isle of Man, the Channel Islands and the forces,
 * those that cross the border of England included. Source: Royal Mail's list of postcode areas.
 */
const outsideEngland = new Set(
  "AB BF BT CF CH DD DG EH FK G GY HR HS IM IV JE KA KW KY LD LL ML NP PA PH SA SY TD ZE".split(" "),
);

/** The postcode someone typed, in any case and spacing; undefined where the form is none of a postcode's. */
export function parsePostcode(text: string): Postcode | undefined {
  const parts = shape.exec(text.replace(/[\s\p{Dash}]/gu, "").toUpperCase());
  const [, outward, unit, sector] = parts ?? [];
  if (!outward || !unit || !sector) return undefined;
  return { outward, sector, unit, formatted: `${outward} ${unit}` };
}

/** ONS code of the postcode's local authority: the longest match wins, unit before sector before outward. */
export function authorityCodeOf(postcode: Postcode, record: OutwardRecord): string {
  return record.units?.[postcode.unit] ?? record.sectors?.[postcode.sector] ?? record.authority;
}

/** Whether an outward code that no English record holds may belong to another part of the British Isles. */
export function mayLieOutsideEngland({ outward }: Postcode): boolean {
  return outsideEngland.has(outward.replace(/\d.*$/, ""));
}

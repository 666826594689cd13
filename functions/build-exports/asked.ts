import { z } from "zod";
import type { StaffWithPlaces } from "../adapters/staff-store.ts";
import { boundsOfQuarter, quarterBefore } from "../core/calendar.ts";
import type { FieldError } from "../core/field-errors.ts";
import type { AreaListing } from "../core/place/area-listing.ts";
import { profiles } from "../core/reporting/disclosure.ts";
import { type Instant, Line } from "../core/texts.ts";

/** The pilot began on 1 October 2024. */
const firstQuarter = "2024-Q4";

/** Which release is asked for, previewed or made. */
export const Asked = z
  .strictObject({
    area: Line.optional(),
    england: z.literal(true).optional(),
    quarter: z
      .string()
      .regex(/^20\d\d-Q[1-4]$/, "Enter a calendar quarter, like 2026-Q1")
      .refine((quarter) => quarter >= firstQuarter, `Choose a quarter from ${firstQuarter} on`),
    profile: z.enum(profiles).default("nhs"),
  })
  .refine((asked) => (asked.area === undefined) !== (asked.england === undefined), {
    path: ["area"],
    message: "Give either an area or england: true",
  });
export type Asked = z.infer<typeof Asked>;

/** The same from an address or a form, in which England is one of the areas. */
export function fromFields(fields: Readonly<Record<string, string>>): unknown {
  const { area, england, ...rest } = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== ""),
  );
  const isEngland = area === "england" || (area === undefined && england === "true");
  return { ...(isEngland ? { england: true } : area === undefined ? {} : { area }), ...rest };
}

/** What is wrong with a quarter that could be one. */
export function mistakesOfQuarter(quarter: string, now: Instant): FieldError[] {
  return boundsOfQuarter(quarter).until > now
    ? [{ pointer: "/quarter", detail: "Choose a quarter that has ended" }]
    : [];
}

/** What is wrong with an area: only those that had begun by then have figures. */
export function mistakesOfArea(area: string, listed: readonly AreaListing[]): FieldError[] {
  return area === "england" || listed.some(({ id }) => id === area)
    ? []
    : [{ pointer: "/area", detail: "Choose an area that had begun by then, or a later quarter" }];
}

/** Quarters with figures that have ended, newest first. */
export function quartersEnded(now: Instant): string[] {
  const quarters: string[] = [];
  for (let quarter = quarterBefore(now); quarter >= firstQuarter; ) {
    quarters.push(quarter);
    quarter = quarterBefore(boundsOfQuarter(quarter).from);
  }
  return quarters;
}

/** What somebody may release: their own area; the national role England and each area. */
export function scopesFor(member: StaffWithPlaces, listed: readonly AreaListing[]) {
  const areas = listed.map(({ id, name }) => ({ id, name }));
  return member.roles.includes("national")
    ? [{ id: "england", name: "England" }, ...areas]
    : areas.filter(({ id }) => id === member.area);
}

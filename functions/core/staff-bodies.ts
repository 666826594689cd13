import { z } from "zod";
import type { AreaRules } from "./area-rules.ts";
import type { FieldError } from "./field-errors.ts";
import { valueAt } from "./referral.ts";
import { Day, EmailAddress, Line, latestDay, Note } from "./texts.ts";
import { roles } from "./words.ts";

/** Roles that a lead may give; the national one is given by publishing alone. */
export const areaRoles = roles.filter((role) => role !== "national");

const list = <Of extends z.ZodType>(of: Of) => z.array(of).max(20, "Give 20 or fewer");
const capacity = z.int("Give a whole number").min(0, "Give 0 or more").max(1000, "Give 1000 or fewer");

const Absence = z.strictObject({ from: Day, to: Day }).refine(({ from, to }) => from <= to, {
  path: ["to"],
  error: "Enter a last day that is not before the first",
});

/** A coach's own: how many people they can support at once, and when they are away. What is left out stays. */
export const AvailabilityBody = z.strictObject({
  capacity: capacity.optional(),
  away: list(Absence).optional(),
});

/** What a lead says of a member of staff. Optional fields that are left out stay as they are. */
export const MemberBody = z.strictObject({
  name: Line,
  roles: z.array(z.enum(areaRoles)).min(1, "Choose at least one role").max(areaRoles.length),
  capacity,
  places: list(Line).optional(),
  languages: list(Line).optional(),
  skills: list(Line).optional(),
  restrictedPool: z.boolean().optional(),
  /** Receives the safety tasks of people under 18; with the role duty. */
  safeguarding: z.boolean().optional(),
  /** The organisation they work for, by its name in the area's rules; empty for none. */
  provider: Line.or(z.literal("")).optional(),
});
export type MemberBody = z.infer<typeof MemberBody>;

/** The same with the address, for whoever cannot put it into the path. */
export const NewMemberBody = MemberBody.extend({ email: EmailAddress.toLowerCase() });

/** All of a coach's people in one go; without `to` the ranking says to whom. */
export const BulkReassignBody = z.strictObject({
  from: EmailAddress.toLowerCase(),
  to: EmailAddress.toLowerCase().optional(),
  reason: Note,
});
export type BulkReassignBody = z.infer<typeof BulkReassignBody>;

/** Absences end within the time that anything may be planned for. `today`: a London date. */
export function mistakesOfAvailability(sent: unknown, today: string): FieldError[] {
  const away = valueAt(sent, "/away");
  return (Array.isArray(away) ? away : []).flatMap((absence, index) => {
    const to = Day.safeParse(valueAt(absence, "/to")).data;
    return to !== undefined && to > latestDay(today)
      ? [{ pointer: `/away/${index}/to`, detail: "Enter a date in the next 2 years" }]
      : [];
  });
}

/** Where the area's rules name its places and providers, there are no others. */
export function mistakesOfMember(sent: unknown, { places, providers }: AreaRules): FieldError[] {
  const named = valueAt(sent, "/places");
  const provider = valueAt(sent, "/provider");
  const names = providers.value.map(({ name }) => name);
  return [
    ...(Array.isArray(named) && places.value.length > 0 ? named : []).flatMap((place, index) =>
      places.value.includes(place)
        ? []
        : [{ pointer: `/places/${index}`, detail: `Choose one of: ${places.value.join(", ")}` }],
    ),
    ...(typeof provider !== "string" || provider === "" || names.includes(provider)
      ? []
      : [{ pointer: "/provider", detail: "Choose a provider that the area's rules name" }]),
  ];
}

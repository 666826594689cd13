import { z } from "zod";
import { areaTests, roles } from "./words.ts";

/** A rule's value with where it comes from, so that a default can be shown as a default. */
function sourced<T extends z.ZodType>(value: T) {
  return z.strictObject({
    value,
    mark: z.enum(["published", "default"]),
    source: z.string().min(1),
  });
}

const wholeNumber = z.int().min(0).max(1000);

/**
 * The rules of one area from a date on. They are data: an area that changes a clock publishes a new version,
 * and nothing decided under an older version is rewritten. Source of every value: areas/<id>.json.
 */
export const AreaRules = z.strictObject({
  area: z.string().regex(/^[a-z0-9-]{2,80}$/),
  name: z.string().min(1).max(200),
  effectiveFrom: z.iso.date(),
  /** ODS code of the integrated care board when the pilot began. */
  icbAtLaunch: z.string().regex(/^[A-Z0-9]{3,5}$/),
  localAuthorities: z.array(z.string().min(1)).min(1),
  /** Years of age from which the area supports people. */
  minimumAge: sourced(wholeNumber),
  /** A person belongs to the area when any of these tests matches. */
  areaTests: sourced(z.array(z.enum(areaTests)).min(1)),
  /** Weeks; null where the area has no limit. */
  maximumWeeksOutOfWork: sourced(wholeNumber.nullable()),
  /** Weeks of support that prompt the coach to finish; null where there is no limit. Never closes a case. */
  maximumSupportWeeks: sourced(z.strictObject({ inWork: wholeNumber, outOfWork: wholeNumber }).nullable()),
  asksRightToWork: sourced(z.boolean()),
  /** Delivery places where the area delivers only in part of its board; empty where it delivers everywhere. */
  places: sourced(z.array(z.string().min(1))),
  fitNoteModel: sourced(z.enum(["direct", "gp-initiated"]).nullable()),
  notDesignedFor: sourced(z.array(z.string().min(1))),
  /** What the area offers, in a few words each. */
  services: sourced(z.array(z.string().min(1))),
  clocks: z.strictObject({
    /** Working days from receipt of the referral. */
    reviewReferralWorkingDays: sourced(wholeNumber),
    waitForCoachWorkingDays: sourced(wholeNumber),
    contactWorkingDays: sourced(wholeNumber),
    assessmentWorkingDays: sourced(wholeNumber),
    /** Working days from the first appointment. */
    planWorkingDays: sourced(wholeNumber),
    /** Weeks between reviews. */
    reviewWeeks: sourced(wholeNumber.min(1)),
    reviewWorkingDays: sourced(wholeNumber),
    exitWorkingDays: sourced(wholeNumber),
    followUpWorkingDays: sourced(wholeNumber),
    checkAddressWorkingDays: sourced(wholeNumber),
    /** Hours of the area's duty hours. */
    makeSafeDutyHours: sourced(wholeNumber.min(1)),
    /** Working days a task may be overdue before the lead hears of it. */
    escalateWorkingDays: sourced(wholeNumber),
  }),
  /** Tries to reach a person before a coach may close the case as unable to contact. */
  contactTries: sourced(wholeNumber.min(1)),
  /** Days after the end of support within which a lead may open the case again; later the person is referred anew. */
  reopenWithinDays: sourced(wholeNumber).default({
    value: 28,
    mark: "default",
    source: "default, not published; set by your area",
  }),
  /** London time, on working days. */
  dutyHours: sourced(
    z.strictObject({ opens: z.iso.time({ precision: -1 }), closes: z.iso.time({ precision: -1 }) }),
  ),
});
export type AreaRules = z.infer<typeof AreaRules>;

/** Someone who works for the service in one area (`area` is "england" for the national role only). */
export const StaffMember = z.strictObject({
  /** Lower-case email address: also the id of the member everywhere. */
  id: z.email().max(200),
  area: z.string(),
  name: z.string().min(1).max(200),
  roles: z.array(z.enum(roles)).min(1),
  /** Duty members of this kind receive the safety tasks of people under 18. */
  safeguarding: z.boolean().optional(),
  /** People a coach supports at once, from assignment to exit. */
  capacity: wholeNumber,
  away: z.array(z.strictObject({ from: z.iso.date(), to: z.iso.date() })).max(20),
  places: z.array(z.string()).max(20),
  languages: z.array(z.string()).max(20),
  skills: z.array(z.string()).max(20),
  /** May hold cases whose record is restricted. */
  restrictedPool: z.boolean(),
  /** True for the sample roster, which exists only so that the service can be tried. */
  sample: z.boolean().optional(),
});
export type StaffMember = z.infer<typeof StaffMember>;

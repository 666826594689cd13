import { z } from "zod";
import { Instant, Line } from "./texts.ts";
import { areaTests, roles } from "./words.ts";

/** A rule's value with where it comes from, so that a default can be shown as a default. */
function sourced<T extends z.ZodType>(value: T) {
  return z.strictObject({
    value,
    mark: z.enum(["published", "default"], 'Write "published" or "default"'),
    source: z.string().min(1, "Say who published the value, or that it is a default"),
  });
}

const wholeNumber = z.int("Give a whole number").min(0).max(1000);

/** An organisation that delivers in the area; without places it delivers in all of it. */
const Provider = z.strictObject({ name: Line, places: z.array(Line).max(20) });

const rulesShape = z.strictObject({
  area: z.string().regex(/^[a-z0-9-]{2,80}$/, "Use lower-case letters, digits and hyphens"),
  name: Line,
  effectiveFrom: z.iso.date("Give a real date, like 2026-04-01"),
  /** ODS code of the integrated care board when the area began, and its name: they are checked as a pair. */
  icbAtLaunch: z
    .string()
    .regex(/^([A-Z0-9]{3}|[A-Z0-9]{5})$/, "An ODS code has 3 or 5 characters, like QOP or S1Y5D"),
  icbAtLaunchName: Line,
  /** "part" where the area is smaller than the board; a practice's board then does not settle the area. */
  icbCovers: z.enum(["whole", "part"]).default("whole"),
  /** Names or codes; "Hart (part)" and "Waverley: Farnham" lie in the area in part. */
  localAuthorities: z.array(Line).min(1),
  /** Years of age from which the area supports people. */
  minimumAge: sourced(wholeNumber),
  /** A person belongs to the area when any of these tests matches. */
  areaTests: sourced(z.array(z.enum(areaTests)).min(1)),
  /** Weeks; null where the area has no limit. */
  maximumWeeksOutOfWork: sourced(wholeNumber.nullable()),
  /** Weeks of support that prompt the coach to finish; null where there is no limit. Never closes a case. */
  maximumSupportWeeks: sourced(z.strictObject({ inWork: wholeNumber, outOfWork: wholeNumber }).nullable()),
  /** Weeks for which support usually lasts where there is no limit; null where nothing is said. */
  usualSupportWeeks: sourced(wholeNumber.min(1).nullable()).default({
    value: null,
    mark: "default",
    source: "default, not published; set by your area",
  }),
  asksRightToWork: sourced(z.boolean()),
  /** Delivery places where the area delivers only in part of its board; empty where it delivers everywhere. */
  places: sourced(z.array(Line).max(20)),
  providers: sourced(z.array(Provider).max(20)),
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
  /** How long after a case has closed the person's details and notes are kept; a legal hold keeps them longer. */
  retention: sourced(
    z.strictObject({
      /** Years after the last event of the case, for whoever was 18 or older when it closed, or has died. */
      adultYears: wholeNumber,
      /** Until this birthday of whoever was under 17 when the case closed, and of whoever was 17. */
      untilAgeIfUnder17: wholeNumber.min(18),
      untilAgeIf17: wholeNumber.min(18),
    }),
  ).default({
    value: { adultYears: 8, untilAgeIfUnder17: 25, untilAgeIf17: 26 },
    mark: "default",
    source:
      "default, not published; set by your area. The periods are those of the NHS Records Management Code of Practice",
  }),
  /** London time, on working days. */
  dutyHours: sourced(
    z
      .strictObject({ opens: z.iso.time({ precision: -1 }), closes: z.iso.time({ precision: -1 }) })
      .refine(({ opens, closes }) => opens < closes, "Duty hours end after they begin, on the same day"),
  ),
});

/**
 * The rules of one area from a date on. They are data: an area that changes a clock publishes a new version,
 * and nothing decided under an older version is rewritten. Source of every value: areas/<id>.json.
 */
export const AreaRules = rulesShape.superRefine(({ places, providers }, context) => {
  for (const [number, provider] of providers.value.entries()) {
    for (const place of provider.places.filter((each) => !places.value.includes(each))) {
      context.addIssue({
        code: "custom",
        path: ["providers", "value", number, "places"],
        message: `"${place}" is none of the area's places`,
      });
    }
  }
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
  /** The organisation they work for, by its name in the area's rules. */
  provider: z.string().optional(),
  languages: z.array(z.string()).max(20),
  skills: z.array(z.string()).max(20),
  /** May hold cases whose record is restricted. */
  restrictedPool: z.boolean(),
  /** When an email to the member last came back; gone once they sign in with a code from a newer one. */
  bouncedAt: Instant.optional(),
  /** True for the sample roster, which exists only so that the service can be tried. */
  sample: z.boolean().optional(),
});
export type StaffMember = z.infer<typeof StaffMember>;

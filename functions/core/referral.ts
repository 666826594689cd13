import { z } from "zod";
import { type FieldError, fieldErrors, oncePerField } from "./field-errors.ts";
import { Day, EmailAddress, Line, Note, PhoneNumber } from "./texts.ts";
import {
  barriers,
  consentGivers,
  consentMeans,
  contactChannels,
  employerSizes,
  employmentStatuses,
  occupationalHealthAnswers,
  referrerKinds,
} from "./words.ts";

const list = <Of extends z.ZodType>(of: Of) => z.array(of).max(20, "Give 20 or fewer");

/** How to reach someone, and what is safe when nobody or somebody else answers. */
export const ContactDetails = z.strictObject({
  email: EmailAddress.optional(),
  phone: PhoneNumber.optional(),
  safeToLeaveMessage: z.boolean().optional(),
  preferredChannel: z.enum(contactChannels).optional(),
  preferredTimes: Line.optional(),
});
export type ContactDetails = z.infer<typeof ContactDetails>;

const Referrer = z.strictObject({
  kind: z.enum(referrerKinds),
  organisation: Line.optional(),
  odsCode: Line.optional(),
  name: Line.optional(),
  email: EmailAddress.optional(),
  phone: PhoneNumber.optional(),
  hearBack: z.boolean().optional(),
});

const Person = z.strictObject({
  givenName: Line,
  familyName: Line,
  preferredName: Line.optional(),
  dateOfBirth: Day,
  nhsNumber: z
    .string()
    .regex(/^\d{3}[ -]?\d{3}[ -]?\d{4}$/, "An NHS number has 10 digits, like 999 123 4567")
    .optional(),
  postcode: Line.optional(),
  noFixedAddress: z.boolean().optional(),
  localAuthority: Line.optional(),
  gpPractice: z
    .strictObject({
      name: Line.optional(),
      odsCode: Line.optional(),
      /** The practice's integrated care board: its ODS code and, to have the pair checked, its name. */
      icb: Line.optional(),
      icbName: Line.optional(),
    })
    .optional(),
  jobcentre: Line.optional(),
  contact: ContactDetails,
  language: Line.optional(),
  interpreter: z.boolean().optional(),
  communicationNeeds: list(Line).optional(),
});

const Work = z.strictObject({
  status: z.enum(employmentStatuses),
  since: Day.optional(),
  fitNote: z.strictObject({ inPlace: z.boolean(), endsOn: Day.optional() }).optional(),
  employer: z
    .strictObject({
      size: z.enum(employerSizes).optional(),
      occupationalHealth: z.enum(occupationalHealthAnswers).optional(),
    })
    .optional(),
});

const Health = z.strictObject({
  mainBarrier: z.enum(barriers),
  otherBarriers: list(z.enum(barriers)).optional(),
  note: Note.optional(),
});

const Consent = z.strictObject({
  referral: z.strictObject({
    given: z.literal(true, "The person must agree to this referral"),
    on: Day,
    how: z.enum(consentMeans),
    /** Who agreed, where somebody else fills in the referral. */
    by: z.enum(consentGivers).optional(),
  }),
  shareBackWithReferrer: z.boolean().optional(),
  contactEmployer: z.boolean().optional(),
  shareWithGp: z.boolean().optional(),
  evaluation: z.boolean().optional(),
});

const Safety = z.strictObject({
  atRisk: z.boolean().optional(),
  restricted: z.boolean().optional(),
  note: Note.optional(),
});

/** A referral as anyone may submit it. Unknown fields are refused. Source: the HTTP contract, "Public". */
export const Referral = z.strictObject({
  area: Line.optional(),
  referrer: Referrer,
  person: Person,
  work: Work,
  health: Health,
  consent: Consent,
  safety: Safety.optional(),
});
export type Referral = z.infer<typeof Referral>;

/** Every mistake of a request but those that only a look at places tells. `today` is London's date. */
export function mistakesOfReferral(sent: unknown, today: string): FieldError[] {
  const shape = Referral.safeParse(sent);
  return oncePerField([...(shape.success ? [] : fieldErrors(shape.error)), ...mistakesOf(sent, today)]);
}

/** Years back that a date something happened on may lie. */
const oldestYears = 120;

/** Fields that say when something happened. */
const happened = ["/person/dateOfBirth", "/work/since", "/consent/referral/on"] as const;

/**
 * What the shape alone cannot say: dates on which something happened are not in the future and not over 120
 * years back, somebody can be contacted, and an address is a postcode or "no fixed address". Takes the request as
 * it was sent, so that these mistakes are told together with those of its shape. `today` is London's date.
 */
export function mistakesOf(sent: unknown, today: string): FieldError[] {
  const mistakes: FieldError[] = happened.flatMap((pointer) => {
    const day = Day.safeParse(valueAt(sent, pointer)).data;
    const detail = day === undefined ? undefined : dayMistake(day, today);
    return detail === undefined ? [] : [{ pointer, detail }];
  });
  const ways = ["/person/contact/email", "/person/contact/phone", "/referrer/email", "/referrer/phone"];
  const isNamed = typeof valueAt(sent, "/person/contact") === "object";
  if (isNamed && ways.every((way) => valueAt(sent, way) === undefined)) {
    mistakes.push({
      pointer: "/person/contact",
      detail: "Give a phone number or an email address to contact",
    });
  }
  if (valueAt(sent, "/person/postcode") !== undefined && valueAt(sent, "/person/noFixedAddress") === true) {
    mistakes.push({
      pointer: "/person/noFixedAddress",
      detail: "Give a postcode or no fixed address, not both",
    });
  }
  return mistakes;
}

/** What is wrong with the day on which something happened, if anything. `today` is London's date. */
export function dayMistake(day: string, today: string): string | undefined {
  const oldest = `${Number(today.slice(0, 4)) - oldestYears}${today.slice(4)}`;
  if (day > today) return "Enter a date that is not in the future";
  return day < oldest ? `Enter a date in the last ${oldestYears} years` : undefined;
}

/** The referral with the contact details that are given; the others stay. */
export function withContact(referral: Referral, contact: ContactDetails): Referral {
  return {
    ...referral,
    person: { ...referral.person, contact: { ...referral.person.contact, ...contact } },
  };
}

/** The value at a simple JSON Pointer, or undefined where there is none. */
export function valueAt(sent: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>(
      (inside, part) =>
        typeof inside === "object" && inside !== null ? (inside as Record<string, unknown>)[part] : undefined,
      sent,
    );
}

/** NHS numbers end in a modulus 11 check digit; a wrong one is a warning on the case, not a refusal. */
export function hasValidNhsNumber(nhsNumber: string): boolean {
  const digits = [...nhsNumber.replaceAll(/\D/g, "")].map(Number);
  const sum = digits.slice(0, 9).reduce((total, digit, index) => total + digit * (10 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === digits[9];
}

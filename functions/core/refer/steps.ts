import type { FieldError } from "../field-errors.ts";

/** How the form at /refer is filled in: for oneself, by staff for somebody on the phone, or for somebody else. */
export const ways = ["self", "caller", "somebody-else"] as const;
export type Way = (typeof ways)[number];

/** How the text of a field becomes a value of the referral; a day is three fields: `.day`, `.month`, `.year`. */
export type Taken = "text" | "boolean" | "list" | "day";

const contact = {
  "person.contact.phone": "text",
  "person.contact.safeToLeaveMessage": "boolean",
  "person.contact.email": "text",
} as const;

const preferences = {
  "person.contact.preferredChannel": "text",
  "person.contact.preferredTimes": "text",
  "person.language": "text",
  "person.interpreter": "boolean",
  "person.communicationNeeds": "list",
  "person.communicationNeeds.other": "text",
} as const;

const names = {
  "person.givenName": "text",
  "person.familyName": "text",
  "person.preferredName": "text",
} as const;

const timeOff = {
  "work.since": "day",
  "work.fitNote.inPlace": "boolean",
  "work.fitNote.endsOn": "day",
} as const;

const barrier = {
  "health.mainBarrier": "text",
  "health.otherBarriers": "list",
  "health.note": "text",
} as const;

const safety = { "safety.atRisk": "boolean", "safety.restricted": "boolean", "safety.note": "text" } as const;

const sharing = {
  "consent.contactEmployer": "boolean",
  "consent.shareWithGp": "boolean",
  "person.gpPractice.name": "text",
  "consent.evaluation": "boolean",
} as const;

/** Every step of the form, in order, and the fields of the referral that it takes. Nothing else is read of a form. */
const table = {
  place: {
    "person.postcode": "text",
    "person.localAuthority": "text",
    "person.gpPractice.icb": "text",
    "person.noFixedAddress": "boolean",
  },
  area: { area: "text" },
  elsewhere: {},
  "your-area": {},
  name: names,
  birth: { "person.dateOfBirth": "day" },
  contact,
  preferences,
  work: { "work.status": "text" },
  "time-off": timeOff,
  barrier,
  safety,
  consent: {
    "consent.referral.given": "boolean",
    "consent.referral.on": "text",
    "consent.referral.how": "text",
    ...sharing,
  },
  referral: {
    ...names,
    "person.dateOfBirth": "day",
    ...contact,
    "person.nhsNumber": "text",
    ...preferences,
    "work.status": "text",
    ...timeOff,
    ...barrier,
    "consent.referral.by": "text",
    "consent.referral.how": "text",
    "consent.referral.on": "day",
    "consent.shareBackWithReferrer": "boolean",
    ...sharing,
    ...safety,
    "referrer.kind": "text",
    "referrer.organisation": "text",
    "referrer.odsCode": "text",
    "referrer.name": "text",
    "referrer.email": "text",
    "referrer.phone": "text",
    "referrer.hearBack": "boolean",
    remember: "boolean",
  },
} as const satisfies Record<string, Readonly<Record<string, Taken>>>;

export type Step = keyof typeof table;
export const steps = Object.keys(table) as readonly Step[];

/** The fields that a step takes, with what they are. */
export function takenAt(step: Step): Readonly<Record<string, Taken>> {
  return table[step];
}

/** Every name that a form of the step sends: three for a day. */
export function fieldNamesOf(step: Step): string[] {
  return Object.entries(takenAt(step)).flatMap(([name, taken]) =>
    taken === "day" ? [`${name}.day`, `${name}.month`, `${name}.year`] : [name],
  );
}

/** What a step settles beside its own fields: whoever says who agreed says that somebody agreed. */
const alsoSettled: Partial<Record<Step, string>> = {
  place: "/area",
  referral: "/consent/referral/given",
};

/**
 * The mistakes of a referral that this step can mend: at its own fields, inside them (one of a list), or around them
 * ("give a phone number or an email address").
 */
export function mistakesAt(step: Step, errors: readonly FieldError[]): FieldError[] {
  const pointers = Object.keys(takenAt(step)).map((name) => `/${name.replaceAll(".", "/")}`);
  return errors.filter(
    ({ pointer }) =>
      pointer === alsoSettled[step] ||
      pointers.some((own) => isWithin(pointer, own) || isWithin(own, pointer)),
  );
}

function isWithin(pointer: string, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`);
}

import { londonDate } from "../calendar.ts";
import type { ageBands, NewEvent } from "../events.ts";
import { hasValidNhsNumber, type Referral } from "../referral.ts";
import type { Instant } from "../texts.ts";
import { type AreaTest, consentNames } from "../words.ts";

/** Where the person was found to belong, and by which test. */
export interface Placed {
  readonly area: string;
  readonly placedBy: AreaTest | "chosen";
  readonly authority?: string | undefined;
  readonly icbAtEvent?: string | undefined;
}

/** The first events of a case: the referral is received and, if someone may be at risk, safety is raised. */
export function receive(referral: Referral, placed: Placed, reference: string, now: Instant): NewEvent[] {
  const { referrer, person, work, health, consent, safety } = referral;
  const consents = {
    shareBackWithReferrer: consent.shareBackWithReferrer ?? referrer.kind === "self",
    contactEmployer: consent.contactEmployer ?? false,
    shareWithGp: consent.shareWithGp ?? false,
    evaluation: consent.evaluation ?? false,
  };
  const received: NewEvent = {
    type: "referral-received",
    area: placed.area,
    reference,
    referrerKind: referrer.kind,
    placedBy: placed.placedBy,
    authority: placed.authority,
    icbAtEvent: placed.icbAtEvent,
    ageBand: ageBandOf(ageOn(person.dateOfBirth, londonDate(now))),
    workStatus: work.status,
    mainBarrier: health.mainBarrier,
    consents,
    consentedOn: Object.fromEntries(
      consentNames.filter((which) => consents[which]).map((which) => [which, consent.referral.on]),
    ),
    restricted: safety?.restricted ?? false,
    acknowledge: {
      referrer: referrerAddress(referral) !== undefined,
      person: personAddress(referral) !== undefined,
    },
    hearBack: referrer.hearBack ?? true,
    warnings:
      person.nhsNumber && !hasValidNhsNumber(person.nhsNumber)
        ? (["nhs-number-check-digit"] as const).slice()
        : [],
  };
  return safety?.atRisk ? [received, { type: "safety-raised", atRisk: true }] : [received];
}

/** The person's own address for emails; never one that belongs to somebody who referred them. */
export function personAddress(referral: Referral): string | undefined {
  const { referrer, person } = referral;
  if (referrer.kind === "self") return person.contact.email ?? referrer.email;
  const own = person.contact.email;
  return own?.toLowerCase() === referrer.email?.toLowerCase() ? undefined : own;
}

/** Who else is told that the referral arrived: a person who refers themselves hears as the person. */
export function referrerAddress(referral: Referral): string | undefined {
  return referral.referrer.kind === "self" ? undefined : referral.referrer.email;
}

/** Whole years on a London date. */
export function ageOn(dateOfBirth: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(dateOfBirth.slice(0, 4));
  return date.slice(5) < dateOfBirth.slice(5) ? years - 1 : years;
}

export function ageBandOf(age: number): (typeof ageBands)[number] {
  if (age < 16) return "under-16";
  if (age < 18) return "16-17";
  if (age < 25) return "18-24";
  if (age < 35) return "25-34";
  if (age < 45) return "35-44";
  if (age < 55) return "45-54";
  if (age < 65) return "55-64";
  return "65-and-over";
}

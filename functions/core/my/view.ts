import { comingAppointment } from "../appointment.ts";
import type { Case } from "../case.ts";
import { consentsOf, nameInLists } from "../case-views.ts";
import { progressNow } from "../progress.ts";
import type { Referral } from "../referral.ts";
import type { Instant } from "../texts.ts";
import { type ConsentName, consentNames } from "../words.ts";
import { isToldOfOtherDoors, mayComeBack } from "./ended.ts";
import { myJourney } from "./journey.ts";
import { whatHappensNext } from "./next.ts";

interface Known {
  readonly case: Case;
  /** Undefined once erased. */
  readonly referral: Referral | undefined;
  readonly areaName: string;
  /** The name of the person's coach, if they have one. */
  readonly coachName: string | undefined;
}

/**
 * What a person's own page tells to whoever holds its link: where they are and what comes next, and never how they
 * are reached, where they live or anything about their health. `name`: left out of a restricted record, and after a death.
 */
export function myView({ case: given, referral, areaName, coachName }: Known, now: Instant) {
  const { reference, area, receivedAt, plan, callAsked, sharedWith } = given;
  const isOpen = given.stage !== "closed";
  const coach = isOpen ? coachName : undefined;
  const appointment = comingAppointment(given, now);
  return {
    reference,
    area: { id: area, name: areaName },
    receivedAt,
    name: mayComeBack(given) ? nameInLists(given, referral) : undefined,
    isOpen,
    progress: progressNow(given),
    steps: myJourney(given),
    next: whatHappensNext(given, coach, now),
    coach: coach === undefined ? undefined : { name: coach, channel: channelOf(given, referral) },
    appointment: appointment && { at: appointment.at, channel: appointment.channel },
    planAgreedAt: plan?.agreedAt,
    callAsked,
    hasPhone: referral?.person.contact.phone !== undefined,
    consents: myConsents(given),
    agreedToReferralOn: referral?.consent.referral.on,
    sharedWith: sharedWith ?? [],
    mayComeBack: mayComeBack(given),
    isToldOfOtherDoors: isToldOfOtherDoors(given),
  };
}
export type MyView = ReturnType<typeof myView>;

/** How the coach gets in touch: as agreed with them, else as the person prefers. */
function channelOf(given: Case, referral: Referral | undefined) {
  return given.contact?.channel ?? referral?.person.contact.preferredChannel;
}

/** What a person can agree to by itself. Whoever referred themselves has no referrer who could be told. */
export function myConsents(given: Case): MyConsent[] {
  const known = consentsOf(given);
  return myConsentNames(given).map((which) => ({ which, ...known[which] }));
}
export interface MyConsent {
  readonly which: ConsentName;
  readonly given: boolean;
  /** The day of the person's last decision. */
  readonly on: string | undefined;
}

/** The names of these consents. */
export function myConsentNames({ referrerKind }: Case): ConsentName[] {
  return consentNames.filter((which) => which !== "shareBackWithReferrer" || referrerKind !== "self");
}

import type { Visit } from "../../functions/core/refer/visit.ts";

/** What an adult in Bolton types at /refer, as fields of the form; parts can be given otherwise. */
export const typedByPerson: Visit["answers"] = [
  ["person.postcode", "BL1 1AA"],
  ["person.givenName", "Sample"],
  ["person.familyName", "Person"],
  ["person.dateOfBirth.day", "1"],
  ["person.dateOfBirth.month", "1"],
  ["person.dateOfBirth.year", "1980"],
  ["person.contact.phone", "07700900000"],
  ["work.status", "in-work"],
  ["health.mainBarrier", "musculoskeletal"],
  ["consent.referral.given", "true"],
  ["consent.referral.on", "2026-03-02"],
  ["consent.referral.how", "online"],
];

/** The same as a GP practice types it. */
export const typedByPractice: Visit["answers"] = [
  ...typedByPerson.filter(([name]) => !name.startsWith("consent.")),
  ["consent.referral.by", "person"],
  ["consent.referral.how", "in-person"],
  ["consent.referral.on.day", "2"],
  ["consent.referral.on.month", "3"],
  ["consent.referral.on.year", "2026"],
  ["referrer.kind", "gp"],
  ["referrer.organisation", "Sample Surgery"],
];

export function aVisit(overrides: Partial<Visit> = {}): Visit {
  return {
    id: "visit-of-a-test-00",
    way: "self",
    answers: typedByPerson,
    done: [],
    place: "one",
    ...overrides,
  };
}

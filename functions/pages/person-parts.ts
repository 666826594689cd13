import { dateInWords } from "../core/calendar.ts";
import type { Referral } from "../core/referral.ts";
import { wordFor } from "../core/sentences.ts";
import { heading, paragraph, type Row, summaryList } from "./components.ts";
import { type Html, html } from "./html.ts";

/** Said at the top of whatever shows somebody whose record is restricted. */
export function restrictedPart(isRestricted: boolean): Html {
  if (!isRestricted) return html``;
  return paragraph(
    html`<strong>This record is restricted.</strong> Use the reference, never the name, when you write or speak about this person.`,
  );
}

/** Who the person is. Absent once their record was erased. */
export function personPart(person: Referral["person"] | undefined): Html {
  if (!person) return paragraph("The person's details are not kept any more.");
  const { givenName, familyName, preferredName, dateOfBirth } = person;
  return html`${heading("The person")}
${summaryList([
  ["Name", `${givenName} ${familyName}`],
  ["Wants to be called", preferredName],
  ["Born on", dateInWords(dateOfBirth, "1800-01-01")],
  ["Postcode", person.noFixedAddress ? "No fixed address" : person.postcode],
  ["Lives in", person.localAuthority],
  ["GP practice", person.gpPractice?.name],
  ["GP practice's ODS code", person.gpPractice?.odsCode],
  ["Jobcentre", person.jobcentre],
])}`;
}

/** How and when to contact the person, and what they need so that they understand. */
export function contactPart(person: Referral["person"] | undefined): Html {
  if (!person) return html``;
  const { contact, communicationNeeds } = person;
  return html`${heading("How to contact them")}
${summaryList([
  ["Phone", phoneLink(person)],
  ["Safe to leave a message", safe(contact.safeToLeaveMessage)],
  ["Email", contact.email],
  ["Best way", contact.preferredChannel && wordFor(contact.preferredChannel)],
  ["Best times", contact.preferredTimes],
  ["Language", person.language],
  [
    "Interpreter",
    person.interpreter === undefined ? undefined : person.interpreter ? "Needed" : "Not needed",
  ],
  ["Communication needs", communicationNeeds?.join(", ")],
])}`;
}

/** A number that a phone calls when it is pressed. */
export function phoneLink({ contact: { phone } }: Referral["person"]): Html | undefined {
  return phone === undefined
    ? undefined
    : html`<a href="tel:${phone.replaceAll(/[^\d+]/g, "")}">${phone}</a>`;
}

function safe(answer: boolean | undefined): string {
  if (answer === undefined) return "We do not know. Do not leave a message";
  return answer ? "Yes" : "No. Do not leave a message";
}

export type ReferralPart = Omit<Referral, "person">;

/** What was said in the referral. Absent once the record was erased. */
export function referralPart(referral: ReferralPart | undefined): Html {
  if (!referral) return html``;
  const { referrer, work, health, consent, safety } = referral;
  const agreed: Row[] = [
    ["This referral", referralConsent(consent.referral)],
    ["Tell the referrer how it goes", yesNo(consent.shareBackWithReferrer ?? referrer.kind === "self")],
    ["Contact the employer", yesNo(consent.contactEmployer)],
    ["Share with the GP", yesNo(consent.shareWithGp)],
    ["Be asked for evaluation", yesNo(consent.evaluation)],
  ];
  return html`${heading("The referral")}
${summaryList([
  ["Came from", referrer.kind === "self" ? "The person themselves" : wordFor(referrer.kind)],
  ["Referrer", [referrer.name, referrer.organisation].filter((each) => each !== undefined).join(", ")],
  ["Referrer's ODS code", referrer.odsCode],
  ["Referrer's phone", referrer.phone],
  ["Referrer's email", referrer.email],
  ["Safety", safety?.atRisk ? html`<strong>Someone may be at risk</strong>` : undefined],
  ["About safety", safety?.note],
  ["Work", wordFor(work.status)],
  ["Since", work.since && dateInWords(work.since, "1800-01-01")],
  ["Fit note", fitNote(work)],
  ["Size of the employer", work.employer?.size && wordFor(work.employer.size)],
  [
    "Occupational health at work",
    work.employer?.occupationalHealth && wordFor(work.employer.occupationalHealth),
  ],
  ["Makes work hard", [health.mainBarrier, ...(health.otherBarriers ?? [])].map(wordFor).join(", ")],
  ["In their words", health.note],
])}
${heading("What the person agreed to")}
${summaryList(agreed)}`;
}

const consentWays = {
  "in-person": "in person",
  phone: "by phone",
  online: "online",
  written: "in writing",
} as const;

function referralConsent({ on, how, by }: Referral["consent"]["referral"]): string {
  const giver = by === "representative" ? "Yes, somebody who may decide for the person" : "Yes";
  return `${giver}, ${consentWays[how]}, on ${dateInWords(on, "1800-01-01")}`;
}

function yesNo(answer: boolean | undefined): string {
  return answer ? "Yes" : "No";
}

function fitNote({ fitNote }: Referral["work"]): string | undefined {
  if (!fitNote) return undefined;
  if (!fitNote.inPlace) return "None";
  return fitNote.endsOn ? `Until ${dateInWords(fitNote.endsOn, "1800-01-01")}` : "In place";
}

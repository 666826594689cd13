import { inWords } from "../core/calendar.ts";
import type { Instant } from "../core/texts.ts";
import type { ReferrerKind } from "../core/words.ts";
import { crisisRoutes, signature, yourChoice } from "./common.ts";
import { type Block, type Email, email } from "./email.ts";

export interface PersonAcknowledgement {
  readonly baseUrl: string;
  readonly reference: string;
  readonly personToken: string;
  readonly withdrawToken: string;
  readonly areaName: string;
  /** Left out, the words fit whoever referred. */
  readonly kind?: ReferrerKind | undefined;
  /** When first contact is due. */
  readonly contactDueAt: Instant;
  readonly now: Instant;
  /** Somebody said that someone may be at risk; repeated only to a person who said it themselves. */
  readonly atRisk: boolean;
  readonly outsideDutyHours: boolean;
  /** When a person will have read what was said about safety. */
  readonly safetyReadBy?: Instant | undefined;
}

/** To the person, once: what happens next, by when, and how to stop. Names nobody and no health fact. */
export function acknowledgePerson(data: PersonAcknowledgement): Email {
  const { baseUrl, reference, personToken, withdrawToken, areaName, kind, contactDueAt, now } = data;
  const opening =
    kind === "self"
      ? "Thank you for getting in touch with WorkWell. We have your referral."
      : "We have a referral to WorkWell for you. WorkWell helps people to start work, stay in work or go back to work.";
  return email(`Your WorkWell referral ${reference}`, [
    opening,
    `Your reference is ${reference}. Your area is ${areaName}.`,
    ...safetyWords(data),
    { heading: "What happens next" },
    `Someone from WorkWell will get in touch with you by ${inWords(contactDueAt, now)}. If we need to check something first, it may take longer, and we will still get in touch.`,
    yourChoice,
    { link: `${baseUrl}/my/${encodeURIComponent(personToken)}`, says: "See where your referral is:" },
    {
      link: `${baseUrl}/referrals/${encodeURIComponent(reference)}/withdrawal?token=${encodeURIComponent(withdrawToken)}`,
      says: "If you do not want this, you can stop it here. You do not have to say why:",
    },
    ...crisisRoutes,
    signature,
  ]);
}

/** Only to someone who said it themselves: another person's worry is not told to the one it is about. */
function safetyWords({ kind, atRisk, outsideDutyHours, safetyReadBy, now }: PersonAcknowledgement): Block[] {
  if (!atRisk || kind !== "self") return [];
  const by = safetyReadBy ? ` by ${inWords(safetyReadBy, now)}` : "";
  const read = outsideDutyHours
    ? `Nobody is here now to read what you told us about safety. A person will read it when we open again${by}.`
    : `A person will read what you told us about safety${by}.`;
  return [`${read} Do not wait for us if you need help now. Use the numbers below.`];
}

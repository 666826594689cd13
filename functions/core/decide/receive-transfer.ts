import type { Case } from "../case.ts";
import type { NewEvent } from "../events.ts";
import type { Referral } from "../referral.ts";
import type { Instant } from "../texts.ts";
import { type Placed, personAddress, receive } from "./receive.ts";

/**
 * The first events of the case that a transfer opens: the same referral, received when it first was, with what the
 * person has agreed to since. The person hears their new reference; whoever referred them was told long ago.
 */
export function receiveTransferred(
  from: Case,
  referral: Referral,
  as: Placed & { readonly reference: string },
  now: Instant,
): NewEvent[] {
  const [received] = receive(referral, as, as.reference, now);
  if (received?.type !== "referral-received") throw new Error("a case begins with the receipt of a referral");
  const moved: NewEvent = {
    ...received,
    ageBand: from.ageBand,
    consents: from.consents,
    consentedOn: from.consentedOn,
    transferredFrom: { area: from.area, reference: from.reference },
    originallyReceivedAt: from.receivedAt,
    acknowledge: { referrer: false, person: personAddress(referral) !== undefined },
    // Whoever referred the person is not told of this case.
    hearBack: false,
  };
  return from.safetyOpen ? [moved, { type: "safety-raised", atRisk: true }] : [moved];
}

import type { AnswerTo } from "../answers.ts";
import { type Case, hasDied } from "../case.ts";
import type { CommandOf } from "../commands.ts";
import { type Answered, ending } from "./answer.ts";
import { changeContact } from "./contact-details.ts";
import { type Context, type Decision, events } from "./decision.ts";
import { personAddress, referrerAddress } from "./receive.ts";

/**
 * An email came back for good: its address is marked. Where the person has another address since, nothing is, and
 * the email goes to that one. The same news again changes nothing, even after the address was put right.
 */
export function returnEmail(given: Case, command: CommandOf<"return-email">, context: Context): Decision {
  const { email, of, because, mail, addresses } = command;
  const { referral } = context;
  const current = referral && (of === "person" ? personAddress(referral) : referrerAddress(referral));
  const isCurrent = addresses.some((address) => address.toLowerCase() === current?.toLowerCase());
  const isKnown = given.returnedMails?.includes(mail) ?? false;
  if (isKnown || hasDied(given)) return events();
  if (isCurrent) return events({ type: "email-returned", email, of, because, mail });
  const isReplaced = of === "person" && current !== undefined && addresses.length > 0;
  return isReplaced ? events({ type: "email-returned", email, of, because, mail, isReplaced }) : events();
}

/**
 * What the lead found out. A new address or phone number becomes the person's, exactly as their changed contact
 * details do; without one the old address is good after all. With a phone number alone it stays marked: the person
 * is reached by phone.
 */
export function decideCheckAddress(answered: Answered<AnswerTo<"check-address">>): Decision {
  const { given, answer, context } = answered;
  const { email, phone } = answer;
  if (email === undefined && phone === undefined) {
    return ending(answered, { type: "address-checked", addressWorks: true });
  }
  const contact = { ...(email === undefined ? {} : { email }), ...(phone === undefined ? {} : { phone }) };
  const changed = changeContact(given, { type: "contact-details", contact }, context);
  if ("refusal" in changed) return changed;
  const isNewEmail = changed.events.some(
    (event) => event.type === "contact-changed" && event.fields.includes("email"),
  );
  const addressWorks = email !== undefined && !isNewEmail;
  const ended = ending(answered, ...changed.events, { type: "address-checked", addressWorks });
  if ("refusal" in ended) return ended;
  return {
    events: ended.events,
    notes: [...ended.notes, ...changed.notes],
    ...(changed.contact ? { contact: changed.contact } : {}),
  };
}

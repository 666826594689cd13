import { type Case, hasDied } from "../case.ts";
import type { CommandOf } from "../commands.ts";
import { isMarked } from "../marked-addresses.ts";
import { type ContactDetails, type Referral, withContact } from "../referral.ts";
import { notValid } from "../refusals.ts";
import { contactFields } from "../words.ts";
import { type Context, type Decision, events, Notes } from "./decision.ts";
import { personAddress } from "./receive.ts";

const notYourOwn = "Enter an email address of your own, not one of whoever referred you";

/**
 * Changes how the person is reached: the details that are given, and no other. The event tells which, not what. An
 * address of the person's own that is no longer theirs is kept as a note until it has been told; one from which
 * emails came back is not told. The person themselves cannot give the address of whoever referred them: they would
 * get no code any more.
 */
export function changeContact(
  given: Case,
  command: CommandOf<"contact-details">,
  context: Context,
): Decision {
  const { referral } = context;
  if (hasDied(given)) return { refusal: { type: "case-closed" } };
  if (!referral) return { refusal: { type: "details-erased" } };
  const { contact } = command;
  const before = referral.person.contact;
  const fields = contactFields.filter((field) => field in contact && contact[field] !== before[field]);
  if (fields.length === 0) return events();
  const isOwn = personAddress(withContact(referral, contact)) !== undefined;
  if (context.by.kind === "person" && contact.email !== undefined && !isOwn) {
    return notValid("/email", notYourOwn);
  }
  const notes = new Notes(`former address ${given.eventCount}`);
  const former = isMarked(given, "person") ? undefined : formerAddress(referral, contact);
  const formerAddressNote = notes.keep(former);
  const hasEmail = personAddress(withContact(referral, contact)) !== undefined;
  return {
    events: [{ type: "contact-changed", fields, hasEmail, formerAddressNote }],
    notes: notes.all,
    contact,
  };
}

function formerAddress(referral: Referral, contact: ContactDetails): string | undefined {
  const before = personAddress(referral);
  const after = personAddress(withContact(referral, contact));
  return before?.toLowerCase() === after?.toLowerCase() ? undefined : before;
}

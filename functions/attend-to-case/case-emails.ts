import type { AddressStore } from "../adapters/address-store.ts";
import { type StoredCase, VersionConflict } from "../adapters/case-store.ts";
import type { Mailer } from "../adapters/mailer.ts";
import type { StaffStore } from "../adapters/staff-store.ts";
import { personAddress, referrerAddress } from "../core/decide/receive.ts";
import type { Action, Addressee } from "../core/due-now.ts";
import { dueEmails } from "../core/due-now.ts";
import { isLimited, keptBackUntil } from "../core/email-limit.ts";
import type { NewEvent } from "../core/events.ts";
import type { CaseMail } from "../core/mail-tags.ts";
import type { Instant } from "../core/texts.ts";
import type { Stores } from "../platform/case-changes.ts";
import { oneAtATime } from "../platform/one-at-a-time.ts";
import { staffMeant } from "../platform/recipients.ts";
import { type ComposingServices, compose } from "./compose-email.ts";
import { recordDone, type Turn } from "./record-done.ts";

export interface EmailServices extends Stores, ComposingServices {
  readonly staff: StaffStore;
  readonly addresses: AddressStore;
  readonly mailer: Mailer;
}

/** Between sending and recording stands at most one email of this instance: only that one can be repeated. */
const sending = oneAtATime();

type EmailAction = Extract<Action, { type: "send-email" }>;

/**
 * Records the intent, checks that the email is still true, sends it and records that it was sent. A crash between
 * sending and recording repeats this one email once: that is the promise.
 */
export async function sendCaseEmail(
  services: EmailServices,
  stored: StoredCase,
  action: EmailAction,
  turn: Turn,
): Promise<StoredCase> {
  const { rules, now } = turn;
  const { email, to } = action;
  const note = (on: StoredCase, event: NewEvent) => recordDone(services, on, [event], turn);

  const isIntended = stored.case.emails[email] === "intended";
  const intended = isIntended ? stored : await recordDone(services, stored, [], turn);
  if (!dueEmails(intended.case, now).some((due) => due.email === email)) return intended;

  const addresses = await addressesOf(services, intended, action);
  if (addresses.length === 0)
    return await note(intended, { type: "email-dropped", email, because: "no-address" });
  if (!(await isAllowed(services.addresses, addresses, { reference: stored.case.reference, ...action }, now)))
    return await note(intended, { type: "email-delayed", email, until: keptBackUntil(now) });
  const message = await compose(services, intended.case, action, rules, now);
  return await sending(async () => {
    const { area, reference } = intended.case;
    const sent = await services.mailer.send(addresses, message, { area, reference, email, to: inboxOf(to) });
    return await recordWhatHappened(
      services,
      intended,
      sent === "sent" ? { type: "email-sent", email } : rejected(action),
      turn,
    );
  });
}

/** Refused at once for what the address is: it is marked, if it is the person's or the referrer's. */
function rejected({ email, to }: EmailAction): NewEvent {
  const of = to === "person" || to === "referrer" ? to : undefined;
  return { type: "email-dropped", email, because: "rejected", of };
}

/** Staff are told apart by their addresses when an email to several of them comes back. */
function inboxOf(to: Addressee): CaseMail["to"] {
  return to === "person" || to === "referrer" || to === "former-address" ? to : "staff";
}

/**
 * The email is out, so this is recorded whatever else has happened to the case meanwhile; otherwise it would go out
 * again. Whoever decided on the older case then has to begin again: throws VersionConflict.
 */
async function recordWhatHappened(
  services: Stores,
  first: StoredCase,
  event: NewEvent,
  turn: Turn,
): Promise<StoredCase> {
  let on = first;
  for (;;) {
    try {
      const stored = await recordDone(services, on, [event], turn);
      if (on !== first) throw new CaseMovedOn("the case changed while its email went out");
      return stored;
    } catch (error) {
      if (error instanceof CaseMovedOn || !(error instanceof VersionConflict)) throw error;
      on = (await services.cases.load(first.case)) ?? on;
    }
  }
}

/** A conflict for whoever decided on the case as it was, after this event was recorded on what it has become. */
class CaseMovedOn extends VersionConflict {}

/** Not more in a day than an address may have that nobody has shown to be theirs; what is kept back stays due. */
async function isAllowed(
  known: AddressStore,
  addresses: readonly string[],
  { reference, email, to }: EmailAction & { readonly reference: string },
  now: Instant,
): Promise<boolean> {
  if (!isLimited(email, to)) return true;
  for (const address of addresses) {
    if (!(await known.mayHave(address, `${reference} ${email}`, now))) return false;
  }
  return true;
}

async function addressesOf(
  services: EmailServices,
  stored: StoredCase,
  { email, to }: EmailAction,
): Promise<string[]> {
  const { case: given, referral } = stored;
  if (to === "person") return compact(referral && personAddress(referral));
  if (to === "referrer") return compact(referral && referrerAddress(referral));
  if (to === "former-address") {
    const id = given.formerAddresses?.find((former) => former.email === email)?.note;
    return compact((await services.cases.notes(given)).find((note) => note.id === id)?.text);
  }
  // One member of staff is named by their address: the roster is read for a role alone.
  const isOne = to !== "duty-and-lead" && "staff" in to;
  return isOne ? [to.staff] : staffMeant(to, await services.staff.inArea(given.area));
}

function compact(address: string | undefined): string[] {
  return address === undefined ? [] : [address];
}

import { type StoredCase, VersionConflict } from "../adapters/case-store.ts";
import type { Email, Mailer } from "../adapters/mailer.ts";
import type { Signer } from "../adapters/server-key.ts";
import type { StaffStore } from "../adapters/staff-store.ts";
import type { AreaRules } from "../core/area-rules.ts";
import { dueAfterWorkingDays, isWithinDutyHours } from "../core/calendar.ts";
import { isCallEmail } from "../core/call.ts";
import { personAddress, referrerAddress } from "../core/decide/receive.ts";
import type { Action } from "../core/due-now.ts";
import { dueEmails } from "../core/due-now.ts";
import type { NewEvent } from "../core/events.ts";
import type { Instant } from "../core/texts.ts";
import {
  acknowledgePerson,
  acknowledgeReferrer,
  callAsked,
  contactChanged,
  stopNotice,
  taskEmail,
} from "../emails/index.ts";
import { personTokenFor } from "../http/person-links.ts";
import { record, type Stores } from "../platform/case-changes.ts";
import { oneAtATime } from "../platform/one-at-a-time.ts";
import { staffMeant } from "../platform/recipients.ts";

export interface EmailServices extends Stores {
  readonly staff: StaffStore;
  readonly mailer: Mailer;
  readonly signer: Signer;
  readonly baseUrl: string;
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
  rules: AreaRules,
  now: Instant,
): Promise<StoredCase> {
  const { email, to } = action;
  const note = async (on: StoredCase, event: NewEvent) =>
    (await record(services, on, [event], { now, by: { kind: "service" } })).stored;

  const isIntended = stored.case.emails[email] === "intended";
  const intended = isIntended ? stored : await note(stored, { type: "email-intended", email, to });
  // The intent was recorded on exactly the case that is asked here: nothing came in between.
  if (!dueEmails(intended.case, now).some((due) => due.email === email)) return intended;

  const addresses = await addressesOf(services, intended, action);
  if (addresses.length === 0)
    return await note(intended, { type: "email-dropped", email, because: "no-address" });
  const message = await compose(services, intended, action, rules, now);
  return await sending(async () => {
    const sent = await services.mailer.send(addresses, message);
    return await recordWhatHappened(
      services,
      intended,
      sent === "sent" ? { type: "email-sent", email } : { type: "email-dropped", email, because: "rejected" },
      now,
    );
  });
}

/**
 * The email is out, so this is recorded whatever else has happened to the case meanwhile; otherwise it would go out
 * again. Whoever decided on the older case then has to begin again: throws VersionConflict.
 */
async function recordWhatHappened(
  services: Stores,
  first: StoredCase,
  event: NewEvent,
  now: Instant,
): Promise<StoredCase> {
  let on = first;
  for (;;) {
    try {
      const { stored } = await record(services, on, [event], { now, by: { kind: "service" } });
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

async function compose(
  services: EmailServices,
  stored: StoredCase,
  action: EmailAction,
  rules: AreaRules,
  now: Instant,
): Promise<Email> {
  const { email, task } = action;
  const { baseUrl, signer } = services;
  const { reference, referrerKind, receivedAt, safetyOpen } = stored.case;
  const contactDueAt = dueAfterWorkingDays(receivedAt, rules.clocks.contactWorkingDays.value);
  const common = { baseUrl, reference, areaName: rules.name, contactDueAt, now };
  if (task) {
    const { handle, kind, point, dueAt } = task;
    return taskEmail({ baseUrl, handle, reference, kind, point, dueAt, areaName: rules.name, now });
  }
  if (action.to === "former-address") return contactChanged({ reference });
  if (isCallEmail(email)) return callAsked(common);
  switch (email) {
    case "acknowledge-person":
      return acknowledgePerson({
        ...common,
        personToken: await personTokenFor(signer, reference),
        withdrawToken: await signer.tokenFor("withdraw", reference),
        kind: referrerKind,
        atRisk: safetyOpen,
        safetyReadBy: stored.case.tasks.find((each) => each.kind === "make-safe")?.dueAt,
        outsideDutyHours: !isWithinDutyHours(now, rules.dutyHours.value),
      });
    case "acknowledge-referrer":
      return acknowledgeReferrer(common);
    case "stop":
      return stopNotice({ reference, areaName: rules.name });
    default:
      throw new Error(`there is no email called ${email}`);
  }
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
  return staffMeant(to, await services.staff.inArea(given.area));
}

function compact(address: string | undefined): string[] {
  return address === undefined ? [] : [address];
}

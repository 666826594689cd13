import type { Email } from "../adapters/mailer.ts";
import type { Signer } from "../adapters/server-key.ts";
import { appointmentNumber, confirmationOf, reminderOf } from "../core/appointment.ts";
import type { AreaRules } from "../core/area-rules.ts";
import { dueAfterWorkingDays, isWithinDutyHours } from "../core/calendar.ts";
import { isCallEmail } from "../core/call.ts";
import type { Case } from "../core/case.ts";
import type { Action } from "../core/due-now.ts";
import { redirects } from "../core/place/redirects.ts";
import { referrerNews } from "../core/referrer-news.ts";
import type { Instant } from "../core/texts.ts";
import {
  type AppointmentNews,
  acknowledgePerson,
  acknowledgeReferrer,
  appointmentEmail,
  callAsked,
  contactChanged,
  otherHelp,
  referrerNewsEmail,
  safetyOverdue,
  stopNotice,
  taskEmail,
} from "../emails/index.ts";
import { personTokenFor } from "../http/person-links.ts";

export interface ComposingServices {
  readonly signer: Signer;
  readonly baseUrl: string;
}

type EmailAction = Extract<Action, { type: "send-email" }>;

/** The words of an email of a case, by its id. Throws for one that there is not. */
export async function compose(
  services: ComposingServices,
  given: Case,
  action: EmailAction,
  rules: AreaRules,
  now: Instant,
): Promise<Email> {
  const { email, task } = action;
  const { baseUrl } = services;
  const { reference } = given;
  const areaName = rules.name;
  if (task) {
    const { handle, kind, point, dueAt } = task;
    if (action.to === "duty-and-lead")
      return safetyOverdue({ baseUrl, handle, reference, dueAt, areaName, now });
    return taskEmail({ baseUrl, handle, reference, kind, point, dueAt, areaName, now });
  }
  if (action.to === "former-address") return contactChanged({ reference });
  const news = referrerNews.find((each) => each === email);
  if (news) return referrerNewsEmail({ reference, news });
  if (isCallEmail(email)) return callAsked({ baseUrl, reference, areaName });
  switch (email) {
    case "acknowledge-person":
      return await acknowledgement(services, given, rules, now);
    case "acknowledge-referrer":
      return acknowledgeReferrer({ reference, areaName });
    case "other-help":
      return otherHelp({ reference, areaName, doors: redirects });
    case "stop":
      return stopNotice({ reference, areaName });
    default:
      return await aboutAppointment(services, given, email, now);
  }
}

async function acknowledgement(
  { signer, baseUrl }: ComposingServices,
  given: Case,
  { name, clocks, dutyHours }: AreaRules,
  now: Instant,
): Promise<Email> {
  const { reference, referrerKind, receivedAt, safetyOpen, tasks } = given;
  return acknowledgePerson({
    baseUrl,
    reference,
    areaName: name,
    contactDueAt: dueAfterWorkingDays(receivedAt, clocks.contactWorkingDays.value),
    now,
    personToken: await personTokenFor(signer, reference),
    withdrawToken: await signer.tokenFor("withdraw", reference),
    kind: referrerKind,
    atRisk: safetyOpen,
    safetyReadBy: tasks.find((each) => each.kind === "make-safe")?.dueAt,
    outsideDutyHours: !isWithinDutyHours(now, dutyHours.value),
  });
}

async function aboutAppointment(
  { signer, baseUrl }: ComposingServices,
  given: Case,
  email: string,
  now: Instant,
): Promise<Email> {
  const { reference, appointment, emails } = given;
  if (!appointment) throw new Error(`there is no email called ${email}`);
  const { at, channel } = appointment;
  const isMoved = Object.keys(emails).some(
    (each) => each.startsWith("appointment:") && each !== email && emails[each] === "sent",
  );
  const news: Partial<Record<string, AppointmentNews["news"]>> = {
    [confirmationOf(appointment)]: isMoved ? "moved" : "agreed",
    [reminderOf(appointment)]: "reminder",
  };
  const which = news[email];
  if (!which) throw new Error(`there is no email called ${email}`);
  const personToken = await personTokenFor(signer, reference);
  const number = appointmentNumber(appointment);
  return appointmentEmail({ baseUrl, reference, personToken, at, channel, number, news: which, now });
}

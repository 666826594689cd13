import { at, workingDayBefore } from "./calendar.ts";
import type { Case } from "./case.ts";
import type { CaseEvent } from "./events.ts";
import type { Instant } from "./texts.ts";

type Happened<Type extends CaseEvent["type"]> = Extract<CaseEvent, { type: Type }>;
export type Appointment = NonNullable<Case["appointment"]>;

/** London time at which a person is reminded, on the working day before. */
const reminderTime = "09:00";

/** The appointment of a first contact; none where only the contact was agreed. */
export function appointmentAgreed(event: Happened<"contact-agreed">): Appointment | undefined {
  const { eventId, at: agreedAt, appointmentAt, channel } = event;
  return appointmentAt === undefined ? undefined : { id: eventId, agreedAt, at: appointmentAt, channel };
}

/** The appointment after an attempt: another one where a new time was agreed, by the same channel unless it says so. */
export function appointmentAfter(given: Case, event: Happened<"task-attempted">): Appointment | undefined {
  const { eventId, at: agreedAt, handle, result, nextAt } = event;
  const isOfAssessment = given.tasks.some((task) => task.handle === handle && task.kind === "assessment");
  const isNew = isOfAssessment && (result === "rearranged" || result === "did-not-attend");
  if (!isNew || nextAt === undefined) return given.appointment;
  const before = given.appointment;
  const channel = event.channel ?? before?.channel ?? given.contact?.channel;
  // Agreed once more as it was: nothing is new to the person.
  if (before?.at === nextAt && before.channel === channel) return before;
  return { id: eventId, agreedAt, at: nextAt, channel };
}

/** The appointment that the person is to come to: none once it has begun, on hold, or when the journey went on. */
export function comingAppointment(given: Case, now: Instant): Appointment | undefined {
  const { stage, appointment } = given;
  return stage === "assessment" && appointment && appointment.at > now ? appointment : undefined;
}

/** When the person is reminded; undefined for an appointment that was agreed later than that. */
export function reminderAt({ at: begins, agreedAt }: Appointment): Instant | undefined {
  const moment = at(workingDayBefore(begins), reminderTime);
  return agreedAt < moment ? moment : undefined;
}

/** Counts up with each new appointment of a case: the number of the event that agreed it. */
export function appointmentNumber({ id }: Appointment): number {
  return Number(id.slice(1));
}

export const confirmationOf = ({ id }: Appointment) => `appointment:${id}`;
export const reminderOf = ({ id }: Appointment) => `reminder:${id}`;

/** The emails about the coming appointment that are true now. A new appointment has its own; those of the old are not. */
export function appointmentEmails(given: Case, now: Instant): string[] {
  const appointment = comingAppointment(given, now);
  if (!appointment) return [];
  const remindedAt = reminderAt(appointment);
  const isToRemind = remindedAt !== undefined && remindedAt <= now;
  return [confirmationOf(appointment), ...(isToRemind ? [reminderOf(appointment)] : [])];
}

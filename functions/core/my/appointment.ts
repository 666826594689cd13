import { type Case, stageTask } from "../case.ts";
import type { Instant } from "../texts.ts";
import type { AppointmentChannel } from "../words.ts";

/** An appointment that a person is to come to. */
export interface Appointment {
  readonly at: Instant;
  readonly channel?: AppointmentChannel | undefined;
}

/** The appointment that is coming: the one agreed last, while the first appointment is still to be held. */
export function nextAppointment(given: Case, now: Instant): Appointment | undefined {
  if (given.stage !== "assessment") return undefined;
  const again = stageTask(given)?.attempts.findLast(({ result }) => result === "did-not-attend")?.nextAt;
  const at = again ?? given.contact?.appointmentAt;
  return at !== undefined && at > now ? { at, channel: given.contact?.channel } : undefined;
}

import { createHash } from "node:crypto";
import ical, { ICalCalendarMethod, ICalEventClass } from "ical-generator";
import { channelInWords } from "../core/sentences-of-contact.ts";
import type { Instant } from "../core/texts.ts";
import type { AppointmentChannel } from "../core/words.ts";

export interface CalendarEntry {
  /** Only its hash goes into the file: a calendar is shared with a family, and with an employer. */
  readonly reference: string;
  readonly at: Instant;
  readonly channel?: AppointmentChannel | undefined;
  /** Of two entries of a case the one with the higher number is the newer, and takes the other's place. */
  readonly number: number;
  readonly now: Instant;
}

export const calendarFileName = "appointment.ics";
export const calendarType = "text/calendar; charset=utf-8; method=PUBLISH";

/**
 * The entry for a person's own calendar (RFC 5545). It says that there is an appointment, when, and whether by phone:
 * no name, no reference, nothing about the service. How long it takes nobody has said, so it has no end.
 */
export function calendarFile({ reference, at, channel, number, now }: CalendarEntry): string {
  const calendar = ical({
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: "Appointments", product: "Calendar" },
  });
  const how = channel && channelInWords(channel);
  calendar.createEvent({
    id: createHash("sha256").update(`appointment ${reference}`).digest("hex").slice(0, 32),
    sequence: number,
    stamp: new Date(now),
    start: new Date(at),
    summary: "Appointment",
    location: how ? how.charAt(0).toUpperCase() + how.slice(1) : null,
    class: ICalEventClass.PRIVATE,
  });
  // Every line of a calendar ends; the library leaves the last one open.
  return `${calendar.toString()}\r\n`;
}

import { inWords } from "../core/calendar.ts";
import { channelInWords } from "../core/sentences-of-contact.ts";
import type { Instant } from "../core/texts.ts";
import type { AppointmentChannel } from "../core/words.ts";
import { calendarFile, calendarFileName, calendarType } from "./calendar-file.ts";
import { type Email, email } from "./email.ts";

export interface AppointmentNews {
  readonly baseUrl: string;
  readonly reference: string;
  readonly personToken: string;
  readonly at: Instant;
  readonly channel?: AppointmentChannel | undefined;
  /** Counts up with each new appointment of a case. */
  readonly number: number;
  readonly news: "agreed" | "moved" | "reminder";
  readonly now: Instant;
}

const openings: Record<AppointmentNews["news"], string> = {
  agreed: "You have an appointment.",
  moved: "You have a new appointment. Any earlier one no longer counts.",
  reminder: "This is to remind you of your appointment.",
};
const subjects: Record<AppointmentNews["news"], string> = {
  agreed: "Your appointment on",
  moved: "Your appointment is now on",
  reminder: "Reminder: your appointment on",
};

/**
 * To the person: when and how their appointment is, with a file for their calendar. Others in the household may read
 * it, so it does not say what the appointment is about, nor with whom.
 */
export function appointmentEmail(data: AppointmentNews): Email {
  const { baseUrl, reference, personToken, at, channel, news, now } = data;
  const when = inWords(at, now);
  const own = `${baseUrl}/my/${encodeURIComponent(personToken)}`;
  const mail = email(`${subjects[news]} ${when}`, [
    openings[news],
    `It is on ${when}${channel ? `, ${channelInWords(channel)}` : ""}.`,
    "If you cannot come, tell the person you agreed it with. You can choose another time.",
    "It is your choice. You can stop at any time, and you do not have to say why.",
    {
      link: `${own}/${calendarFileName}`,
      says: "To put it in your calendar, open the file with this email, or use this link:",
    },
    { link: own, says: "To see where things are, or to stop:" },
    `Your reference is ${reference}.`,
    "Nobody reads replies to this email.",
  ]);
  return {
    ...mail,
    attachments: [{ filename: calendarFileName, contentType: calendarType, content: calendarFile(data) }],
  };
}

import { inWords } from "../core/calendar.ts";
import type { Instant } from "../core/texts.ts";
import { signature } from "./common.ts";
import { type Email, email } from "./email.ts";

export interface SafetyOverdue {
  readonly baseUrl: string;
  readonly handle: string;
  readonly reference: string;
  readonly dueAt: Instant;
  readonly areaName: string;
  readonly now: Instant;
}

/** To the lead and everyone on duty, once, as soon as nobody has answered a safety task in time. */
export function safetyOverdue({ baseUrl, handle, reference, dueAt, areaName, now }: SafetyOverdue): Email {
  return email(`URGENT: safety task overdue (${reference})`, [
    `Someone may be at risk, and nobody has yet recorded that they are safe. This was due ${inWords(dueAt, now)}.`,
    "Please agree now who does it. Everyone on duty in your area and the area lead get this email.",
    `Reference: ${reference}. Area: ${areaName}.`,
    {
      link: `${baseUrl}/tasks/${encodeURIComponent(handle)}`,
      says: "Open the task. You sign in with a code that we email to you, because the details are private:",
    },
    "If someone's life is in danger, call 999.",
    "Please do not forward this email.",
    signature,
  ]);
}

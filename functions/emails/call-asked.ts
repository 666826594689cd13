import { signature } from "./common.ts";
import { type Email, email } from "./email.ts";

export interface CallAsked {
  readonly baseUrl: string;
  readonly reference: string;
  readonly areaName: string;
}

/** To whoever is to call a person back. Who it is, and the time of day they like, is read after signing in. */
export function callAsked({ baseUrl, reference, areaName }: CallAsked): Email {
  return email(`Please call someone back (${reference})`, [
    "Someone has asked for a call. Please call them, or write a note on the case about what you did instead.",
    `Reference: ${reference}. Area: ${areaName}.`,
    {
      link: `${baseUrl}/cases/${encodeURIComponent(reference)}`,
      says: "Open the case. You sign in with a code that we email to you, because the details are private:",
    },
    "Please do not forward this email. If this is not for you, tell your area lead.",
    signature,
  ]);
}

import { crisisRoutes, signature, yourChoice } from "./common.ts";
import { type Email, email } from "./email.ts";

export interface ContactChanged {
  readonly reference: string;
}

/** To the address that a person had before: that it is no longer used, and never what is used now. */
export function contactChanged({ reference }: ContactChanged): Email {
  return email(`Contact details changed: ${reference}`, [
    `The contact details for the WorkWell referral ${reference} were changed. We no longer use this email address.`,
    "If you asked for this, you do not need to do anything.",
    "If you did not, tell your Work and Health Coach, or use the links in the first email that we sent you.",
    yourChoice,
    ...crisisRoutes,
    signature,
  ]);
}

import { codeMinutes } from "../core/sessions.ts";
import { crisisRoutes, signature, yourChoice } from "./common.ts";
import { type Email, email } from "./email.ts";

export interface ChangeCode {
  /** Six digits. */
  readonly code: string;
}

/** To a person who wants to see or change their own details: the only six-digit number in the mail is the code. */
export function changeCode({ code }: ChangeCode): Email {
  return email("Your code for WorkWell", [
    `Your code is ${code}`,
    `Type it into the page where you asked for it. Then you can change your details. It works once, for ${codeMinutes} minutes.`,
    "Nobody from WorkWell will ever ask you for this code. Do not tell it to anyone.",
    "If you did not ask for a code, someone else may have your link. They cannot see or change your details without this code. You do not need to do anything.",
    yourChoice,
    ...crisisRoutes,
    signature,
  ]);
}

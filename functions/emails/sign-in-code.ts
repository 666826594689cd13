import { codeMinutes } from "../core/sessions.ts";
import { signature } from "./common.ts";
import { type Email, email } from "./email.ts";

export interface SignInCode {
  /** Six digits. */
  readonly code: string;
}

/** The code to sign in with: the only six-digit number in the mail, so that people and programs find it. */
export function signInCode({ code }: SignInCode): Email {
  return email("Your WorkWell sign-in code", [
    `Your code is ${code}`,
    `Type it into the page where you asked for it. It works once, for ${codeMinutes} minutes.`,
    "Nobody from WorkWell will ever ask you for this code. Do not tell it to anyone.",
    "If you did not ask for a code, you can ignore this email.",
    signature,
  ]);
}

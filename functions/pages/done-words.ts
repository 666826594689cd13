import type { CommandName } from "../core/command-bodies.ts";

/** What was done, for the page to which one comes back after it. */
export const doneWords: Record<CommandName, string> = {
  note: "Your note was added.",
  withdraw: "The case is closed. Nobody contacts the person again.",
  finish: "You are now asked to record how support ended.",
  hold: "The case is on hold. Its clock stands still.",
  resume: "The case goes on.",
  "raise-safety": "The duty officer is asked to make sure that everyone is safe.",
  consent: "What the person decided is recorded.",
  "contact-details": "The contact details are saved.",
  share: "It is recorded that the plan is shared.",
  reassign: "The person has another coach now.",
  transfer: "The person goes on in the other area. This case is closed.",
  merge: "The cases are joined. The other one goes on.",
  reopen: "The case is open again.",
  erase: "The person's details are being erased.",
  "legal-hold": "The legal hold is changed.",
  correct: "The correction is recorded.",
};

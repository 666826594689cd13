import { z } from "zod";
import { ContactDetails } from "./referral.ts";
import { Day, EmailAddress, Line, Moment, Note } from "./texts.ts";
import { consentNames, erasureReasons, planReaders } from "./words.ts";

/**
 * What coach and lead can do with a case outside its tasks, each with the shape of its body. Unknown fields are
 * refused. Source: the HTTP contract, `POST /cases/{reference}/<command>`.
 */
export const commandBodies = {
  note: z.strictObject({ text: Note }),
  withdraw: z.strictObject({ reason: Note }),
  finish: z.strictObject({}),
  hold: z.strictObject({ until: Moment, reason: Note }),
  resume: z.strictObject({}),
  "raise-safety": z.strictObject({ note: Note }),
  consent: z.strictObject({ which: z.enum(consentNames), given: z.boolean(), on: Day }),
  "contact-details": ContactDetails.refine(
    (contact) => Object.keys(contact).length > 0,
    "Give at least one detail that changes",
  ),
  share: z.strictObject({ with: z.enum(planReaders) }),
  reassign: z
    .strictObject({
      to: EmailAddress.toLowerCase().optional(),
      /** The coach who is named takes the person though they have no room; the reason says why. */
      overrideCapacity: z.boolean().optional(),
      reason: Note,
    })
    .refine(({ to, overrideCapacity }) => to !== undefined || !overrideCapacity, {
      path: ["to"],
      error: "Say which coach takes more people than they have room for",
    }),
  transfer: z.strictObject({ toArea: Line, reason: Note }),
  merge: z.strictObject({ into: Line, reason: Note }),
  reopen: z.strictObject({ reason: Note }),
  erase: z.strictObject({ reason: z.enum(erasureReasons) }),
  "legal-hold": z.strictObject({ on: z.boolean(), reason: Note }),
  correct: z.strictObject({ eventId: Line, data: z.record(z.string(), z.unknown()), reason: Note }),
} as const;

export type CommandName = keyof typeof commandBodies;

/** A command as it was asked for, its body checked. */
export type AskedCommand = {
  readonly [Name in CommandName]: {
    readonly name: Name;
    readonly body: z.infer<(typeof commandBodies)[Name]>;
  };
}[CommandName];

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commandBodies, name);
}

import { z } from "zod";
import { callTimes, consentNames } from "../words.ts";

/** What a person sends from their own page, beside their contact details. Unknown fields are refused. */
export const CallRequest = z.strictObject({ when: z.enum(callTimes).optional() });

export const CodeRequest = z.strictObject({});

export const UnlockRequest = z.strictObject({ code: z.string("Enter the code from the email").max(20) });

/** Each consent that the person answers now; the others stay. */
export const ConsentsRequest = z
  .strictObject(
    Object.fromEntries(consentNames.map((which) => [which, z.boolean().optional()])) as Record<
      (typeof consentNames)[number],
      z.ZodOptional<z.ZodBoolean>
    >,
  )
  .refine((consents) => Object.keys(consents).length > 0, "Answer at least one");

import { z } from "zod";
import { event } from "./event-shape.ts";

/** Whose address an email of a case went to, where it is no member of staff's. */
export const addressOwners = ["person", "referrer"] as const;
export type AddressOwner = (typeof addressOwners)[number];

/** Why an address is no good: nobody is there, its owner does not want our emails, or SES will not carry them. */
export const returnReasons = ["bounced", "complained", "rejected"] as const;
export type ReturnReason = (typeof returnReasons)[number];

/** What the world says back about what was sent. */
export const deliveryEvents = [
  /**
   * The email came back for good. The address itself is not told here; `mail` tells a repeat of the same news.
   * `isReplaced`: the person has had another address since, to which the email goes now.
   */
  event("email-returned", {
    email: z.string(),
    of: z.enum(addressOwners),
    because: z.enum(returnReasons),
    mail: z.string(),
    isReplaced: z.boolean().optional(),
  }),
  /** The phones that follow the safety topic were told of this task. */
  event("duty-alerted", { handle: z.string() }),
] as const;

export type DeliveryEvent = z.infer<(typeof deliveryEvents)[number]>;

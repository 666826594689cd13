import { z } from "zod";
import type { ReturnReason } from "../core/events-of-delivery.ts";
import { type CaseMail, caseMailOf } from "../core/mail-tags.ts";

const Recipients = z.array(z.looseObject({ emailAddress: z.string() }));
const Mail = z.looseObject({
  messageId: z.string().min(1),
  destination: z.array(z.string()).default([]),
  /** Only in events of a configuration set. */
  tags: z.record(z.string(), z.array(z.string())).default({}),
});

const kinds = [
  z.looseObject({
    kind: z.literal("Bounce"),
    mail: Mail,
    bounce: z.looseObject({
      bounceType: z.enum(["Permanent", "Transient", "Undetermined"]),
      bouncedRecipients: Recipients,
    }),
  }),
  z.looseObject({
    kind: z.literal("Complaint"),
    mail: Mail,
    complaint: z.looseObject({ complainedRecipients: Recipients }),
  }),
  z.looseObject({ kind: z.literal("Reject"), mail: Mail }),
  z.looseObject({ kind: z.literal("Delivery"), mail: Mail }),
  z.looseObject({ kind: z.literal("DeliveryDelay"), mail: Mail }),
] as const;

/**
 * What SES says of one mail, as events of a configuration set name it (`eventType`) or as feedback notifications of
 * an identity do (`notificationType`).
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 * https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
 */
const SesMessage = z
  .looseObject({ eventType: z.string().optional(), notificationType: z.string().optional() })
  .transform(({ eventType, notificationType, ...rest }) => ({
    ...rest,
    kind: eventType ?? notificationType,
  }))
  .pipe(z.discriminatedUnion("kind", kinds));
type SesMessage = z.infer<typeof SesMessage>;

/** News of one mail. `because` is undefined where nothing is wrong with its addresses. */
export interface DeliveryNews {
  readonly kind: SesMessage["kind"];
  readonly messageId: string;
  readonly because: ReturnReason | undefined;
  /** The addresses that the mail did not reach. */
  readonly addresses: readonly string[];
  /** The case's email that the mail was; undefined for codes and digests. */
  readonly about: CaseMail | undefined;
}

/** What a message of the topic says; undefined for anything else, such as SES's own test of the topic. */
export function deliveryNews(message: string): DeliveryNews | undefined {
  const read = SesMessage.safeParse(jsonOf(message)).data;
  if (!read) return undefined;
  const { messageId, tags } = read.mail;
  return {
    kind: read.kind,
    messageId,
    because: reasonOf(read),
    addresses: addressesOf(read),
    about: caseMailOf(tags),
  };
}

/** A full mailbox or a delay passes by itself, and SES goes on trying. */
function reasonOf(read: SesMessage): ReturnReason | undefined {
  switch (read.kind) {
    case "Bounce":
      return read.bounce.bounceType === "Permanent" ? "bounced" : undefined;
    case "Complaint":
      return "complained";
    case "Reject":
      return "rejected";
    default:
      return undefined;
  }
}

/**
 * To one address: that one, for a mail that was passed on comes back from an address which is not ours. To several:
 * those that SES names.
 */
function addressesOf(read: SesMessage): string[] {
  const { destination } = read.mail;
  const named =
    read.kind === "Bounce"
      ? read.bounce.bouncedRecipients
      : read.kind === "Complaint"
        ? read.complaint.complainedRecipients
        : destination.map((emailAddress) => ({ emailAddress }));
  const addresses = destination.length === 1 ? destination : named.map(({ emailAddress }) => emailAddress);
  return addresses.map(bare);
}

/** "Name <address>" is the address alone. */
function bare(address: string): string {
  return (/<([^<>]+)>\s*$/.exec(address)?.[1] ?? address).trim().toLowerCase();
}

function jsonOf(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

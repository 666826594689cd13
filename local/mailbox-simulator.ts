import { randomUUID } from "node:crypto";

/** A mail that SES has taken, as far as news of it needs to know. */
export interface SentMail {
  readonly messageId: string;
  readonly source: string;
  readonly destination: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** SES's own addresses for trying deliveries out, with or without a +label. No others have a fate of their own here. */
const simulator = /^([a-z]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i;

type Kind = "Bounce" | "Complaint" | "Delivery";

/**
 * What SES would tell of this mail: events for the addresses of its mailbox simulator, each with the kind that a
 * configuration set's destination names it by. Mails to any other address reach the inbox here, and that is all.
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator
 */
export function newsOfMail(mail: SentMail, time: number): { kind: string; message: string }[] {
  return mail.destination.flatMap((address) => {
    const mailbox = simulator.exec(address)?.[1]?.toLowerCase();
    return kindsOf(mailbox).map((kind) => ({
      kind: kind.toLowerCase(),
      message: JSON.stringify(eventOf(kind, mailbox === "suppressionlist", address, mail, time)),
    }));
  });
}

function kindsOf(mailbox: string | undefined): Kind[] {
  switch (mailbox) {
    case "bounce":
    case "suppressionlist":
      return ["Bounce"];
    case "complaint":
      return ["Delivery", "Complaint"];
    case "success":
    case "ooto":
      return ["Delivery"];
    default:
      return [];
  }
}

function eventOf(kind: Kind, isSuppressed: boolean, address: string, mail: SentMail, time: number) {
  const timestamp = new Date(time).toISOString();
  const feedback = { feedbackId: randomUUID(), timestamp };
  const tags = Object.entries(mail.tags).map(([name, value]) => [name, [value]]);
  return {
    eventType: kind,
    mail: {
      timestamp,
      source: mail.source,
      messageId: mail.messageId,
      destination: mail.destination,
      tags: Object.fromEntries(tags),
    },
    ...(kind === "Bounce"
      ? {
          bounce: {
            ...feedback,
            bounceType: "Permanent",
            bounceSubType: isSuppressed ? "Suppressed" : "General",
            bouncedRecipients: [{ emailAddress: address, action: "failed", status: "5.1.1" }],
          },
        }
      : {}),
    ...(kind === "Complaint"
      ? { complaint: { ...feedback, complainedRecipients: [{ emailAddress: address }] } }
      : {}),
    ...(kind === "Delivery" ? { delivery: { timestamp, recipients: [address] } } : {}),
  };
}

/** The mail of a SendEmail request and its answer, as SES's query protocol writes them; undefined for anything else. */
export function sentMailOf(request: string, answer: string): SentMail | undefined {
  const fields = new URLSearchParams(request);
  const messageId = /<MessageId>([^<]+)<\/MessageId>/.exec(answer)?.[1];
  if (fields.get("Action") !== "SendEmail" || messageId === undefined) return undefined;
  const members = (prefix: string) =>
    [...fields].filter(([name]) => name.startsWith(prefix)).map(([, value]) => value);
  const tags: Record<string, string> = {};
  for (let number = 1; fields.has(`Tags.member.${number}.Name`); number++) {
    const name = fields.get(`Tags.member.${number}.Name`) ?? "";
    tags[name] = fields.get(`Tags.member.${number}.Value`) ?? "";
  }
  return {
    messageId,
    source: fields.get("Source") ?? "",
    destination: members("Destination.ToAddresses.member."),
    tags,
  };
}

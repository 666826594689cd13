import { type CaseMail, tagsOf } from "../../functions/core/mail-tags.ts";

/** What SES tells of a mail that came back for good. */
export function bounceOf(about: CaseMail, messageId: string, destination: readonly string[]) {
  const tags = Object.entries(tagsOf(about)).map(([name, value]) => [name, [value]]);
  return {
    eventType: "Bounce",
    mail: { messageId, destination, tags: Object.fromEntries(tags) },
    bounce: {
      bounceType: "Permanent",
      bouncedRecipients: destination.map((emailAddress) => ({ emailAddress })),
    },
  };
}

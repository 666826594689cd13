import { MessageRejected, SESClient, SESServiceException, SendEmailCommand } from "@aws-sdk/client-ses";
import { type CaseMail, tagsOf } from "../core/mail-tags.ts";

export interface Email {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export type Mailer = ReturnType<typeof mailer>;

/** Sends through SES from the service's own address. */
export function mailer(sender: string, client = new SESClient({})) {
  return {
    /**
     * `rejected`: SES will never take this address or message; anything that may pass later is thrown. `about`: the
     * email of a case that this is, which news of its delivery then tells.
     */
    async send(
      to: readonly string[],
      { subject, text, html }: Email,
      about?: CaseMail,
    ): Promise<"sent" | "rejected"> {
      try {
        await client.send(
          new SendEmailCommand({
            Source: sender,
            Destination: { ToAddresses: [...to] },
            Tags: Object.entries(about ? tagsOf(about) : {}).map(([Name, Value]) => ({ Name, Value })),
            Message: {
              Subject: { Data: subject, Charset: "UTF-8" },
              Body: { Text: { Data: text, Charset: "UTF-8" }, Html: { Data: html, Charset: "UTF-8" } },
            },
          }),
        );
        return "sent";
      } catch (error) {
        if (isForGood(error)) return "rejected";
        throw error;
      }
    },
  };
}

/**
 * An address that is none, or a message that SES will not carry. An account whose identities are not verified yet is
 * rejected in the same words, but that can be mended: the email must not be lost over it.
 */
function isForGood(error: unknown): boolean {
  if (error instanceof MessageRejected) return !/not verified|failed the check/i.test(error.message);
  return error instanceof SESServiceException && error.name === "InvalidParameterValue";
}

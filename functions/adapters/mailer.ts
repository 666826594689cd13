import { MessageRejected, SESClient, SendEmailCommand } from "@aws-sdk/client-ses";

export interface Email {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export type Mailer = ReturnType<typeof mailer>;

/** Sends through SES from the service's own address. */
export function mailer(sender: string, client = new SESClient({})) {
  return {
    /** `rejected`: SES will never take this message or address; anything that may pass later is thrown. */
    async send(to: readonly string[], { subject, text, html }: Email): Promise<"sent" | "rejected"> {
      try {
        await client.send(
          new SendEmailCommand({
            Source: sender,
            Destination: { ToAddresses: [...to] },
            Message: {
              Subject: { Data: subject, Charset: "UTF-8" },
              Body: { Text: { Data: text, Charset: "UTF-8" }, Html: { Data: html, Charset: "UTF-8" } },
            },
          }),
        );
        return "sent";
      } catch (error) {
        if (error instanceof MessageRejected) return "rejected";
        throw error;
      }
    },
  };
}

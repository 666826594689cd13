import {
  MessageRejected,
  type MessageTag,
  SESClient,
  SESServiceException,
  SendEmailCommand,
  SendRawEmailCommand,
} from "@aws-sdk/client-ses";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { type CaseMail, tagsOf } from "../core/mail-tags.ts";

/** A file that goes along with an email. */
export interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: string;
}

export interface Email {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments?: readonly Attachment[];
}

export type Mailer = ReturnType<typeof mailer>;

/** Sends through SES from the service's own address. */
export function mailer(sender: string, client = new SESClient({})) {
  return {
    /**
     * `rejected`: SES will never take this address or message; anything that may pass later is thrown. `about`: the
     * email of a case that this is, which news of its delivery then tells.
     */
    async send(to: readonly string[], email: Email, about?: CaseMail): Promise<"sent" | "rejected"> {
      try {
        const { attachments = [] } = email;
        const addressed = { sender, to, tags: Object.entries(about ? tagsOf(about) : {}).map(tagOf) };
        if (attachments.length === 0) await client.send(plain(addressed, email));
        else await client.send(await withAttachments(addressed, email, attachments));
        return "sent";
      } catch (error) {
        if (isForGood(error)) return "rejected";
        throw error;
      }
    },
  };
}

interface Addressed {
  readonly sender: string;
  readonly to: readonly string[];
  readonly tags: MessageTag[];
}

function tagOf([Name, Value]: [string, string]): MessageTag {
  return { Name, Value };
}

function plain({ sender, to, tags }: Addressed, { subject, text, html }: Email): SendEmailCommand {
  return new SendEmailCommand({
    Source: sender,
    Destination: { ToAddresses: [...to] },
    Tags: tags,
    Message: {
      Subject: { Data: subject, Charset: "UTF-8" },
      Body: { Text: { Data: text, Charset: "UTF-8" }, Html: { Data: html, Charset: "UTF-8" } },
    },
  });
}

/** SES takes a file only within a whole message (MIME). It puts its own date and message id into it. */
async function withAttachments(
  { sender, to, tags }: Addressed,
  { subject, text, html }: Email,
  attachments: readonly Attachment[],
): Promise<SendRawEmailCommand> {
  const composer = new MailComposer({
    from: sender,
    to: [...to],
    subject,
    text,
    html,
    attachments: attachments.map((attachment) => ({ ...attachment })),
    newline: "windows",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return new SendRawEmailCommand({ Tags: tags, RawMessage: { Data: await composer.compile().build() } });
}

/**
 * An address that is none, or a message that SES will not carry. An account whose identities are not verified yet is
 * rejected in the same words, but that can be mended: the email must not be lost over it.
 */
function isForGood(error: unknown): boolean {
  if (error instanceof MessageRejected) return !/not verified|failed the check/i.test(error.message);
  return error instanceof SESServiceException && error.name === "InvalidParameterValue";
}

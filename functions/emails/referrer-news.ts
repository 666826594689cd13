import type { ReferrerNews as News } from "../core/referrer-news.ts";
import { signature } from "./common.ts";
import { type Email, email } from "./email.ts";

export interface ReferrerNews {
  readonly reference: string;
  readonly news: News;
}

const words: Record<News, { readonly subject: string; readonly says: string }> = {
  "referrer-in-touch": { subject: "in touch", says: "Someone from WorkWell is in touch about it." },
  "referrer-finished": { subject: "finished", says: "It is finished." },
};

/**
 * To whoever referred someone, where they asked to hear back and the person agreed: how far the referral has come,
 * and nothing else. Not how it ended, and nothing about the person.
 */
export function referrerNewsEmail({ reference, news }: ReferrerNews): Email {
  const { subject, says } = words[news];
  return email(`WorkWell referral ${reference}: ${subject}`, [
    `This is about the referral with the reference ${reference}. ${says}`,
    "You do not need to do anything.",
    "You get this email because you asked to hear back and the person agreed. They can change their mind at any time: then you hear nothing more.",
    "We never tell you about anyone's health, or how things ended.",
    "Nobody reads replies to this email.",
    signature,
  ]);
}

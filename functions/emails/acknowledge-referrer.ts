import { notWatched, signature } from "./common.ts";
import { type Email, email } from "./email.ts";

export interface ReferrerAcknowledgement {
  readonly reference: string;
  readonly areaName: string;
}

/**
 * To whoever referred someone. It is the same for everyone, so that it tells nothing about the person: not what
 * they agreed to, and not whether they are known already.
 */
export function acknowledgeReferrer({ reference, areaName }: ReferrerAcknowledgement): Email {
  return email(`WorkWell referral ${reference}: received`, [
    "Thank you for your referral to WorkWell. We have it.",
    `The reference is ${reference}. The area is ${areaName}.`,
    { heading: "What happens next" },
    "A Work and Health Coach will get in touch. You do not need to do anything.",
    { heading: "What you may hear from us" },
    "WorkWell is voluntary and private. We tell you more only if the person agreed to it and you asked to hear back. If you hear nothing more, that does not mean that anything is wrong.",
    "We never tell you about anyone's health.",
    { heading: "If someone needs help now" },
    {
      list: [
        "If someone's life is in danger, call 999.",
        "For help with mental health, call NHS 111 and choose option 2.",
        "To talk to someone at any time, call Samaritans on 116 123.",
      ],
    },
    notWatched,
    signature,
  ]);
}

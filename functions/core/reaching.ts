import type { Case } from "./case.ts";
import { personAddress } from "./decide/receive.ts";
import { understoodTimes } from "./next-try.ts";
import { formatReference } from "./reference.ts";
import type { ContactDetails, Referral } from "./referral.ts";
import type { contactChannels } from "./words.ts";

const channelWords: Record<(typeof contactChannels)[number], string> = {
  phone: "by phone",
  email: "by email",
  text: "by text message",
  letter: "by letter",
  video: "by video call",
  "in-person": "in person",
};

/**
 * What a coach needs to know before they get in touch, in sentences: by which way and when, whether a message may be
 * left, in which language, and what the person needs so that they understand (Accessible Information Standard).
 */
export function howToReach(person: Referral["person"]): string[] {
  const { contact, language, interpreter, communicationNeeds } = person;
  const { preferredChannel, preferredTimes } = contact;
  const read = understoodTimes(person);
  return [
    ...(contact.phone || contact.email
      ? []
      : ["They gave no phone number and no email address. Ask whoever referred them how to reach them."]),
    preferredChannel
      ? `They like to be reached ${channelWords[preferredChannel]}.`
      : "They did not say how they like to be reached.",
    preferredTimes
      ? `Their best times, in their words: “${preferredTimes}”. ${read}`
      : "They did not say when.",
    messageWords(contact),
    ...(language ? [`They speak ${language}.`] : []),
    ...(interpreter ? ["They need an interpreter. Book one before you get in touch."] : []),
    ...(communicationNeeds?.length
      ? [`What they need to communicate: ${communicationNeeds.join(", ")}.`]
      : []),
  ];
}

function messageWords({ safeToLeaveMessage }: ContactDetails): string {
  if (safeToLeaveMessage === true) {
    return "You may leave a message or send a text. Say your name and ask them to call back. Do not say what it is about.";
  }
  return safeToLeaveMessage === false
    ? "Do not leave a message and do not send a text: they said that it is not safe."
    : "Do not leave a message and do not send a text: we do not know whether it is safe. Ask them.";
}

/** Somebody without an email address of their own has read nothing about their referral: the coach tells them. */
export function isToldByCoach(referral: Referral): boolean {
  return personAddress(referral) === undefined;
}

/** What the coach says to somebody who has no email, in the words that others read in theirs. */
export function toSay({ reference }: Pick<Case, "reference">): string[] {
  return [
    `Your reference is ${formatReference(reference)}.`,
    "WorkWell is voluntary. You can stop at any time, and you do not have to say why.",
    "It has no effect on your benefits.",
    "We do not share anything with the Jobcentre unless you say so.",
    "If you want to stop, call me or tell me when we speak. I stop it for you, and nobody contacts you again.",
  ];
}

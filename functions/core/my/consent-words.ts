import type { ConsentName } from "../words.ts";

/** What a person agrees to, in the words that they read. */
export const myConsentWords: Record<ConsentName, { readonly asks: string; readonly means: string }> = {
  shareBackWithReferrer: {
    asks: "Tell the person who referred you how things are going",
    means: "They hear how far you have come, and nothing about your health.",
  },
  contactEmployer: {
    asks: "Talk with your employer",
    means:
      "Your coach may talk with your employer about changes at work. They do not tell them about your health.",
  },
  shareWithGp: {
    asks: "Share your plan with your GP",
    means: "Your GP may get a copy of your plan.",
  },
  evaluation: {
    asks: "Ask you what you think of WorkWell",
    means: "Someone may ask you to take part in a study. You can say no each time.",
  },
};

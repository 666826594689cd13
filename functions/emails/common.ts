import type { Block } from "./email.ts";

/** Said in every message to a person. Source: domain.md, "Referral facts". */
export const yourChoice: Block = {
  list: [
    "WorkWell is voluntary. You can stop at any time.",
    "It has no effect on your benefits.",
    "We do not share anything with the Jobcentre unless you say so.",
  ],
};

/** Said wherever somebody might wait for an answer to what they wrote. */
export const notWatched: Block =
  "Nobody reads replies to this email, and what is written in a form is not watched all the time.";

/** Where to turn at once; nobody waits for mail in a crisis. */
export const crisisRoutes: readonly Block[] = [
  { heading: "If you need help now" },
  {
    list: [
      "If someone's life is in danger, call 999.",
      "For help with your mental health, call NHS 111 and choose option 2.",
      "To talk to someone at any time, call Samaritans on 116 123. It is free.",
    ],
  },
  notWatched,
];

export const signature: Block = "WorkWell";

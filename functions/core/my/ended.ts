import { dateInWords } from "../calendar.ts";
import { type Case, hasDied } from "../case.ts";
import { formatReference } from "../reference.ts";
import type { Instant } from "../texts.ts";
import type { Closure } from "../words.ts";

type Closed = Extract<Case, { stage: "closed" }>;

interface Ended {
  readonly says: string;
  readonly why: string;
}

const askAgain = "You can ask for help again at any time.";

const endings: Record<Exclude<Closure, "withdrew" | "transferred-area" | "duplicate">, Ended> = {
  "completed-plan": {
    says: "Your support has ended, because you and your coach did what you planned.",
    why: askAgain,
  },
  "maximum-duration": {
    says: "Your support has ended, because it has gone on for as long as your area offers.",
    why: askAgain,
  },
  "unable-to-contact": {
    says: "We could not reach you, so we have stopped trying.",
    why: "If you would still like help, ask for it again. Tell us the best way and time to reach you.",
  },
  "not-eligible-area": {
    says: "Another service or area fits you better, so your referral to us has ended.",
    why: "A person decided this. These services may help you now. You can also ask us again.",
  },
  "not-eligible-other": {
    says: "WorkWell is not the right service for you now, so your referral has ended.",
    why: "A person decided this. These services may help you now. You can also ask us again.",
  },
  "needs-more-intensive-support": {
    says: "You need more support than WorkWell gives, so your support with us has ended.",
    why: `These services may help you now. ${askAgain}`,
  },
  "health-deteriorated": {
    says: "Your support has ended for now, because your health comes first.",
    why: "You can ask for help again when you feel ready.",
  },
  // Whoever opens this page then is somebody else.
  died: { says: "This referral is closed.", why: "Nobody from WorkWell will be in touch about it." },
  "moved-away": { says: "Your support has ended, because you moved away.", why: askAgain },
  other: { says: "Your support has ended.", why: askAgain },
};

/** Endings after which another service may be the next door. */
const otherDoors: readonly Closure[] = [
  "not-eligible-area",
  "not-eligible-other",
  "needs-more-intensive-support",
];

/** Whether the person is told of other services. */
export function isToldOfOtherDoors(given: Case): boolean {
  return given.stage === "closed" && otherDoors.includes(given.closure);
}

/** Whether whoever reads this may be told that they can come back. After a death it is somebody else. */
export function mayComeBack(given: Case): boolean {
  return !hasDied(given);
}

/** The reference with which the person goes on in another area, once that case is there. */
export function goesOnAs({ continuesAs }: Case): string | undefined {
  return continuesAs?.because === "transferred" && continuesAs.opened ? continuesAs.reference : undefined;
}

/** How it ended, for the person. */
export function ended(given: Closed, now: Instant): Ended {
  const { continuesAs, withdrawnAt, closure } = given;
  if (withdrawnAt !== undefined) {
    return {
      says: `You stopped on ${dateInWords(withdrawnAt, now)}. Nobody from WorkWell will be in touch about this referral.`,
      why: `You do not have to say why. It has no effect on your benefits. ${askAgain}`,
    };
  }
  switch (closure) {
    case "withdrew":
      return { says: "This referral has stopped, because you did not want to go on.", why: askAgain };
    case "transferred-area":
      return {
        says: `You go on with WorkWell in another area. Your new reference is ${formatReference(continuesAs?.reference ?? "")}.`,
        why: "Nothing is lost. You keep the date of your first referral.",
      };
    case "duplicate":
      return {
        says: "There was another referral of yours. We have joined the two, and you go on with that one.",
        why: "Use the link in the email about that one to see where you are.",
      };
    default:
      return endings[closure];
  }
}

import type { Case } from "./case.ts";
import type { Stage } from "./stages.ts";
import type { Instant } from "./texts.ts";

export interface Progress {
  readonly reference: string;
  readonly receivedAt: Instant;
  readonly progress: "received" | "arranging" | "in-touch" | "supported" | "finished";
  readonly updatedAt: Instant;
}

const progressAt: Record<Exclude<Stage, "hold">, Progress["progress"]> = {
  triage: "received",
  review: "received",
  assignment: "arranging",
  waiting: "arranging",
  contact: "arranging",
  assessment: "in-touch",
  plan: "supported",
  support: "supported",
  exit: "supported",
  "follow-up": "finished",
  closed: "finished",
};

/** How far the journey has come, as the person themselves always sees it. */
export function progressNow(given: Case): Progress["progress"] {
  return progressAt[given.stage === "hold" ? given.resumesAs : given.stage];
}

/**
 * What a referrer may know. Without the person's consent it never changes, however the journey ends; nor after the
 * journey went on in another case, of which the referrer of this one is not told.
 */
export function progressOf(given: Case): Progress {
  const { reference, receivedAt, updatedAt, continuesAs } = given;
  if (!given.consents.shareBackWithReferrer) {
    return { reference, receivedAt, progress: "received", updatedAt: receivedAt };
  }
  if (continuesAs) {
    return { reference, receivedAt, progress: progressAt[continuesAs.stage], updatedAt: continuesAs.at };
  }
  return { reference, receivedAt, progress: progressNow(given), updatedAt };
}

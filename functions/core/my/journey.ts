import type { Case } from "../case.ts";
import type { Stage } from "../stages.ts";
import type { Instant } from "../texts.ts";

/** The steps of a journey as a person sees it, in their order. */
export const mySteps = [
  "received",
  "coach",
  "contact",
  "appointment",
  "plan",
  "support",
  "follow-up",
] as const;
export type MyStep = (typeof mySteps)[number];

/** One step of a person's journey. `at`: when it was done, where that is known. */
export interface StepOfMine {
  readonly step: MyStep;
  readonly state: "done" | "now" | "to-come";
  readonly at?: Instant | undefined;
}

const stepAt: Record<Exclude<Stage, "hold" | "closed">, MyStep> = {
  triage: "coach",
  review: "coach",
  assignment: "coach",
  waiting: "coach",
  contact: "contact",
  assessment: "appointment",
  plan: "plan",
  support: "support",
  exit: "support",
  "follow-up": "follow-up",
};

/**
 * What is done, what is now and what is to come. A step that was left out (support ended before a plan) is not
 * shown, and once the case is closed nothing is to come.
 */
export function myJourney(given: Case): StepOfMine[] {
  const stage = given.stage === "hold" ? given.resumesAs : given.stage;
  const now = stage === "closed" ? mySteps.length : mySteps.indexOf(stepAt[stage]);
  return mySteps.flatMap((step, index): StepOfMine[] => {
    if (index === now) return [{ step, state: "now" }];
    if (index > now) return [{ step, state: "to-come" }];
    return isDone(given, step) ? [{ step, state: "done", at: doneAt(given, step) }] : [];
  });
}

function isDone(given: Case, step: MyStep): boolean {
  switch (step) {
    case "received":
      return true;
    case "coach":
      return given.coach !== undefined;
    default:
      return doneAt(given, step) !== undefined;
  }
}

function doneAt(given: Case, step: MyStep): Instant | undefined {
  switch (step) {
    case "received":
      return given.receivedAt;
    case "coach":
      return undefined;
    case "contact":
      return given.contact?.at;
    case "appointment":
      return given.start?.heldAt;
    case "plan":
      return given.plan?.agreedAt;
    case "support":
      return given.start && given.exit?.at;
    case "follow-up":
      return given.followUps.at(-1)?.at;
  }
}

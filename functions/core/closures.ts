import type { FieldError } from "./field-errors.ts";
import type { Closure, Outcome } from "./words.ts";

/** What an ending means. Source: the HTTP contract's closure table. */
export interface Ending {
  /** The exit task must record an outcome and an employment status; otherwise it must not record an outcome. */
  readonly outcomeRequired: boolean;
  /** Asked again at 13 and 26 weeks (given that the person still agrees to contact). */
  readonly followedUp: boolean;
  readonly completion: boolean;
  /** What the outcome at exit counts as where none is asked for. */
  readonly recordedAs?: Outcome | "not-asked";
}

const withOutcome = (completion: boolean): Ending => ({
  outcomeRequired: true,
  followedUp: true,
  completion,
});
const neverAsked: Ending = {
  outcomeRequired: false,
  followedUp: false,
  completion: false,
  recordedAs: "not-asked",
};

const afterStart: Record<Closure, Ending> = {
  "completed-plan": withOutcome(true),
  "maximum-duration": withOutcome(true),
  "needs-more-intensive-support": withOutcome(false),
  "health-deteriorated": withOutcome(false),
  other: withOutcome(false),
  "unable-to-contact": {
    outcomeRequired: false,
    followedUp: true,
    completion: false,
    recordedAs: "not-reached",
  },
  withdrew: neverAsked,
  died: neverAsked,
  duplicate: neverAsked,
  "transferred-area": neverAsked,
  "moved-away": neverAsked,
  "not-eligible-area": neverAsked,
  "not-eligible-other": neverAsked,
};

/** Endings that only somebody who has begun can come to. */
function needsStart(closure: Closure): boolean {
  return afterStart[closure].completion;
}

/** `started`: whether the first appointment was attended. Before a start nobody is followed up. */
export function endingOf(closure: Closure, started: boolean): Ending {
  return started ? afterStart[closure] : neverAsked;
}

/** What an ending lacks or has too much of. `recorded`: whatever was given; its words are checked elsewhere. */
export function endingMistakes(
  closure: Closure,
  started: boolean,
  recorded: { readonly outcome: unknown; readonly employmentStatus: unknown },
): FieldError[] {
  if (!started && needsStart(closure)) {
    return [{ pointer: "/closure", detail: "This ending needs a first appointment that was attended" }];
  }
  const { outcomeRequired } = endingOf(closure, started);
  const errors: FieldError[] = [];
  if (outcomeRequired && recorded.outcome === undefined) {
    errors.push({ pointer: "/outcome", detail: "Record the outcome at the end of support" });
  }
  if (outcomeRequired && recorded.employmentStatus === undefined) {
    errors.push({ pointer: "/employmentStatus", detail: "Record whether the person is in work" });
  }
  if (!outcomeRequired && recorded.outcome !== undefined) {
    errors.push({ pointer: "/outcome", detail: "This ending has no outcome. Remove it" });
  }
  return errors;
}

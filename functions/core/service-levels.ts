import type { AreaRules } from "./area-rules.ts";
import type { CaseFacts } from "./reporting/facts.ts";
import { keptTo, when } from "./reporting/findings.ts";
import { rulesAtReceipt, standardsOf } from "./reporting/measure.ts";
import { waitsIn } from "./standards.ts";
import type { Instant } from "./texts.ts";
import { lastDays, waitsWindowDays } from "./waits.ts";

/** Days, up to the last that is over, in which the people were accepted who are counted as new. */
export const acceptedWindowDays = 7;

/** How the service keeps its promises, in numbers that operators watch. Not for publication. */
export interface ServiceLevels {
  /** People found to be in the right place, in the last 7 days. */
  readonly accepted: number;
  /** People whom a coach first spoke to in the last 90 days, and those of them within their area's standard. */
  readonly firstContacts: number;
  readonly withinStandard: number;
  /** Working days for which the person has waited who has waited longest for a first contact; 0 for nobody. */
  readonly oldestWait: number;
}

/**
 * Counts the service levels of an area in one pass over the facts of its cases. `versions`: every version of the area's
 * rules that has begun, oldest first; each case is held to the clock that was in force when it was received.
 */
export function serviceLevelsCounter(versions: readonly AreaRules[], now: Instant) {
  const lately = lastDays(waitsWindowDays, now);
  const thisWeek = lastDays(acceptedWindowDays, now);
  let counted: ServiceLevels = { accepted: 0, firstContacts: 0, withinStandard: 0, oldestWait: 0 };

  return {
    add(facts: CaseFacts): void {
      const { receivedAt, contactAt, acceptedAt } = facts;
      const rules = rulesAtReceipt(versions, receivedAt);
      if (!rules) return;
      const span = { from: receivedAt, to: contactAt };
      const contact = keptTo(standardsOf(rules).firstContact, span, facts, lately);
      const waits = waitsIn(facts, versions, now).filter(({ standard }) => standard === "first-contact");
      counted = together([
        counted,
        {
          accepted: when(acceptedAt, thisWeek) ? 1 : 0,
          firstContacts: contact ? 1 : 0,
          withinStandard: contact?.withinStandard ? 1 : 0,
          oldestWait: waits[0]?.workingDays ?? 0,
        },
      ]);
    },

    counted: (): ServiceLevels => counted,
  };
}

/** The service levels of several areas as one. */
export function together(levels: readonly ServiceLevels[]): ServiceLevels {
  const sum = (figure: keyof ServiceLevels) => levels.reduce((total, each) => total + each[figure], 0);
  return {
    accepted: sum("accepted"),
    firstContacts: sum("firstContacts"),
    withinStandard: sum("withinStandard"),
    oldestWait: Math.max(0, ...levels.map(({ oldestWait }) => oldestWait)),
  };
}

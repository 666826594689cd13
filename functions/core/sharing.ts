import type { Case } from "./case.ts";
import { consentToShareWith } from "./decide/consent.ts";
import type { CaseEvent } from "./events.ts";
import type { Instant } from "./texts.ts";
import { type PlanReader, planReaders } from "./words.ts";

/** Whether a reader may be given the plan, and when it was shared with them under the consent that holds now. */
export interface Sharing {
  readonly with: PlanReader;
  readonly agreed: boolean;
  /** The day of the person's last decision. */
  readonly on: string | undefined;
  readonly sharedAt: Instant | undefined;
}

/** With whom the plan may be shared, and was. A share that the person's withdrawal of consent followed is over. */
export function sharingOf({ consents, consentedOn }: Case, events: readonly CaseEvent[]): Sharing[] {
  return planReaders.map((reader) => {
    const which = consentToShareWith[reader];
    return {
      with: reader,
      agreed: consents[which],
      on: consentedOn?.[which],
      sharedAt: consents[which] ? lastShared(reader, events) : undefined,
    };
  });
}

function lastShared(reader: PlanReader, events: readonly CaseEvent[]): Instant | undefined {
  let sharedAt: Instant | undefined;
  for (const event of events) {
    if (event.type === "plan-shared" && event.with === reader) sharedAt = event.at;
    const isTakenBack =
      event.type === "consent-changed" && event.which === consentToShareWith[reader] && !event.given;
    if (isTakenBack) sharedAt = undefined;
  }
  return sharedAt;
}

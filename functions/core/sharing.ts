import type { Case } from "./case.ts";
import { consentToShareWith } from "./decide/consent.ts";
import type { CaseEvent } from "./events.ts";
import type { Instant } from "./texts.ts";
import { type ConsentName, type PlanReader, planReaders } from "./words.ts";

/** Whether a reader may be given the plan, and whether they were. */
export interface Sharing {
  readonly with: PlanReader;
  readonly agreed: boolean;
  /** The day of the person's last decision. */
  readonly on: string | undefined;
  /** When it was last shared with them. */
  readonly sharedAt: Instant | undefined;
  /** Whether that was under the consent that holds now: taking it back ends every share before. */
  readonly stands: boolean;
}

/** With whom the plan may be shared, and was. */
export function sharingOf({ consents, consentedOn }: Case, events: readonly CaseEvent[]): Sharing[] {
  return planReaders.map((reader) => {
    const which = consentToShareWith[reader];
    const agreed = consents[which];
    const { sharedAt, isTakenBack } = lastShare(reader, which, events);
    const stands = agreed && sharedAt !== undefined && !isTakenBack;
    return { with: reader, agreed, on: consentedOn?.[which], sharedAt, stands };
  });
}

function lastShare(reader: PlanReader, which: ConsentName, events: readonly CaseEvent[]) {
  const isShare = (event: CaseEvent) => event.type === "plan-shared" && event.with === reader;
  const isTaking = (event: CaseEvent) =>
    event.type === "consent-changed" && event.which === which && !event.given;
  const last = events.findLastIndex(isShare);
  return { sharedAt: events[last]?.at, isTakenBack: events.slice(last + 1).some(isTaking) };
}

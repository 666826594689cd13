import type { Case } from "./case.ts";
import type { CaseEvent } from "./events.ts";
import type { Referral } from "./referral.ts";
import { sentenceOf } from "./sentences.ts";
import { tasksOpenedBy } from "./sentences-of-emails.ts";
import type { Instant } from "./texts.ts";

interface Held {
  readonly case: Case;
  readonly referral: Referral | undefined;
  readonly events: readonly CaseEvent[];
  readonly notes: readonly { readonly id: string; readonly at: Instant; readonly text: string }[];
  readonly readings: readonly { readonly at: Instant; readonly staff: string; readonly what: string }[];
}

/** Everything that is held about a person in one case, each event as it is kept and in words. */
export function subjectAccessCopy({ case: given, referral, events, notes, readings }: Held, now: Instant) {
  const tasks = tasksOpenedBy(events);
  return {
    reference: given.reference,
    area: given.area,
    copiedAt: now,
    person: referral?.person,
    referral,
    case: given,
    events: events.map((event) => ({ ...event, sentence: sentenceOf(event, tasks) })),
    notes,
    readings,
  };
}

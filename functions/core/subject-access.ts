import type { AreaRules } from "./area-rules.ts";
import type { Case } from "./case.ts";
import { consentsOf } from "./case-views.ts";
import type { CaseEvent, EventType } from "./events.ts";
import { type PlanSources, planView } from "./plan-view.ts";
import { recordView } from "./record-view.ts";
import { sentenceOf } from "./sentences.ts";
import { tasksOpenedBy } from "./sentences-of-emails.ts";
import type { Instant } from "./texts.ts";

interface Held extends PlanSources {
  readonly readings: readonly { readonly at: Instant; readonly staff: string; readonly what: string }[];
  readonly rules: AreaRules;
}

/** An email to the person, or about them to whoever referred them; its text is not kept. */
export interface EmailAboutPerson {
  readonly email: string;
  readonly to: "person" | "referrer" | "former-address";
  readonly at: Instant;
  readonly state: "intended" | "delayed" | "sent" | "dropped" | "returned";
}

export type SubjectAccessCopy = ReturnType<typeof subjectAccessCopy>;

/**
 * Everything that is held about a person in one case, each event as it is kept and in words: for the person, who may
 * also know who opened it. Cases of theirs that are linked to this one have copies of their own.
 */
export function subjectAccessCopy(held: Held, now: Instant) {
  const { case: given, referral, events, notes, readings, rules } = held;
  const tasks = tasksOpenedBy(events);
  return {
    reference: given.reference,
    area: given.area,
    areaName: rules.name,
    copiedAt: now,
    stage: given.stage,
    person: referral?.person,
    referral,
    consents: consentsOf(given),
    plan: planView(held),
    case: given,
    events: events.map((event) => ({ ...event, sentence: sentenceOf(event, tasks) })),
    notes,
    emails: emailsAboutPerson(events),
    readings,
    record: recordView(given, rules, referral),
    linkedCases: linkedCases(given),
  };
}

const stateAfter: Partial<Record<EventType, EmailAboutPerson["state"]>> = {
  "email-sent": "sent",
  "email-delayed": "delayed",
  "email-dropped": "dropped",
  "email-returned": "returned",
};

/** Each once, with the moment at which it was to go out and what became of it. */
function emailsAboutPerson(events: readonly CaseEvent[]): EmailAboutPerson[] {
  const emails = new Map<string, EmailAboutPerson>();
  for (const event of events) {
    if (event.type === "email-intended" && typeof event.to === "string" && event.to !== "duty-and-lead") {
      emails.set(event.email, { email: event.email, to: event.to, at: event.at, state: "intended" });
    }
    const state = stateAfter[event.type];
    const intended = state && "email" in event ? emails.get(event.email) : undefined;
    if (intended && state) emails.set(intended.email, { ...intended, state });
  }
  return [...emails.values()];
}

/** Where else something is held about the same person, and why that case is known here. */
function linkedCases({ area, transferredFrom, continuesAs, joined = [] }: Case) {
  return [
    ...(transferredFrom ? [{ ...transferredFrom, because: "transferred-from" as const }] : []),
    ...(continuesAs
      ? [{ area: continuesAs.area, reference: continuesAs.reference, because: continuesAs.because }]
      : []),
    ...joined.map((reference) => ({ area, reference, because: "joined" as const })),
  ];
}

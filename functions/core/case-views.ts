import { z } from "zod";
import { answerSchemas } from "./answers.ts";
import type { AreaRules } from "./area-rules.ts";
import { type Case, standsStillAt, type Task } from "./case.ts";
import { conversationsView } from "./conversations.ts";
import type { CaseEvent } from "./events.ts";
import { type PlanSources, planView } from "./plan-view.ts";
import type { Referral } from "./referral.ts";
import { sentenceOf } from "./sentences.ts";
import type { Stage } from "./stages.ts";
import type { Instant } from "./texts.ts";
import { type ConsentName, consentNames } from "./words.ts";

/** One line of the case's story. */
export interface HistoryLine {
  readonly eventId: string;
  readonly at: Instant;
  readonly type: string;
  readonly sentence: string;
}

export function historyOf(events: readonly CaseEvent[]): HistoryLine[] {
  return events.map((event) => ({
    eventId: event.eventId,
    at: event.at,
    type: event.type,
    sentence: sentenceOf(event),
  }));
}

/** What the person agrees to as of now, and since when; the referral shows what they agreed to at first. */
export function consentsOf({ consents, consentedOn }: Case) {
  const each = consentNames.map((which) => [which, { given: consents[which], on: consentedOn?.[which] }]);
  return Object.fromEntries(each) as Record<ConsentName, { given: boolean; on: string | undefined }>;
}

/** Everything a coach needs to answer a task, on one page. */
export function taskView(known: PlanSources & { readonly rules: AreaRules }, task: Task, now: Instant) {
  const { case: given, referral, events, rules } = known;
  const { kind, point, state, askAt, dueAt, attempts } = task;
  return {
    reference: given.reference,
    kind,
    ...(point ? { point } : {}),
    state,
    askedAt: askAt,
    dueAt,
    overdue: state === "open" && isOverdue(given.stage, task, now),
    ...(given.place ? { place: given.place } : {}),
    person: referral?.person,
    referral: referral && withoutPerson(referral),
    fitNote: referral?.work.fitNote,
    plan: planView(known),
    conversations: kind === "plan" || kind === "review" ? conversationsView(given, rules) : undefined,
    attempts,
    history: historyOf(events),
    answerSchema: z.toJSONSchema(answerSchemas[kind], { io: "input", unrepresentable: "any" }),
  };
}

/**
 * An open task is overdue from its due moment on, whether or not the workflow has said so yet; not while its clock
 * stands still.
 */
export function isOverdue(stage: Stage, task: Pick<Task, "kind" | "dueAt">, now: Instant): boolean {
  return task.dueAt < now && !standsStillAt(stage, task.kind);
}

function withoutPerson({ person: _, ...rest }: Referral) {
  return rest;
}

/** How staff call the person in lists. */
export function preferredName(referral: Referral | undefined): string | undefined {
  return referral && (referral.person.preferredName ?? referral.person.givenName);
}

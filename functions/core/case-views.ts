import { z } from "zod";
import { answerSchemas } from "./answers.ts";
import type { AreaRules } from "./area-rules.ts";
import { type Case, standsStillAt, type Task } from "./case.ts";
import { conversationsView } from "./conversations.ts";
import { followUpTries } from "./decide/answer-support.ts";
import type { CaseEvent } from "./events.ts";
import type { AddressOwner } from "./events-of-delivery.ts";
import { failedTries, nextTries, preferredTimesOf } from "./next-try.ts";
import { type PlanSources, planView } from "./plan-view.ts";
import { howToReach, isToldByCoach, toSay } from "./reaching.ts";
import type { Referral } from "./referral.ts";
import { sentenceOf } from "./sentences.ts";
import { tasksOpenedBy } from "./sentences-of-emails.ts";
import type { Stage } from "./stages.ts";
import type { Instant } from "./texts.ts";
import { type ConsentName, consentNames, type TaskKind } from "./words.ts";

/** One line of the case's story. */
export interface HistoryLine {
  readonly eventId: string;
  readonly at: Instant;
  readonly type: string;
  readonly sentence: string;
}

export function historyOf(events: readonly CaseEvent[]): HistoryLine[] {
  const tasks = tasksOpenedBy(events);
  return events.map((event) => ({
    eventId: event.eventId,
    at: event.at,
    type: event.type,
    sentence: sentenceOf(event, tasks),
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
    restricted: given.restricted,
    ...(given.stage === "hold" && standsStillAt(given.stage, kind) ? { onHoldUntil: given.heldUntil } : {}),
    ...(kind === "check-address" ? { unreached: unreached(given) } : {}),
    ...(given.place ? { place: given.place } : {}),
    appointment: appointmentView(given),
    person: referral?.person,
    referral: referral && withoutPerson(referral),
    fitNote: referral?.work.fitNote,
    plan: planView(known),
    conversations: kind === "plan" || kind === "review" ? conversationsView(given, rules) : undefined,
    attempts,
    ...wordsForTask(given, referral, task, now),
    history: historyOf(events),
    answerSchema: z.toJSONSchema(answerSchemas[kind], { io: "input", unrepresentable: "any" }),
  };
}

const getsInTouch: readonly TaskKind[] = ["contact", "assessment", "review", "follow-up"];
const mayNotReach: readonly TaskKind[] = ["contact", "assessment", "follow-up"];

/**
 * What whoever gets in touch with the person is told beside their details: how, what to say to somebody who has no
 * email, and when to try again should this try fail.
 */
function wordsForTask(
  given: Case,
  referral: Referral | undefined,
  task: Task,
  now: Instant,
): { howToReach?: string[]; toSay?: string[]; suggestedTries?: Instant[] } {
  if (!referral || task.state !== "open" || !getsInTouch.includes(task.kind)) return {};
  const { person } = referral;
  const isToTell = task.kind === "contact" && isToldByCoach(referral);
  const failed = failedTries(task);
  // The last try of a follow-up ends it, so none comes after that.
  const left = task.kind === "follow-up" ? Math.max(0, followUpTries - 1 - failed.length) : undefined;
  const suggestedTries = nextTries(failed, preferredTimesOf(person), now).slice(0, left);
  return {
    howToReach: howToReach(person),
    ...(isToTell ? { toSay: toSay(given) } : {}),
    ...(mayNotReach.includes(task.kind) ? { suggestedTries } : {}),
  };
}

/** The first appointment as it stands, while it is to come or to be recorded. */
export function appointmentView({ stage, appointment }: Case) {
  if (stage !== "assessment" || !appointment) return undefined;
  return { at: appointment.at, channel: appointment.channel };
}

/** Of a person without an email address: when it was recorded that their coach told them. Undefined for others. */
export function toldView({ toldAt }: Case, referral: Referral) {
  return isToldByCoach(referral) ? { at: toldAt } : undefined;
}

/**
 * An open task is overdue from its due moment on, whether or not the workflow has said so yet; not while its clock
 * stands still.
 */
export function isOverdue(stage: Stage, task: Pick<Task, "kind" | "dueAt">, now: Instant): boolean {
  return task.dueAt < now && !standsStillAt(stage, task.kind);
}

/** Whose emails come back. */
function unreached({ markedAddresses }: Case): AddressOwner[] {
  return (markedAddresses ?? []).map(({ of }) => of);
}

function withoutPerson({ person: _, ...rest }: Referral) {
  return rest;
}

/**
 * How the person is called in lists, in headings and on their own page. Nothing for a restricted record: its name is
 * read in the parts about the person alone, by whoever has to call them.
 */
export function nameInLists(
  { restricted }: Pick<Case, "restricted">,
  referral: Pick<Referral, "person"> | undefined,
): string | undefined {
  if (restricted || !referral) return undefined;
  return referral.person.preferredName ?? referral.person.givenName;
}

/** The notes that staff wrote. An address kept until it has been told of its end is not one of them. */
export function notesOfStaff<Note extends { readonly id: string }>(
  { formerAddresses }: Case,
  notes: readonly Note[],
): Note[] {
  return notes.filter(({ id }) => !formerAddresses?.some(({ note }) => note === id));
}

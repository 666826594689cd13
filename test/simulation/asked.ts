import { answersTo } from "../../bin/journey/answers.ts";
import { londonDate } from "../../functions/core/calendar.ts";
import type { Case } from "../../functions/core/case.ts";
import type { AskedCommand } from "../../functions/core/command-bodies.ts";
import type { Command } from "../../functions/core/commands.ts";
import type { Referral } from "../../functions/core/referral.ts";
import type { Instant } from "../../functions/core/texts.ts";
import { closures, consentNames, erasureReasons, outcomes, planReaders } from "../../functions/core/words.ts";
import { aReferral } from "../support/builders.ts";
import { type Referred, type Step, yearsOfBirth } from "./steps.ts";

/** What only the person and whoever supports them may read: every text of the model has one of these in it. */
export const canaries = [
  "Sample",
  "BL1 1AA",
  "07700 900",
  "07700900",
  "@person.example",
  ...yearsOfBirth.map((year) => `${year}-05-17`),
];

/** What a step works on besides its case. */
export interface Around {
  readonly now: Instant;
  readonly coaches: readonly string[];
  /** References of the other cases of the area. */
  readonly others: readonly string[];
  readonly otherAreas: readonly string[];
}

/** One that nobody of the model has now. */
export const formerAddress = "before@person.example";

const day = 24 * 60 * 60 * 1000;
const reason = "Sample reason.";

export function pick<Of>(list: readonly Of[], number: number): Of | undefined {
  return list[number % list.length];
}

/** Rather one of the first: those are the answers by which a journey goes on. */
function pickEarly<Of>(list: readonly Of[], number: number): Of | undefined {
  const share = (number % 1000) / 1000;
  return list[Math.floor(list.length * share * share)];
}

/** The referral of the person; born on 17 May. */
export function referralOf(who: Referred, number: number, now: Instant): Referral {
  const { referrerKind, bornIn, status, weeksOutOfWork, hasEmail, atRisk, restricted, hearsBack } = who;
  const since = weeksOutOfWork && londonDate(new Date(Date.parse(now) - weeksOutOfWork * 7 * day));
  return aReferral({
    referrer: {
      kind: referrerKind,
      ...(referrerKind === "gp" ? { email: "surgery@person.example", hearBack: hearsBack } : {}),
    },
    person: {
      familyName: `Samplename ${number}`,
      dateOfBirth: `${bornIn}-05-17`,
      contact: hasEmail ? { email: `p${number}@person.example` } : {},
    },
    work: { status, ...(since ? { since } : {}) },
    health: { note: "Sample health." },
    consent: { referral: { on: londonDate(now) }, shareBackWithReferrer: hearsBack },
    safety: { atRisk, restricted },
  });
}

/** An answer to one of the case's tasks: mostly to an open one, sometimes to one that has ended. */
export function answerOf(
  given: Case,
  { task: which, variant }: Extract<Step, { do: "answer" }>,
  { now, coaches }: Around,
): { handle: string; answer: Readonly<Record<string, unknown>> } | undefined {
  const open = given.tasks.filter(({ state }) => state === "open");
  const task = open.length > 0 && which % 10 > 0 ? pick(open, which) : pick(given.tasks, which);
  const chosen = task && pickEarly(answersTo(task, now), variant);
  if (!chosen) return undefined;
  const { answer } = chosen;
  const takesId = task.kind === "contact" || canBeAttempt(answer);
  return {
    handle: task.handle,
    answer: {
      ...answer,
      ...("assignTo" in answer ? { assignTo: pick(coaches, variant) } : {}),
      ...(takesId && variant % 3 > 0 ? { attemptId: `try ${which}-${variant}` } : {}),
    },
  };
}

function canBeAttempt(answer: Readonly<Record<string, unknown>>): boolean {
  const isMoved = "moreTime" in answer || "rearrange" in answer;
  return isMoved || answer.attended === "no" || answer.reached === false;
}

/** What has no key and takes effect once all the same. An attempt without an id of the sender's is another each time. */
export function isRepeatable(command: Command): boolean {
  if (command.type !== "answer") return command.type !== "note" && command.type !== "raise-safety";
  const answer = command.answer as Readonly<Record<string, unknown>>;
  return !(canBeAttempt(answer) || answer.outcome === "could-not-reach") || "attemptId" in answer;
}

/** The command with a body that could be meant. */
export function commandOf(
  given: Case,
  { name, pick: number }: Extract<Step, { do: "command" }>,
  { now, coaches, others, otherAreas }: Around,
): AskedCommand {
  const later = new Date(Date.parse(now) + (1 + (number % 40)) * day).toISOString();
  const isOdd = number % 2 === 1;
  switch (name) {
    case "note":
      return { name, body: { text: "Sample note." } };
    case "withdraw":
      return { name, body: { reason } };
    case "finish":
    case "resume":
      return { name, body: {} };
    case "hold":
      return { name, body: { until: later, reason } };
    case "raise-safety":
      return { name, body: { note: "Sample worry." } };
    case "consent": {
      const on = londonDate(new Date(Date.parse(now) - (number % 3) * day));
      return {
        name,
        body: { which: consentNames[number % consentNames.length] ?? "evaluation", given: isOdd, on },
      };
    }
    case "contact-details":
      return {
        name,
        body: isOdd
          ? { email: `new${number}@person.example` }
          : { phone: `07700 900${100 + (number % 800)}` },
      };
    case "share":
      return { name, body: { with: pick(planReaders, number) ?? "gp" } };
    case "reassign":
      return { name, body: { ...(isOdd ? named(coaches, number) : {}), reason } };
    case "transfer":
      return { name, body: { toArea: pick(otherAreas, number) ?? given.area, reason } };
    case "merge":
      return { name, body: { into: pick(others, number) ?? given.reference, reason } };
    case "reopen":
      return { name, body: { reason } };
    case "erase":
      return { name, body: { reason: pick(erasureReasons, number) ?? "person-asked" } };
    case "legal-hold":
      return { name, body: { on: isOdd, reason } };
    case "correct":
      return { name, body: { ...correctionOf(given, number), reason } };
  }
}

function named(coaches: readonly string[], number: number) {
  const to = pick(coaches, number);
  return to === undefined ? {} : { to, overrideCapacity: number % 4 === 1 };
}

/** One of the facts there are set right; mostly with what can be said of it. */
function correctionOf({ factIds }: Case, number: number) {
  const [fact = "start", eventId = "e1"] = pick(Object.entries(factIds ?? {}), number) ?? [];
  const status = { employmentStatus: number % 4 > 1 ? "in-work" : "out-of-work" };
  const outcome = { outcome: pick(outcomes, number >> 2), ...status };
  const closure = { closure: pick(closures, number >> 2) };
  const ofExit = number % 3 === 0 ? closure : { ...closure, ...outcome };
  return {
    eventId,
    data: fact === "start" ? { mainBarrier: "neurodivergence" } : fact === "exit" ? ofExit : outcome,
  };
}

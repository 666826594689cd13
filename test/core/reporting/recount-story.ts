import type { CaseEvent } from "../../../functions/core/events.ts";
import type { Span } from "./recount-calendar.ts";

// What the events of a case say of it, read from the log alone.

export type Log = readonly CaseEvent[];
type Type = CaseEvent["type"];
type Of<Wanted extends Type> = Extract<CaseEvent, { type: Wanted }>;

function storyFrom(log: Log) {
  return {
    received: receivedAt(log),
    accepted: acceptedAt(log),
    coachAsked: coachAskedAt(log),
    contact: first(log, "contact-agreed")?.at,
    start: startOf(log),
    plan: first(log, "plan-agreed"),
    over: endingOf(log),
    closed: closedAt(log),
    pauses: pausesOf(log),
  };
}

const stories = new WeakMap<Log, ReturnType<typeof storyFrom>>();

/** Told once of each log, however many figures ask. */
export function storyOf(log: Log): ReturnType<typeof storyFrom> {
  const story = stories.get(log) ?? storyFrom(log);
  stories.set(log, story);
  return story;
}

export function first<Wanted extends Type>(log: Log, type: Wanted): Of<Wanted> | undefined {
  return log.find((event): event is Of<Wanted> => event.type === type);
}

export function all<Wanted extends Type>(log: Log, ...types: Wanted[]): Of<Wanted>[] {
  return log.filter((event): event is Of<Wanted> => (types as Type[]).includes(event.type));
}

/** What happened since the case was last opened again. */
export function sinceReopened(log: Log): Log {
  return log.slice(log.findLastIndex(({ type }) => type === "reopened") + 1);
}

/** The earliest of the referral, of the one it was transferred from, and of those joined to it. */
function receivedAt(log: Log): string | undefined {
  const received = all(log, "referral-received").map((own) => own.originallyReceivedAt ?? own.at);
  return [...received, ...all(log, "duplicate-joined").map((joined) => joined.receivedAt)].sort()[0];
}

/** By the area's rules, by a person who looked, or because it was opened again after it was turned down. */
function acceptedAt(log: Log): string | undefined {
  return log.find(
    (event) =>
      (event.type === "triaged" && event.result === "eligible") ||
      (event.type === "referral-reviewed" && event.decision === "accept") ||
      (event.type === "reopened" && event.stage !== "triage"),
  )?.at;
}

function coachAskedAt(log: Log): string | undefined {
  return all(log, "task-opened").find(({ kind }) => kind === "contact")?.askAt;
}

/** The first appointment attended, as it was last set right. */
function startOf(log: Log) {
  return all(log, "appointment-attended", "start-corrected").at(-1);
}

/** The exit as it was last set right, else being closed without one. */
function endingOf(log: Log): { at: string; closure: string; outcome: string } | undefined {
  const since = sinceReopened(log);
  const exit = first(since, "exit-recorded");
  if (!exit) {
    const closed = closedAt(log);
    const closure = all(since, "case-closed").at(-1)?.closure;
    return closed && closure ? { at: closed, closure, outcome: "not-asked" } : undefined;
  }
  const { closure, outcome } = all(since, "exit-corrected").at(-1) ?? exit;
  return { at: exit.at, closure, outcome };
}

/** When the case was closed, if it is; a corrected exit may call for follow-ups after all. */
function closedAt(log: Log): string | undefined {
  let closed: string | undefined;
  let isFollowedUp = false;
  let hasLeft = false;
  for (const event of log) {
    if (event.type === "case-closed") closed = event.at;
    if (event.type === "withdrawn") hasLeft = true;
    if (event.type === "merge-undone") closed = undefined;
    if (event.type === "reopened") {
      closed = undefined;
      isFollowedUp = false;
      hasLeft = false;
    }
    if (event.type === "exit-recorded") isFollowedUp = event.followedUp;
    if (event.type === "exit-corrected") {
      if (event.followedUp && !isFollowedUp && !hasLeft) closed = undefined;
      isFollowedUp = event.followedUp;
    }
  }
  return closed;
}

/** When no clock ran: on hold, and while the case had ended until it was opened again. */
function pausesOf(log: Log): Span[] {
  const pauses: Span[] = [];
  let still: string | undefined;
  for (const event of log) {
    if (event.type === "held") still = event.at;
    if (event.type === "exit-recorded") still ??= event.at;
    if (event.type === "case-closed") still ??= event.at;
    if (event.type === "resumed" || event.type === "reopened" || event.type === "merge-undone") {
      if (still) pauses.push({ from: still, to: event.at });
      still = undefined;
    }
  }
  return pauses;
}

import { z } from "zod";
import { londonDate } from "../calendar.ts";
import type { Case, CorrectableFact } from "../case.ts";
import { endingMistakes, endingOf } from "../closures.ts";
import type { CommandOf } from "../commands.ts";
import type { NewEvent } from "../events.ts";
import { type FieldError, fieldErrors } from "../field-errors.ts";
import { notValid } from "../refusals.ts";
import { Moment } from "../texts.ts";
import { barriers, closures, employmentStatuses, type FollowUpPoint, outcomes } from "../words.ts";
import { type Context, type Decision, events, Notes, placeOf } from "./decision.ts";

const StartData = z
  .strictObject({
    heldAt: Moment,
    employmentStatus: z.enum(employmentStatuses),
    mainBarrier: z.enum(barriers),
  })
  .partial();
const OutcomeData = z
  .strictObject({ outcome: z.enum(outcomes), employmentStatus: z.enum(employmentStatuses) })
  .partial();
const ExitData = OutcomeData.extend({ closure: z.enum(closures).optional() });

interface Asked extends Pick<CommandOf<"correct">, "eventId" | "data"> {
  readonly reasonNote: string;
}

/** What is recorded from now on; the same facts as before are no correction. */
type Corrected =
  | { readonly event: NewEvent; readonly isNew: boolean }
  | { readonly errors: readonly FieldError[] };

/**
 * A recorded fact was wrong: a correcting event says what is right, by the rules of the answer that recorded it.
 * The first event stays. Refuses an event that holds none of the facts of a closed list.
 */
export function correct(given: Case, command: CommandOf<"correct">, context: Context): Decision {
  const { eventId, data, reason } = command;
  const fact = correctableFact(given, eventId);
  if (!fact) {
    return notValid("/eventId", "Choose the event of the first appointment, the exit or a follow-up");
  }
  if (Object.keys(data).length === 0) return notValid("/data", "Say what is right");
  const notes = new Notes(placeOf("correct", context));
  const corrected = correctedFact(given, fact, { eventId, data, reasonNote: notes.keep(reason) });
  if ("errors" in corrected) return { refusal: { type: "not-valid", errors: inData(corrected.errors) } };
  if (!corrected.isNew) return events();
  const { event } = corrected;
  const ends = event.type === "exit-corrected" && given.stage === "follow-up" && !event.followedUp;
  const closed: NewEvent[] = ends ? [{ type: "case-closed", closure: event.closure }] : [];
  return { events: [event, ...closed], notes: notes.all };
}

function correctableFact({ factIds }: Case, eventId: string): CorrectableFact | undefined {
  const entries = Object.entries(factIds ?? {}) as [CorrectableFact, string][];
  return entries.find(([, id]) => id === eventId)?.[0];
}

function correctedFact(given: Case, fact: CorrectableFact, asked: Asked): Corrected {
  switch (fact) {
    case "start":
      return correctedStart(given, asked);
    case "exit":
      return correctedExit(given, asked);
    default:
      return correctedFollowUp(given, fact, asked);
  }
}

function correctedStart({ start, receivedAt }: Case, { eventId, data, reasonNote }: Asked): Corrected {
  const parsed = StartData.safeParse(data);
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };
  if (!start) throw new Error("the start of this case is not known");
  const { heldAt, employmentStatus, mainBarrier } = { ...start, ...parsed.data };
  if (heldAt > start.recordedAt)
    return mistake("/heldAt", "Enter a moment before the appointment was recorded");
  if (londonDate(heldAt) < londonDate(receivedAt)) {
    return mistake("/heldAt", "Enter a moment after the referral was received");
  }
  const isNew = !sameIn(start, { heldAt, employmentStatus, mainBarrier });
  const event = {
    type: "start-corrected" as const,
    of: eventId,
    heldAt,
    employmentStatus,
    mainBarrier,
    reasonNote,
  };
  return { event, isNew };
}

/** By the closure table alone, as at the exit itself. */
function correctedExit(given: Case, { eventId, data, reasonNote }: Asked): Corrected {
  const parsed = ExitData.safeParse(data);
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };
  const { exit } = given;
  if (!exit) throw new Error("the exit of this case is not known");
  const closure = parsed.data.closure ?? exit.closure;
  const started = given.start !== undefined;
  const rule = endingOf(closure, started);
  // What was recorded because nobody was asked is no answer to the question.
  const wasAsked = endingOf(exit.closure, started).outcomeRequired;
  const known = wasAsked && exit.outcome !== "not-asked" ? exit.outcome : undefined;
  const employmentStatus = parsed.data.employmentStatus ?? exit.employmentStatus;
  const outcome = parsed.data.outcome ?? (rule.outcomeRequired ? known : undefined);
  const errors = endingMistakes(closure, started, { outcome, employmentStatus });
  if (errors.length > 0) return { errors };
  const { followedUp, completion } = rule;
  const now = { closure, outcome: outcome ?? rule.recordedAs ?? ("not-asked" as const), employmentStatus };
  const event = { type: "exit-corrected" as const, of: eventId, ...now, followedUp, completion, reasonNote };
  return { event, isNew: !sameIn(exit, now) };
}

function correctedFollowUp(
  given: Case,
  point: FollowUpPoint,
  { eventId, data, reasonNote }: Asked,
): Corrected {
  const parsed = OutcomeData.safeParse(data);
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };
  const recorded = given.followUps.find((each) => each.point === point);
  if (!recorded) throw new Error("the follow-up of this case is not known");
  const outcome = parsed.data.outcome ?? recorded.outcome;
  const wasReached = outcome !== "not-reached";
  if (!wasReached && parsed.data.employmentStatus) {
    return mistake("/employmentStatus", "Nobody was reached who could say this. Remove it");
  }
  const employmentStatus = wasReached
    ? (parsed.data.employmentStatus ?? recorded.employmentStatus)
    : undefined;
  if (wasReached && !employmentStatus)
    return mistake("/employmentStatus", "Record whether the person is in work");
  const event = {
    type: "follow-up-corrected" as const,
    of: eventId,
    point,
    outcome,
    employmentStatus,
    reasonNote,
  };
  return { event, isNew: !sameIn(recorded, { outcome, employmentStatus }) };
}

function mistake(pointer: string, detail: string): Corrected {
  return { errors: [{ pointer, detail }] };
}

function inData(errors: readonly FieldError[]): FieldError[] {
  return errors.map(({ pointer, detail }) => ({ pointer: `/data${pointer}`, detail }));
}

function sameIn(before: object, now: object): boolean {
  return Object.entries(now).every(([name, value]) => (before as Record<string, unknown>)[name] === value);
}

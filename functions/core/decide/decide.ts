import { isQueued } from "../assignment/queue.ts";
import { addWorkingDays, at, londonDate, workingDaysBetween } from "../calendar.ts";
import { type Case, type HeldStage, hasDied, heldStages, stageTask } from "../case.ts";
import type { Command, CommandOf } from "../commands.ts";
import type { NewEvent } from "../events.ts";
import { returnEmail } from "./addresses.ts";
import { decideAnswer } from "./answer.ts";
import { mistakesOfFuture } from "./answer-mistakes.ts";
import { askForCall } from "./ask-for-call.ts";
import { changeConsent, share } from "./consent.ts";
import { changeContact } from "./contact-details.ts";
import { correct } from "./correct.ts";
import { type Context, type Decision, events, Notes, placeOf } from "./decision.ts";
import { erase, legalHold } from "./erase.ts";
import { kept, repeatOf } from "./keyed-request.ts";
import { join, merge, transfer, undoMerge } from "./move.ts";
import { coachLeft, reassign } from "./reassign.ts";
import { reopen } from "./reopen.ts";
import { triage } from "./triage.ts";

/**
 * What happens when this is asked of this case: events to record, or a refusal. Pure: the same case, command and
 * context always decide the same. A command that has already taken effect decides nothing more.
 */
export function decide(given: Case, command: Command, context: Context): Decision {
  return repeatOf(given, context.request) ?? kept(decideUnlessErased(given, command, context), context);
}

/** What would write about a person again, or go on with them, once their record is erased. */
const endsWithTheRecord: readonly Command["type"][] = [
  "note",
  "raise-safety",
  "consent",
  "contact-details",
  "reopen",
  "correct",
];

function decideUnlessErased(given: Case, command: Command, context: Context): Decision {
  if (given.erasure && endsWithTheRecord.includes(command.type)) {
    return { refusal: { type: "details-erased" } };
  }
  return decideByType(given, command, context);
}

function decideByType(given: Case, command: Command, context: Context): Decision {
  switch (command.type) {
    case "triage":
      return triage(given, command.referral, context);
    case "assign":
      return assign(given, command);
    case "wait-for-coach":
      return given.stage === "assignment" && !given.safetyOpen
        ? events({ type: "coach-not-found", because: command.because })
        : events();
    case "answer":
      return decideAnswer(given, command, context);
    case "withdraw":
      return withdraw(given, command);
    case "note":
      return keepNote(command, context);
    case "finish":
      return finish(given);
    case "hold":
      return hold(given, command, context);
    case "resume":
      return given.stage === "hold" ? events(resumed(given, context.now)) : events();
    case "raise-safety":
      return raiseSafety(given, command, context);
    case "consent":
      return changeConsent(given, command, context);
    case "contact-details":
      return changeContact(given, command, context);
    case "return-email":
      return returnEmail(given, command, context);
    case "ask-for-call":
      return askForCall(given, command, context);
    case "share":
      return share(given, command);
    case "reassign":
      return reassign(given, command, context);
    case "coach-left":
      return coachLeft(given, command, context);
    case "transfer":
      return transfer(given, command, context);
    case "merge":
      return merge(given, command, context);
    case "join-duplicate":
      return join(given, command);
    case "undo-merge":
      return undoMerge(given, command);
    case "reopen":
      return reopen(given, command, context);
    case "correct":
      return correct(given, command, context);
    case "erase":
      return erase(given, command);
    case "legal-hold":
      return legalHold(given, command, context);
  }
}

/** Only a case that is in the queue takes a coach from it; a second assignment changes nothing. */
function assign(given: Case, { coach, because }: CommandOf<"assign">): Decision {
  if (!isQueued(given)) return events();
  const isFirst = given.stage === "assignment" || given.stage === "waiting";
  return events({ type: isFirst ? "coach-assigned" : "coach-reassigned", coach, because });
}

/** Leaving needs no reason and is always possible; what was recorded stays. */
function withdraw(given: Case, { through, reason }: CommandOf<"withdraw">): Decision {
  if (given.stage === "closed") return events();
  const notes = new Notes("withdraw");
  const left: NewEvent = { type: "withdrawn", through, reasonNote: notes.keep(reason) };
  const closed: NewEvent = { type: "case-closed", closure: given.exit?.closure ?? "withdrew" };
  return { events: [left, closed], notes: notes.all };
}

function keepNote({ text }: CommandOf<"note">, context: Context): Decision {
  const notes = new Notes(placeOf("note", context));
  return { events: [{ type: "note-added", note: notes.keep(text) }], notes: notes.all };
}

/** Opens the exit task now. Possible from the moment someone has been in touch. */
function finish(given: Case): Decision {
  switch (given.stage) {
    case "exit":
      return events();
    case "contact":
    case "assessment":
    case "plan":
    case "support":
      return events({ type: "finish-asked" });
    case "closed":
      return { refusal: { type: "case-closed" } };
    default:
      return { refusal: { type: "not-in-this-stage", stage: given.stage } };
  }
}

function hold(given: Case, { until, reason }: CommandOf<"hold">, { now }: Context): Decision {
  if (given.stage === "hold" && given.heldUntil === until) return events();
  if (given.stage === "closed") return { refusal: { type: "case-closed" } };
  if (!heldStages.includes(given.stage as HeldStage)) {
    return { refusal: { type: "not-in-this-stage", stage: given.stage } };
  }
  const errors = mistakesOfFuture("/until", until, now);
  if (errors.length > 0) return { refusal: { type: "not-valid", errors } };
  const notes = new Notes("hold");
  return { events: [{ type: "held", until, reasonNote: notes.keep(reason) }], notes: notes.all };
}

/**
 * The clock of the open task stood still: its due moment moves by the working days on hold, and what was to be asked
 * meanwhile is asked now.
 */
export function resumed(given: Extract<Case, { stage: "hold" }>, now: string): NewEvent {
  const task = stageTask(given);
  if (!task) return { type: "resumed" };
  const days = workingDaysBetween(given.heldAt, now);
  const due = at(addWorkingDays(londonDate(task.dueAt), days), "17:00");
  const fellOnHold = given.heldAt < task.askAt && task.askAt <= now;
  return {
    type: "resumed",
    dueAt: due > task.dueAt ? due : task.dueAt,
    ...(fellOnHold ? { askAt: now } : {}),
  };
}

/** The safety task goes on beside the journey; raising it again while it is open adds only the note. */
function raiseSafety(given: Case, { note }: CommandOf<"raise-safety">, context: Context): Decision {
  if (hasDied(given)) return { refusal: { type: "case-closed" } };
  const notes = new Notes(placeOf("safety", context));
  return { events: [{ type: "safety-raised", atRisk: true, note: notes.keep(note) }], notes: notes.all };
}

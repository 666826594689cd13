import { datePlusDays, londonDate } from "../calendar.ts";
import type { Case } from "../case.ts";
import type { CommandOf } from "../commands.ts";
import type { ReopenedStage } from "../events-of-commands.ts";
import type { Refusal } from "../refusals.ts";
import type { Closure } from "../words.ts";
import { type Context, type Decision, Notes, placeOf } from "./decision.ts";

/** Whoever died is left in peace, and a journey that goes on elsewhere goes on there. */
const neverReopened: readonly Closure[] = ["died", "transferred-area", "duplicate"];

/**
 * Support goes on after it ended, within the area's days: where it was if there was a plan, else from first
 * contact. The coach's place was taken before this was asked; without one a plan has nobody to go on with.
 */
export function reopen(given: Case, command: CommandOf<"reopen">, context: Context): Decision {
  const refusal = whyItStaysClosed(given, context);
  if (refusal) return { refusal };
  const { coach, reason } = command;
  const stage = stageAfterReopening(given, coach !== undefined);
  const needsCoach = stage === "contact" || stage === "plan" || stage === "support";
  if (needsCoach && !coach) return { refusal: { type: "no-coach-with-room" } };
  const notes = new Notes(placeOf("reopen", context));
  const with_ = needsCoach && coach ? coach : { coach: undefined, because: [] };
  const reasonNote = notes.keep(reason);
  return { events: [{ type: "reopened", stage, ...with_, reasonNote }], notes: notes.all };
}

function whyItStaysClosed(given: Case, { now, rules }: Context): Refusal | undefined {
  const ended = endOfSupport(given);
  if (!ended) return { type: "not-in-this-stage", stage: given.stage };
  if (neverReopened.includes(ended.closure)) return { type: "never-reopened", closure: ended.closure };
  const days = rules.reopenWithinDays.value;
  const isLate = datePlusDays(londonDate(ended.at), days) < londonDate(now);
  return isLate ? { type: "reopened-too-late", days } : undefined;
}

/** A case in follow-up has ended as well, at its exit. */
function endOfSupport(given: Case): { at: string; closure: Closure } | undefined {
  if (given.stage === "closed") return { at: given.closedAt, closure: given.closure };
  return given.stage === "follow-up" ? { at: given.exit.at, closure: given.exit.closure } : undefined;
}

/** What was decided before stays decided: a person who has a plan is not assessed again. */
function stageAfterReopening(given: Case, hasCoach: boolean): ReopenedStage {
  if (given.plan) return "support";
  if (given.start) return "plan";
  if (given.coach !== undefined && hasCoach) return "contact";
  return given.triagedAt === undefined ? "triage" : "assignment";
}

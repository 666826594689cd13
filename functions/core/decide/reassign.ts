import type { Case } from "../case.ts";
import type { CommandOf } from "../commands.ts";
import { notValid } from "../refusals.ts";
import type { Stage } from "../stages.ts";
import { type Context, type Decision, events, Notes, placeOf } from "./decision.ts";

/** Where a person has, or had, a coach who is asked for something. */
const stagesWithCoach: readonly Stage[] = ["contact", "assessment", "plan", "support", "exit", "follow-up"];

/**
 * Gives the person another coach, in the stage in which they are. The task of the stage is opened anew for the new
 * coach; the old one's link is no longer anybody's. The place was taken before this was asked.
 */
export function reassign(given: Case, command: CommandOf<"reassign">, context: Context): Decision {
  const { from, to, chosen, overrideCapacity, reason } = command;
  if (given.stage === "closed") return { refusal: { type: "case-closed" } };
  if (!stagesWithCoach.includes(stageOf(given)))
    return { refusal: { type: "not-in-this-stage", stage: given.stage } };
  if (to !== undefined && to === given.coach) return events();
  // Two who hand the same coach's people over at once do not move anybody twice.
  if (from !== undefined && from !== given.coach) return events();
  if (!chosen) {
    return notValid(
      "/to",
      to === undefined
        ? "No other coach of this area has room now"
        : "Choose a coach of this area who is here and has room",
    );
  }
  const notes = new Notes(placeOf("reassign", context));
  const reasonNote = notes.keep(reason);
  return {
    events: [{ type: "coach-reassigned", ...chosen, overrodeCapacity: overrideCapacity, reasonNote }],
    notes: notes.all,
  };
}

/**
 * The coach is gone and nobody else has room: the lead sees to the person, who joins the queue unless their support
 * has ended. Changes nothing where somebody else took over meanwhile.
 */
export function coachLeft(given: Case, command: CommandOf<"coach-left">, context: Context): Decision {
  const { coach, reason } = command;
  if (given.coach !== coach || !stagesWithCoach.includes(stageOf(given))) return events();
  const notes = new Notes(placeOf("coach-left", context));
  return { events: [{ type: "coach-left", reasonNote: notes.keep(reason) }], notes: notes.all };
}

function stageOf(given: Case): Stage {
  return given.stage === "hold" ? given.resumesAs : given.stage;
}

import { isAskedToday } from "../call.ts";
import type { Case } from "../case.ts";
import type { CommandOf } from "../commands.ts";
import { type Context, type Decision, events } from "./decision.ts";

/** The person would like to be called. Said twice on a day it is said once; on another day it is said anew. */
export function askForCall(given: Case, { when }: CommandOf<"ask-for-call">, { now }: Context): Decision {
  if (given.stage === "closed") return { refusal: { type: "case-closed" } };
  return isAskedToday(given, when, now) ? events() : events({ type: "call-asked", when });
}

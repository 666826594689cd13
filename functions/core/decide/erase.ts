import type { Case } from "../case.ts";
import type { CommandOf } from "../commands.ts";
import type { NewEvent } from "../events.ts";
import type { Refusal } from "../refusals.ts";
import { type Context, type Decision, events, Notes, placeOf } from "./decision.ts";

/**
 * The person is to be removed from the record, which is then done as a due action. Asked for by the lead, by time,
 * or after a backup brought back what had been erased; then the case is closed along, because it was.
 */
export function erase(given: Case, { reason }: CommandOf<"erase">): Decision {
  if (given.erasure) return events();
  const refusal = whyItIsKept(given, reason);
  if (refusal) return { refusal };
  const closed: NewEvent[] =
    given.stage === "closed" ? [] : [{ type: "case-closed", closure: given.exit?.closure ?? "withdrew" }];
  return events(...closed, { type: "erasure-asked", because: reason });
}

function whyItIsKept(given: Case, reason: CommandOf<"erase">["reason"]): Refusal | undefined {
  if (given.legalHold) return { type: "legal-hold" };
  if (reason === "restored") return undefined;
  if (given.stage !== "closed") return { type: "close-first" };
  if (given.safetyOpen) return { type: "safety-first" };
  return given.continuesAs && !given.continuesAs.opened ? { type: "not-passed-on-yet" } : undefined;
}

/**
 * A record that a court or an inquiry may need is kept whatever time says, until the lead ends the hold. Refused once
 * its erasure was asked for: that may be half done, and nobody is to believe that the record is kept.
 */
export function legalHold(given: Case, { on, reason }: CommandOf<"legal-hold">, context: Context): Decision {
  if (given.erasure) return { refusal: { type: "details-erased" } };
  if (on === (given.legalHold !== undefined)) return events();
  const notes = new Notes(placeOf("legal-hold", context));
  return { events: [{ type: "legal-hold", on, reasonNote: notes.keep(reason) }], notes: notes.all };
}

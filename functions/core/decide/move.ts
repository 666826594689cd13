import { createHash } from "node:crypto";
import type { Case } from "../case.ts";
import type { CommandOf } from "../commands.ts";
import type { NewEvent } from "../events.ts";
import { newReference, type Reference } from "../reference.ts";
import { notValid, type Refusal } from "../refusals.ts";
import type { Closure } from "../words.ts";
import { type Context, type Decision, events, Notes, placeOf } from "./decision.ts";

/**
 * The journey goes on in another area: this case closes, and a linked one is opened there as a due action. An area
 * is immutable for a case, so that its codes and its published figures stay true.
 */
export function transfer(given: Case, command: CommandOf<"transfer">, context: Context): Decision {
  const { toArea, delivers, reason } = command;
  if (given.continuesAs?.because === "transferred" && given.continuesAs.area === toArea) return events();
  const refusal = whyItCannotMove(given);
  if (refusal) return { refusal };
  if (!context.referral) return { refusal: { type: "details-erased" } };
  if (toArea === given.area) return notValid("/toArea", "The person is in this area already");
  if (!delivers) return notValid("/toArea", "Choose one of the areas listed at /areas");
  const notes = new Notes(placeOf("transfer", context));
  const newReference = referenceInArea(given.reference, toArea);
  const reasonNote = notes.keep(reason);
  return {
    events: [{ type: "transferred", toArea, newReference, reasonNote }, closedAs("transferred-area")],
    notes: notes.all,
  };
}

/** Of the same case and area always the same reference, so that opening the linked case can be repeated. */
export function referenceInArea(reference: Reference, area: string): Reference {
  return newReference(createHash("sha512").update(`transfer ${reference} ${area}`).digest());
}

/**
 * This referral is of somebody whose case is `into`: it closes as a duplicate, and the surviving case keeps the
 * earlier date. Nobody who referred the person is told.
 */
export function merge(given: Case, command: CommandOf<"merge">, context: Context): Decision {
  const { survivor, reason } = command;
  if (given.continuesAs && given.continuesAs.reference === survivor?.reference) return events();
  const refusal = whyItCannotMove(given);
  if (refusal) return { refusal };
  if (!survivor) return notValid("/into", "Enter the reference of another case of this area");
  if (survivor.reference === given.reference) return notValid("/into", "This is the same case");
  if (survivor.stage === "closed") {
    return notValid("/into", "That case is closed. Open it again first, or join it into this one's");
  }
  const notes = new Notes(placeOf("merge", context));
  const reasonNote = notes.keep(reason);
  return {
    events: [{ type: "merged", into: survivor.reference, reasonNote }, closedAs("duplicate")],
    notes: notes.all,
  };
}

/** The surviving case learns of the referral that was joined to it; it may have closed meanwhile. */
export function join(given: Case, { reference, receivedAt }: CommandOf<"join-duplicate">): Decision {
  if (given.joined?.includes(reference)) return events();
  return events({ type: "duplicate-joined", reference, receivedAt });
}

function whyItCannotMove(given: Case): Refusal | undefined {
  if (given.stage === "closed") return { type: "case-closed" };
  // Support has ended and its outcome is recorded here; the follow-ups are by phone wherever the person lives.
  return given.stage === "follow-up" ? { type: "not-in-this-stage", stage: given.stage } : undefined;
}

function closedAs(closure: Closure): NewEvent {
  return { type: "case-closed", closure };
}

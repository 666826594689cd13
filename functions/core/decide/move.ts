import { createHash } from "node:crypto";
import { type Case, joinedTo } from "../case.ts";
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
  if (given.joined?.includes(survivor.reference)) {
    return notValid("/into", "That referral was joined to this case, which goes on");
  }
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

/**
 * The surviving case learns of the referral that was joined to it, and of those joined to that one before. It may
 * have closed meanwhile; refused once it was itself joined to another, which is then to learn of them.
 */
export function join(given: Case, command: CommandOf<"join-duplicate">): Decision {
  const { reference, receivedAt, others } = command;
  if (joinedTo(given) !== undefined) return { refusal: { type: "case-closed" } };
  const known = [...(given.joined ?? []), given.reference];
  if ([reference, ...others].every((each) => known.includes(each))) return events();
  const more = others.filter((each) => each !== given.reference);
  return events({
    type: "duplicate-joined",
    reference,
    receivedAt,
    ...(more.length > 0 ? { others: more } : {}),
  });
}

/**
 * Opens again, where it was, the case that is to go on of a circle of cases joined to each other. Nothing when it
 * goes on already, or was joined to another case since.
 */
export function undoMerge(given: Case, { into }: CommandOf<"undo-merge">): Decision {
  if (joinedTo(given) !== into || !given.continuesAs) return events();
  return events({ type: "merge-undone", stage: given.continuesAs.stage });
}

/**
 * Which of the cases of a circle goes on: the one received first, then the lower reference. By the date of each
 * referral itself, which no joining changes, so that everybody who asks gets the same answer at any moment.
 */
export function caseThatGoesOn<Each extends Pick<Case, "reference" | "receivedAt" | "ownReceivedAt">>(
  circle: readonly Each[],
): Each | undefined {
  const orderOf = (each: Each) => `${each.ownReceivedAt ?? each.receivedAt} ${each.reference}`;
  return [...circle].sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1))[0];
}

function whyItCannotMove(given: Case): Refusal | undefined {
  if (given.stage === "closed") return { type: "case-closed" };
  // Support has ended and its outcome is recorded here; the follow-ups are by phone wherever the person lives.
  return given.stage === "follow-up" ? { type: "not-in-this-stage", stage: given.stage } : undefined;
}

function closedAs(closure: Closure): NewEvent {
  return { type: "case-closed", closure };
}

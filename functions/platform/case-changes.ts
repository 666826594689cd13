import type { AreaStore } from "../adapters/area-store.ts";
import { type CaseKey, type CaseStore, type StoredCase, VersionConflict } from "../adapters/case-store.ts";
import { londonDate } from "../core/calendar.ts";
import { taskOf } from "../core/case.ts";
import type { Command } from "../core/commands.ts";
import { servicesNamedByAnswer } from "../core/decide/action-mistakes.ts";
import { decide } from "../core/decide/decide.ts";
import { type Actor, type KeyedRequest, type NewEvent, stamped } from "../core/events.ts";
import { type ContactDetails, withContact } from "../core/referral.ts";
import type { Refusal } from "../core/refusals.ts";
import type { Instant } from "../core/texts.ts";
import type { TaskKind } from "../core/words.ts";
import { logger } from "./logger.ts";
import { servicesNamed } from "./plan-sources.ts";

export interface Stores {
  readonly cases: CaseStore;
  readonly areas: AreaStore;
}

export interface Change {
  readonly command: Command;
  readonly by: Actor;
  readonly now: Instant;
  readonly request?: KeyedRequest | undefined;
}

export type Changed =
  | {
      readonly stored: StoredCase;
      readonly token: string | undefined;
      readonly changed: boolean;
      /** It was closed before, so no execution is with it. */
      readonly reopened: boolean;
    }
  | { readonly refusal: Refusal };

/** Bytes of a case's record from which only what must never be refused is taken: an item holds 400 KB. */
const fullAt = 300 * 1024;
const takenWhenFull: readonly Command["type"][] = [
  "withdraw",
  "finish",
  "raise-safety",
  "correct",
  "join-duplicate",
  "return-email",
  "undo-merge",
  "erase",
  "legal-hold",
  "assign",
  "reassign",
  "coach-left",
];
const answersTakenWhenFull: readonly TaskKind[] = ["make-safe", "exit"];

/** Writers of one case are few, and each conflict means that somebody got through: far more than ever needed. */
const mostTries = 60;

/**
 * Decides the command on the case as it is, or was loaded a moment ago, and records what follows; when somebody else
 * changed the case in between, decides again on what it has become. So a decision takes effect once, whoever repeats it.
 */
export async function changeCase(stores: Stores, of: CaseKey | StoredCase, change: Change): Promise<Changed> {
  const { loaded, key } = "case" in of ? { loaded: of, key: of.case } : { loaded: undefined, key: of };
  for (let tries = 1; ; tries++) {
    const stored = tries === 1 && loaded ? loaded : await stores.cases.load(key);
    if (!stored) return { refusal: { type: "unknown-task" } };
    if (isFull(stored) && !isTakenWhenFull(stored, change.command)) {
      logger.error("record full", { area: key.area, reference: key.reference });
      return { refusal: { type: "record-full" } };
    }
    const rules = await stores.areas.rulesOn(key.area, londonDate(change.now));
    const { command, now, by, request } = change;
    const named = command.type === "answer" ? servicesNamedByAnswer(command.answer) : [];
    const services = await servicesNamed(stores.areas, rules, named);
    const { referral } = stored;
    const decision = decide(stored.case, command, { now, by, rules, request, referral, services });
    if ("refusal" in decision) return decision;
    if (decision.events.length === 0) return { stored, token: undefined, changed: false, reopened: false };
    for (const note of decision.notes) await stores.cases.keepNote(key, { ...note, at: now });
    try {
      const { events, contact: details } = decision;
      const made = await record(stores, stored, events, { now, by, request, details });
      const reopened = stored.case.stage === "closed" && made.stored.case.stage !== "closed";
      return { ...made, changed: true, reopened };
    } catch (error) {
      if (!(error instanceof VersionConflict) || tries >= mostTries) throw error;
    }
  }
}

function isFull({ events, case: folded, referral }: StoredCase): boolean {
  return Buffer.byteLength(JSON.stringify([events, folded, referral])) > fullAt;
}

function isTakenWhenFull({ case: given }: StoredCase, command: Command): boolean {
  if (command.type !== "answer") return takenWhenFull.includes(command.type);
  const kind = taskOf(given, command.handle)?.kind;
  return kind !== undefined && answersTakenWhenFull.includes(kind);
}

/** How and why events come to be recorded, and the person's details that change, or go, in the same write. */
interface Recording extends Omit<Change, "command"> {
  readonly details?: ContactDetails | "erased" | undefined;
}

/** Appends events that were decided on exactly this case. Throws VersionConflict. */
export async function record(
  stores: Pick<Stores, "cases">,
  stored: StoredCase,
  events: readonly NewEvent[],
  { now, by, request, details }: Recording,
): Promise<{ stored: StoredCase; token: string | undefined }> {
  const [first, ...rest] = stamped(events, stored.case.eventCount, now, by);
  const recorded = first && request ? [{ ...first, request }, ...rest] : first ? [first, ...rest] : [];
  const changed =
    details === "erased" ? details : details && stored.referral && withContact(stored.referral, details);
  return await stores.cases.append(stored, recorded, now, changed);
}

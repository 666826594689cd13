import { createHash } from "node:crypto";
import type { AreaRules } from "../area-rules.ts";
import type { AreaService } from "../area-service.ts";
import type { Actor, KeyedRequest, NewEvent } from "../events.ts";
import type { ContactDetails, Referral } from "../referral.ts";
import type { Refusal } from "../refusals.ts";
import type { Instant } from "../texts.ts";

/** What a decision needs besides the case and the command: nothing in core/ asks the world itself. */
export interface Context {
  readonly now: Instant;
  readonly by: Actor;
  readonly rules: AreaRules;
  /** The person's details beside the case; undefined once erased. */
  readonly referral?: Referral | undefined;
  /** Of the services that the area offers those that the command names, or more. */
  readonly services?: readonly AreaService[] | undefined;
  /** The Idempotency-Key that the command came with, if any. */
  readonly request?: KeyedRequest | undefined;
}

/** A text that an event names by its id; the store keeps it before the event. */
export interface NoteText {
  readonly id: string;
  readonly text: string;
}

/** Events to record (none: nothing is left to do), or why not. `contact`: details of the person that change along. */
export type Decision =
  | {
      readonly events: readonly NewEvent[];
      readonly notes: readonly NoteText[];
      readonly contact?: ContactDetails;
    }
  | { readonly refusal: Refusal };

export function events(...happened: NewEvent[]): Decision {
  return { events: happened, notes: [] };
}

/**
 * The place of the texts of a command. It tells requests apart, not tries: with a key, whoever repeats one after a
 * crash writes the same notes again.
 */
export function placeOf(command: string, { now, request }: Context): string {
  return `${command} ${request?.key ?? now}`;
}

/** Collects the texts of one answer as notes. Ids derive from place and text, so that a repeat writes the same. */
export class Notes {
  readonly #place: string;
  readonly #kept = new Map<string, string>();

  constructor(place: string) {
    this.#place = place;
  }

  /** The id of the kept text; undefined for no text. */
  keep(text: string): string;
  keep(text: string | undefined): string | undefined;
  keep(text: string | undefined): string | undefined {
    if (text === undefined) return undefined;
    const id = fingerprintOf([this.#place, text]).slice(0, 16);
    this.#kept.set(id, text);
    return id;
  }

  get all(): NoteText[] {
    return [...this.#kept].map(([id, text]) => ({ id, text }));
  }
}

/** Tells whether two answers are the same whatever the order of their fields. */
export function fingerprintOf(value: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(value)))
    .digest("hex")
    .slice(0, 32);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

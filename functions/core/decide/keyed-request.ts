import type { Case } from "../case.ts";
import type { KeyedRequest } from "../events.ts";
import { type Context, type Decision, events } from "./decision.ts";

/**
 * What is left to do for a request whose key this case knows: nothing when it asks the same again; a refusal when
 * it asks for something else. Undefined for a new key, and for a request without one.
 */
export function repeatOf(given: Case, request: KeyedRequest | undefined): Decision | undefined {
  const before = request && given.requests?.[request.key];
  if (before === undefined) return undefined;
  return before === request?.body ? events() : { refusal: { type: "idempotency-key-reused" } };
}

/** A request with a key that had nothing to do is kept too: its key is used up. */
export function kept(decision: Decision, { request }: Context): Decision {
  const isLeftOut = request === undefined || "refusal" in decision || decision.events.length > 0;
  return isLeftOut ? decision : events({ type: "request-kept" });
}

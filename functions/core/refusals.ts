import type { FieldError } from "./field-errors.ts";
import type { Closure, ConsentName, PlanReader } from "./words.ts";

/** Every way in which the core says no. Each is mapped once to an RFC 9457 problem (http/problems.ts). */
export type Refusal =
  | { readonly type: "not-valid"; readonly errors: readonly FieldError[] }
  /** A different answer was given first; `answeredAs` never tells its content. */
  | { readonly type: "already-answered" }
  /** The task is no longer anybody's: the case moved on, was reassigned, or the person withdrew. */
  | { readonly type: "superseded" }
  | { readonly type: "unknown-task" }
  | { readonly type: "case-closed" }
  | { readonly type: "not-in-this-stage"; readonly stage: string }
  /** The case's record has grown so large that only what must never be refused is taken. */
  | { readonly type: "record-full" }
  /** The key of this request was used for something else. */
  | { readonly type: "idempotency-key-reused" }
  | { readonly type: "consent-needed"; readonly which: ConsentName }
  /** Nobody has recorded that the plan goes to this reader. */
  | { readonly type: "not-shared-yet"; readonly with: PlanReader }
  /** The person's details were erased: there is nothing to change or to take along. */
  | { readonly type: "details-erased" }
  /** The record is kept for a court or an inquiry until the lead ends the hold. */
  | { readonly type: "legal-hold" }
  /** Only the record of a case that has ended is erased. */
  | { readonly type: "close-first" }
  /** Somebody may be at risk, and nobody has answered the safety task yet. */
  | { readonly type: "safety-first" }
  /** The case in which the journey goes on does not exist, or know of this one, yet. */
  | { readonly type: "not-passed-on-yet" }
  | { readonly type: "no-coach-with-room" }
  | { readonly type: "never-reopened"; readonly closure: Closure }
  /** The area opens a case again within so many days after its end. */
  | { readonly type: "reopened-too-late"; readonly days: number };

export function notValid(pointer: string, detail: string): { refusal: Refusal } {
  return { refusal: { type: "not-valid", errors: [{ pointer, detail }] } };
}

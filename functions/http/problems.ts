import type { FieldError } from "../core/field-errors.ts";
import type { PlaceRefusal } from "../core/place.ts";
import type { Refusal } from "../core/refusals.ts";
import { wordFor } from "../core/sentences.ts";
import { consentInWords, readerInWords } from "../core/sentences-of-commands.ts";
import type { Instant } from "../core/texts.ts";
import type { PlanReader } from "../core/words.ts";

/** A problem document (RFC 9457) on its way out. */
export class Problem extends Error {
  override name = "Problem";
  readonly type: string;
  readonly status: number;
  readonly title: string;
  readonly more: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    type: keyof typeof problems,
    detail: string,
    more: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.type = type;
    this.status = problems[type].status;
    this.title = problems[type].title;
    this.more = more;
    this.headers = headers;
  }
}

/** Every type of problem, its status and its title. Source: the HTTP contract, "Errors". */
export const problems = {
  malformed: { status: 400, title: "The request cannot be read" },
  "sign-in-needed": { status: 401, title: "Sign in first" },
  "code-needed": { status: 401, title: "Ask for a code first" },
  "not-yours": { status: 403, title: "This is not for you to see or change" },
  "foreign-origin": { status: 403, title: "The request came from another site" },
  "not-found": { status: 404, title: "There is nothing here" },
  "method-not-allowed": { status: 405, title: "This cannot be done here" },
  "not-acceptable": { status: 406, title: "There is no such version of this" },
  conflict: { status: 409, title: "This does not fit with what has happened" },
  "already-answered": { status: 409, title: "This task already has another answer" },
  "consent-needed": { status: 409, title: "The person has not agreed to this" },
  "no-change": { status: 409, title: "Nothing has changed since the last release" },
  "release-clash": { status: 409, title: "This does not fit with what was released before" },
  superseded: { status: 410, title: "This task is no longer open" },
  "too-large": { status: 413, title: "The request is too large" },
  "unsupported-media-type": { status: 415, title: "The request is in a format we do not read" },
  "not-valid": { status: 422, title: "Some answers need to be changed" },
  "area-ambiguous": { status: 422, title: "We cannot tell which area this is" },
  "out-of-area": { status: 422, title: "WorkWell is not offered there yet" },
  "idempotency-key-reused": { status: 422, title: "This key was used for another request" },
  "too-many-requests": { status: 429, title: "Too many requests" },
  "internal-error": { status: 500, title: "Something went wrong on our side" },
  "newer-version": { status: 503, title: "The service is being updated" },
} as const;

export function notValidProblem(errors: readonly FieldError[]): Problem {
  const many = errors.length === 1 ? "1 answer needs" : `${errors.length} answers need`;
  return new Problem("not-valid", `${many} to be changed. Nothing was saved.`, { errors });
}

/** One and the same answer for what is unknown, has a wrong token, or belongs to another area. */
export function notFound(): Problem {
  return new Problem("not-found", "Check the address. It may be mistyped or no longer in use.");
}

/** The same for a link that a person was sent: nobody learns whether there is such a referral. */
export function linkNotFound(): Problem {
  return new Problem(
    "not-found",
    "Open the newest email that WorkWell sent you, and use the link in it. Copy the whole link. If it still does not work, tell your coach when you speak, or ask for help again from the start page.",
  );
}

/** So many requests that there is a wait until this moment. */
export function tooManyRequests(until: Instant, now: Instant, detail: string): Problem {
  const seconds = Math.ceil((Date.parse(until) - Date.parse(now)) / 1000);
  return new Problem("too-many-requests", detail, {}, { "retry-after": String(seconds) });
}

export function signInNeeded(): Problem {
  return new Problem("sign-in-needed", "Sign in with the code we email you, then try again.");
}

/** A person's details are shown and changed after a code to the contact on record. */
export function codeNeeded(): Problem {
  return new Problem(
    "code-needed",
    "Ask for a code, and send it back, before you see or change these details.",
  );
}

/** Seconds: an update of the service takes minutes. */
const updateTakes = 300;

/** The case has an event of a newer version of the service, which is taking over or was taken back. */
export function newerVersion(): Problem {
  return new Problem(
    "newer-version",
    "This record cannot be opened for a few minutes. Nothing was saved, and nothing is lost. Try again then: it is safe to repeat.",
    {},
    { "retry-after": String(updateTakes) },
  );
}

function notInThisStage(stage: string): Problem {
  return new Problem("conflict", `This is not possible while the case is in the stage "${stage}".`);
}

function notSharedYet(reader: PlanReader): Problem {
  return new Problem(
    "conflict",
    `The plan is not shared with ${readerInWords(reader)} yet. Open the case and share the plan there first: so it is recorded when it was given to them.`,
  );
}

/** The one mapping from the core's refusals. */
export function problemOf(refusal: Refusal): Problem {
  switch (refusal.type) {
    case "not-valid":
      return notValidProblem(refusal.errors);
    case "already-answered":
      return new Problem("already-answered", "The first answer stands. Open the case to see it.");
    case "superseded":
      return new Problem(
        "superseded",
        "The case has moved on, was given to someone else, or the person withdrew.",
      );
    case "unknown-task":
      return notFound();
    case "case-closed":
      return new Problem("conflict", "The case is closed.");
    case "not-in-this-stage":
      return notInThisStage(refusal.stage);
    case "record-full":
      return new Problem(
        "conflict",
        "The record is full: only withdrawing, finishing, safety, corrections, another coach, a legal hold and erasing are possible.",
      );
    case "idempotency-key-reused":
      return new Problem("idempotency-key-reused", "Send another Idempotency-Key with another request.");
    case "consent-needed":
      return new Problem(
        "consent-needed",
        `The person has not agreed to ${consentInWords(refusal.which)}. Ask them, and record their consent first.`,
        { consent: refusal.which },
      );
    case "not-shared-yet":
      return notSharedYet(refusal.with);
    case "details-erased":
      return new Problem("conflict", "The person's details were erased, or are being erased now.");
    case "legal-hold":
      return new Problem(
        "conflict",
        "A legal hold keeps this record. End the hold first, if the reason for it is over.",
      );
    case "close-first":
      return new Problem(
        "conflict",
        "The case is open. Close it first: record the withdrawal or the end of support, then erase the record.",
      );
    case "safety-first":
      return new Problem(
        "conflict",
        "Somebody may be at risk. The safety task has to be answered before the record is erased.",
      );
    case "not-passed-on-yet":
      return new Problem(
        "conflict",
        "The person goes on in another case that does not know of this one yet. Try again in a few minutes.",
      );
    case "no-coach-with-room":
      return new Problem("conflict", "No coach of this area has room to take the person back now.");
    case "never-reopened":
      return new Problem(
        "conflict",
        `A case is not opened again after this ending: ${wordFor(refusal.closure)}.`,
      );
    case "reopened-too-late":
      return new Problem(
        "conflict",
        `A case can be opened again for ${refusal.days} days. Refer the person anew: the cases are shown together.`,
      );
  }
}

/** Why a referral has no area: with the areas to choose from, or with the next doors. */
export function problemOfPlace(refusal: PlaceRefusal): Problem {
  switch (refusal.type) {
    case "not-valid":
      return notValidProblem(refusal.errors);
    case "area-ambiguous":
      return new Problem("area-ambiguous", whichArea(refusal.candidates.map(({ name }) => name)), {
        candidates: refusal.candidates,
        errors: [{ pointer: "/area", detail: "Choose one of the areas that are possible here" }],
      });
    case "out-of-area":
      return new Problem("out-of-area", `${refusal.because} These services may help now.`, {
        redirects: refusal.redirects,
      });
  }
}

/** A place may lie in one area in part, and otherwise in none. */
function whichArea(names: readonly string[]): string {
  const [only, ...others] = names;
  return others.length === 0
    ? `Only a part of this place belongs to ${only}. Give a postcode, or send the area as \`area\` if the person lives in that part.`
    : "Choose one of these areas and send it as `area`.";
}

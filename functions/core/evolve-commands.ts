import { londonDate } from "./calendar.ts";
import type { Case, Continuation } from "./case.ts";
import { enter, superseded, withoutStageTask } from "./enter.ts";
import type { CaseEvent, ConsentDays } from "./events.ts";
import type { CommandEvent } from "./events-of-commands.ts";
import { newAddress } from "./marked-addresses.ts";
import type { Instant } from "./texts.ts";
import type { ConsentName } from "./words.ts";

type Happened<Type extends CaseEvent["type"]> = Extract<CaseEvent, { type: Type }>;

/** The case after what coach or lead brought about outside its tasks. */
export function afterCommand(given: Case, event: Happened<CommandEvent["type"]>): unknown {
  switch (event.type) {
    case "request-kept":
      return given;
    case "consent-changed":
      return { ...given, ...consentsWith(given, { [event.which]: event.given }, event.on) };
    case "contact-changed":
      return afterContactChange(given, event);
    case "plan-shared":
      return { ...given, sharedWith: [...(given.sharedWith ?? []), { with: event.with, at: event.at }] };
    case "coach-reassigned":
      return {
        ...given,
        coach: event.coach,
        takenOverAt: event.at,
        queuedSince: undefined,
        tasks: withoutStageTask(given.tasks),
      };
    case "coach-left":
      return {
        ...given,
        coach: undefined,
        queuedSince: given.stage === "follow-up" ? undefined : event.at,
        tasks: withoutStageTask(given.tasks),
      };
    case "transferred":
      return continued(given, event, {
        because: "transferred",
        area: event.toArea,
        reference: event.newReference,
      });
    case "merged":
      return continued(given, event, { because: "merged", area: given.area, reference: event.into });
    case "continued-elsewhere":
      return { ...given, continuesAs: given.continuesAs && { ...given.continuesAs, opened: true } };
    case "duplicate-joined":
      return afterJoining(given, event);
    case "merge-undone":
      return afterUndoneMerge(given, event);
    case "reopened":
      return afterReopening(given, event);
    case "start-corrected":
    case "exit-corrected":
    case "follow-up-corrected":
      return afterCorrection(given, event);
  }
}

/** The keys of requests, the new one included; none where no request had one. */
export function requestsAfter(given: Case, { request }: CaseEvent): Case["requests"] {
  return request ? { ...given.requests, [request.key]: request.body } : given.requests;
}

/** Which event says each fact that can be corrected; what a reopened case has left behind cannot be. */
export function factIdsAfter({ factIds }: Case, event: CaseEvent): Case["factIds"] {
  switch (event.type) {
    case "appointment-attended":
      return { ...factIds, start: event.eventId };
    case "exit-recorded":
      return { ...factIds, exit: event.eventId };
    case "follow-up-recorded":
      return { ...factIds, [event.point]: event.eventId };
    case "reopened":
      return factIds?.start === undefined ? undefined : { start: factIds.start };
    default:
      return factIds;
  }
}

/** Who the person wants the plan shared with, said when it was agreed, is their dated consent. */
export function agreedInPlan(given: Case, { shareWith, at }: Happened<"plan-agreed">) {
  const agreed = {
    ...(shareWith.gp ? { shareWithGp: true } : {}),
    ...(shareWith.employer ? { contactEmployer: true } : {}),
  };
  return consentsWith(given, agreed, londonDate(at));
}

function consentsWith(given: Case, changed: Partial<Record<ConsentName, boolean>>, on: string) {
  const days: ConsentDays = Object.fromEntries(Object.keys(changed).map((which) => [which, on]));
  return {
    consents: { ...given.consents, ...changed },
    consentedOn: { ...given.consentedOn, ...days },
  };
}

function afterContactChange(given: Case, event: Happened<"contact-changed">) {
  const changed = {
    ...given,
    hasEmail: event.hasEmail ?? given.hasEmail,
    formerAddresses: formerAddresses(given, event),
  };
  return event.fields.includes("email") ? newAddress(changed, "person") : changed;
}

function formerAddresses(given: Case, { eventId, formerAddressNote }: Happened<"contact-changed">) {
  if (formerAddressNote === undefined) return given.formerAddresses;
  return [...(given.formerAddresses ?? []), { email: `contact-changed:${eventId}`, note: formerAddressNote }];
}

function continued(
  given: Case,
  { at }: CaseEvent,
  as: Pick<Continuation, "because" | "area" | "reference">,
): unknown {
  const stage = given.stage === "hold" ? given.resumesAs : given.stage;
  return { ...given, continuesAs: { ...as, at, stage, opened: false } };
}

function afterJoining(given: Case, event: Happened<"duplicate-joined">): unknown {
  const { reference, receivedAt, others = [] } = event;
  const isOlder = receivedAt < given.receivedAt;
  return {
    ...given,
    receivedAt: isOlder ? receivedAt : given.receivedAt,
    ...(isOlder ? { ownReceivedAt: given.ownReceivedAt ?? given.receivedAt } : {}),
    joined: [...new Set([...(given.joined ?? []), reference, ...others])],
  };
}

/** As if it had not been closed, but that no clock ran; a coach's place may be taken for the person again. */
function afterUndoneMerge(given: Case, event: Happened<"merge-undone">): unknown {
  const { closedAt: _, closure: __, continuesAs: ___, ...open } = given as Case & Record<string, unknown>;
  return {
    ...enter(open as Case, event.stage),
    placeHeld: given.acceptedAt !== undefined,
    pauses: [...(given.pauses ?? []), { from: endedAt(given), to: event.at }],
  };
}

/** Support goes on as if it had not ended: the exit and what followed it are left behind, in the events. */
function afterReopening(given: Case, event: Happened<"reopened">): unknown {
  const {
    closedAt: _,
    closure: __,
    exit: ___,
    withdrawnAt: ____,
    stopNoticeTo: _____,
    turnedAway: ______,
    ...rest
  } = given as Case & Record<string, unknown>;
  const { stop: _______, "other-help": ________, ...emails } = given.emails;
  const isAccepted = event.stage !== "triage";
  return {
    ...enter(rest as Case, event.stage),
    coach: event.coach,
    acceptedAt: isAccepted ? (given.acceptedAt ?? event.at) : undefined,
    queuedSince: event.stage === "assignment" ? event.at : undefined,
    placeHeld: isAccepted,
    followUps: [],
    pauses: [...(given.pauses ?? []), { from: endedAt(given), to: event.at }],
    limitReached: undefined,
    emails,
  };
}

function endedAt(given: Case): Instant {
  return given.exit?.at ?? (given.stage === "closed" ? given.closedAt : given.updatedAt);
}

function afterCorrection(
  given: Case,
  event: Happened<"start-corrected" | "exit-corrected" | "follow-up-corrected">,
): unknown {
  switch (event.type) {
    case "start-corrected": {
      const { heldAt, employmentStatus, mainBarrier } = event;
      const start = given.start && { ...given.start, heldAt, employmentStatus, mainBarrier };
      const isSame = given.start?.heldAt === heldAt && given.start.employmentStatus === employmentStatus;
      if (!start || isSame) return { ...given, start };
      return { ...given, start: { ...start, correctedAt: event.at }, limitReached: undefined };
    }
    case "exit-corrected":
      return afterExitCorrection(given, event);
    case "follow-up-corrected": {
      const { point, outcome, employmentStatus } = event;
      const followUps = given.followUps.map((each) =>
        each.point === point ? { ...each, outcome, employmentStatus } : each,
      );
      return { ...given, followUps };
    }
  }
}

/** A case that was closed because its ending is not followed up goes on to its follow-ups after all. */
function afterExitCorrection(given: Case, event: Happened<"exit-corrected">): unknown {
  if (!given.exit) return given;
  const { closure, outcome, employmentStatus, followedUp, completion } = event;
  const exit = { at: given.exit.at, closure, outcome, employmentStatus, followedUp, completion };
  if (given.stage !== "closed") return { ...given, exit };
  if (closure === "died") return { ...given, exit, closure, tasks: superseded(given.tasks, () => true) };
  if (given.exit.followedUp || !followedUp || given.withdrawnAt) return { ...given, exit, closure };
  const { closedAt: _, closure: __, ...open } = given;
  return { ...open, exit, stage: "follow-up" };
}

import { inWords } from "./calendar.ts";
import type { CaseEvent } from "./events.ts";
import type { DeliveryEvent } from "./events-of-delivery.ts";
import type { FollowUpPoint, TaskKind } from "./words.ts";

type EmailEvent = "email-intended" | "email-sent" | "email-delayed" | "email-dropped" | DeliveryEvent["type"];

/** The tasks of a case by handle: events name a task by that alone. */
export type TasksByHandle = ReadonlyMap<string, { kind: TaskKind; point?: FollowUpPoint | undefined }>;

/** The tasks that these events opened. */
export function tasksOpenedBy(events: readonly CaseEvent[]): TasksByHandle {
  return new Map(
    events.flatMap((event) =>
      event.type === "task-opened" ? [[event.handle, { kind: event.kind, point: event.point }] as const] : [],
    ),
  );
}

/** What each task's email asks for, as it fits into a sentence. */
const askedFor: Record<TaskKind, string> = {
  "review-referral": "to look at the referral",
  "wait-for-coach": "to find a coach with room",
  contact: "to make first contact",
  assessment: "to record the first appointment",
  plan: "to agree a plan",
  review: "to hold a review",
  exit: "to record how support ended",
  "follow-up": "how things are now",
  "make-safe": "to make sure that someone is safe",
  "check-address": "to check how to contact someone",
};

/** Which email of a case this is, as the subject of a sentence. Never what it says about anybody. */
export function emailInWords(email: string, tasks: TasksByHandle): string {
  const [name, handle = ""] = email.split(":");
  switch (name) {
    case "acknowledge-person":
      return "The email that tells the person what happens next";
    case "acknowledge-referrer":
      return "The email that thanks for the referral";
    case "other-help":
      return "The email that names other help";
    case "contact-changed":
      return "The email that the contact details were changed";
    case "appointment":
      return "The email that says when the appointment is";
    case "reminder":
      return "The reminder of the appointment";
    case "referrer-in-touch":
      return "The email to the referrer that we are in touch";
    case "referrer-finished":
      return "The email to the referrer that support has finished";
    case "call":
      return "The email that asks for a call";
    case "code":
      return "The email with a code for the person's own page";
    case "stop":
      return "The notice that the person must not be contacted any more";
    case "escalate":
      return "The urgent email that the safety task is overdue";
    case "ask": {
      const kind = tasks.get(handle)?.kind;
      return kind ? `The email that asks ${askedFor[kind]}` : "The email about a task";
    }
    default:
      return "An email";
  }
}

const addresseeWords = {
  person: "the person",
  referrer: "the referrer",
  "former-address": "the address that the person had before",
  "duty-and-lead": "the area lead and everyone on duty",
} as const;

const returnedWords = {
  bounced: "came back, because the address does not work",
  complained: "was marked as unwanted",
  rejected: "was refused",
} as const;

/** What became of the emails of a case, and of the other ways in which somebody was told. */
export const emailSentences: {
  readonly [Type in EmailEvent]: (event: Extract<CaseEvent, { type: Type }>, tasks: TasksByHandle) => string;
} = {
  "email-intended": ({ email, to }, tasks) =>
    `${emailInWords(email, tasks)} is about to go out, to ${addresseeInWords(to)}.`,
  "email-sent": ({ email }, tasks) => `${emailInWords(email, tasks)} went out.`,
  "email-delayed": ({ email, until, at }, tasks) =>
    `${emailInWords(email, tasks)} waits until ${inWords(until, at)}: the address has had as many emails today as it may have.`,
  "email-dropped": ({ email, because }, tasks) => {
    const why = {
      "no-longer-true": "because it was no longer true",
      "no-address": "because there was no address",
      rejected: "because the address was refused",
      "address-marked": "because emails to this address come back",
    }[because];
    return `${emailInWords(email, tasks)} was not sent, ${why}.`;
  },
  "email-returned": ({ email, of, because, isReplaced }, tasks) => {
    const next = isReplaced
      ? "There is another address now, so it goes to that one."
      : `No more emails go to the ${of} until the address is checked.`;
    return `${emailInWords(email, tasks)} ${returnedWords[because]}. ${next}`;
  },
  "duty-alerted": () => "The phones that follow safety tasks were told.",
};

function addresseeInWords(to: Extract<CaseEvent, { type: "email-intended" }>["to"]): string {
  if (typeof to === "string") return addresseeWords[to];
  if ("staff" in to) return "the coach";
  return { lead: "the area lead", duty: "the duty officer", safeguarding: "the safeguarding lead" }[to.role];
}

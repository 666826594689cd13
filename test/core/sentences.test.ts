import { describe, expect, test } from "vitest";
import { type CaseEvent, type EventType, NewEvent, reviewReasons } from "../../functions/core/events.ts";
import {
  reviewReasonInWords,
  sentenceOf,
  stageInWords,
  taskTitle,
  wordFor,
} from "../../functions/core/sentences.ts";
import { tasksOpenedBy } from "../../functions/core/sentences-of-emails.ts";
import { stages } from "../../functions/core/stages.ts";
import * as words from "../../functions/core/words.ts";

const at = "2026-03-02T10:00:00.000Z";

const noteId = "canary-note";
const handle = "canaryAAAAAAAAAAAAAAAA";
const dueAt = "2026-03-04T17:00:00.000Z";
const canary = { staff: "canary@example.org" };
const noTasks = new Map();

/** One of each type, with ids and texts that no sentence may repeat. */
const oneOfEach: { readonly [Type in EventType]: Extract<NewEvent, { type: Type }> } = {
  "referral-received": {
    type: "referral-received",
    area: "surrey",
    reference: "2345CDFGHJ",
    referrerKind: "gp",
    placedBy: "resident",
    ageBand: "25-34",
    workStatus: "in-work-off-sick",
    mainBarrier: "mental-health",
    consents: { shareBackWithReferrer: true, contactEmployer: false, shareWithGp: true, evaluation: false },
    restricted: false,
    acknowledge: { referrer: true, person: true },
    warnings: [],
  },
  triaged: { type: "triaged", result: "eligible", reasons: [] },
  "referral-reviewed": { type: "referral-reviewed", decision: "redirect", reasonNote: noteId },
  "coach-left": { type: "coach-left", reasonNote: noteId },
  "coach-assigned": {
    type: "coach-assigned",
    coach: canary.staff,
    because: [],
    overrodeCapacity: true,
    reasonNote: noteId,
  },
  "coach-not-found": { type: "coach-not-found", because: ["nobody has room"] },
  "place-released": { type: "place-released" },
  "task-opened": { type: "task-opened", handle, kind: "contact", to: canary, askAt: at, dueAt },
  "task-attempted": {
    type: "task-attempted",
    handle,
    attemptId: "canary-attempt",
    result: "could-not-reach",
    nextAt: dueAt,
    note: noteId,
  },
  "task-answered": { type: "task-answered", handle, fingerprint: "canary-fingerprint", note: noteId },
  "task-overdue": { type: "task-overdue", handle },
  "task-escalated": { type: "task-escalated", handle },
  "contact-agreed": { type: "contact-agreed", channel: "video", appointmentAt: dueAt },
  "person-told": { type: "person-told" },
  "appointment-attended": {
    type: "appointment-attended",
    heldAt: at,
    channel: "community-venue",
    late: true,
    employmentStatus: "out-of-work",
    mainBarrier: "mental-health",
    otherBarriers: [],
    goalsNote: noteId,
  },
  "plan-agreed": {
    type: "plan-agreed",
    planType: "return-to-work",
    actions: [{ id: "a1", kind: "skills", by: "coach", descriptionNote: noteId, status: "not-started" }],
    shareWith: { gp: true, employer: false },
    nextReviewOn: "2026-03-16",
  },
  "review-held": {
    type: "review-held",
    next: "continue",
    late: false,
    actions: [{ id: "a1", status: "dropped", reasonNote: noteId }],
    newActions: [],
    nextReviewOn: "2026-03-30",
  },
  "finish-asked": { type: "finish-asked" },
  "exit-recorded": {
    type: "exit-recorded",
    closure: "unable-to-contact",
    outcome: "not-asked",
    adjustmentsMade: [],
    followedUp: true,
    completion: false,
  },
  "follow-up-recorded": { type: "follow-up-recorded", point: "26-weeks", outcome: "started-job" },
  held: { type: "held", until: dueAt, reasonNote: noteId },
  resumed: { type: "resumed", dueAt },
  withdrawn: { type: "withdrawn", through: "staff", reasonNote: noteId },
  "case-closed": { type: "case-closed", closure: "died" },
  "safety-raised": { type: "safety-raised", atRisk: true, note: noteId },
  "made-safe": { type: "made-safe", actionNote: noteId, escalatedNote: noteId },
  "address-checked": { type: "address-checked" },
  "note-added": { type: "note-added", note: noteId },
  "person-indexed": { type: "person-indexed" },
  "email-intended": { type: "email-intended", email: "canary-email", to: canary },
  "email-sent": { type: "email-sent", email: "canary-email" },
  "email-delayed": { type: "email-delayed", email: "canary-email", until: dueAt },
  "email-dropped": { type: "email-dropped", email: "canary-email", because: "rejected" },
  "email-returned": {
    type: "email-returned",
    email: "canary-email",
    of: "person",
    because: "bounced",
    mail: "canary-mail",
  },
  "duty-alerted": { type: "duty-alerted", handle },
  "support-limit-reached": {
    type: "support-limit-reached",
    weeks: 8,
    endsOn: "2026-05-01",
    isUsual: false,
  },
  "legal-hold": { type: "legal-hold", on: true, reasonNote: noteId },
  "erasure-asked": { type: "erasure-asked", because: "person-asked" },
  erased: { type: "erased" },
  "erasure-checked": { type: "erasure-checked" },
  "merge-undone": { type: "merge-undone", stage: "support" },
  "call-asked": { type: "call-asked", when: "morning" },
  "request-kept": { type: "request-kept" },
  "consent-changed": { type: "consent-changed", which: "shareWithGp", given: false, on: "2026-03-02" },
  "contact-changed": { type: "contact-changed", fields: ["email"], formerAddressNote: noteId },
  "plan-shared": { type: "plan-shared", with: "employer" },
  "coach-reassigned": {
    type: "coach-reassigned",
    coach: canary.staff,
    because: ["has room"],
    reasonNote: noteId,
  },
  transferred: { type: "transferred", toArea: "surrey", newReference: "CDFGHJKMNC", reasonNote: noteId },
  merged: { type: "merged", into: "CDFGHJKMNC", reasonNote: noteId },
  "continued-elsewhere": { type: "continued-elsewhere" },
  "duplicate-joined": { type: "duplicate-joined", reference: "CDFGHJKMNC", receivedAt: at },
  reopened: { type: "reopened", stage: "support", coach: canary.staff, because: [], reasonNote: noteId },
  "start-corrected": {
    type: "start-corrected",
    of: "canary-event",
    heldAt: at,
    employmentStatus: "in-work",
    mainBarrier: "other",
    reasonNote: noteId,
  },
  "exit-corrected": {
    type: "exit-corrected",
    of: "canary-event",
    closure: "moved-away",
    outcome: "not-asked",
    followedUp: false,
    completion: false,
    reasonNote: noteId,
  },
  "follow-up-corrected": {
    type: "follow-up-corrected",
    of: "canary-event",
    point: "13-weeks",
    outcome: "not-reached",
    reasonNote: noteId,
  },
};

describe.each(Object.values(oneOfEach))("the sentence of $type", (event) => {
  const sentence = sentenceOf(stored(event), noTasks);

  test("is of an event as it is kept", () => {
    expect(NewEvent.parse(event)).toEqual(event);
  });

  test("begins with a capital, ends in one full stop and has no code in it", () => {
    expect(sentence).toMatch(/^[A-Z].*[a-z0-9]\.$/);
    expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\.\.| {2}|\d{4}-\d{2}/);
  });

  test("repeats no id, no text and no member of staff", () => {
    expect(sentence).not.toContain("canary");
  });
});

test("every type of event has a sentence of its own", () => {
  const told = Object.values(oneOfEach).map((event) => sentenceOf(stored(event), noTasks));
  expect(new Set(told).size).toBe(NewEvent.options.length);
});

describe("the sentence of an event", () => {
  test.each<[NewEvent, string]>([
    [
      { type: "contact-agreed", channel: "phone", appointmentAt: "2026-03-03T14:30:00.000Z" },
      "The coach agreed a first appointment by phone for Tuesday 3 March at 2:30pm.",
    ],
    [{ type: "contact-agreed" }, "The coach agreed a first appointment."],
    [
      { type: "triaged", result: "review", reasons: ["under-18", "restricted-record"] },
      "The referral needs a person to look at it. The person is under 18. The record is restricted.",
    ],
    [
      { type: "held", until: "2027-01-04T09:00:00.000Z" },
      "The case was put on hold until Monday 4 January 2027 at 9am.",
    ],
    [
      {
        type: "exit-recorded",
        closure: "completed-plan",
        outcome: "returned-same-role",
        adjustmentsMade: [],
        followedUp: true,
        completion: true,
      },
      "Support ended: the plan was completed. Outcome: went back to the same job.",
    ],
    [
      { type: "follow-up-recorded", point: "13-weeks", outcome: "not-reached" },
      "Followed up 13 weeks after support ended. Outcome: not reached.",
    ],
    [
      {
        type: "plan-agreed",
        planType: "seek-work",
        actions: [],
        shareWith: { gp: false, employer: false },
        nextReviewOn: "2026-03-16",
      },
      "A plan was agreed: find work, with 0 actions. The next review is on Monday 16 March.",
    ],
    [{ type: "withdrawn", through: "link" }, "The person withdrew with the link in their email."],
    [
      { type: "email-intended", email: "x", to: { role: "duty" } },
      "An email is about to go out, to the duty officer.",
    ],
    [
      {
        type: "email-returned",
        email: "acknowledge-referrer",
        of: "referrer",
        because: "complained",
        mail: "m",
      },
      "The email that thanks for the referral was marked as unwanted. No more emails go to the referrer until the address is checked.",
    ],
    [
      { type: "email-dropped", email: "acknowledge-person", because: "address-marked", of: "person" },
      "The email that tells the person what happens next was not sent, because emails to this address come back.",
    ],
  ])("%j", (event, sentence) => {
    expect(sentenceOf(stored(event), noTasks)).toBe(sentence);
  });

  test("names neither a coach nor a note", () => {
    const sentence = sentenceOf(
      stored({
        type: "coach-assigned",
        coach: "canary@example.org",
        because: ["has room"],
        reasonNote: "canary",
      }),
      noTasks,
    );
    expect(sentence).toBe("A coach was assigned: has room.");
  });
});

describe("the sentence of an email about a task", () => {
  const opened = words.taskKinds.map((kind) => {
    const task = {
      type: "task-opened",
      kind,
      handle: kind.padEnd(22, "-"),
      to: canary,
      askAt: at,
      dueAt,
    } as const;
    return stored(task);
  });
  const sentenceOfAsk = (kind: string) =>
    sentenceOf(stored({ type: "email-sent", email: `ask:${kind.padEnd(22, "-")}` }), tasksOpenedBy(opened));

  test("says what it asks for, another for each kind", () => {
    expect(sentenceOfAsk("plan")).toBe("The email that asks to agree a plan went out.");
    expect(new Set(words.taskKinds.map(sentenceOfAsk)).size).toBe(words.taskKinds.length);
  });

  test("is plain where the task is not known", () => {
    expect(sentenceOfAsk("another")).toBe("The email about a task went out.");
  });
});

test("every value that people read has a label of its own spelling", () => {
  const vocabularies = [
    words.referrerKinds,
    words.employmentStatuses,
    words.barriers,
    words.contactChannels,
    words.appointmentChannels,
    words.planTypes,
    words.actionKinds,
    words.actionOwners,
    words.actionStates,
    words.outcomes,
    words.closures,
    words.roles,
  ];
  for (const vocabulary of vocabularies) {
    const labels = vocabulary.map(wordFor);
    expect(new Set(labels).size).toBe(vocabulary.length);
    for (const label of labels) expect(label).toMatch(/^[A-Z0-9]/);
  }
});

test("every stage, task and reason is told in words of its own", () => {
  for (const told of [
    stages.map(stageInWords),
    words.taskKinds.map((kind) => taskTitle(kind)),
    reviewReasons.map(reviewReasonInWords),
  ]) {
    expect(new Set(told).size).toBe(told.length);
    for (const text of told) expect(text).toMatch(/^[A-Z].*[a-z0-9]$/);
  }
});

function stored(event: NewEvent): CaseEvent {
  return { ...event, eventId: "e1", at, by: { kind: "service" } };
}

import { describe, expect, test } from "vitest";
import { type CaseEvent, type NewEvent, reviewReasons } from "../../functions/core/events.ts";
import {
  reviewReasonInWords,
  sentenceOf,
  stageInWords,
  taskTitle,
  wordFor,
} from "../../functions/core/sentences.ts";
import { stages } from "../../functions/core/stages.ts";
import * as words from "../../functions/core/words.ts";

const at = "2026-03-02T10:00:00.000Z";

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
      "An email to the duty officer is about to go out.",
    ],
  ])("%j", (event, sentence) => {
    expect(sentenceOf(stored(event))).toBe(sentence);
  });

  test("names neither a coach nor a note", () => {
    const sentence = sentenceOf(
      stored({
        type: "coach-assigned",
        coach: "canary@example.org",
        because: ["has room"],
        reasonNote: "canary",
      }),
    );
    expect(sentence).toBe("A coach was assigned: has room.");
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

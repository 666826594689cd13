import type { TaskKind } from "../../functions/core/words.ts";
import { type TaskPage, type TaskView, taskPage } from "../../functions/pages/task-page.ts";
import { aReferral, monday } from "../support/builders.ts";

export const handle = "AAAAAAAAAAAAAAAAAAAAAA";

export function aTask(kind: TaskKind, overrides: Partial<TaskView> = {}): TaskView {
  const { person, ...referral } = aReferral();
  return {
    reference: "2345CDFGHJ",
    kind,
    state: "open",
    askedAt: monday,
    dueAt: "2026-03-04T17:00:00.000Z",
    overdue: false,
    restricted: false,
    person,
    referral,
    plan: {
      planType: "seek-work",
      agreedAt: monday,
      nextReviewOn: "2026-03-16",
      actions: [
        {
          id: "a1",
          kind: "physiotherapy",
          by: "service",
          description: "See the physiotherapist",
          status: "not-started",
        },
        {
          id: "a2",
          kind: "employer-conversation",
          by: "coach",
          description: "Talk with the employer",
          status: "started",
        },
        { id: "a3", kind: "skills", by: "person", description: "Write a CV", status: "started" },
      ],
    },
    attempts: [],
    howToReach: ["They like to be reached by phone."],
    ...(kind === "contact" ? { toSay: ["Your reference is 2345CDFGHJ."] } : {}),
    suggestedTries: ["2026-03-03T14:00:00.000Z"],
    history: [{ at: monday, type: "referral-received", sentence: "The person referred themselves." }],
    ...overrides,
  };
}

export function aTaskPage(kind: TaskKind, overrides: Partial<TaskPage> = {}): string {
  const services = [{ id: "physio", name: "Sample physiotherapy", wait: "2 weeks" }];
  return taskPage({
    roles: ["coach"],
    handle,
    view: aTask(kind),
    services,
    places: ["East", "North"],
    attemptId: "attempt-1",
    now: monday,
    ...overrides,
  });
}

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
    person,
    referral,
    plan: {
      planType: "seek-work",
      nextReviewOn: "2026-03-16",
      actions: [
        { id: "a1", description: "See the physiotherapist", status: "not-started" },
        { id: "a2", description: "Talk with the employer", status: "started" },
        { id: "a3", description: "Write a CV", status: "started" },
      ],
    },
    attempts: [],
    history: [{ at: monday, type: "referral-received", sentence: "The person referred themselves." }],
    ...overrides,
  };
}

export function aTaskPage(kind: TaskKind, overrides: Partial<TaskPage> = {}): string {
  return taskPage({ handle, view: aTask(kind), attemptId: "attempt-1", now: monday, ...overrides });
}

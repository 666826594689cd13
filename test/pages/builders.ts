import type { TaskKind } from "../../functions/core/words.ts";
import { type TaskPage, type TaskView, taskPage } from "../../functions/pages/task-page.ts";
import type { WorkView } from "../../functions/pages/work-page.ts";
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
  return taskPage(aTaskPageGiven(kind, overrides));
}

export function aTaskPageGiven(kind: TaskKind, overrides: Partial<TaskPage> = {}): TaskPage {
  const services = [{ id: "physio", name: "Sample physiotherapy", wait: "2 weeks" }];
  return {
    roles: ["coach"],
    handle,
    view: aTask(kind),
    services,
    places: ["East", "North"],
    coaches: [{ email: "coach1@surrey.example.org", name: "Sample first coach", holding: 24, capacity: 25 }],
    mayOpenCase: true,
    attemptId: "attempt-1",
    now: monday,
    ...overrides,
  };
}

/** Work of every sort, about people with this name. */
export function fullOfWork(preferredName: string): WorkView {
  const taskUrl = `http://127.0.0.1:3000/tasks/${handle}`;
  const person = {
    reference: "2345CDFGHJ",
    preferredName,
    caseUrl: "http://127.0.0.1:3000/cases/2345CDFGHJ",
  };
  const task = { ...person, kind: "contact", askedAt: monday, dueAt: monday, taskUrl } as const;
  return {
    overdue: [task],
    due: [task, { ...task, reference: "2345CDFGHK", caseUrl: undefined, preferredName: undefined }],
    coming: [{ ...task, kind: "follow-up", point: "13-weeks" }],
    supportLimits: [{ ...person, weeks: 8, endsOn: "2026-03-02", isUsual: false, taskUrl }],
    onHold: 1,
    calls: [{ ...person, at: monday, when: "morning" }],
    roles: ["coach", "lead"],
    load: { holding: 3, capacity: 25 },
    now: monday,
  };
}

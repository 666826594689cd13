import { type TaskKind, taskKinds } from "../../functions/core/words.ts";

export type Filled = Readonly<Record<string, string | readonly string[]>>;

/** Every answer: what is filled in, and the answer it is to become. */
const answers: [kind: TaskKind, form: string, filled: Filled, answer: unknown][] = [
  [
    "review-referral",
    "answer",
    { decision: "accept", reason: "Fits" },
    { decision: "accept", reason: "Fits" },
  ],
  [
    "review-referral",
    "answer",
    { decision: "redirect", reason: "Lives elsewhere", redirectTo: "Connect to Work" },
    { decision: "redirect", reason: "Lives elsewhere", redirectTo: "Connect to Work" },
  ],
  [
    "make-safe",
    "answer",
    { action: "Called", note: "Line one\r\nLine two", escalatedTo: "Crisis team" },
    { action: "Called", note: "Line one\nLine two", escalatedTo: "Crisis team" },
  ],
  ["wait-for-coach", "answer", {}, {}],
  [
    "wait-for-coach",
    "answer",
    { assignTo: "coach1@surrey.example.org", overrideCapacity: "true", reason: "Knows the family" },
    { assignTo: "coach1@surrey.example.org", overrideCapacity: true, reason: "Knows the family" },
  ],
  [
    "contact",
    "answer",
    { outcome: "agreed", channel: "phone", appointmentAt: "2026-03-03T14:30", note: "Rang" },
    { outcome: "agreed", channel: "phone", appointmentAt: "2026-03-03T14:30:00.000Z", note: "Rang" },
  ],
  ["contact", "answer", { outcome: "agreed", told: "true" }, { outcome: "agreed", told: true }],
  ["contact", "answer", { outcome: "does-not-want-it" }, { outcome: "does-not-want-it" }],
  ["contact", "answer", { outcome: "not-appropriate" }, { outcome: "not-appropriate" }],
  ["contact", "answer", { outcome: "unable-to-contact" }, { outcome: "unable-to-contact" }],
  [
    "contact",
    "answer",
    { outcome: "could-not-reach", nextTryAt: "other", otherTryAt: "2026-07-03T14:30" },
    {
      outcome: "could-not-reach",
      nextTryAt: "2026-07-03T13:30:00.000Z",
      attemptId: "attempt-1-answer",
    },
  ],
  [
    "contact",
    "answer",
    { outcome: "could-not-reach", nextTryAt: "2026-03-03T14:00", channel: "phone", note: "Rang" },
    {
      outcome: "could-not-reach",
      nextTryAt: "2026-03-03T14:00:00.000Z",
      note: "Rang",
      attemptId: "attempt-1-answer",
    },
  ],
  [
    "contact",
    "answer",
    { outcome: "could-not-reach", otherTryAt: "2026-03-04T09:00" },
    {
      outcome: "could-not-reach",
      nextTryAt: "2026-03-04T09:00:00.000Z",
      attemptId: "attempt-1-answer",
    },
  ],
  [
    "contact",
    "answer",
    { outcome: "does-not-want-it", appointmentAt: "2026-03-04T09:00", nextTryAt: "other" },
    { outcome: "does-not-want-it" },
  ],
  [
    "assessment",
    "answer",
    {
      heldAt: "2026-03-03T10:00",
      channel: "community-venue",
      attended: "late",
      employmentStatus: "out-of-work",
      mainBarrier: "mental-health",
      otherBarriers: ["musculoskeletal", "other"],
      goals: "A job",
      "wellbeing.lifeSatisfaction": "0",
      "wellbeing.anxiety": "10",
    },
    {
      heldAt: "2026-03-03T10:00:00.000Z",
      channel: "community-venue",
      attended: "late",
      employmentStatus: "out-of-work",
      mainBarrier: "mental-health",
      otherBarriers: ["musculoskeletal", "other"],
      goals: "A job",
      wellbeing: { lifeSatisfaction: 0, anxiety: 10 },
    },
  ],
  [
    "assessment",
    "did-not-attend",
    { "next.appointmentAt": "2026-03-10T10:00" },
    {
      attended: "no",
      next: { appointmentAt: "2026-03-10T10:00:00.000Z" },
      attemptId: "attempt-1-did-not-attend",
    },
  ],
  [
    "assessment",
    "did-not-attend",
    { "next.appointmentAt": "2026-03-10T10:00", "next.channel": "video" },
    {
      attended: "no",
      next: { appointmentAt: "2026-03-10T10:00:00.000Z", channel: "video" },
      attemptId: "attempt-1-did-not-attend",
    },
  ],
  [
    "assessment",
    "rearranged",
    { "rearrange.appointmentAt": "2026-07-10T10:00", "rearrange.channel": "community-venue" },
    {
      rearrange: { appointmentAt: "2026-07-10T09:00:00.000Z", channel: "community-venue" },
      attemptId: "attempt-1-rearranged",
    },
  ],
  [
    "assessment",
    "could-not-reach",
    { note: "No answer" },
    { attended: "no", next: "could-not-reach", note: "No answer", attemptId: "attempt-1-could-not-reach" },
  ],
  [
    "plan",
    "answer",
    {
      planType: "return-to-work",
      "actions.1.kind": "physiotherapy",
      "actions.1.description": "Six sessions",
      "actions.1.by": "service",
      "actions.1.serviceId": "physio",
      "actions.1.dueOn": "2026-04-01",
      "actions.19.kind": "other",
      "actions.19.description": "The twentieth row",
      "actions.19.by": "person",
      "shareWith.gp": "true",
      reviewInWeeks: "3",
    },
    {
      planType: "return-to-work",
      actions: [
        {
          kind: "physiotherapy",
          description: "Six sessions",
          by: "service",
          serviceId: "physio",
          dueOn: "2026-04-01",
        },
        { kind: "other", description: "The twentieth row", by: "person" },
      ],
      shareWith: { gp: true },
      reviewInWeeks: 3,
    },
  ],
  ["plan", "answer", { planType: "seek-work" }, { planType: "seek-work", actions: [] }],
  [
    "review",
    "answer",
    {
      attended: "yes",
      "actions.1.status": "done",
      "actions.2.status": "dropped",
      "actions.2.reason": "Has one",
      "newActions.0.kind": "skills",
      "newActions.0.description": "A course",
      "newActions.0.by": "coach",
      employmentStatus: "in-work",
      next: "continue",
      reviewOn: "2026-03-20",
    },
    {
      attended: "yes",
      actions: [
        { id: "a2", status: "done" },
        { id: "a3", status: "dropped", reason: "Has one" },
      ],
      newActions: [{ kind: "skills", description: "A course", by: "coach" }],
      employmentStatus: "in-work",
      next: "continue",
      reviewOn: "2026-03-20",
    },
  ],
  ["review", "answer", { attended: "late", next: "finish" }, { attended: "late", next: "finish" }],
  [
    "review",
    "did-not-attend",
    { reviewOn: "2026-03-20" },
    { attended: "no", reviewOn: "2026-03-20", attemptId: "attempt-1-did-not-attend" },
  ],
  [
    "exit",
    "answer",
    {
      closure: "completed-plan",
      outcome: "started-job",
      employmentStatus: "in-work",
      adjustmentsMade: ["flexible-working"],
      "wellbeing.happiness": "7",
    },
    {
      closure: "completed-plan",
      outcome: "started-job",
      employmentStatus: "in-work",
      adjustmentsMade: ["flexible-working"],
      wellbeing: { happiness: 7 },
    },
  ],
  ["exit", "answer", { closure: "died" }, { closure: "died" }],
  [
    "follow-up",
    "answer",
    {
      outcome: "no-change",
      employmentStatus: "self-employed",
      hoursPerWeek: "7.5",
      "wellbeing.worthwhile": "5",
    },
    {
      reached: true,
      outcome: "no-change",
      employmentStatus: "self-employed",
      hoursPerWeek: 7.5,
      wellbeing: { worthwhile: 5 },
    },
  ],
  ["follow-up", "not-reached", {}, { reached: false, attemptId: "attempt-1-not-reached" }],
  [
    "check-address",
    "answer",
    { email: "a@example.org", phone: "07700 900000" },
    { email: "a@example.org", phone: "07700 900000" },
  ],
];
const stageTasks = taskKinds.filter((kind) => kind !== "make-safe" && kind !== "check-address");
/** With the way out that every task of a stage has. */
export const everyAnswer = [
  ...answers,
  ...stageTasks.map((kind): (typeof answers)[number] => [
    kind,
    "more-time",
    { "moreTime.until": "2026-03-09T12:00", "moreTime.reason": "On holiday" },
    {
      moreTime: { until: "2026-03-09T12:00:00.000Z", reason: "On holiday" },
      attemptId: "attempt-1-more-time",
    },
  ]),
];

/** Sections of docs/runbook.md that alarms and `npm run doctor` send an operator to. */
export const sections = {
  accepting: "Referrals cannot be accepted",
  pages: "Pages answer with errors",
  stuck: "A case does not go on",
  failures: "Workflow failures",
  phones: "Phones do not hear of safety tasks",
  violations: "Something is not true that must always be",
  releases: "A release went back",
  clashes: "A quarter is not released",
  deadLetters: "Dead letters",
  bounces: "Emails come back",
  quotas: "Half of a quota is used",
  throttles: "Something is throttled",
} as const;

export type Section = (typeof sections)[keyof typeof sections];

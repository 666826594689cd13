/** A number that no rehearsal can tell, and why it is what it is. */
export interface Assumption {
  readonly value: number;
  readonly unit: string;
  readonly says: string;
}

/** What is taken for granted: change a number here, and `npm run scale` says what it changes. */
export const assumptions = {
  people: {
    value: 250_000,
    unit: "cases",
    says: "in the programme at 1x, at an even pace; one case a person",
  },
  years: { value: 3, unit: "years", says: "the programme lasts" },
  areas: {
    value: 36,
    unit: "areas",
    says: "when all of England takes part: one for each integrated care board",
  },
  largestArea: { value: 3, unit: "times", says: "the largest area is as large as an average one" },
  workingDays: { value: 252, unit: "days", says: "of work in a year" },
  busiestDay: {
    value: 1.5,
    unit: "times",
    says: "what an average working day brings, on the busiest one: a Monday after a bank holiday",
  },
  busiestHour: { value: 0.2, unit: "of a day", says: "falls into its busiest hour" },
  browser: {
    value: 2,
    unit: "times",
    says: "the rehearsed requests, because browsers also ask for forms, redirects and files, and people look twice",
  },
  caseload: { value: 30, unit: "people", says: "each coach supports at a time" },
  supportYears: { value: 0.5, unit: "years", says: "with a coach, from assignment to exit" },
  openYears: { value: 1.1, unit: "years", says: "open, from referral to the follow-up 26 weeks after exit" },
  viewsOfWork: { value: 3, unit: "times", says: "a coach opens the list of their work on a working day" },
  peopleShown: {
    value: 20,
    unit: "people",
    says: "are on that list with their names, each read from the case",
  },
  leads: {
    value: 3,
    unit: "leads",
    says: "of an area open as many lists, each of the whole area's open cases",
  },
  baseMilliseconds: { value: 25, unit: "ms", says: "each invocation takes by itself (512 MB)" },
  callMilliseconds: { value: 8, unit: "ms", says: "each call to another service takes" },
  emailMilliseconds: { value: 80, unit: "ms", says: "each email takes to hand over, instead" },
  coldStarts: { value: 0.03, unit: "of invocations", says: "begin in a new environment" },
  coldMilliseconds: { value: 700, unit: "ms", says: "a new environment takes more" },
  listMilliseconds: {
    value: 300,
    unit: "ms",
    says: "1 MB of a list, or of cases for it, takes to read and check at 512 MB, which is a third of a processor: some 40 ms were measured on a whole one, and there is the way to DynamoDB",
  },
  countMilliseconds: { value: 300, unit: "ms", says: "1 MB of facts takes to read and count for a release" },
  platformLogBytes: { value: 700, unit: "bytes", says: "Lambda logs of its own for each invocation" },
  accessLogBytes: { value: 200, unit: "bytes", says: "API Gateway logs for each request" },
  historyLogBytes: { value: 350, unit: "bytes", says: "Step Functions logs for each event of a history" },
  answerOverhead: {
    value: 700,
    unit: "bytes",
    says: "headers add to each answer; bodies are not compressed here",
  },
  phones: { value: 3, unit: "phones", says: "get each safety alert as a text message" },
  nightlyCopies: {
    value: 35,
    unit: "copies",
    says: "of the table are kept, one a night and each a whole one",
  },
  keyRequestsPerFunction: {
    value: 12 * 24 * 365,
    unit: "a year",
    says: "requests to the key for each function, at most: DynamoDB keeps a table's key for five minutes",
  },
} as const satisfies Record<string, Assumption>;

/** Only the numbers. */
export type Given = { readonly [Name in keyof typeof assumptions]: number };

export const given = Object.fromEntries(
  Object.entries(assumptions).map(([name, { value }]) => [name, value]),
) as Given;

import type { FunctionUse, Stored, TableUse } from "../../local/meter/counts.ts";
import { storedOverhead } from "../../local/meter/sizes.ts";
import type { Given } from "./assumptions.ts";
import type { Metered } from "./stack.ts";

/** Functions that the clock calls: what they cost does not follow from one case. */
const byTheClock = ["resume-cases", "send-digests", "release-quarter", "check-invariants"];
/** They make releases when somebody asks, and read whole lists as those do. */
const releasing = ["build-exports", "show-exports", "show-management"];
/** What no function asks for is the rehearsal's own: it reads the whole table at its end. */
const notTheService = "others";
const workflowFunctions = ["attend-to-case", "triage-referral", "assign-coach", "hold-for-answer"];

/** What one case uses from referral to closed, its share of everybody's requests included. */
export interface CaseUse {
  readonly transitions: number;
  readonly executions: number;
  readonly signals: number;
  readonly timers: number;
  readonly requests: number;
  readonly referrals: number;
  readonly invocations: number;
  readonly gigabyteSeconds: number;
  readonly writes: number;
  readonly indexWrites: number;
  readonly wakeWrites: number;
  readonly areaWrites: number;
  readonly queueWrites: number;
  readonly reads: number;
  readonly emails: number;
  readonly alerts: number;
  readonly logBytes: number;
  readonly answeredBytes: number;
  /** Of items and of entries of indexes, with what DynamoDB adds to each. */
  readonly storedBytes: number;
}

/** What is the same whatever the number of cases, and what lists are made of. */
export interface ListUse {
  /** Bytes of a case in the list of its area. */
  readonly entryBytes: number;
  /** The same in the list of open cases: of the largest there was, because a rehearsal ends with few that are open. */
  readonly openEntryBytes: number;
  /** Bytes of a case itself, from which a list takes the name. */
  readonly caseBytes: number;
  /** Times that a quarter's releases read every list. */
  readonly passesOfRelease: number;
  readonly putsOfRelease: number;
  readonly getsOfRelease: number;
}

/** Of every kind, how many cases the rehearsal came to, transfers included. */
export function casesOf({ table }: Metered): number {
  return table.items.CASE?.count ?? 0;
}

/** What a metered rehearsal says of one case. Refuses a rehearsal without cases. */
export function caseUse(meter: Metered, given: Given): CaseUse {
  const { workflow } = meter.service;
  const cases = casesOf(meter);
  if (cases === 0) throw new Error("The rehearsal that was metered has no cases.");
  const uses = Object.entries(meter.service.functions)
    .filter(([name]) => followsFromCases(name))
    .map(([name, use]) => ({ name, use, table: meter.table.uses[name], times: timesOf(name, given) }));
  type Use = (typeof uses)[number];
  const sum = (of: (each: Use) => number) => uses.reduce((total, each) => total + of(each), 0) / cases;
  /** What is asked more often by browsers than it was rehearsed; nothing is written more often. */
  const asked = (of: (each: Use) => number) => sum((each) => each.times * of(each));
  const index = (name: string) => sum(({ table }) => table?.indexWriteUnits[name] ?? 0);
  const transitions = sumOf(workflow.entered) + workflow.retries + workflow.executions;
  const requests = asked(({ use }) => use.requests);
  const emails = emailsOf(meter) / cases;
  // SES tells of each email that it was delivered, which the rehearsal's does not: an invocation that has nothing to do.
  const invocations = asked(({ use }) => use.invocations) + emails;
  return {
    transitions: transitions / cases,
    executions: workflow.executions / cases,
    signals: sum(({ use }) => use.calls["SFN SendTaskSuccess"] ?? 0),
    timers: sumOf(workflow.timersByMinute) / cases,
    requests,
    referrals: (meter.service.requests["POST /referrals"] ?? 0) / cases,
    invocations,
    gigabyteSeconds:
      asked(({ name, use }) => gigabyteSeconds(use, meter.stack.memory[name] ?? 512, given)) +
      (emails * (given.baseMilliseconds / 1000) * (meter.stack.memory["record-delivery"] ?? 512)) / 1024,
    writes: sum(({ table }) => (table ? table.writeUnits + table.refusedWriteUnits : 0)),
    indexWrites:
      sum(({ table }) => sumOf(table?.indexWriteUnits ?? {})) + (countsOpen(meter) ? 0 : index("by-area")),
    wakeWrites: index("by-wake"),
    areaWrites: index("by-area"),
    queueWrites: index("by-queue"),
    reads: asked(({ table }) => (table ? table.readUnits + readsOfShortLists(table) : 0)),
    emails,
    alerts: sum(({ use }) => use.calls["SNS Send"] ?? 0),
    logBytes:
      asked(({ use }) => use.logBytes) +
      invocations * given.platformLogBytes +
      requests * given.accessLogBytes +
      (workflow.historyEvents / cases) * given.historyLogBytes,
    answeredBytes: asked(({ use }) => use.answeredBytes) + requests * given.answerOverhead,
    storedBytes: storedBytes(meter) / cases,
  };
}

/** Whether a function is called because of cases and people, and not by the clock or for a release. */
export function followsFromCases(name: string): boolean {
  return ![...byTheClock, ...releasing, notTheService].includes(name);
}

/** What reads every case of an area is counted apart, because it grows with the programme. */
function readsOfShortLists({ indexReadUnits }: TableUse): number {
  return sumOf(indexReadUnits) - (indexReadUnits["by-area"] ?? 0);
}

/** The workflow runs as often as it was rehearsed; people's browsers ask more often. */
function timesOf(name: string, { browser }: Given): number {
  return [...workflowFunctions, "record-delivery"].includes(name) ? 1 : browser;
}

/** What the invocations of one function are billed for, by assumed times. */
export function gigabyteSeconds(use: FunctionUse, megabytes: number, given: Given): number {
  const emails = use.calls["SES Send"] ?? 0;
  const calls = sumOf(use.calls) - emails;
  const each = given.baseMilliseconds + given.coldStarts * given.coldMilliseconds;
  const milliseconds =
    use.invocations * each + calls * given.callMilliseconds + emails * given.emailMilliseconds;
  return (milliseconds / 1000) * (megabytes / 1024);
}

/** Everything that was sent. */
function emailsOf(meter: Metered): number {
  return sumOf(emailsByKind(meter));
}

/** Emails of the rehearsal: about cases, of the morning's digests, and codes to sign in. */
export function emailsByKind({ service }: Metered) {
  const sent = { aboutCases: 0, digests: 0, codes: 0 };
  for (const [name, { calls }] of Object.entries(service.functions)) {
    const kind = emailsOfFunction[name] ?? "codes";
    sent[kind] += calls["SES Send"] ?? 0;
  }
  return sent;
}

/** All others send codes. */
const emailsOfFunction: Readonly<Record<string, "aboutCases" | "digests" | undefined>> = {
  "attend-to-case": "aboutCases",
  "send-digests": "digests",
};

function storedBytes({ table }: Metered): number {
  return [...Object.values(table.items), ...Object.values(table.entries)].reduce(
    (sum, { count, bytes }) => sum + bytes + count * storedOverhead,
    0,
  );
}

/** What lists and releases are made of. */
export function listUse({ service, table }: Metered): ListUse {
  const release = service.functions["release-quarter"];
  const runs = Math.max(1, release?.invocations ?? 0);
  const entries = table.entries["by-area"];
  const open = table.entries["by-open"] ?? entries;
  return {
    entryBytes: averageOf(entries),
    openEntryBytes: open?.largest ?? 0,
    caseBytes: averageOf(table.items.CASE),
    // Each area for itself, and once more for England.
    passesOfRelease: 2,
    putsOfRelease: (release?.calls["S3 PUT"] ?? 0) / runs,
    getsOfRelease: (release?.calls["S3 GET"] ?? 0) / runs,
  };
}

function averageOf(stored: Stored | undefined): number {
  return stored && stored.count > 0 ? stored.bytes / stored.count : 0;
}

/** Whether the rehearsal knew the index of open cases; without it, its writes are taken to be as many as by-area's. */
export function countsOpen({ table }: Metered): boolean {
  return table.entries["by-open"] !== undefined;
}

/**
 * Minutes at which the rehearsal's people act: 10:00 UTC, in summer 11:00. A case is looked at again a week after
 * something happened, to the minute; in a real programme that is any minute of the day.
 */
const rehearsedMinutes = ["10:00", "11:00"];

/** What no number of cases changes: of one case, the longest history and the largest item. */
export function largest({ service, table }: Metered): {
  readonly history: number;
  readonly caseBytes: number;
} {
  return { history: service.workflow.longestHistory, caseBytes: table.items.CASE?.largest ?? 0 };
}

/** Share of the looks at a case that nothing but time brought about. */
export function shareOfTime({ service }: Metered): number {
  const { entered, timersByMinute } = service.workflow;
  return sumOf(timersByMinute) / Math.max(1, entered["Attend to the case"] ?? 0);
}

/** The minute at which most waits end because a rule says so, and its share of all that time ended. */
export function busiestMinute({ service }: Metered): { readonly minute: string; readonly share: number } {
  const { timersByMinute } = service.workflow;
  const ruled = Object.entries(timersByMinute).filter(([minute]) => !rehearsedMinutes.includes(minute));
  const [minute, most] = ruled.sort(([, a], [, b]) => b - a)[0] ?? ["any minute", 0];
  return { minute, share: most / Math.max(1, sumOf(timersByMinute)) };
}

export function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, each) => sum + each, 0);
}

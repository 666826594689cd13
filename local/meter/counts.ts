/** What one function did to the table; units as DynamoDB bills them. */
export interface TableUse {
  calls: number;
  /** Of single items and of lists by the table's own key. */
  readUnits: number;
  writeUnits: number;
  /** Of writes whose condition did not hold, which are billed all the same. */
  refusedWriteUnits: number;
  /** By index: what writes of items cost there. */
  indexWriteUnits: Record<string, number>;
  /** By index: how often it was asked, and what that cost. */
  indexQueries: Record<string, number>;
  indexReadUnits: Record<string, number>;
}

/** What is kept of one kind of item, or in one index. */
export interface Stored {
  count: number;
  /** Names and values, without what DynamoDB adds to each. */
  bytes: number;
  largest: number;
}

/** What the thread of the table counts. */
export interface TableCounts {
  /** By function. */
  uses: Record<string, TableUse>;
  /** By kind of item. */
  items: Record<string, Stored>;
  /** Items that DynamoDB removes by itself: sessions, codes, counters. */
  temporary: Stored;
  /** By index. */
  entries: Record<string, Stored>;
}

/** What the process of the service counts of one function. */
export interface FunctionUse {
  invocations: number;
  /** Of them, those that answer somebody's request. */
  requests: number;
  /** Bodies of the answers to requests, before they are compressed. */
  answeredBytes: number;
  logLines: number;
  logBytes: number;
  /** Calls of other services, by name: "SES SendRawEmail", "SFN StartExecution", "S3 PUT", ... */
  calls: Record<string, number>;
}

export interface WorkflowUse {
  executions: number;
  /** By state: how often it was entered. */
  entered: Record<string, number>;
  /** Attempts of a task after its first. */
  retries: number;
  /** Entries of all histories, each a line of the workflow's log. */
  historyEvents: number;
  longestHistory: number;
  /** Waits that time ended, by the London minute ("17:00") of their end. */
  timersByMinute: Record<string, number>;
}

/** What the process of the service counts. */
export interface ServiceCounts {
  functions: Record<string, FunctionUse>;
  /** By route ("POST /referrals"). */
  requests: Record<string, number>;
  workflow: WorkflowUse;
}

/** Adds to a count that may not be there yet. */
export function count(counts: Record<string, number>, name: string, more = 1): void {
  counts[name] = (counts[name] ?? 0) + more;
}

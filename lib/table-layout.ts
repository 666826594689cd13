/**
 * How the one table and its indexes are keyed: read by the stack and by the adapters, so it imports nothing.
 */
export const tableKey = { partition: "pk", sort: "sk" } as const;

/** Housekeeping only: every read compares the time itself. */
export const expiryAttribute = "expiresAt";

export const tableIndexes = {
  /** Sparse, one partition: which open cases should have woken by now. A sweep is one query. */
  "by-wake": { partition: "wakePartition", sort: "wakeAt", includes: ["area", "reference"] },
  /** Facts for reports and the summary of open tasks; no names. */
  "by-area": {
    partition: "area",
    sort: "areaSort",
    includes: ["reference", "stage", "summary", "facts"],
  },
  /**
   * Sparse: an area's cases with which somebody still has something to do, those of a coach together. What lists of
   * today are read from, so that they do not grow with all that has ended.
   */
  "by-open": { partition: "openArea", sort: "openSort", includes: ["reference", "summary", "facts"] },
  /** Sparse, one partition: who waits for a coach's place, and staff whose people are to be handed over. By area. */
  "by-queue": { partition: "queuePartition", sort: "queueSort", includes: ["area", "reference", "id"] },
} as const;

export type TableIndex = keyof typeof tableIndexes;

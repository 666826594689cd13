/**
 * Log lines that the stack counts, or reads figures from: their words are part of both. What they carry is ids and
 * numbers alone.
 */
export const counted = {
  /** `{ area, reference }`: a referral that is kept, the first time that it was sent. */
  referralAccepted: "referral accepted",
  /** `{ requestId, route }`: somebody was told to try again. */
  requestFailed: "request failed",
  /** `{ action }`: what was due for a case and could not be done; it is tried again. */
  dueActionFailed: "due action failed",
  /** `{ found, resumed, everyOpenCase }`: what a sweep found past its moment. */
  casesResumed: "cases resumed",
  /** `{ area, reference, promise }`: a case in which something is not as it must always be. */
  invariantViolated: "invariant violated",
  /** `{ area, quarter, figures }`: a quarter's figures that the clock may not release, by how many figures clash. */
  releaseClashed: "release clashed",
  /** `{ kind }`: news that belongs to no email we know. */
  unknownNews: "delivery news of no known email",
  /** The figures of core/service-levels.ts, of all areas together, and of each. */
  serviceLevels: "service levels",
  serviceLevelsOfArea: "service levels of an area",
} as const;

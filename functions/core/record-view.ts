import type { AreaRules } from "./area-rules.ts";
import type { Case } from "./case.ts";
import type { Referral } from "./referral.ts";
import { keptUntil } from "./retention.ts";
import type { Instant } from "./texts.ts";

/** How long the record of a person is kept, by which rule, and what keeps it longer or has ended it. */
export interface RecordView {
  /** The last day, once the case is closed; before, it has none yet. */
  readonly keptUntil: string | undefined;
  readonly retention: AreaRules["retention"];
  readonly legalHoldSince: Instant | undefined;
  readonly erasedAt: Instant | undefined;
}

export function recordView(given: Case, rules: AreaRules, referral: Referral | undefined): RecordView {
  return {
    keptUntil: keptUntil(given, rules, referral),
    retention: rules.retention,
    legalHoldSince: given.legalHold?.since,
    erasedAt: given.erasure?.removedAt,
  };
}

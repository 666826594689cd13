import type { AreaRules } from "../area-rules.ts";
import { datePlusDays, londonDate } from "../calendar.ts";
import type { Case } from "../case.ts";
import type { ReviewReason } from "../events.ts";
import type { Referral } from "../referral.ts";
import { type Context, type Decision, events } from "./decision.ts";
import { ageOn } from "./receive.ts";

const adult = 18;

/**
 * The automatic rule: eligible, or needs a person to look, with every reason. It never refuses; out of area was
 * answered before the referral was accepted. Source: the HTTP contract, "Triage: a person looks only if".
 */
export function triage(given: Case, referral: Referral, context: Context): Decision {
  if (given.stage !== "triage") return events();
  const reasons = reviewReasonsFor(given, referral, context.rules);
  return events({ type: "triaged", result: reasons.length === 0 ? "eligible" : "review", reasons });
}

/** As at the day the referral was received, so that a second look gives the same answer. */
export function reviewReasonsFor(given: Case, referral: Referral, rules: AreaRules): ReviewReason[] {
  const received = londonDate(given.receivedAt);
  const age = ageOn(referral.person.dateOfBirth, received);
  const limit = rules.maximumWeeksOutOfWork.value;
  const { status, since } = referral.work;
  const outOfWork = limit !== null && status === "out-of-work";
  const tests: [ReviewReason, boolean][] = [
    ["under-area-minimum-age", age < rules.minimumAge.value],
    ["under-18", age < adult],
    ["out-of-work-since-unknown", outOfWork && since === undefined],
    ["out-of-work-too-long", outOfWork && since !== undefined && since < datePlusDays(received, -7 * limit)],
    ["no-area-test-matched", given.placedBy === "chosen"],
    ["place-unknown", rules.places.value.length > 0],
    ["restricted-record", given.restricted],
  ];
  return tests.filter(([, applies]) => applies).map(([reason]) => reason);
}

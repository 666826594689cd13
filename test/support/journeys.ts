import type { Stage } from "../../functions/core/stages.ts";
import { aReferral, monday, TestCase } from "./builders.ts";

/** A case as far as each stage. */
export const journeys: Record<Stage, () => TestCase> = {
  triage: () => new TestCase(),
  review: () => {
    const referral = aReferral({ person: { dateOfBirth: "2009-01-01" } });
    return new TestCase({ referral }).do({ type: "triage", referral });
  },
  assignment: () => new TestCase().do({ type: "triage", referral: aReferral() }),
  waiting: () => journeys.assignment().do({ type: "wait-for-coach", because: ["nobody has room"] }),
  contact: () => new TestCase().assigned(),
  assessment: () => journeys.contact().answer("contact", { outcome: "agreed" }),
  plan: () => attended(journeys.assessment()).answer("assessment", heldNow),
  support: () => new TestCase().supported(),
  exit: () => journeys.support().do({ type: "finish" }),
  "follow-up": () =>
    attended(journeys.exit()).answer("exit", {
      closure: "completed-plan",
      outcome: "started-job",
      employmentStatus: "in-work",
    }),
  hold: () => journeys.support().do({ type: "hold", until: "2026-07-03T13:30:00.000Z", reason: "Away" }),
  closed: () => journeys.support().do({ type: "withdraw", through: "link" }),
};
const heldNow = {
  heldAt: monday,
  channel: "phone",
  attended: "yes",
  employmentStatus: "out-of-work",
  mainBarrier: "mental-health",
};

function attended(given: TestCase): TestCase {
  given.attend();
  return given;
}

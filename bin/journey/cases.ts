import { type HeldStage, heldStages } from "../../functions/core/case.ts";
import type { Stage } from "../../functions/core/stages.ts";
import { aReferral, TestCase } from "../../test/support/builders.ts";

/** A case as it stands for all cases of its stage, built by commands alone. */
export interface Example {
  /** What tells it from another example of the same stage. */
  readonly because?: string;
  readonly make: () => TestCase;
}

/** The stages in which a referral can be joined to another of the same person. */
const joinableStages = ["triage", "assignment", ...heldStages] as const;

const legalHold = { type: "legal-hold", on: true, reason: "Sample reason." } as const;
/** The case of another referral of the same person. */
export const otherReference = "CDFGHJKMNP";

export const exampleCoach = "coach1@greater-manchester.example.org";

/** Every stage's examples, in the order of the journey. The person is referred on a Monday at 10am. */
export const examples: Readonly<Record<Stage, readonly Example[]>> = {
  triage: [
    { make: () => new TestCase().attended() },
    { because: "under 18", make: () => new TestCase({ referral: minor }).attended() },
  ],
  review: [{ make: () => inReview() }],
  assignment: [
    { make: () => triaged() },
    { because: "somebody may be at risk", make: () => triaged({ safety: { atRisk: true } }) },
  ],
  waiting: [{ make: () => waiting() }],
  contact: [
    { make: () => new TestCase().assigned() },
    { because: "all tries made", make: () => triedThreeTimes() },
  ],
  assessment: [{ make: () => assessed() }],
  plan: [{ make: () => planned() }],
  support: [
    { make: () => new TestCase().supported() },
    { because: "the person agrees to share", make: () => agreedToShare() },
    { because: "the coach has left", make: () => leftByCoach(new TestCase().supported()) },
  ],
  exit: [
    { because: "after the first appointment", make: () => new TestCase().leaving() },
    {
      because: "before the first appointment",
      make: () => new TestCase().assigned().do({ type: "finish" }).attended(),
    },
  ],
  "follow-up": [
    { because: "support has just ended", make: () => completed() },
    { because: "support has ended before the plan", make: () => endedBeforePlan() },
    { because: "13 weeks", make: () => followedUp() },
    { because: "26 weeks", make: () => followedUpAgain() },
  ],
  hold: heldStages.map((stage) => ({ because: stage, make: () => onHold(stage) })),
  closed: [
    { because: "withdrew before triage", make: () => left(new TestCase().attended()) },
    { because: "withdrew before a coach was found", make: () => left(triaged()) },
    { because: "withdrew at first contact", make: () => left(new TestCase().assigned()) },
    { because: "withdrew before the plan", make: () => left(planned()) },
    { because: "withdrew in support", make: () => left(new TestCase().supported()) },
    { because: "ended as withdrew", make: () => ended("withdrew") },
    { because: "died", make: () => ended("died") },
    ...joinableStages.map((stage) => ({ because: `joined at ${stage}`, make: () => joinedAt(stage) })),
    { because: "kept for a court", make: () => ended("withdrew").do(legalHold).attended() },
    { because: "erased", make: () => erased() },
  ],
};

/** A safety task, and one to find out how somebody can be reached. */
export const besideExamples: readonly (() => TestCase)[] = [
  () => new TestCase().assigned().do({ type: "raise-safety", note: "Sample note." }).attended(),
  () => cameBack(),
];

const minor = aReferral({ person: { dateOfBirth: "2008-06-01" } });

function inReview(): TestCase {
  return new TestCase({ referral: minor }).do({ type: "triage", referral: minor }).attended();
}

function triaged(more: Parameters<typeof aReferral>[0] = {}): TestCase {
  const referral = aReferral(more);
  return new TestCase({ referral }).do({ type: "triage", referral }).attended();
}

function waiting(): TestCase {
  return triaged()
    .do({ type: "wait-for-coach", because: ["no coach of the area has room today"] })
    .attended();
}

function triedThreeTimes(): TestCase {
  const given = new TestCase().assigned();
  for (const nextTryAt of ["2026-03-03T14:00:00Z", "2026-03-04T10:00:00Z", "2026-03-05T15:00:00Z"]) {
    given.answer("contact", { outcome: "could-not-reach", nextTryAt }).attended();
  }
  return given;
}

function assessed(): TestCase {
  const agreed = { outcome: "agreed", channel: "in-person", appointmentAt: "2026-03-09T14:30:00Z" };
  return new TestCase()
    .assigned()
    .answer("contact", agreed)
    .attended()
    .at("2026-03-09T15:30:00.000Z")
    .attended();
}

function planned(): TestCase {
  const given = assessed();
  return given
    .answer("assessment", {
      heldAt: "2026-03-09T14:30:00Z",
      channel: "in-person",
      attended: "yes",
      employmentStatus: "out-of-work",
      mainBarrier: "mental-health",
    })
    .attended();
}

function agreedToShare(): TestCase {
  const on = "2026-03-02";
  return new TestCase().supported().do({ type: "consent", which: "shareWithGp", given: true, on }).attended();
}

function completed(): TestCase {
  const given = new TestCase().leaving();
  given.answer("exit", { closure: "completed-plan", outcome: "started-job", employmentStatus: "in-work" });
  return given.attended();
}

function endedBeforePlan(): TestCase {
  const closure = "unable-to-contact";
  return planned().do({ type: "finish" }).attended().answer("exit", { closure }).attended();
}

function followedUp(): TestCase {
  return completed().at("2026-06-01T08:00:00.000Z").attended();
}

function followedUpAgain(): TestCase {
  const reached = { reached: true, outcome: "remained-in-work", employmentStatus: "in-work" };
  return followedUp().answer("follow-up", reached).attended().at("2026-08-31T08:00:00.000Z").attended();
}

function onHold(stage: HeldStage): TestCase {
  const [example] = examples[stage];
  if (!example) throw new Error(`there is no example of ${stage}`);
  const given = example.make();
  const until = new Date(Date.parse(given.now) + 14 * 24 * 60 * 60 * 1000).toISOString();
  return given.do({ type: "hold", until, reason: "Sample reason." }).attended();
}

function left(given: TestCase): TestCase {
  return given.do({ type: "withdraw", through: "link" }).attended();
}

function leftByCoach(given: TestCase): TestCase {
  return given.do({ type: "coach-left", coach: exampleCoach, reason: "Sample reason." }).attended();
}

function joinedAt(stage: (typeof joinableStages)[number]): TestCase {
  const [example] = examples[stage];
  if (!example) throw new Error(`there is no example of ${stage}`);
  const survivor = { reference: otherReference, stage: "support" } as const;
  return example.make().do({ type: "merge", survivor, reason: "Sample reason." }).attended();
}

function erased(): TestCase {
  return ended("withdrew").do({ type: "erase", reason: "person-asked" }).attended();
}

function cameBack(): TestCase {
  const email = "sample@example.org";
  const given = new TestCase({ referral: aReferral({ person: { contact: { email } } }) }).assigned();
  const came = { email: "acknowledge-person", of: "person", because: "bounced", mail: "1" } as const;
  return given.do({ type: "return-email", ...came, addresses: [email] }).attended();
}

function ended(closure: "withdrew" | "died"): TestCase {
  return new TestCase().leaving().answer("exit", { closure }).attended();
}

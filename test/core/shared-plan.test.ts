import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SharedDocument, sharedDocument } from "../../functions/core/shared-plan.ts";
import {
  actionKinds,
  actionOwners,
  actionStates,
  barriers,
  type PlanReader,
} from "../../functions/core/words.ts";
import { sharedPlanPage } from "../../functions/pages/index.ts";
import { aReferral, sourcesOf, TestCase } from "../support/builders.ts";

const consents = { gp: "shareWithGp", employer: "contactEmployer" } as const;

function given(which: "shareWithGp" | "contactEmployer", isGiven = true) {
  return { type: "consent", which, given: isGiven, on: "2026-03-02" } as const;
}

describe("the document for a reader of the plan", () => {
  const shared = (reader: PlanReader) =>
    new TestCase().supported().do(given(consents[reader])).do({ type: "share", with: reader });

  it.each(["gp", "employer"] as const)(
    "tells the %s when the person agreed and when it was shared",
    (reader) => {
      expect(sharedDocument(sourcesOf(shared(reader)), reader)).toMatchObject({
        for: reader,
        consentedOn: "2026-03-02",
        sharedAt: "2026-03-02T10:00:00.000Z",
        name: "Sample Person",
      });
    },
  );

  it.each(["gp", "employer"] as const)("is for the %s only by a consent now, and after a share", (reader) => {
    const refusalOf = (person: TestCase) => {
      const document = sharedDocument(sourcesOf(person), reader);
      return "refusal" in document ? document.refusal : undefined;
    };
    const which = consents[reader];
    const person = new TestCase().supported();
    expect(refusalOf(person)).toEqual({ type: "consent-needed", which });
    person.do(given(which));
    expect(refusalOf(person)).toEqual({ type: "not-shared-yet", with: reader });
    person.do({ type: "share", with: reader === "gp" ? "gp" : "employer" });
    expect(refusalOf(person)).toBeUndefined();
    person.do(given(which, false));
    expect(refusalOf(person)).toEqual({ type: "consent-needed", which });
    // A consent that is given anew does not bring back what was shared under the former one.
    person.do(given(which));
    expect(refusalOf(person)).toEqual({ type: "not-shared-yet", with: reader });
  });

  it("of one reader is not opened by the consent and share of the other", () => {
    expect(sharedDocument(sourcesOf(shared("gp")), "employer")).toHaveProperty("refusal");
    expect(sharedDocument(sourcesOf(shared("employer")), "gp")).toHaveProperty("refusal");
  });

  it("is no more once the case is closed, there is no plan, or the person's details were erased", () => {
    const left = shared("gp").do({ type: "withdraw", through: "link" });
    expect(sharedDocument(sourcesOf(left), "gp")).toEqual({ refusal: { type: "case-closed" } });
    const early = new TestCase().do(given("shareWithGp"));
    expect(sharedDocument(sourcesOf(early), "gp")).toMatchObject({ refusal: { type: "not-in-this-stage" } });
    const erased = { ...sourcesOf(shared("gp")), referral: undefined };
    expect(sharedDocument(erased, "gp")).toEqual({ refusal: { type: "details-erased" } });
  });
});

/** What each reader is never told of, whatever a plan holds. */
const health = ["physiotherapy", "counselling", "talking-therapy", "occupational-health"];
const neverTold: Record<PlanReader, readonly string[]> = {
  employer: [
    ...health,
    "employment-advice",
    "debt-advice",
    "skills",
    "physical-activity",
    "community-group",
  ].concat(["fit-note-conversation", "other"]),
  gp: ["debt-advice"],
};

/** Any plan; each text says where it is from, so that it can be found again. */
const anyAction = fc.record({
  kind: fc.constantFrom(...actionKinds),
  by: fc.constantFrom(...actionOwners),
  status: fc.constantFrom(...actionStates),
  withService: fc.boolean(),
});

function planned(
  actions: readonly { kind: string; by: string; withService: boolean; status: string }[],
): TestCase {
  const referral = aReferral({
    person: { postcode: "BL1 1AA", contact: { email: "canary@example.org" } },
    health: { mainBarrier: "mental-health", otherBarriers: ["neurodivergence"], note: "CANARY referral" },
  });
  const person = new TestCase({ referral });
  person.services = actions.map((_, index) => ({ id: `s${index}`, name: `CANARY-service-${index}-` }));
  person.assigned().answer("contact", { outcome: "agreed", note: "CANARY contact" }).attend();
  person.answer("assessment", {
    heldAt: person.now,
    channel: "phone",
    attended: "late",
    employmentStatus: "in-work-off-sick",
    mainBarrier: "mental-health",
    otherBarriers: ["long-term-condition"],
    goals: "CANARY goals",
    wellbeing: { anxiety: 9 },
    note: "CANARY assessment",
  });
  person.attend();
  person.do(given("shareWithGp")).do(given("contactEmployer"));
  person.answer("plan", {
    planType: "seek-work",
    note: "CANARY plan",
    actions: actions.map(({ kind, by, withService }, index) => ({
      kind,
      by,
      description: `text-${index}-of-${kind}-by-${by}-`,
      ...(withService ? { serviceId: `s${index}` } : {}),
    })),
  });
  person.at("2026-03-16T10:00:00.000Z").attend();
  person.answer("review", {
    attended: "yes",
    next: "continue",
    note: "CANARY review",
    actions: actions.map(({ status }, index) => ({
      id: `a${index + 1}`,
      status,
      reason: `CANARY reason ${index}`,
    })),
  });
  person.do({ type: "note", text: "CANARY note" });
  return person.do({ type: "share", with: "gp" }).do({ type: "share", with: "employer" });
}

describe("for any plan, nothing reaches a reader that is not for them", () => {
  const forReader = (person: TestCase, reader: PlanReader) => {
    const document = sharedDocument(sourcesOf(person), reader) as SharedDocument;
    return {
      document,
      text: `${JSON.stringify(document)}\n${sharedPlanPage(document, ["coach"], person.now)}`,
    };
  };
  const plans = fc.array(anyAction, { maxLength: 8 });
  const textsIn = (text: string) => [...text.matchAll(/text-(\d+)-of-/g)].map(([, index]) => Number(index));

  it("not in the employer's document or page", () => {
    fc.assert(
      fc.property(plans, (actions) => {
        const { document, text } = forReader(planned(actions), "employer");
        expect(text).not.toMatch(
          /CANARY|canary|BL1|anxiety|attended|planType|nextReview|seek-work|Find work/i,
        );
        for (const barrier of barriers.filter((each) => each !== "other"))
          expect(text).not.toContain(barrier);
        for (const kind of neverTold.employer) {
          expect(document.actions.map((each) => each.kind)).not.toContain(kind);
          expect(text).not.toContain(`-of-${kind}-by-`);
        }
        for (const index of textsIn(text)) {
          expect(actions[index]).toMatchObject({ by: "employer" });
          expect(actions[index]?.status).not.toBe("dropped");
        }
      }),
      { numRuns: 60 },
    );
  });

  it("not in the GP's document or page", () => {
    fc.assert(
      fc.property(plans, (actions) => {
        const { document, text } = forReader(planned(actions), "gp");
        const own = text.replaceAll(/CANARY-service-(\d+)-/g, (name, index) => {
          const action = actions[Number(index)];
          return action && action.kind !== "debt-advice" && action.status !== "dropped" ? "" : name;
        });
        expect(own).not.toMatch(/CANARY|canary|BL1|anxiety|attended/);
        for (const barrier of barriers.filter((each) => each !== "other")) expect(own).not.toContain(barrier);
        expect(document.actions.map((each) => each.kind)).not.toContain("debt-advice");
        for (const index of textsIn(text)) {
          expect(actions[index]?.kind).not.toBe("debt-advice");
          expect(actions[index]?.status).not.toBe("dropped");
        }
      }),
      { numRuns: 60 },
    );
  });

  it("and a GP is told the rest of it", () => {
    const { text } = forReader(
      planned([{ kind: "counselling", by: "service", withService: true, status: "started" }]),
      "gp",
    );
    expect(text).toContain("text-0-of-counselling-by-service-");
    expect(text).toContain("CANARY-service-0-");
  });
});

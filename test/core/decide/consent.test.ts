import { describe, expect, it } from "vitest";
import { consentsOf } from "../../../functions/core/case-views.ts";
import { fold } from "../../../functions/core/evolve.ts";
import { progressOf } from "../../../functions/core/progress.ts";
import { sharedPlan } from "../../../functions/core/shared-plan.ts";
import { consentNames } from "../../../functions/core/words.ts";
import { aReferral, sourcesOf, TestCase } from "../../support/builders.ts";

const consent = (which: (typeof consentNames)[number], given: boolean, on = "2026-03-02") =>
  ({ type: "consent", which, given, on }) as const;

describe("consent", () => {
  it.each(consentNames)("to %s is given and withdrawn by itself, each on its day", (which) => {
    const person = new TestCase().at("2026-03-05T10:00:00.000Z").do(consent(which, true, "2026-03-04"));
    expect(consentsOf(person.case)[which]).toEqual({ given: true, on: "2026-03-04" });
    person.do(consent(which, false, "2026-03-05"));
    expect(consentsOf(person.case)[which]).toEqual({ given: false, on: "2026-03-05" });
    for (const other of consentNames.filter((name) => name !== which)) {
      expect(person.case.consents[other]).toBe(new TestCase().case.consents[other]);
    }
    expect(fold(person.events)).toEqual(person.case);
  });

  it("that was given with the referral is dated as the referral's", () => {
    const { case: given } = new TestCase({ referral: aReferral({ consent: { shareWithGp: true } }) });
    expect(given.consentedOn).toEqual({ shareBackWithReferrer: "2026-03-02", shareWithGp: "2026-03-02" });
  });

  it("to share back is what the referrer hears by", () => {
    const referral = aReferral({ referrer: { kind: "gp" } });
    const person = new TestCase({ referral }).assigned();
    expect(progressOf(person.case).progress).toBe("received");
    person.do(consent("shareBackWithReferrer", true));
    expect(progressOf(person.case).progress).toBe("arranging");
    person.do(consent("shareBackWithReferrer", false));
    expect(progressOf(person.case)).toMatchObject({
      progress: "received",
      updatedAt: person.case.receivedAt,
    });
  });

  it("is neither given tomorrow nor by a day before the person's last decision", () => {
    const person = new TestCase()
      .at("2026-03-05T10:00:00.000Z")
      .do(consent("evaluation", false, "2026-03-04"));
    for (const on of ["2026-03-06", "1900-01-01", "2026-03-03"]) {
      expect(person.decide(consent("evaluation", true, on))).toMatchObject({
        refusal: { errors: [{ pointer: "/on" }] },
      });
    }
  });

  it("that is known already changes nothing, and can be withdrawn after the end", () => {
    const person = new TestCase().do(consent("evaluation", true));
    expect(person.decide(consent("evaluation", true))).toEqual({ events: [], notes: [] });
    person.do({ type: "withdraw", through: "link" }).do(consent("evaluation", false));
    expect(person.case.consents.evaluation).toBe(false);
  });
});

describe("the plan", () => {
  const actions = [
    { kind: "counselling", description: "Talk about panic", by: "service" },
    { kind: "workplace-relocation", description: "A desk on the ground floor", by: "employer" },
    { kind: "flexible-working", description: "Ask for late starts, because of tablets", by: "person" },
    { kind: "debt-advice", description: "Rent arrears", by: "service" },
  ];
  /** A case with a plan, and the texts of its actions. */
  const planned = (shareWith = {}) => {
    const person = new TestCase().assigned().answer("contact", { outcome: "agreed" });
    person.attend();
    const held = { heldAt: person.now, channel: "phone", attended: "yes", mainBarrier: "mental-health" };
    person.answer("assessment", { ...held, employmentStatus: "in-work" }).attend();
    const answer = { planType: "thrive-at-work", actions, shareWith };
    const decision = person.decide({ type: "answer", handle: person.handleOf("plan"), answer });
    if ("refusal" in decision) throw new Error("the plan was refused");
    person.record(decision.events);
    return { person, notes: decision.notes.map((note) => ({ ...note, at: person.now })) };
  };

  it.each([
    ["gp", "shareWithGp"],
    ["employer", "contactEmployer"],
  ] as const)("goes to the %s only by the dated consent %s", (reader, which) => {
    const { person } = planned();
    const share = { type: "share", with: reader } as const;
    expect(person.decide(share)).toEqual({ refusal: { type: "consent-needed", which } });
    person.do(consent(which, true)).do(share);
    expect(person.case.sharedWith).toEqual([{ with: reader, at: person.now }]);
    expect(fold(person.events)).toEqual(person.case);
    person.do(consent(which, false));
    expect(person.decide(share)).toEqual({ refusal: { type: "consent-needed", which } });
  });

  it("that was agreed to be shared carries the person's consent of that day", () => {
    const { person } = planned({ gp: true });
    expect(person.case.consents).toMatchObject({ shareWithGp: true, contactEmployer: false });
    expect(person.case.consentedOn).toMatchObject({ shareWithGp: "2026-03-02" });
  });

  it("is not shared before there is one, or after the case was closed", () => {
    const person = new TestCase().do(consent("shareWithGp", true));
    const share = { type: "share", with: "gp" } as const;
    expect(person.decide(share)).toEqual({ refusal: { type: "not-in-this-stage", stage: "triage" } });
    const left = planned({ gp: true }).person.do({ type: "withdraw", through: "link" });
    expect(left.decide(share)).toEqual({ refusal: { type: "case-closed" } });
  });

  it("shows an employer the workplace, and nothing that tells of health, money or the person's own words", () => {
    const { person, notes } = planned();
    const shown = sharedPlan(sourcesOf(person, notes), "employer");
    expect(shown).toEqual({
      reference: person.case.reference,
      name: "Sample Person",
      agreedAt: person.now,
      actions: [
        {
          kind: "workplace-relocation",
          by: "employer",
          status: "not-started",
          description: "A desk on the ground floor",
        },
        { kind: "flexible-working", by: "person", status: "not-started" },
      ],
    });
    expect(JSON.stringify(shown)).not.toMatch(/panic|tablets|arrears|mental|counselling|debt/);
  });

  it("shows a GP the plan without the person's money and without what was dropped", () => {
    const { person, notes } = planned();
    person.attend();
    person.answer("review", {
      attended: "yes",
      next: "continue",
      actions: [{ id: "a3", status: "dropped" }],
    });
    const shown = sharedPlan(sourcesOf(person, notes), "gp");
    expect(shown).toMatchObject({
      planType: "thrive-at-work",
      actions: [{ description: "Talk about panic" }, {}],
    });
    expect(JSON.stringify(shown)).not.toMatch(/tablets|arrears|barrier/);
  });

  it("of a restricted record is shared without a name", () => {
    const { person } = planned();
    const restricted = { ...person.case, restricted: true };
    expect(sharedPlan({ ...sourcesOf(person, []), case: restricted }, "gp")).not.toHaveProperty("name");
  });
});

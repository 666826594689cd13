import { describe, expect, it } from "vitest";
import { receive } from "../../../functions/core/decide/receive.ts";
import { hasValidNhsNumber, mistakesOf } from "../../../functions/core/referral.ts";
import { aReferral, monday, TestCase } from "../../support/builders.ts";

const placed = { area: "greater-manchester", placedBy: "resident" } as const;
const first = (referral = aReferral()) => receive(referral, placed, "R", monday)[0];

describe("the receipt of a referral", () => {
  it.each([
    ["self", true],
    ["gp", false],
    ["employer", false],
    ["jobcentre-plus", false],
  ] as const)("from %s shares back by default: %s", (kind, shareBackWithReferrer) => {
    expect(first(aReferral({ referrer: { kind } }))).toMatchObject({ consents: { shareBackWithReferrer } });
  });

  it("takes each consent as it was given, and as not given where nothing was said", () => {
    expect(first()).toMatchObject({
      consents: { contactEmployer: false, shareWithGp: false, evaluation: false },
    });
    const consent = {
      shareBackWithReferrer: false,
      contactEmployer: true,
      shareWithGp: true,
      evaluation: true,
    };
    expect(first(aReferral({ consent }))).toMatchObject({ consents: consent });
  });

  it("acknowledges a person who refers themselves at either address, and nobody as their referrer", () => {
    const email = "me@example.org";
    for (const given of [{ referrer: { email } }, { referrer: { email }, person: { contact: { email } } }]) {
      expect(first(aReferral(given))).toMatchObject({ acknowledge: { person: true, referrer: false } });
    }
  });

  it("keeps where the person was placed, by which test", () => {
    const codes = { authority: "E08000001", icbAtEvent: "QOP" };
    const [received] = receive(aReferral(), { ...placed, ...codes }, "R", monday);
    expect(received).toMatchObject({ ...codes, area: "greater-manchester", placedBy: "resident" });
    expect(new TestCase({ placed: codes }).case).toMatchObject(codes);
  });

  it("raises safety when someone may be at risk, and only then", () => {
    const types = (atRisk?: boolean) =>
      receive(aReferral(atRisk === undefined ? {} : { safety: { atRisk } }), placed, "R", monday).map(
        ({ type }) => type,
      );
    expect(types(true)).toEqual(["referral-received", "safety-raised"]);
    expect(types(false)).toEqual(["referral-received"]);
    expect(types()).toEqual(["referral-received"]);
  });

  it("keeps a wrong check digit of an NHS number as a warning", () => {
    expect(first(aReferral({ person: { nhsNumber: "999 123 4567" } }))).toMatchObject({
      warnings: ["nhs-number-check-digit"],
    });
    expect(first(aReferral({ person: { nhsNumber: "943 476 5919" } }))).toMatchObject({ warnings: [] });
  });
});

describe("an NHS number", () => {
  it.each([
    ["9434765919", true],
    ["943-476-5919", true],
    ["9434765918", false],
    ["8288360750", true],
    ["4010232137", true],
    ["1000000010", false],
  ])("%s passes its check: %s", (number, passes) => expect(hasValidNhsNumber(number)).toBe(passes));
});

describe("the mistakes of a referral beyond its shape", () => {
  const pointers = (sent: unknown) =>
    mistakesOf(sent, "2026-03-02").map(({ pointer, detail }) =>
      detail ? pointer : `${pointer} without words`,
    );

  it("are none in one that is right", () => expect(pointers(aReferral())).toEqual([]));

  it("are dates in the future or over 120 years back", () => {
    const on = (dateOfBirth: string) => pointers(aReferral({ person: { dateOfBirth } }));
    expect(on("2026-03-02")).toEqual([]);
    expect(on("2026-03-03")).toEqual(["/person/dateOfBirth"]);
    expect(on("1906-03-02")).toEqual([]);
    expect(on("1906-03-01")).toEqual(["/person/dateOfBirth"]);
    expect(pointers(aReferral({ work: { status: "out-of-work", since: "2027-01-01" } }))).toEqual([
      "/work/since",
    ]);
    expect(pointers(aReferral({ consent: { referral: { on: "2027-01-01" } } }))).toEqual([
      "/consent/referral/on",
    ]);
  });

  it("are nobody to contact, unless the referrer can be", () => {
    const person = { ...aReferral().person, contact: {} };
    expect(pointers({ ...aReferral(), person })).toEqual(["/person/contact"]);
    expect(pointers({ ...aReferral(), person, referrer: { kind: "gp", email: "gp@example.org" } })).toEqual(
      [],
    );
    expect(pointers({ ...aReferral(), person, referrer: { kind: "gp", phone: "0161" } })).toEqual([]);
    expect(pointers({ ...aReferral(), person: { ...person, contact: { email: "p@example.org" } } })).toEqual(
      [],
    );
  });

  it("are a postcode together with no fixed address", () => {
    expect(pointers(aReferral({ person: { noFixedAddress: true } }))).toEqual(["/person/noFixedAddress"]);
    expect(pointers(aReferral({ person: { noFixedAddress: false } }))).toEqual([]);
    const { postcode: _, ...person } = aReferral().person;
    expect(pointers({ ...aReferral(), person: { ...person, noFixedAddress: true } })).toEqual([]);
  });

  it("are found in whatever was sent, however broken its shape", () => {
    for (const sent of [undefined, null, 1, "text", [], { person: 1 }, { person: null }]) {
      expect(pointers(sent)).toEqual([]);
    }
  });
});

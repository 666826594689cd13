import { describe, expect, it } from "vitest";
import { readAreaFiles } from "../../areas/area-files.ts";
import icbs from "../../areas/data/icbs.json" with { type: "json" };
import { referenceData } from "../../areas/reference-data.ts";
import type { AreaRules } from "../../functions/core/area-rules.ts";
import { areaView } from "../../functions/core/area-view.ts";
import { listedOn } from "../../functions/core/place/area-listing.ts";
import { boardOn } from "../../functions/core/place/board.ts";
import { parsePostcode } from "../../functions/core/place/postcode.ts";
import { findPlace, placedBy } from "../../functions/core/place.ts";
import type { Referral } from "../../functions/core/referral.ts";
import { areaPage } from "../../functions/pages/index.ts";
import { aReferral, TestCase } from "../support/builders.ts";
import { outwardRecords } from "./postcode-lines.ts";

// What is published about each area, and the traps in it, told by what becomes of a referral under the real files.

const files = readAreaFiles().areas;
const on = "2026-03-02";

function rulesOf(area: string): AreaRules {
  const found = files.find(({ rules }) => rules.area === area);
  if (!found) throw new Error(`no rules of ${area}`);
  return found.rules;
}

type Told = {
  readonly area: string;
  readonly by: string;
  readonly stage: string;
  readonly reasons: readonly string[];
};

/** Where a referral of 2 March 2026 goes, by which test, and what triage says of it. */
function told(given: Parameters<typeof aReferral>[0]): Told {
  const referral: Referral = aReferral(given);
  const outward = outwardRecords.get(parsePostcode(referral.person.postcode ?? "")?.outward ?? "");
  const areas = listedOn(
    files.map(({ listing }) => listing),
    on,
  );
  const place = findPlace(referral, { ...referenceData, areas, outward, on });
  if ("refusal" in place) throw new Error(JSON.stringify(place.refusal));
  const rules = rulesOf(place.area);
  const by = placedBy(place, rules.areaTests.value);
  const placed = {
    area: place.area,
    placedBy: by,
    ...(place.authority ? { authority: place.authority } : {}),
  };
  const person = new TestCase({ referral, rules, placed });
  const { stage, reviewReasons } = person.do({ type: "triage", referral }).case;
  return { area: place.area, by, stage, reasons: reviewReasons };
}

const livesInLeeds = { postcode: "LS1 1AA" };
const bornAged = (age: number) => ({ dateOfBirth: `${2026 - age}-03-02` });

describe("Greater Manchester", () => {
  it.each([
    ["lives there", { postcode: "BL1 1AA" }, "resident"],
    ["has a GP there", { ...livesInLeeds, gpPractice: { icb: "QOP" } }, "gp-practice"],
    ["has a Jobcentre there", { ...livesInLeeds, jobcentre: "Bolton Jobcentre Plus" }, "jobcentre"],
  ])("takes whoever %s: any one of the three tests is enough, and it is recorded", (_, person, by) => {
    expect(told({ area: "greater-manchester", person })).toEqual({
      area: "greater-manchester",
      by,
      stage: "assignment",
      reasons: [],
    });
  });

  it("asks a person to look when none of the three tests matches", () => {
    expect(told({ area: "greater-manchester", person: livesInLeeds })).toMatchObject({
      by: "chosen",
      reasons: ["no-area-test-matched"],
    });
  });

  it.each([
    [18, []],
    [16, ["under-18"]],
    [15, ["under-area-minimum-age", "under-18"]],
  ])("supports people from 16: at %i a person looks because of %j", (age, reasons) => {
    expect(told({ person: { postcode: "BL1 1AA", ...bornAged(age) } }).reasons).toEqual(reasons);
  });

  it("asks about the right to work, which holds nothing", () => {
    expect(rulesOf("greater-manchester").asksRightToWork).toMatchObject({ value: true, mark: "published" });
    expect(told({ person: { postcode: "BL1 1AA" } }).stage).toBe("assignment");
  });

  it("takes the referrals of pharmacists", () => {
    expect(told({ referrer: { kind: "pharmacist" }, person: { postcode: "BL1 1AA" } }).stage).toBe(
      "assignment",
    );
  });
});

describe("Lancashire and South Cumbria", () => {
  const person = { postcode: "PR1 1AA" };
  const outOfWork = (since?: string) => ({ status: "out-of-work" as const, ...(since ? { since } : {}) });

  it.each([
    ["26 weeks", outOfWork("2025-09-01"), []],
    ["a day more than 26 weeks", outOfWork("2025-08-31"), ["out-of-work-too-long"]],
    ["nobody knows how long", outOfWork(), ["out-of-work-since-unknown"]],
  ])("takes people out of work under 6 months: %s", (_, work, reasons) => {
    expect(told({ person, work }).reasons).toEqual(reasons);
  });

  it("has no such limit for people who are off sick from a job", () => {
    expect(told({ person, work: { status: "in-work-off-sick", since: "2020-01-01" } }).reasons).toEqual([]);
  });

  it("takes people from 16, and someone of 17 in its Lancaster district, which says 18, is looked at by a person", () => {
    expect(rulesOf("lancashire-and-south-cumbria").minimumAge).toMatchObject({
      value: 16,
      source: expect.stringContaining("its Lancaster district says 18"),
    });
    expect(told({ person: { postcode: "LA1 1AA", ...bornAged(17) } })).toMatchObject({
      area: "lancashire-and-south-cumbria",
      stage: "review",
      reasons: ["under-18"],
    });
  });

  it("supports people for 12 weeks, in and out of work, as its Blackburn with Darwen district does", () => {
    expect(rulesOf("lancashire-and-south-cumbria").maximumSupportWeeks).toMatchObject({
      value: { inWork: 12, outOfWork: 12 },
      mark: "published",
      source: expect.stringContaining("Blackburn with Darwen district also says 12 weeks"),
    });
  });

  it("is not designed for complex health needs or long-term unemployment, and says so", () => {
    expect(areaPage({ rules: rulesOf("lancashire-and-south-cumbria") })).toContain(
      "complex health needs, long-term unemployment",
    );
  });

  it("shares Cumberland with no area of ours, so that living there does not settle it", () => {
    expect(() => told({ person: { localAuthority: "Cumberland", postcode: undefined } })).toThrow(
      "area-ambiguous",
    );
  });
});

describe("North Central London", () => {
  it.each([
    ["lives there", { postcode: "N1 1AA" }, "resident", "assignment"],
    ["has a GP there", { ...livesInLeeds, gpPractice: { icb: "QMJ" } }, "gp-practice", "assignment"],
    ["has only a Jobcentre there", { ...livesInLeeds, jobcentre: "Camden Jobcentre" }, "chosen", "review"],
  ])("takes residents or people with a GP there: whoever %s", (_, person, by, stage) => {
    expect(told({ area: "north-central-london", person })).toMatchObject({ by, stage });
  });

  it("supports people for 8 weeks in work and 16 weeks when they look for work", () => {
    expect(rulesOf("north-central-london").maximumSupportWeeks).toMatchObject({
      value: { inWork: 8, outOfWork: 16 },
      mark: "published",
    });
  });
});

describe("Surrey Heartlands", () => {
  it("supports people for 26 weeks as a rule, without a limit", () => {
    expect(rulesOf("surrey-heartlands").maximumSupportWeeks).toMatchObject({
      value: null,
      mark: "published",
      source: expect.stringContaining("26 weeks"),
    });
  });
});

describe("Birmingham and Solihull", () => {
  it.each(["B1 1AA", "B91 1AA"])(
    "delivers only in places that no postcode tells: from %s a person looks",
    (postcode) => {
      expect(told({ person: { postcode } })).toMatchObject({ stage: "review", reasons: ["place-unknown"] });
    },
  );

  it("names its places, and marks that no source names its four providers", () => {
    const view = areaView(rulesOf("birmingham-and-solihull"));
    expect(view.eligibility.places).toMatchObject({
      value: ["East Birmingham", "North Solihull"],
      mark: "published",
    });
    expect(view.providers).toMatchObject({
      value: [],
      mark: "default",
      source: expect.stringContaining("four"),
    });
  });
});

describe("the two fit note models", () => {
  it.each([
    ["cornwall-and-isles-of-scilly", "direct", "published"],
    ["lancashire-and-south-cumbria", "direct", "published"],
    ["coventry-and-warwickshire", "gp-initiated", "published"],
    ["frimley", null, "default"],
  ])("%s: %s, %s", (area, value, mark) => {
    expect(areaView(rulesOf(area)).fitNoteModel).toMatchObject({ value, mark });
  });
});

describe("a person who falls in two areas", () => {
  const person = { postcode: "BL1 1AA", gpPractice: { icb: "QE1" } };

  it("goes by their choice before where they live, and the test that matched is recorded", () => {
    const area = "lancashire-and-south-cumbria";
    expect(told({ area, person })).toMatchObject({ area, by: "gp-practice" });
  });

  it("goes by where they live before their GP practice", () => {
    expect(told({ person })).toMatchObject({ area: "greater-manchester", by: "resident" });
  });
});

describe("boards and codes", () => {
  const openOn = (date: string) =>
    referenceData.boards.filter((each) => each.validFrom <= date && (each.validTo ?? date) >= date);

  it("were 42 until 31 March 2026 and are 36 from 1 April", () => {
    expect([openOn("2026-03-31").length, openOn("2026-04-01").length]).toEqual([42, 36]);
  });

  it("have 5 characters when they are new", () => {
    const opened = openOn("2026-04-01").filter(({ validFrom }) => validFrom === "2026-04-01");
    expect(opened.map(({ odsCode }) => odsCode.length)).toEqual([5, 5, 5, 5, 5, 5]);
  });

  it("keep their ODS code when only their GSS code changes: Hampshire and Isle of Wight", () => {
    expect(["2026-03-31", "2026-04-01"].map((date) => boardOn("QRL", referenceData.boards, date))).toEqual([
      "QRL",
      "QRL",
    ]);
    expect(icbs.icbs.find(({ odsCode }) => odsCode === "QRL")?.gss.map(({ code }) => code)).toEqual([
      "E54000042",
      "E54000067",
    ]);
  });

  it.each([
    ["QMJ", "Z9B2Z"],
    ["QXU", "S9B9J"],
    ["QUE", "S1Y5D"],
    ["QOP", "QOP"],
  ])("%s is %s today, and was itself at an event before the mergers", (then, today) => {
    expect(boardOn(then, referenceData.boards, "2026-03-31")).toBe(then);
    expect(boardOn(then, referenceData.boards, "2026-04-01")).toBe(today);
  });

  it("leave Frimley, which was split three ways, without a code of today", () => {
    expect(referenceData.boards.find(({ odsCode }) => odsCode === "QNQ")?.successors).toHaveLength(3);
    expect(boardOn("QNQ", referenceData.boards, "2026-03-31")).toBe("QNQ");
    expect(boardOn("QNQ", referenceData.boards, "2026-04-01")).toBeUndefined();
  });

  it("are told beside the area, which is not a board", () => {
    expect(areaView(rulesOf("greater-manchester"))).toMatchObject({
      id: "greater-manchester",
      icbAtLaunch: { odsCode: "QOP", name: "NHS Greater Manchester" },
    });
  });
});

import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readAreaFiles } from "../../areas/area-files.ts";
import { mistakesOfReferenceData } from "../../areas/check-reference-data.ts";
import { sampleRoster } from "../../areas/sample-roster.ts";
import { type AreaRules, StaffMember } from "../../functions/core/area-rules.ts";

const files = readAreaFiles().areas;
const rules = files.map((file) => file.rules);
const rulesOf = (area: string): AreaRules => {
  const found = rules.find((each) => each.area === area);
  if (!found) throw new Error(`no rules of ${area}`);
  return found;
};

/** Every value of an area that has a source, by name. */
function sourcedValues(area: AreaRules) {
  const values = Object.entries({ ...area, ...area.clocks });
  return values.flatMap(([name, value]) =>
    typeof value === "object" && "mark" in value ? [{ name, ...value }] : [],
  );
}

describe("the area files", () => {
  test("are the 15 pilot areas", () => {
    expect(new Set(rules.map(({ area }) => area)).size).toBe(15);
  });

  test("hold from the start of the pilot", () => {
    expect(new Set(rules.map(({ effectiveFrom }) => effectiveFrom))).toEqual(new Set(["2024-10-01"]));
  });

  test("show each default as a default, and each published value with who published it", () => {
    for (const area of rules) {
      for (const { mark, source } of sourcedValues(area)) {
        if (mark === "default") expect(source).toContain("default, not published; set by your area");
        else expect(source).toContain(`published by ${area.name}`);
      }
    }
  });

  test.each([
    ["birmingham-and-solihull", { places: ["East Birmingham", "North Solihull"] }],
    ["black-country", {}],
    ["bristol-north-somerset-south-gloucestershire", {}],
    ["cambridgeshire-and-peterborough", {}],
    ["cornwall-and-isles-of-scilly", { fitNoteModel: "direct" }],
    ["coventry-and-warwickshire", { fitNoteModel: "gp-initiated" }],
    ["frimley", {}],
    [
      "greater-manchester",
      { minimumAge: 16, areaTests: ["resident", "gp-practice", "jobcentre"], asksRightToWork: true },
    ],
    ["herefordshire-and-worcestershire", {}],
    [
      "lancashire-and-south-cumbria",
      {
        minimumAge: 16,
        maximumWeeksOutOfWork: 26,
        maximumSupportWeeks: { inWork: 12, outOfWork: 12 },
        fitNoteModel: "direct",
        notDesignedFor: ["complex health needs", "long-term unemployment"],
      },
    ],
    ["leicester-leicestershire-and-rutland", {}],
    [
      "north-central-london",
      { areaTests: ["resident", "gp-practice"], maximumSupportWeeks: { inWork: 8, outOfWork: 16 } },
    ],
    ["north-west-london", {}],
    ["south-yorkshire", {}],
    // Usually 26 weeks, which the source says, but not time limited.
    ["surrey-heartlands", { maximumSupportWeeks: null, usualSupportWeeks: 26 }],
  ])("%s publishes exactly what is known of it", (area, published) => {
    const found = sourcedValues(rulesOf(area)).filter(({ mark }) => mark === "published");
    expect(Object.fromEntries(found.map(({ name, value }) => [name, value]))).toEqual(published);
  });

  test("take the national default for what an area does not publish", () => {
    expect(rulesOf("frimley")).toMatchObject({
      minimumAge: { value: 18 },
      areaTests: { value: ["resident", "gp-practice"] },
      maximumWeeksOutOfWork: { value: null },
      maximumSupportWeeks: { value: null },
      contactTries: { value: 3 },
      dutyHours: { value: { opens: "09:00", closes: "17:00" } },
      clocks: {
        reviewReferralWorkingDays: { value: 2 },
        waitForCoachWorkingDays: { value: 2 },
        contactWorkingDays: { value: 2 },
        assessmentWorkingDays: { value: 15 },
        planWorkingDays: { value: 20 },
        reviewWeeks: { value: 2 },
        reviewWorkingDays: { value: 2 },
        exitWorkingDays: { value: 5 },
        followUpWorkingDays: { value: 10 },
        checkAddressWorkingDays: { value: 2 },
        makeSafeDutyHours: { value: 1 },
        escalateWorkingDays: { value: 2 },
      },
    });
  });

  test.each([
    ["greater-manchester", "Bolton", "whole"],
    ["frimley", "Hart (part)", "part"],
    ["frimley", "Waverley: Farnham", "part"],
    ["surrey-heartlands", "Waverley (except Farnham)", "part"],
    ["lancashire-and-south-cumbria", "Cumberland (part)", "part"],
    ["herefordshire-and-worcestershire", "Herefordshire", "whole"],
  ])("%s covers %s as a %s", (area, authority, covers) => {
    const file = files.find((each) => each.rules.area === area);
    const number = file?.rules.localAuthorities.indexOf(authority) ?? -1;
    expect(file?.listing.authorities[number]?.covers).toBe(covers);
    expect(file?.listing.authorities).toHaveLength(file?.rules.localAuthorities.length ?? 0);
  });
});

describe("area files that are wrong", () => {
  const frimley = rulesOf("frimley");
  const refusalOf = (given: Record<string, unknown>): string => {
    const folder = mkdtempSync(join(tmpdir(), "areas-"));
    mkdirSync(join(folder, "services"));
    for (const [file, content] of Object.entries(given)) {
      writeFileSync(join(folder, file), typeof content === "string" ? content : JSON.stringify(content));
    }
    try {
      readAreaFiles(folder);
      return "none";
    } catch (error) {
      return error instanceof Error ? error.message : "";
    }
  };
  const { minimumAge: _, ...withoutAge } = frimley;
  const leedsService = { area: "leeds", source: "test", services: [{ id: "1", name: "A service" }] };

  test.each<[string, Record<string, unknown>, RegExp]>([
    [
      "a value of another kind",
      { "frimley.json": { ...frimley, contactTries: { ...frimley.contactTries, value: "3" } } },
      /^frimley\.json \/contactTries\/value: Give a whole number\.$/m,
    ],
    [
      "a mark that says nothing",
      { "frimley.json": { ...frimley, minimumAge: { ...frimley.minimumAge, mark: "guess" } } },
      /^frimley\.json \/minimumAge\/mark: Write "published" or "default"\.$/m,
    ],
    [
      "a missing rule",
      { "frimley.json": withoutAge },
      /^frimley\.json \/minimumAge: This is missing\. Add it\.$/m,
    ],
    [
      "a rule that nothing knows",
      { "frimley.json": { ...frimley, minimumAges: 1 } },
      /^frimley\.json \/minimumAges: This field is not known\. Remove it\.$/m,
    ],
    ["what is no JSON", { "frimley.json": "{" }, /^frimley\.json \/: .*JSON.*Correct the JSON\.$/m],
    [
      "a file that is not named after its area",
      { "surrey.json": rulesOf("surrey-heartlands") },
      /^surrey\.json \/area: Name the file surrey-heartlands\.json/m,
    ],
    [
      "a later version named after another date",
      { "frimley.2026-04-02.json": { ...frimley, effectiveFrom: "2026-04-01" } },
      /^frimley\.2026-04-02\.json \/area: .*frimley\.2026-04-01\.json/m,
    ],
    [
      "two files of one version",
      { "frimley.json": frimley, "frimley.2024-10-01.json": frimley },
      /^frimley\.2024-10-01\.json, frimley\.json \/effectiveFrom: Both are frimley from 2024-10-01/m,
    ],
    [
      "an authority that does not exist",
      { "frimley.json": { ...frimley, localAuthorities: ["Slough", "Atlantis (part)"] } },
      /^frimley\.json \/localAuthorities\/1: "Atlantis" is no local authority/m,
    ],
    [
      "an authority named twice",
      { "frimley.json": { ...frimley, localAuthorities: ["Slough", "Slough Borough Council"] } },
      /^frimley\.json \/localAuthorities\/1: Slough is named twice/m,
    ],
    [
      "two areas that both have the whole of an authority",
      {
        "frimley.json": frimley,
        "slough.json": { ...frimley, area: "slough", localAuthorities: ["Slough"] },
      },
      /^frimley\.json, slough\.json \/localAuthorities: Both have Slough\. Write "Slough \(part\)" in both/m,
    ],
    [
      "a board's code that does not exist",
      { "frimley.json": { ...frimley, icbAtLaunch: "ZZZ" } },
      /^frimley\.json \/icbAtLaunch: ZZZ is no board's ODS code/m,
    ],
    [
      "a board's code of 4 characters",
      { "frimley.json": { ...frimley, icbAtLaunch: "QNQ1" } },
      /^frimley\.json \/icbAtLaunch: An ODS code has 3 or 5 characters/m,
    ],
    [
      "a board's name that belongs to another code",
      { "frimley.json": { ...frimley, icbAtLaunchName: "NHS Surrey Heartlands" } },
      /^frimley\.json \/icbAtLaunchName: QNQ is the code of NHS Frimley/m,
    ],
    [
      "a provider in a place that the area does not have",
      {
        "frimley.json": {
          ...frimley,
          providers: { ...frimley.providers, value: [{ name: "A charity", places: ["East"] }] },
        },
      },
      /^frimley\.json \/providers\/value\/0\/places: "East" is none of the area's places/m,
    ],
    [
      "duty hours that end before they begin",
      {
        "frimley.json": {
          ...frimley,
          dutyHours: { ...frimley.dutyHours, value: { opens: "17:00", closes: "09:00" } },
        },
      },
      /^frimley\.json \/dutyHours\/value: Duty hours end after they begin/m,
    ],
    [
      "services of an area without rules",
      { "frimley.json": frimley, "services/leeds.json": leedsService },
      /^services\/leeds\.json \/area: Name an area that has rules/m,
    ],
  ])("tell of %s: file, pointer, what is wrong and what to do", (_name, given, told) => {
    expect(refusalOf(given)).toMatch(told);
  });

  test("tell every mistake of every file at once", () => {
    const told = refusalOf({ "frimley.json": { ...frimley, name: "", icbAtLaunch: "?" }, "other.json": "{" });
    expect(
      told
        .split("\n")
        .slice(1)
        .map((line) => line.split(":")[0]),
    ).toEqual(["frimley.json /name", "frimley.json /icbAtLaunch", "other.json /"]);
  });

  test("that divide an authority between them are right when both say so", () => {
    const divided = { ...frimley, area: "slough", localAuthorities: ["Slough (part)"] };
    const rest = { ...frimley, localAuthorities: ["Slough (part)", "Rushmoor"] };
    expect(refusalOf({ "frimley.json": rest, "slough.json": divided })).toBe("none");
  });
});

describe("the reference data", () => {
  test("are whole: boards follow one another, codes are unique, postcodes lie in authorities that exist", () => {
    expect(mistakesOfReferenceData()).toEqual([]);
  });
});

describe("the sample roster", () => {
  const roster = sampleRoster(files.map(({ listing }) => listing));

  test("is valid staff, each marked as a sample by name and by fact", () => {
    for (const member of roster) {
      expect(StaffMember.parse(member)).toEqual(member);
      expect(member).toMatchObject({ name: expect.stringMatching(/^Sample /), sample: true });
    }
    expect(new Set(roster.map(({ id }) => id)).size).toBe(15 * 6 + 1);
  });

  test("has two coaches and each role in every area, and one national member", () => {
    const facts = roster
      .filter(({ area }) => area === "greater-manchester" || area === "england")
      .map(({ id, roles, capacity, safeguarding }) => [id, ...roles, capacity, safeguarding ?? false]);
    expect(facts).toEqual([
      ["coach1@greater-manchester.example.org", "coach", 25, false],
      ["coach2@greater-manchester.example.org", "coach", 25, false],
      ["lead@greater-manchester.example.org", "lead", 0, false],
      ["duty@greater-manchester.example.org", "duty", 0, false],
      ["safeguarding@greater-manchester.example.org", "duty", 0, true],
      ["commissioner@greater-manchester.example.org", "commissioner", 0, false],
      ["national@example.org", "national", 0, false],
    ]);
  });
});

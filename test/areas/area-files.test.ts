import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { areaNames } from "../../areas/index.ts";
import { placeData } from "../../areas/place-data.ts";
import { readAreaRules } from "../../areas/publish.ts";
import { sampleRoster } from "../../areas/sample-roster.ts";
import { type AreaRules, StaffMember } from "../../functions/core/area-rules.ts";
import { outwardRecords } from "./postcode-lines.ts";

const rules = readAreaRules();
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
  test("are the 15 pilot areas, named as in the bundles", () => {
    expect(rules.map(({ area, name, icbAtLaunch }) => ({ id: area, name, icbAtLaunch }))).toEqual(areaNames);
    expect(areaNames).toHaveLength(15);
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
    ["surrey-heartlands", { maximumSupportWeeks: null }],
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

  test("name the authorities that the reference data put in them", () => {
    for (const { area, localAuthorities } of rules) {
      const members = placeData.authorities.filter(({ areas }) => areas.some(({ id }) => id === area));
      const isNamed = ({ name, aliases }: { name: string; aliases: readonly string[] }) =>
        localAuthorities.some((said) => [name, ...aliases].some((known) => said.startsWith(known)));
      expect(members.filter((member) => !isNamed(member))).toEqual([]);
      expect(members).toHaveLength(localAuthorities.length);
    }
  });

  test("that are wrong are refused with file, pointer and reason, all at once", () => {
    const folder = mkdtempSync(join(tmpdir(), "areas-"));
    const wrong = { ...rulesOf("frimley"), minimumAge: { value: "18", mark: "guess", source: "" } };
    writeFileSync(join(folder, "frimley.json"), JSON.stringify(wrong));
    writeFileSync(join(folder, "broken.json"), "{");
    writeFileSync(join(folder, "surrey.json"), JSON.stringify(rulesOf("surrey-heartlands")));
    const reading = () => readAreaRules(pathToFileURL(`${folder}/`));
    expect(reading).toThrow(/frimley\.json \/minimumAge\/value: .*number/);
    expect(reading).toThrow(/frimley\.json \/minimumAge\/mark: /);
    expect(reading).toThrow(/broken\.json: .*JSON/);
    expect(reading).toThrow(/surrey\.json \/area: does not match/);
  });
});

describe("the reference data", () => {
  test("name only authorities and areas that exist", () => {
    const codes = new Set(placeData.authorities.map(({ code }) => code));
    for (const { authority, sectors, units } of outwardRecords.values()) {
      for (const code of [authority, ...Object.values(sectors ?? {}), ...Object.values(units ?? {})]) {
        if (!codes.has(code)) throw new Error(`no authority ${code}`);
      }
    }
    const ids = new Set(areaNames.map(({ id }) => id));
    expect(placeData.authorities.flatMap(({ areas }) => areas).filter(({ id }) => !ids.has(id))).toEqual([]);
    expect(outwardRecords.size).toBe(2323);
    expect(placeData.authorities).toHaveLength(296);
  });
});

describe("the sample roster", () => {
  const roster = sampleRoster();

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

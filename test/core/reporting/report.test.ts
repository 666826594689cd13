import { describe, expect, it } from "vitest";
import { linesOf } from "../../../functions/core/reporting/find-row.ts";
import { headlinesOf } from "../../../functions/core/reporting/headlines.ts";
import { sectionsOf } from "../../../functions/core/reporting/report.ts";
import { withheldIn, withheldInWords } from "../../../functions/core/reporting/withheld.ts";
import { figureInWords } from "../../../functions/core/reporting/words-of-rows.ts";
import { rowsWith, someJourneys } from "../../support/release-rows.ts";

const standards = { firstContact: 2, firstAppointment: 15, plan: 20 };

async function told(number: number, given: Parameters<typeof rowsWith>[1] = {}) {
  const lines = linesOf(
    await rowsWith(someJourneys(number, given.scope === "england" ? "surrey-heartlands" : undefined), given),
  );
  const profile = given.profile ?? "nhs";
  const sentences = headlinesOf(lines, profile).map(({ sentence }) => sentence);
  return { lines, sentences, sections: sectionsOf({ lines, profile, standards }) };
}

describe("the headlines of a release", () => {
  it("bear their denominators, and say what was rounded", async () => {
    const { sentences } = await told(140);
    expect(sentences[0]).toBe(
      "About 140 referrals were received in the quarter, for about 140 different people.",
    );
    expect(sentences[1]).toBe(
      "Of about 110 cases that had their first appointment in the quarter, 36.4% (about 40) were of people out of work at that time.",
    );
    expect(sentences[2]).toMatch(/^Of about 110 cases .* had mental health as the main barrier to work\.$/);
  });

  it("tell counts that are exact as they are, under the rule that leaves them so", async () => {
    expect((await told(141, { profile: "strict" })).sentences[0]).toBe(
      "141 referrals were received in the quarter, for 141 different people.",
    );
  });

  it("say in words what is withheld, and why, and give no number away", async () => {
    const { sentences } = await told(6);
    expect(sentences[0]).toBe(
      "The number of referrals received in the quarter is withheld because it is small (1 to 7). The number of different people referred is withheld because it is small (1 to 7).",
    );
    expect(sentences[1]).toBe(
      "The number of cases that had their first appointment in the quarter is withheld because it is small (1 to 7).",
    );
    expect(sentences.join(" ")).not.toMatch(/%|NaN|undefined/);
  });

  it("say so of a part, and what is withheld to protect another", async () => {
    const secondary = ["starts|employment-status-at-first-appointment|out-of-work", "completions|none|all"];
    const sentences = headlinesOf(linesOf(await rowsWith(someJourneys(140), { secondary })), "nhs").map(
      ({ sentence }) => sentence,
    );
    expect(sentences[1]).toBe(
      "Of about 110 cases that had their first appointment in the quarter, the number that were of people out of work at that time is withheld to protect another figure.",
    );
    expect(sentences).toContain(
      "The number of cases completed in the quarter is withheld to protect another figure. A case is completed when its plan is completed, or when the longest time for support is reached.",
    );
  });

  it("say that there were none where there were none", async () => {
    const { lines, sentences } = await told(0);
    expect(sentences).toEqual([
      "No referrals were received in the quarter.",
      "No case had its first appointment in the quarter.",
      "No case ended in the quarter.",
      "No cases were completed in the quarter. A case is completed when its plan is completed, or when the longest time for support is reached.",
      "No case had its first contact in the quarter.",
    ]);
    expect(headlinesOf(lines, "nhs").filter(({ mind }) => mind)).toEqual([]);
  });

  it("say none of a part that is none, and how long people waited", async () => {
    const { sentences } = await told(140);
    expect(sentences[3]).toBe(
      "Of about 15 cases that ended in the quarter, none ended without an outcome because the person could not be reached, and none ended in a way after which nobody is asked for an outcome.",
    );
    expect(sentences[5]).toBe(
      "Of about 140 cases that had their first contact in the quarter, 14.3% (about 20) had it within the standard time set by their area. Half waited 8 working days or less from the referral, and 9 in 10 waited 14 working days or less.",
    );
  });
});

describe("the sections of a report", () => {
  it("have a line in the chart and a row in the table for each figure", async () => {
    const { sections } = await told(140);
    expect(sections.map(({ id }) => id)).toEqual([
      "steps",
      "time",
      "outcomes",
      "employment",
      "barriers",
      "referrers",
      "ages",
      "closures",
      "places",
    ]);
    for (const { parts } of sections) {
      for (const { lines, rows, columns } of parts) {
        expect(lines.map(({ label }) => label)).toEqual(rows.map(([about]) => about));
        for (const row of rows) expect(row).toHaveLength(columns.length);
      }
    }
  });

  it("draw nothing of what is withheld, and say why in its place", async () => {
    const secondary = ["starts|main-barrier|musculoskeletal"];
    const { sections } = await told(140, { secondary });
    const [barriers] = sections.find(({ id }) => id === "barriers")?.parts ?? [];
    expect(barriers?.lines[1]).toEqual({
      label: "Muscles, joints or back",
      text: "* (withheld to protect another)",
    });
    expect(barriers?.rows[1]).toEqual(["Muscles, joints or back", "* (withheld to protect another)", "*"]);
    const few = (await told(6)).sections.find(({ id }) => id === "time")?.parts[0]?.lines[0];
    expect(few).toMatchObject({ text: "* (fewer than 8 people)", standard: 2 });
    expect(few).not.toHaveProperty("length");
  });

  it("leave out the places of England, which it is not told by", async () => {
    const { sections } = await told(30, { scope: "england" });
    expect(sections.map(({ id }) => id)).not.toContain("places");
  });
});

describe("what a release withholds", () => {
  it("is counted by its reason, each in a sentence", async () => {
    const secondaries = ["starts|main-barrier|musculoskeletal", "contacted|none|all"];
    const fromEmployers = someJourneys(3).map((journey) => ({
      ...journey,
      referrerKind: "employer" as const,
    }));
    const rows = await rowsWith([...someJourneys(140), ...fromEmployers], { secondary: secondaries });
    const withheld = withheldIn(rows);
    expect(withheld.by.secondary.map(figureInWords)).toContain(
      "Starts (first appointment attended), main barrier: Muscles, joints or back",
    );
    expect(withheld.by.few.map(figureInWords)).toContain(
      "Working days to first contact (half took no longer), who referred: Employer",
    );
    const { small, secondary, few, whole } = withheld.by;
    for (const rows of [small, secondary, few, whole]) expect(rows).not.toEqual([]);
    const isStarredCount = { value: "*", statistic: "count" };
    for (const row of small) expect(row).toMatchObject({ ...isStarredCount, note: "" });
    for (const row of secondary) expect(row.note).toBe("secondary");
    for (const row of few)
      expect(row).toMatchObject({ value: "*", statistic: expect.not.stringMatching("count") });
    for (const row of whole) expect(row).toMatchObject({ value: expect.any(Number), percentage: "*" });
    const stars = rows.filter(({ value, percentage }) => value === "*" || percentage === "*");
    expect(Object.values(withheld.by).flat()).toHaveLength(
      stars.filter(({ note }) => note !== "no cases").length,
    );
    const [first, ...reasons] = withheldInWords(withheld, "nhs");
    expect(first).toMatch(/^Of \d+ lines, \d+ are withheld in whole or in part/);
    expect(reasons.join(" ")).toContain("somebody could be recognised");
  });

  it("is nothing where no number is small", () => {
    expect(
      withheldInWords({ lines: 3, by: { small: [], secondary: [], few: [], whole: [] } }, "nhs"),
    ).toEqual(["Nothing is withheld. All 3 lines are shown in full."]);
  });
});

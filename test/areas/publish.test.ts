import { describe, expect, test } from "vitest";
import { publishAreas } from "../../areas/publish.ts";
import { areaStore } from "../../functions/adapters/area-store.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { placeStore } from "../../functions/adapters/place-store.ts";
import { type Particulars, staffStore } from "../../functions/adapters/staff-store.ts";
import { AreaRules } from "../../functions/core/area-rules.ts";

const gmRules = { pk: "greater-manchester#RULES", sk: "2024-10-01" };
const frimley = { pk: "frimley#RULES", sk: "2024-10-01" };
const coach = { pk: "greater-manchester#STAFF", sk: "coach1@greater-manchester.example.org" };

const samples = { sampleRoster: true, editedFiles: "report" } as const;
const live = { sampleRoster: false, editedFiles: "refuse" } as const;

const particularsOf = ({
  name,
  roles,
  capacity,
  places,
  languages,
  skills,
  restrictedPool,
}: Particulars) => ({
  name,
  roles,
  capacity,
  places,
  languages,
  skills,
  restrictedPool,
});

describe("publishing the areas", () => {
  test("writes rules, postcodes and the sample roster once", async () => {
    const table = memoryTable();
    expect(await publishAreas(table, samples)).toEqual({
      areas: 15,
      services: 0,
      postcodes: 2323,
      staff: 91,
    });
    expect(await publishAreas(table, samples)).toEqual({ areas: 0, services: 0, postcodes: 0, staff: 0 });

    const { pk: _pk, sk: _sk, ...rules } = (await table.get(gmRules)) ?? {};
    expect(AreaRules.parse(rules)).toMatchObject({ area: "greater-manchester", minimumAge: { value: 16 } });
    expect(await table.get(coach)).toMatchObject({ capacity: 25, sample: true });
    expect(await table.get({ pk: "STAFF#national@example.org", sk: "STAFF" })).toMatchObject({
      area: "england",
    });
    expect(await placeStore(table).outward("BL1")).toEqual({ outward: "BL1", authority: "E08000001" });
    expect(await placeStore(table).outward("ZZ1")).toBeUndefined();
  });

  test("writes no staff where none are asked for", async () => {
    const table = memoryTable();
    expect(await publishAreas(table, live)).toMatchObject({ staff: 0 });
    expect(await table.get(coach)).toBeUndefined();
  });

  test("leaves staff as a lead has left them", async () => {
    const table = memoryTable();
    await publishAreas(table, samples);
    await table.update(coach, { set: { capacity: 3 } });
    const other = { ...coach, sk: "coach2@greater-manchester.example.org" };
    await table.delete(other);
    await publishAreas(table, samples);
    expect(await table.get(coach)).toMatchObject({ capacity: 3 });
    expect(await table.get(other)).toBeUndefined();
  });

  test("makes up for a run that broke off", async () => {
    const table = memoryTable();
    const failing = { ...table, putMany: () => Promise.reject(new Error("lost connection")) };
    await expect(publishAreas(failing, samples)).rejects.toThrow("lost connection");
    expect(await publishAreas(table, samples)).toEqual({
      areas: 0,
      services: 0,
      postcodes: 2323,
      staff: 91,
    });
  });

  test("takes rules that were published before a rule with a default was added as the same", async () => {
    const table = memoryTable();
    await publishAreas(table, live);
    await table.update(gmRules, { remove: ["reopenWithinDays"] });
    expect(await publishAreas(table, live)).toMatchObject({ areas: 0 });
  });

  test("refuses edited files of published rules, with advice, and then writes nothing at all", async () => {
    const table = memoryTable();
    await publishAreas(table, live);
    await table.update(gmRules, { set: { minimumAge: { value: 17, mark: "default", source: "other" } } });
    await table.delete(frimley);
    await expect(publishAreas(table, live)).rejects.toThrow(
      /greater-manchester\.json \/effectiveFrom: .*stay in force.*new effectiveFrom.*Nothing was written/s,
    );
    expect(await table.get(gmRules)).toMatchObject({ minimumAge: { value: 17 } });
    expect(await table.get(frimley)).toBeUndefined();
  });

  test("only reports edited files where that is asked, and publishes the rest", async () => {
    const table = memoryTable();
    await publishAreas(table, live);
    await table.update(gmRules, { set: { minimumAge: { value: 17, mark: "default", source: "other" } } });
    await table.delete(frimley);
    const lines: string[] = [];
    const report = (line: string) => lines.push(line);
    expect(await publishAreas(table, { ...samples, report })).toMatchObject({ areas: 1 });
    expect(lines.at(0)).toMatch(/^greater-manchester\.json \/effectiveFrom: .*stay in force/);
    expect(await table.get(gmRules)).toMatchObject({ minimumAge: { value: 17 } });
  });

  test("keeps rules that an older version of WorkWell published, and adds the fields they lack", async () => {
    const table = memoryTable();
    await publishAreas(table, live);
    await table.update(gmRules, { remove: ["providers"], set: { noLongerKnown: 1 } });
    await publishAreas(table, live);
    const rules = await areaStore(table).rulesOn("greater-manchester", "2026-04-01");
    expect(rules).toMatchObject({ providers: { value: [] }, minimumAge: { value: 16 } });
  });

  test("writes nothing over published rules that it cannot read, and tells of them", async () => {
    const table = memoryTable();
    await publishAreas(table, live);
    await table.update(gmRules, { set: { minimumAge: 17 } });
    await expect(publishAreas(table, live)).rejects.toThrow(/greater-manchester\.json \/effectiveFrom/);
    await publishAreas(table, samples);
    expect(await table.get(gmRules)).toMatchObject({ minimumAge: 17 });
  });

  test("brings back nobody who left, though an earlier run broke off, and keeps what a lead changed", async () => {
    const table = memoryTable();
    await publishAreas(table, samples);
    const staff = staffStore(table);
    const id = (name: string) => `${name}@frimley.example.org`;
    const [gone, changed] = await Promise.all([staff.find(id("coach1")), staff.find(id("coach2"))]);
    if (!gone || !changed) throw new Error("the sample coaches are missing");
    await staff.beginHandOver(gone, "2026-03-02T10:00:00.000Z", true);
    await staff.freeAddress(gone);
    await staff.keep("frimley", changed.id, { ...particularsOf(changed), capacity: 3 }, "m");
    await table.delete({ pk: "SAMPLE-ROSTER", sk: "frimley" });
    expect(await publishAreas(table, samples)).toMatchObject({ staff: 0 });
    expect(await staff.find(gone.id)).toBeUndefined();
    expect(await staff.find(changed.id)).toMatchObject({ capacity: 3, sample: true });
    // The address of who left is free for another area all the same.
    await staff.keep("black-country", gone.id, particularsOf(gone), "m");
    expect(await staff.find(gone.id)).toMatchObject({ area: "black-country" });
  });

  test("reports progress", async () => {
    const lines: string[] = [];
    await publishAreas(memoryTable(), { ...samples, report: (line) => lines.push(line) });
    expect(lines.at(0)).toBe("areas: 15 new of 15");
    expect(lines).toContain("postcodes: 2323 of 2323 outward codes");
    expect(lines.at(-1)).toBe("sample staff: 91 new");
  });
});

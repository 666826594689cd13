import { beforeEach, describe, expect, it } from "vitest";
import { caseLists } from "../../functions/adapters/case-lists.ts";
import type { CaseKey } from "../../functions/adapters/case-store.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { addDays, addMinutes } from "../../functions/core/calendar.ts";
import { whereIs } from "../../functions/core/where-is.ts";
import { type CheckServices, checkArea } from "../../functions/platform/check-area.ts";
import { AreaInTable } from "../support/area-in-table.ts";
import { monday, rulesWith } from "../support/builders.ts";

const coach = "coach@example.org";
const later = addDays(monday, 1);
const reference = "23456789CD";

let table: ReturnType<typeof memoryTable>;
let area: AreaInTable;
let services: CheckServices;
let key: CaseKey;

/** Somebody who waits for a coach: the task is the lead's, and everything due is done. */
beforeEach(async () => {
  table = memoryTable();
  area = await new AreaInTable(table).published();
  await area.coach(coach, 2);
  services = { ...area.services, lists: caseLists(table) };
  key = await area.looking(reference);
});

const check = (now = later) => checkArea(services, area.area, now);
const broken = async (now = later) => (await check(now)).violations.map(({ promise }) => promise);

/** As somebody who writes to the table by hand. */
async function overwrite(values: Record<string, unknown>): Promise<void> {
  await table.update({ pk: `${area.area}#CASE#${reference}`, sk: "CASE" }, { set: values });
}

/** As Attend leaves it. */
async function attended(now = later): Promise<void> {
  const stored = await area.stored(key);
  await area.services.cases.sleepUntil(stored, whereIs(stored.case, rulesWith(), now).wakeAt);
}

describe("the check of an area", () => {
  it("reads nothing more of an area without cases", async () => {
    expect(await checkArea(services, "nowhere", later)).toEqual({ cases: 0, violations: [] });
  });

  it("finds a snapshot that its events do not tell", async () => {
    const { case: given } = await area.stored(key);
    await overwrite({ snapshot: { ...given, stage: "support" } });
    expect(await broken(monday)).toContain("is-told-by-its-events");
  });

  it("finds a case that lists do not find, or find where it does not belong", async () => {
    const { entries = {} } = await area.stored(key);
    expect(await broken()).not.toContain("is-in-its-lists");
    for (const missing of [["openArea", "openSort"], ["queueSort"]]) {
      await table.update(
        { pk: `${area.area}#CASE#${reference}`, sk: "CASE" },
        { set: entries, remove: missing },
      );
      expect(await broken()).toContain("is-in-its-lists");
    }
    await overwrite({ ...entries, openSort: `${coach}#${monday}#${reference}` });
    expect(await broken()).toContain("is-in-its-lists");
    await overwrite({ ...entries });
    expect(await broken()).not.toContain("is-in-its-lists");
  });

  it("leaves it to the next look at a case where other rules said where lists find it", async () => {
    await table.update(
      { pk: `${area.area}#CASE#${reference}`, sk: "CASE" },
      { set: { foldedAs: 1 }, remove: ["openArea", "openSort"] },
    );
    expect(await broken()).not.toContain("is-in-its-lists");
  });

  it("finds events that cannot be read", async () => {
    await overwrite({ events: [{ type: "unheard-of" }] });
    expect(await broken(monday)).toEqual(["is-kept"]);
  });

  it("leaves alone whom it is not asked about, and the places that coaches hold for them", async () => {
    await overwrite({ events: [{ type: "unheard-of" }] });
    const { cases, violations } = await checkArea(services, area.area, monday, () => false);
    expect({ cases, violations }).toEqual({ cases: 0, violations: [] });
  });

  it("names the case and the promise, and nothing else", async () => {
    await overwrite({ events: [] });
    const { violations } = await check(monday);
    expect(violations).toContainEqual({ area: area.area, reference, promise: "is-told-by-its-events" });
    for (const violation of violations) {
      expect(Object.keys(violation)).toEqual(["area", "reference", "promise"]);
    }
  });

  it("finds a case that slept past its moment, two hours later", async () => {
    await attended(monday);
    const { wakeAt = "" } = await area.stored(key);
    expect(await broken(addMinutes(wakeAt, 119))).not.toContain("wakes-in-time");
    expect(await broken(addMinutes(wakeAt, 121))).toContain("wakes-in-time");
  });

  it("finds a case that never wakes", async () => {
    await table.update(
      { pk: `${area.area}#CASE#${reference}`, sk: "CASE" },
      { remove: ["wakeAt", "wakePartition"] },
    );
    expect(await broken(monday)).toContain("wakes-in-time");
  });

  it("finds what is due and not done, half an hour after the case last changed", async () => {
    const { updatedAt } = await area.case(key);
    expect(await broken(addMinutes(updatedAt, 29))).not.toContain("leaves-nothing-undone");
    expect(await broken(addMinutes(updatedAt, 61))).toContain("leaves-nothing-undone");
  });

  it("finds a case that nobody is asked to go on with, half an hour after it last changed", async () => {
    const { case: given } = await area.stored(key);
    await overwrite({ snapshot: { ...given, stage: "contact", tasks: [] } });
    expect(await broken(given.updatedAt)).not.toContain("has-one-owner");
    expect(await broken()).toContain("has-one-owner");
  });

  it("finds a place that is held for somebody who is not the coach's", async () => {
    await area.services.staff.takePlace((await member()) as never, "NOBODY2345");
    expect(await broken()).toContain("has-its-place");
    await area.services.staff.releasePlace((await member()) as never, "NOBODY2345");
    expect(await broken()).not.toContain("has-its-place");
  });

  it("finds a case that only the list knows", async () => {
    const gone: CheckServices = { ...services, cases: { loadMany: async () => [] } };
    const { violations } = await checkArea(gone, area.area, later);
    expect(violations).toEqual([{ area: area.area, reference, promise: "is-kept" }]);
  });

  it("finds a case that has lost its snapshot, and goes on", async () => {
    await table.update({ pk: `${area.area}#CASE#${reference}`, sk: "CASE" }, { remove: ["snapshot"] });
    expect(await broken()).toEqual(["is-kept"]);
  });

  it("looks a second time before anything counts", async () => {
    let looks = 0;
    const loadMany: CheckServices["cases"]["loadMany"] = async (keys) => {
      looks += 1;
      return looks === 1 ? [] : await area.services.cases.loadMany(keys);
    };
    await attended();
    const { violations } = await checkArea({ ...services, cases: { loadMany } }, area.area, monday);
    expect(violations.map(({ promise }) => promise)).not.toContain("is-kept");
    expect(looks).toBeGreaterThan(1);
  });

  it("leaves closed cases alone", async () => {
    await area.do(key, { type: "withdraw", through: "link" });
    expect((await check()).cases).toBe(0);
  });
});

function member() {
  return area.services.staff.evenIfGone(area.area, coach);
}

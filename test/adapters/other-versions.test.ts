import { describe, expect, it } from "vitest";
import { caseLists } from "../../functions/adapters/case-lists.ts";
import { caseStore, VersionConflict } from "../../functions/adapters/case-store.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { queuePartition, queueStore } from "../../functions/adapters/queue-store.ts";
import type { Item } from "../../functions/adapters/table.ts";
import { stamped } from "../../functions/core/events.ts";
import { fold } from "../../functions/core/evolve.ts";
import { folding } from "../../functions/core/folding.ts";
import { NewerEvent } from "../../functions/core/upcast.ts";
import { monday, type TestCase } from "../support/builders.ts";
import { everyListed } from "../support/every-listed.ts";
import { journeys } from "../support/journeys.ts";
import { readKeptVersion } from "../versions/kept-version.ts";

const service = { kind: "service" } as const;

/** A case in a table, as another version may have written it. */
async function keptBy(given: TestCase, otherwise: (item: Item) => Partial<Item>) {
  const table = memoryTable();
  const cases = caseStore(table);
  const { area, reference } = given.case;
  const key = { area, reference };
  await cases.create(key, given.events, given.referral);
  const item = async () => (await table.get({ pk: `${area}#CASE#${reference}`, sk: "CASE" })) as Item;
  const before = await item();
  await table.put({ ...before, ...otherwise(before) });
  const load = async () => {
    const stored = await cases.load(key);
    if (!stored) throw new Error("there is no such case");
    return stored;
  };
  return { table, cases, key, item, load, given };
}

/** What a version kept that knew nothing of queues, open lists, pauses or numbers of foldings. */
function inOldWords({
  snapshot,
  openArea: _____,
  openSort: ______,
  queuePartition: _,
  queueSort: __,
  foldedAs: ___,
  ...rest
}: Item): Partial<Item> {
  const { queuedSince: ____, ...older } = snapshot as Record<string, unknown>;
  return { ...rest, snapshot: older, ...absent };
}
const absent = {
  openArea: undefined,
  openSort: undefined,
  queuePartition: undefined,
  queueSort: undefined,
  foldedAs: undefined,
};

describe("a case that an older version kept", () => {
  it("is read as its events tell it today, whatever was made of them then", async () => {
    const { load, item, given } = await keptBy(journeys.waiting(), inOldWords);
    expect((await item()).snapshot).not.toHaveProperty("queuedSince");
    expect((await load()).case).toEqual(fold(given.events));
    expect((await load()).case).toHaveProperty("queuedSince", monday);
  });

  it("gets its place in the lists of what is under way when it is attended to", async () => {
    const { table, cases, key, load } = await keptBy(journeys.contact(), inOldWords);
    const { coach = "" } = (await load()).case;
    expect(await cases.ofCoach(key.area, coach)).toEqual([]);
    await cases.keepFolded(await load());
    expect(await cases.ofCoach(key.area, coach)).toEqual([key]);
    expect(await caseLists(table).summariesUnderWay(key.area)).toHaveLength(1);
  });

  it("gets its place in the queue, and all else that is derived, when it is attended to", async () => {
    const { table, cases, key, item, load } = await keptBy(journeys.waiting(), inOldWords);
    expect((await queueStore(table).inArea(key.area)).cases).toEqual([]);
    const kept = await cases.keepFolded(await load());
    expect((await queueStore(table).inArea(key.area)).cases).toEqual([key]);
    expect(await item()).toMatchObject({ foldedAs: folding, version: kept.version, wakeAt: kept.wakeAt });
    expect(await load()).toEqual(kept);
  });

  it("leaves the queue of then, where it is not in that of today", async () => {
    const { table, cases, key, load } = await keptBy(journeys.contact(), () => ({
      queuePartition,
      queueSort: "greater-manchester#1",
      foldedAs: undefined,
    }));
    const before = await table.query({ index: "by-queue", partition: queuePartition });
    expect(before.items).toHaveLength(1);
    await cases.keepFolded(await load());
    expect((await table.query({ index: "by-queue", partition: queuePartition })).items).toEqual([]);
    expect((await cases.load(key))?.case.stage).toBe("contact");
  });

  it("is derived anew once, and not over what somebody wrote meanwhile", async () => {
    const { table, cases, load, item } = await keptBy(journeys.waiting(), inOldWords);
    const first = await load();
    const { stored } = await cases.append(
      first,
      stamped([{ type: "note-added", note: "n1" }], 99, monday, service),
      monday,
    );
    expect(stored.foldedAs).toBe(folding);
    await expect(cases.keepFolded(first)).rejects.toThrow(VersionConflict);
    const before = await item();
    table.update = () => Promise.reject(new Error("it is written again"));
    await cases.keepFolded(await load());
    expect(await item()).toEqual(before);
  });
});

describe("a case that a newer version kept", () => {
  const more = ({ snapshot, summary, facts, events }: Item): Partial<Item> => ({
    foldedAs: folding + 1,
    events: (events as object[]).map((event) => ({ ...event, mood: "good" })),
    snapshot: { ...(snapshot as object), mood: "good" },
    summary: { ...(summary as object), mood: "good" },
    facts: { ...(facts as object), mood: "good" },
  });

  it("is read and written by this one as far as it knows it, and nothing of its events is lost", async () => {
    const { cases, load, item, given } = await keptBy(journeys.support(), more);
    const stored = await load();
    expect(stored.case).toEqual(fold(given.events));
    await cases.append(
      stored,
      stamped([{ type: "finish-asked" }], stored.case.eventCount, monday, service),
      monday,
    );
    expect(await load()).toMatchObject({ case: { stage: "exit" }, foldedAs: folding });
    expect((await item()).events).toContainEqual({ ...given.events[0], mood: "good" });
  });

  it("is in lists and reports with what this one knows of it", async () => {
    const { table, key, given } = await keptBy(journeys.support(), more);
    const [listed, ...others] = await everyListed(table, key.area);
    expect(listed).toMatchObject({
      summary: { reference: given.case.reference },
      facts: { stage: "support" },
    });
    expect(JSON.stringify(listed)).not.toContain("mood");
    expect(others).toEqual([]);
  });

  it("is left to that one where its events make no case that is possible here", async () => {
    const withoutStart = ({ events }: Item) =>
      (events as { type: string }[]).filter(({ type }) => type !== "appointment-attended");
    const ofNewer = await keptBy(journeys.support(), (item) => ({
      events: withoutStart(item),
      foldedAs: folding + 1,
    }));
    await expect(ofNewer.load()).rejects.toThrow(NewerEvent);
    const ofOlder = await keptBy(journeys.support(), (item) => ({
      events: withoutStart(item),
      foldedAs: undefined,
    }));
    await expect(ofOlder.load()).rejects.not.toThrow(NewerEvent);
  });

  it("is left out of lists where they would say what is not known, and lets no figure be short of it", async () => {
    const { table, cases, key, given } = await keptBy(journeys.support(), ({ summary, facts }) => ({
      summary: { ...(summary as object), stage: "plan-together" },
      facts: { ...(facts as object), stage: "plan-together" },
    }));
    const [first, ...rest] = given.events;
    await cases.create(
      { ...key, reference: "OTHER" },
      [{ ...first, reference: "OTHER" } as never, ...rest],
      given.referral,
    );
    const listed = await everyListed(table, key.area);
    expect(listed.map(({ summary }) => summary.reference)).toEqual(["OTHER"]);
    const page = await caseLists(table).firstWhere({ area: key.area, isOf: "under-way" }, () => true, {
      most: 20,
    });
    expect(page.listed).toEqual(listed);
    await expect(caseLists(table).everyFact(key.area).next()).rejects.toThrow("stage");
  });

  it("is left to that one where an event cannot be read, and keeps no other from the lists", async () => {
    const { table, cases, key, load } = await keptBy(journeys.waiting(), ({ events }) => ({
      events: [...(events as object[]), { type: "coach-sang", eventId: "e99", at: monday, by: service }],
    }));
    const other = journeys.waiting();
    const otherKey = { ...key, reference: "CASE-OTHER" };
    await cases.create(otherKey, [{ ...other.events[0], reference: "CASE-OTHER" } as never], other.referral);
    await expect(load()).rejects.toThrow(NewerEvent);
    const loaded = await cases.loadMany([key, otherKey]);
    expect(loaded.map(({ case: { reference } }) => reference)).toEqual(["CASE-OTHER"]);
    expect((await table.query({ index: "by-area", partition: key.area })).items).toHaveLength(2);
  });
});

describe.each(["n", "n-plus-1"])("what version %s really kept", (name) => {
  it("is read case by case, and told by its events", async () => {
    const { items, stages } = readKeptVersion(name);
    const table = memoryTable();
    await table.putMany(items);
    const keys = items.filter(({ sk }) => sk === "CASE").map(({ area, reference }) => ({ area, reference }));
    const loaded = await caseStore(table).loadMany(keys as { area: string; reference: string }[]);
    expect(Object.fromEntries(loaded.map(({ case: given }) => [given.reference, given.stage]))).toEqual(
      stages,
    );
    for (const { case: given, events } of loaded) expect(given).toEqual(fold(events));
  });

  it("is counted by reports and shown in lists as it lies there", async () => {
    const { items, stages } = readKeptVersion(name);
    const table = memoryTable();
    await table.putMany(items);
    const areas = [...new Set(items.filter(({ sk }) => sk === "CASE").map(({ area }) => area as string))];
    const counted: string[] = [];
    for (const area of areas) {
      for await (const { stage } of caseLists(table).everyFact(area)) counted.push(stage);
    }
    const listed = await Promise.all(areas.map((area) => everyListed(table, area)));
    expect(counted.toSorted()).toEqual(Object.values(stages).toSorted());
    expect(
      Object.fromEntries(listed.flat().map(({ summary }) => [summary.reference, summary.stage])),
    ).toEqual(stages);
  });
});

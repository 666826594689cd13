import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ConditionFailed, type Item, type Table } from "../../functions/adapters/table.ts";
import { tables } from "../support/tables.ts";

describe.each(tables)("the table %s", (_, start) => {
  let table: Table;
  let stop: () => Promise<void>;
  let count = 0;
  const fresh = (): Item => ({ pk: `area#CASE#${++count}`, sk: "CASE" });

  beforeAll(async () => {
    ({ table, stop } = await start());
  });
  afterAll(() => stop());

  it("deletes an item only while the condition holds, and nothing is fine to delete", async () => {
    const item = { ...fresh(), set: new Set(["x"]) };
    const { pk, sk } = item;
    await table.put(item);
    const emptyOnly = { equals: { set: undefined } };
    await expect(table.delete({ pk, sk }, emptyOnly)).rejects.toBeInstanceOf(ConditionFailed);
    expect(await table.get({ pk, sk })).toEqual(item);
    await table.update({ pk, sk }, { deleteFrom: { set: ["x"] } });
    await table.delete({ pk, sk }, emptyOnly);
    expect(await table.get({ pk, sk })).toBeUndefined();
    await table.delete({ pk, sk });
  });

  it("answers what was put, and nothing for what was not", async () => {
    const item = { ...fresh(), text: "a", list: [1, { b: "c" }], set: new Set(["x"]) };
    await table.put(item);
    expect(await table.get({ pk: item.pk, sk: item.sk })).toEqual(item);
    expect(await table.get({ pk: "nobody", sk: "CASE" })).toBeUndefined();
  });

  it("answers of each item that a query finds only what is asked for", async () => {
    const item = { ...fresh(), stage: "plan", name: "reserved words are names too", more: 1 };
    await table.put(item);
    const { items } = await table.query({ partition: item.pk, only: ["name", "stage", "absent"] });
    expect(items).toStrictEqual([{ name: item.name, stage: "plan" }]);
  });

  it("leaves out undefined attributes, at any depth", async () => {
    const item = { ...fresh(), gone: undefined, inside: { gone: undefined, kept: 1 } };
    await table.put(item);
    expect(await table.get({ pk: item.pk, sk: item.sk })).toStrictEqual({
      pk: item.pk,
      sk: item.sk,
      inside: { kept: 1 },
    });
  });

  it("refuses keys that name more than partition and sort key", async () => {
    const item = { ...fresh(), more: 1 };
    await expect(table.get(item)).rejects.toThrow();
    await expect(table.update(item, { set: { a: 1 } })).rejects.toThrow();
    await expect(table.delete(item)).rejects.toThrow();
  });

  it("puts an item that must be absent once, whoever else tries at the same moment", async () => {
    const key = fresh();
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, by) => table.put({ ...key, by }, { absent: true })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = tries.filter((each) => each.status === "rejected");
    expect(refused.every(({ reason }) => reason instanceof ConditionFailed)).toBe(true);
  });

  it("updates on condition of a value, answers the item as it was, and refuses the loser", async () => {
    const key = fresh();
    await table.put({ ...key, version: 1, token: "t" });
    const before = await table.exchange(
      key,
      { set: { version: 2 }, remove: ["token"], append: { events: ["a", "b"] } },
      { equals: { version: 1 } },
    );
    expect(before).toEqual({ ...key, version: 1, token: "t" });
    await expect(
      table.update(key, { set: { version: 2 } }, { equals: { version: 1 } }),
    ).rejects.toBeInstanceOf(ConditionFailed);
    await table.update(key, { append: { events: ["c"] } });
    expect(await table.get(key)).toEqual({ ...key, version: 2, events: ["a", "b", "c"] });
  });

  it("conditions on an attribute that must be absent", async () => {
    const key = fresh();
    await table.update(key, { set: { used: 1 } }, { equals: { used: undefined } });
    await expect(
      table.update(key, { set: { used: 1 } }, { equals: { used: undefined } }),
    ).rejects.toBeInstanceOf(ConditionFailed);
  });

  it("lets only as many members into a set as there is room for, and any member in again", async () => {
    const key = fresh();
    await table.put({ ...key, capacity: 3 });
    const take = (member: string) =>
      table.update(
        key,
        { addTo: { holding: [member] } },
        { room: { set: "holding", member, limit: "capacity" } },
      );
    const tries = await Promise.allSettled(Array.from({ length: 12 }, (_, n) => take(`person${n}`)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    const held = (await table.get(key))?.holding as Set<string>;
    expect(held.size).toBe(3);
    const [someone = ""] = held;
    await take(someone);
    await table.update(key, { deleteFrom: { holding: [someone] } });
    await take("one more");
    expect(await table.get(key)).toMatchObject({ holding: expect.objectContaining({ size: 3 }) });
  });

  it("has room for nobody, not even for a member, where another condition of the write does not hold", async () => {
    const key = fresh();
    await table.put({ ...key, capacity: 3, holding: new Set(["in"]), left: "yes" });
    const take = (member: string, equals: Record<string, string | undefined>) =>
      table.update(
        key,
        { addTo: { holding: [member] } },
        { room: { set: "holding", member, limit: "capacity" }, equals },
      );
    for (const member of ["in", "new"]) {
      await expect(take(member, { left: undefined })).rejects.toBeInstanceOf(ConditionFailed);
    }
    await take("new", { left: "yes", other: undefined });
    expect(await table.get(key)).toMatchObject({ holding: new Set(["in", "new"]) });
  });

  it("has no room where the limit is 0 or where there is no such item", async () => {
    const key = fresh();
    const room = { room: { set: "holding", member: "a", limit: "capacity" } };
    await expect(table.update(key, { addTo: { holding: ["a"] } }, room)).rejects.toBeInstanceOf(
      ConditionFailed,
    );
    await table.put({ ...key, capacity: 0 });
    await expect(table.update(key, { addTo: { holding: ["a"] } }, room)).rejects.toBeInstanceOf(
      ConditionFailed,
    );
  });

  it("drops a set with its last member", async () => {
    const key = fresh();
    await table.put({ ...key, set: new Set(["a"]) });
    await table.update(key, { deleteFrom: { set: ["a"] } });
    expect(await table.get(key)).toStrictEqual(key);
  });

  it("queries a partition in order, within bounds, a page at a time, from either end", async () => {
    const pk = `area#MANY#${++count}`;
    await table.putMany(
      Array.from({ length: 60 }, (_, n) => ({ pk, sk: `n${String(n).padStart(2, "0")}`, n })),
    );
    const numbers = async (query: object) =>
      (await table.query({ partition: pk, ...query })).items.map(({ n }) => n);
    expect(await numbers({ from: "n10", to: "n12" })).toEqual([10, 11, 12]);
    expect(await numbers({ to: "n30", newestFirst: true, limit: 1 })).toEqual([30]);
    const seen: unknown[] = [];
    let after: string | undefined;
    do {
      const page = await table.query({ partition: pk, limit: 7, ...(after ? { after } : {}) });
      seen.push(...page.items.map(({ n }) => n));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(Array.from({ length: 60 }, (_, n) => n));
  });

  it("finds items by their wake moment only while they have one", async () => {
    const key = fresh();
    const wakePartition = `WAKE${count}`;
    await table.put({ ...key, wakePartition, wakeAt: "2026-03-02T10:00:00.000Z" });
    const due = (to: string) => table.query({ index: "by-wake", partition: wakePartition, to });
    expect((await due("2026-03-02T10:00:00.000Z")).items).toHaveLength(1);
    expect((await due("2026-03-02T09:59:59.999Z")).items).toHaveLength(0);
    await table.update(key, { remove: ["wakePartition", "wakeAt"] });
    expect((await due("2027-01-01T00:00:00.000Z")).items).toHaveLength(0);
  });

  it("answers many keys at once, without those that are not there", async () => {
    const items = Array.from({ length: 120 }, () => fresh());
    await table.putMany(items);
    const keys = [...items, { pk: "nobody", sk: "CASE" }];
    expect(await table.getMany(keys)).toHaveLength(120);
  });

  it("deletes only where the condition holds", async () => {
    const key = fresh();
    await table.update(key, { addTo: { members: ["one"] } });
    const whenEmpty = () => table.delete(key, { equals: { members: undefined } });
    await expect(whenEmpty()).rejects.toBeInstanceOf(ConditionFailed);
    expect(await table.get(key)).toBeDefined();
    await table.update(key, { deleteFrom: { members: ["one"] } });
    await whenEmpty();
    expect(await table.get(key)).toBeUndefined();
    await whenEmpty();
  });

  it("forgets what was deleted", async () => {
    const key = fresh();
    await table.put(key);
    await table.delete(key);
    expect(await table.get(key)).toBeUndefined();
  });
});

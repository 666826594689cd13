import { beforeEach, describe, expect, it } from "vitest";
import type { CaseKey } from "../../functions/adapters/case-store.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { AddressTaken } from "../../functions/adapters/staff-store.ts";
import type { Table } from "../../functions/adapters/table.ts";
import { finishHandOvers } from "../../functions/platform/finish-hand-overs.ts";
import { handOver } from "../../functions/platform/hand-over.ts";
import { serveQueue } from "../../functions/platform/serve-queue.ts";
import { AreaInTable } from "../support/area-in-table.ts";
import { monday } from "../support/builders.ts";

const by = { kind: "staff", id: "lead" } as const;
const minutesLater = (n: number) => new Date(Date.parse(monday) + n * 60_000).toISOString();
const none = { moved: [], left: [], followedUpByLead: [], more: 0 };

describe("handing a coach's people over", () => {
  let table: Table;
  let area: AreaInTable;

  beforeEach(async () => {
    table = memoryTable();
    area = await new AreaInTable(table).published();
    await area.coach("a", 3);
  });

  const member = async (id: string) => {
    const found = await area.services.staff.evenIfGone(area.area, id);
    if (!found) throw new Error(`there is no ${id}`);
    return found;
  };
  const withCoachA = async (...references: string[]): Promise<CaseKey[]> => {
    const keys: CaseKey[] = [];
    for (const reference of references) {
      keys.push(await area.looking(reference, minutesLater(keys.length)));
      await serveQueue(area.services, area.area, monday);
    }
    return keys;
  };
  const hand = async (more: Partial<Parameters<typeof handOver>[1]> = {}) =>
    handOver(area.services, {
      from: await member("a"),
      isGoing: false,
      reason: "Long leave",
      by,
      now: monday,
      ...more,
    });
  const leaves = async (now = monday) => {
    await area.services.staff.beginHandOver(await member("a"), now, true);
    return await hand({ isGoing: true });
  };
  const coaches = (keys: readonly CaseKey[]) =>
    Promise.all(keys.map(async (key) => (await area.case(key)).coach));
  const followedUp = async (key: CaseKey) => {
    const exit = { closure: "completed-plan", outcome: "started-job", completion: true } as const;
    await area.record(key, [{ type: "exit-recorded", ...exit, adjustmentsMade: [], followedUp: true }]);
    await area.services.staff.releasePlaces(area.area, key.reference);
    await area.record(key, [{ type: "place-released" }]);
  };

  it("gives each to the best who has room, oldest first, and leaves the others where they are", async () => {
    const keys = await withCoachA("A", "B", "C");
    await area.coach("b", 2);
    expect(await hand()).toEqual({
      ...none,
      moved: [
        { reference: "A", coach: "b" },
        { reference: "B", coach: "b" },
      ],
      left: ["C"],
    });
    expect(await coaches(keys)).toEqual(["b", "b", "a"]);
    expect(await area.places("a", "b")).toEqual({ a: ["C"], b: ["A", "B"] });
    expect(area.told.slice(-2)).toEqual(["A", "B"]);
    // Again: who was moved is not asked about.
    expect(await hand()).toEqual({ ...none, left: ["C"] });
  });

  it("gives all to the coach whom the lead names, and nobody to another", async () => {
    await withCoachA("A", "B");
    await area.coach("b", 1);
    await area.coach("c", 5);
    expect(await hand({ to: "b" })).toEqual({
      ...none,
      moved: [{ reference: "A", coach: "b" }],
      left: ["B"],
    });
  });

  it("goes on where a run broke off", async () => {
    const keys = await withCoachA("A", "B", "C");
    await area.coach("b", 5);
    const { cases } = area.services;
    const load: typeof cases.load = async (key) => {
      if (key.reference === "B") throw new Error("the machine is gone");
      return await cases.load(key);
    };
    const breaking = { ...area.services, cases: { ...cases, load } };
    const from = await member("a");
    const handing = { from, isGoing: false, reason: "Leave", by, now: monday };
    await expect(handOver(breaking, handing)).rejects.toThrow();
    expect(await coaches(keys)).toEqual(["b", "a", "a"]);
    expect((await hand()).moved.map(({ reference }) => reference)).toEqual(["B", "C"]);
  });

  it("asked for many times at once moves everybody once", async () => {
    const keys = await withCoachA("A", "B", "C");
    for (const id of ["b", "c"]) await area.coach(id, 2);
    await Promise.all([leaves(), leaves(), hand({ isGoing: true }), hand({ isGoing: true })]);
    for (const key of keys) {
      const moves = (await area.stored(key)).events.filter(({ type }) => type === "coach-reassigned");
      expect(moves).toHaveLength(1);
    }
    const cases = await Promise.all(keys.map((key) => area.case(key)));
    const held = await area.places("b", "c");
    for (const id of ["b", "c"]) {
      expect(held[id]).toEqual(cases.filter(({ coach }) => coach === id).map(({ reference }) => reference));
    }
  });

  it("leaves out whom it finds withdrawn", async () => {
    const [key] = await withCoachA("A");
    if (!key) throw new Error("nobody");
    await area.coach("b", 5);
    const { staff } = area.services;
    const takePlace: typeof staff.takePlace = async (...asked) => {
      await area.do(key, { type: "withdraw", through: "link" });
      return await staff.takePlace(...asked);
    };
    const services = { ...area.services, staff: { ...staff, takePlace } };
    const handing = { from: await member("a"), isGoing: true, reason: "Left", by, now: monday };
    expect(await handOver(services, handing)).toEqual(none);
    expect(await area.places("b")).toEqual({ b: [] });
  });

  it("moves somebody who is only followed up to a coach who needs no room for them", async () => {
    const [key] = await withCoachA("A");
    if (!key) throw new Error("nobody");
    await followedUp(key);
    await area.coach("b", 0);
    expect((await hand()).moved).toEqual([{ reference: "A", coach: "b" }]);
    expect(await area.places("b")).toEqual({ b: [] });
  });

  it("of one who leaves puts whom nobody has room for into the queue, and follow-ups into the lead's hands", async () => {
    const keys = await withCoachA("A", "B", "C");
    const [first] = keys;
    if (!first) throw new Error("nobody");
    await followedUp(first);
    await area.coach("b", 1);
    expect(await leaves()).toEqual({
      moved: [{ reference: "B", coach: "b" }],
      left: ["C"],
      followedUpByLead: ["A"],
      more: 0,
    });
    expect(await coaches(keys)).toEqual([undefined, "b", undefined]);
    await area.coach("new", 5);
    await serveQueue(area.services, area.area, monday);
    expect(await coaches(keys)).toEqual([undefined, "b", "new"]);
  });

  it("takes no more people once it has begun, though they have places free", async () => {
    const before = await member("a");
    await leaves();
    expect(await area.services.staff.takePlace(before, "X")).toBe(false);
    expect(await area.services.staff.takePlace(before, "X", true)).toBe(false);
    const key = await area.looking("X");
    await serveQueue(area.services, area.area, monday);
    expect(await coaches([key])).toEqual([undefined]);
  });

  it("is finished by the sweep: after a crash, and for whoever was given to the coach at that very moment", async () => {
    const keys = await withCoachA("A");
    const { staff } = area.services;
    await staff.takePlace(await member("a"), "B");
    const late = await area.looking("B");
    await staff.beginHandOver(await member("a"), monday, true);
    // The request ended here. Somebody who had taken the place before still records whose it is.
    await area.record(late, [{ type: "coach-assigned", coach: "a", because: [] }]);
    await area.coach("b", 5);
    expect(await area.services.queue.areas()).toEqual([area.area]);
    await finishHandOvers(area.services, area.area, minutesLater(5));
    expect(await coaches([...keys, late])).toEqual(["b", "b"]);
    // It looks once more, when nothing can be under way any longer; then it is over.
    expect(await area.services.queue.areas()).toEqual([area.area]);
    await finishHandOvers(area.services, area.area, minutesLater(20));
    expect(await area.services.queue.areas()).toEqual([]);
    expect(await area.places("a", "b")).toEqual({ a: [], b: ["A", "B"] });
  });

  it("frees at the end a place that was taken and never given", async () => {
    await area.services.staff.takePlace(await member("a"), "NOBODY");
    await leaves();
    await finishHandOvers(area.services, area.area, minutesLater(5));
    expect(await area.places("a")).toEqual({ a: ["NOBODY"] });
    await finishHandOvers(area.services, area.area, minutesLater(20));
    expect(await area.places("a")).toEqual({ a: [] });
  });

  it("ends when the coach comes back, and does not move who is theirs then", async () => {
    await leaves();
    await area.coach("a", 3);
    const keys = await withCoachA("A");
    await area.coach("b", 5);
    await finishHandOvers(area.services, area.area, minutesLater(20));
    expect(await coaches(keys)).toEqual(["a"]);
    expect(await area.services.queue.areas()).toEqual([]);
  });

  it("leaves the address to whoever came back while their people were handed over", async () => {
    const { staff } = area.services;
    await leaves();
    const gone = await member("a");
    await area.coach("a", 5);
    await staff.freeAddress(gone);
    expect(await staff.find("a")).toMatchObject({ area: area.area });
  });

  it("leaves the address to another area only once they have left", async () => {
    const { staff } = area.services;
    const particulars = {
      name: "A",
      roles: ["coach" as const],
      capacity: 1,
      places: [],
      languages: [],
      skills: [],
      restrictedPool: false,
    };
    const inFrimley = () => staff.keep("frimley", "a", particulars, "second");
    await expect(inFrimley()).rejects.toBeInstanceOf(AddressTaken);
    await leaves();
    expect(await staff.find("a")).toBeUndefined();
    expect((await staff.inArea(area.area)).map(({ id }) => id)).toEqual([]);
    await finishHandOvers(area.services, area.area, minutesLater(20));
    await inFrimley();
    expect(await staff.find("A")).toMatchObject({ area: "frimley", membership: "second" });
    // A session of before knows the area of before, in which they are nobody now.
    expect(await staff.find("a", area.area)).toBeUndefined();
    await expect(area.coach("a", 1)).rejects.toBeInstanceOf(AddressTaken);
  });
});

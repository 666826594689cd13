import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CaseKey } from "../../functions/adapters/case-store.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import type { Table } from "../../functions/adapters/table.ts";
import { changeCase } from "../../functions/platform/case-changes.ts";
import { serveQueue } from "../../functions/platform/serve-queue.ts";
import { AreaInTable } from "../support/area-in-table.ts";
import { monday } from "../support/builders.ts";
import { dynaliteTable } from "../support/dynalite.ts";

const minute = (n: number) => new Date(Date.parse(monday) + n * 60_000).toISOString();
const now = minute(60);

describe("the queue of an area", () => {
  let area: AreaInTable;
  const serve = (joining?: CaseKey) => serveQueue(area.services, area.area, now, joining);
  const coachOf = async (key: CaseKey) => (await area.case(key)).coach;

  beforeEach(async () => {
    area = await new AreaInTable(memoryTable()).published();
  });

  it("gives a place to whoever has waited longest, not to whoever joins, and tells their workflow", async () => {
    const second = await area.looking("SECOND", minute(1));
    const first = await area.looking("FIRST", minute(0));
    const third = await area.looking("THIRD", minute(2));
    await area.coach("a", 1);
    expect(await serve(third)).toEqual([
      {
        reference: "SECOND",
        because: ["every coach who could support the person is full: 1 of 1 places taken"],
      },
      {
        reference: "THIRD",
        because: ["every coach who could support the person is full: 1 of 1 places taken"],
      },
    ]);
    expect(await Promise.all([first, second, third].map(coachOf))).toEqual(["a", undefined, undefined]);
    expect([await area.places("a"), area.told]).toEqual([{ a: ["FIRST"] }, ["FIRST"]]);
  });

  it("tells whoever joins why they wait, without reading the others while every place is taken", async () => {
    await area.looking("FIRST");
    const joining = await area.looking("JOINS", minute(1));
    await area.coach("a", 0);
    const read: string[] = [];
    const { cases } = area.services;
    const loadMany = (keys: readonly CaseKey[]) => {
      read.push(...keys.map(({ reference }) => reference));
      return cases.loadMany(keys);
    };
    const services = { ...area.services, cases: { ...cases, loadMany } };
    const unmatched = await serveQueue(services, area.area, now, joining);
    expect([unmatched.map(({ reference }) => reference), read]).toEqual([["JOINS"], ["JOINS"]]);
  });

  it("takes in a case that the index does not show yet", async () => {
    const joining = await area.looking("JOINS");
    await area.coach("a", 1);
    const lagging = { ...area.services, queue: { ...area.services.queue, inArea: async () => nobody } };
    await serveQueue(lagging, area.area, now, joining);
    expect(await coachOf(joining)).toBe("a");
  });

  it("leaves alone whom the index still shows although they have a coach", async () => {
    const key = await area.looking("A");
    await area.coach("a", 5);
    await serve();
    const lagging = { ...area.services, queue: { ...area.services.queue, inArea: async () => only(key) } };
    expect(await serveQueue(lagging, area.area, now)).toEqual([]);
    expect((await area.stored(key)).events.filter(({ type }) => type === "coach-assigned")).toHaveLength(1);
  });

  it("goes on from a place that was taken before a crash, and from one that another took for the same person", async () => {
    const key = await area.looking("A");
    await area.coach("a", 1);
    await area.coach("b", 1);
    const [, b] = await area.services.staff.inArea(area.area);
    if (!b) throw new Error("there is no b");
    await area.services.staff.takePlace(b, "A");
    await serve();
    expect([await coachOf(key), await area.places("a", "b")]).toEqual(["b", { a: [], b: ["A"] }]);
  });

  it("matches afresh when a place is gone, so that nobody is passed over", async () => {
    const first = await area.looking("FIRST", minute(0), { person: { language: "Urdu" } });
    const second = await area.looking("SECOND", minute(1));
    await area.coach("a", 1);
    await area.coach("b", 1, { languages: ["Urdu"] });
    const { staff } = area.services;
    let isFirst = true;
    const takePlace: typeof staff.takePlace = async (coach, reference, over) => {
      // Somebody takes b's place at this very moment; the person is then to have a's, which was meant for the next.
      if (isFirst) await staff.takePlace(coach, "OTHER");
      isFirst = false;
      return await staff.takePlace(coach, reference, over);
    };
    await serveQueue({ ...area.services, staff: { ...staff, takePlace } }, area.area, now);
    expect([await coachOf(first), await coachOf(second)]).toEqual(["a", undefined]);
  });

  it("keeps nobody waiting for a case that cannot be changed", async () => {
    const broken = await area.looking("BROKEN", minute(0));
    const next = await area.looking("NEXT", minute(1));
    await area.coach("a", 2);
    const { cases } = area.services;
    const load: typeof cases.load = async (key) => {
      if (key.reference === "BROKEN") throw new Error("cannot be read");
      return await cases.load(key);
    };
    const services = { ...area.services, cases: { ...cases, load } };
    await serveQueue(services, area.area, now);
    expect([await coachOf(broken), await coachOf(next)]).toEqual([undefined, "a"]);
    // Once it can be changed, the place that was taken for it is found again.
    await serve();
    expect(await coachOf(broken)).toBe("a");
  });

  it("gives people whose coach left another one, in the stage in which they are", async () => {
    const key = await area.looking("A");
    await area.coach("a", 1);
    await serve();
    await area.do(key, { type: "coach-left", coach: "a", reason: "Left" });
    await area.services.staff.releasePlaces(area.area, "A");
    await serve();
    expect(await area.case(key)).toMatchObject({ stage: "contact", coach: "a" });
    expect((await area.stored(key)).events.at(-1)?.type).toBe("coach-reassigned");
  });
});

const nobody = { cases: [], handingOver: [] };
const only = (key: CaseKey) => ({ ...nobody, cases: [key] });

const implementations: Record<string, () => Promise<{ table: Table; stop: () => Promise<void> }>> = {
  "in memory": async () => ({ table: memoryTable(), stop: async () => {} }),
  "in DynamoDB (dynalite)": dynaliteTable,
};

describe.each(Object.entries(implementations))("many who serve the same queue at once %s", (_, start) => {
  let table: Table;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    ({ table, stop } = await start());
  });
  afterAll(() => stop());

  it("give every place once, to the right people, and hold none for nobody", async () => {
    const area = await new AreaInTable(table).published();
    const ids = ["a", "b", "c"];
    await Promise.all(ids.map((id) => area.coach(id, 2)));
    const keys = await Promise.all(Array.from({ length: 9 }, (_, n) => area.looking(`P${n}`, minute(n))));
    await Promise.all(Array.from({ length: 6 }, () => serveQueue(area.services, area.area, now)));
    const cases = await Promise.all(keys.map((key) => area.case(key)));
    expect(cases.map(({ coach }) => coach !== undefined)).toEqual(keys.map((_, n) => n < 6));
    const places = await area.places(...ids);
    for (const id of ids) {
      expect(places[id]).toEqual(
        cases
          .filter(({ coach }) => coach === id)
          .map(({ reference }) => reference)
          .sort(),
      );
      expect(places[id]).toHaveLength(2);
    }
    for (const key of keys) {
      const { events } = await area.stored(key);
      expect(events.filter(({ type }) => type === "coach-assigned").length).toBeLessThanOrEqual(1);
    }
    expect([...area.told].sort()).toEqual(keys.slice(0, 6).map(({ reference }) => reference));

    // Places that come free while several serve go to the longest waiting, each once.
    await Promise.all(
      keys.slice(0, 2).map(async (key) => {
        await changeCase(area.services, key, {
          command: { type: "withdraw", through: "link" },
          by: { kind: "service" },
          now,
        });
        await area.services.staff.releasePlaces(area.area, key.reference);
        await serveQueue(area.services, area.area, now);
      }),
    );
    const coaches = await Promise.all(keys.slice(6).map(async (key) => (await area.case(key)).coach));
    expect(coaches.map((coach) => coach !== undefined)).toEqual([true, true, false]);
    const held = await area.places(...ids);
    expect(Object.values(held).map(({ length }) => length)).toEqual([2, 2, 2]);
  });
});

describe("any interleaving of those who serve and those who leave", () => {
  it("neither gives a person two coaches nor a coach more people than they have room for", async () => {
    const plan = fc.record({
      capacities: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 }),
      people: fc.integer({ min: 1, max: 6 }),
      servers: fc.integer({ min: 1, max: 4 }),
      leaver: fc.option(fc.nat({ max: 5 })),
      scheduler: fc.scheduler(),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ capacities, people, servers, leaver, scheduler }) => {
        const table = memoryTable();
        const inTurn: Table = {
          ...table,
          get: scheduler.scheduleFunction((key) => table.get(key)),
          update: scheduler.scheduleFunction((...args: Parameters<Table["update"]>) => table.update(...args)),
          exchange: scheduler.scheduleFunction((...args: Parameters<Table["exchange"]>) =>
            table.exchange(...args),
          ),
          query: scheduler.scheduleFunction((query) => table.query(query)),
        };
        const area = await new AreaInTable(table).published();
        const busy = new AreaInTable(inTurn);
        const ids = capacities.map((_, n) => `coach${n}`);
        for (const [n, id] of ids.entries()) await area.coach(id, capacities[n] ?? 0);
        const keys: CaseKey[] = [];
        for (let n = 0; n < people; n++) keys.push(await area.looking(`P${n}`, minute(n)));
        const leaving = leaver === null ? undefined : keys[leaver];
        const all = Promise.all([
          ...Array.from({ length: servers }, () => serveQueue(busy.services, area.area, now)),
          ...(leaving ? [withdraw(busy, leaving)] : []),
        ]);
        await scheduler.waitFor(all);
        // What the last of them could not see is made up by the next look, as every 15 minutes.
        await serveQueue(area.services, area.area, now);
        await holdsTrue(area, keys, ids, capacities);
      }),
      { numRuns: 60 },
    );
  });
});

async function withdraw(area: AreaInTable, key: CaseKey): Promise<void> {
  const { services } = area;
  const by = { kind: "service" } as const;
  await changeCase(services, key, { command: { type: "withdraw", through: "link" }, by, now });
  await services.staff.releasePlaces(area.area, key.reference);
}

async function holdsTrue(area: AreaInTable, keys: CaseKey[], ids: string[], capacities: number[]) {
  const cases = await Promise.all(keys.map((key) => area.case(key)));
  const places = await area.places(...ids);
  for (const [n, id] of ids.entries()) {
    const theirs = cases.filter(({ coach, stage }) => coach === id && stage === "contact");
    expect(places[id]).toEqual(theirs.map(({ reference }) => reference).sort());
    expect(theirs.length).toBeLessThanOrEqual(capacities[n] ?? 0);
  }
  const open = cases.filter(({ stage }) => stage !== "closed");
  const room = capacities.reduce((total, capacity) => total + capacity, 0);
  expect(open.filter(({ coach }) => coach !== undefined)).toHaveLength(Math.min(room, open.length));
}

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import greaterManchester from "../../areas/greater-manchester.json" with { type: "json" };
import { areaStore } from "../../functions/adapters/area-store.ts";
import { type CaseKey, caseStore } from "../../functions/adapters/case-store.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { staffStore } from "../../functions/adapters/staff-store.ts";
import type { Table } from "../../functions/adapters/table.ts";
import type { Command } from "../../functions/core/commands.ts";
import { receive } from "../../functions/core/decide/receive.ts";
import { stamped } from "../../functions/core/events.ts";
import { fold } from "../../functions/core/evolve.ts";
import { changeCase, record } from "../../functions/platform/case-changes.ts";
import { joinToSurvivor } from "../../functions/platform/join-survivor.ts";
import { aReferral, monday } from "../support/builders.ts";
import { dynaliteTable } from "../support/dynalite.ts";

const area = "greater-manchester";
const by = { kind: "service" } as const;
const coach = "coach1@greater-manchester.example.org";

const implementations: Record<string, () => Promise<{ table: Table; stop: () => Promise<void> }>> = {
  "in memory": async () => ({ table: memoryTable(), stop: async () => {} }),
  "in DynamoDB (dynalite)": dynaliteTable,
};

/** Which of these cases is joined to which, as several leads decide at the same moment. */
type Joining = readonly [number, number];

describe.each(Object.entries(implementations))("cases that are joined to each other %s", (_, start) => {
  let table: Table;
  let stop: () => Promise<void>;
  let count = 0;

  beforeAll(async () => {
    ({ table, stop } = await start());
    const { area: id, ...rules } = greaterManchester;
    await table.put({ pk: `${id}#RULES`, sk: rules.effectiveFrom, area: id, ...rules });
    const member = { id: coach, area, name: "Sample Coach", roles: ["coach"], capacity: 1000, away: [] };
    const more = { places: [], languages: [], skills: [], restrictedPool: false };
    await table.put({ pk: `${area}#STAFF`, sk: coach, ...member, ...more });
  });
  afterAll(() => stop());

  const stores = () => ({ cases: caseStore(table), areas: areaStore(table), staff: staffStore(table) });
  const change = (key: CaseKey, command: Command) => changeCase(stores(), key, { command, by, now: monday });
  const loaded = async (key: CaseKey) => {
    const stored = await stores().cases.load(key);
    if (!stored) throw new Error("there is no such case");
    return stored;
  };

  /** Somebody with a coach, referred on the given day of February. */
  async function withCoach(day: number): Promise<CaseKey> {
    count += 1;
    const key = { area, reference: `SAME${String(count).padStart(4, "0")}` };
    const at = `2026-02-${String(day).padStart(2, "0")}T10:00:00.000Z`;
    const events = receive(aReferral(), { area, placedBy: "resident" }, key.reference, at);
    await stores().cases.create(key, stamped(events, 0, at, by), aReferral());
    await change(key, { type: "triage", referral: aReferral() });
    await change(key, { type: "assign", coach, because: [] });
    const [member] = await stores().staff.inArea(area);
    if (member) await stores().staff.takePlace(member, key.reference);
    return key;
  }

  /** Both leads have seen an open case: each joins this one to it, whatever has become of it since. */
  const join = (keys: readonly CaseKey[], [from, into]: Joining) =>
    change(keys[from] as CaseKey, {
      type: "merge",
      survivor: { reference: (keys[into] as CaseKey).reference, stage: "contact" },
      reason: "The same person",
    });

  /** What Attend does for a case that goes on elsewhere: also after a crash that lost what it recorded. */
  async function attend(key: CaseKey, isRecorded = true): Promise<void> {
    const stored = await loaded(key);
    const { continuesAs, placeHeld, stage } = stored.case;
    if (placeHeld && stage === "closed") await stores().staff.releasePlaces(area, key.reference);
    if (continuesAs?.because !== "merged" || continuesAs.opened) return;
    await joinToSurvivor(stores(), stored.case, monday);
    if (!isRecorded) return;
    // Refused by the version where the case itself was opened again: then there is nothing to record.
    await record(stores(), stored, [{ type: "continued-elsewhere" }], { now: monday, by }).catch(() => {});
  }

  async function expectOneGoesOn(keys: readonly CaseKey[], first: number) {
    for (const key of keys) await attend(key);
    const all = await Promise.all(keys.map(loaded));
    const open = all.filter(({ case: { stage } }) => stage !== "closed");
    expect(open.map(({ case: { reference } }) => reference)).toEqual([keys[first]?.reference]);
    const others = keys.map(({ reference }) => reference).filter((_, index) => index !== first);
    expect([...(open[0]?.case.joined ?? [])].sort()).toEqual(others);
    expect(open[0]?.case).toMatchObject({ stage: "contact", coach, receivedAt: "2026-02-01T10:00:00.000Z" });
    for (const each of all) expect(each.case).toEqual(fold(each.events));
    const [member] = await stores().staff.inArea(area);
    expect(keys.filter(({ reference }) => member?.holding.has(reference))).toEqual([keys[first]]);
    const dues = all.filter((each) => each.case.continuesAs && !each.case.continuesAs.opened);
    expect(dues).toEqual([]);
  }

  it.each<[string, number[], number]>([
    ["the first received", [1, 9], 0],
    ["the first received, joined first", [9, 1], 1],
    ["the lower reference of two received together", [1, 1], 0],
  ])("at the same moment leave one open: %s", async (_what, days, first) => {
    const keys = await Promise.all(days.map(withCoach));
    await Promise.all([join(keys, [0, 1]), join(keys, [1, 0])]);
    expect((await Promise.all(keys.map(loaded))).map(({ case: { stage } }) => stage)).toEqual([
      "closed",
      "closed",
    ]);
    await Promise.all(keys.map((key) => attend(key)));
    await expectOneGoesOn(keys, first);
  });

  const orders = [
    [0, 1],
    [1, 0],
  ];
  it.each(orders.flatMap((order) => [true, false].map((isRecorded) => ({ order, isRecorded }))))(
    "leave one open in the order $order, and after a crash that forgets it (recorded: $isRecorded)",
    async ({ order, isRecorded }) => {
      const keys = [await withCoach(1), await withCoach(9)];
      for (const joining of [[0, 1] as const, [1, 0] as const]) await join(keys, joining);
      for (const index of order) await attend(keys[index] as CaseKey, isRecorded);
      await expectOneGoesOn(keys, 0);
    },
  );

  it("leave the one open that learnt of the other before it was to be joined to it", async () => {
    const keys = [await withCoach(1), await withCoach(9)];
    await join(keys, [0, 1]);
    await attend(keys[0] as CaseKey);
    expect(await join(keys, [1, 0])).toMatchObject({ refusal: { errors: [{ pointer: "/into" }] } });
    await expectOneGoesOn(keys, 1);
  });

  it.each<[string, readonly Joining[], number]>([
    [
      "a chain",
      [
        [0, 1],
        [1, 2],
      ],
      2,
    ],
    [
      "a chain, the far end first",
      [
        [1, 2],
        [0, 1],
      ],
      2,
    ],
    [
      "a circle of three",
      [
        [0, 1],
        [1, 2],
        [2, 0],
      ],
      0,
    ],
    [
      "a circle with one more joined to it",
      [
        [2, 0],
        [0, 1],
        [1, 0],
      ],
      0,
    ],
  ])("in %s end with the open one knowing all", async (_what, joinings, first) => {
    const keys = [await withCoach(1), await withCoach(2), await withCoach(3)];
    await Promise.all(joinings.map((joining) => join(keys, joining)));
    await Promise.all(keys.map((key) => attend(key)));
    await expectOneGoesOn(keys, first);
  });

  it("are told of a referral at the new end of the chain, if that moved on while it was looked for", async () => {
    const keys = [await withCoach(1), await withCoach(2), await withCoach(3)];
    await join(keys, [0, 1]);
    const { cases, ...others } = stores();
    let isFirst = true;
    const load: typeof cases.load = async (key) => {
      const seen = await cases.load(key);
      if (isFirst) {
        isFirst = false;
        await join(keys, [1, 2]);
      }
      return seen;
    };
    const { case: given } = await loaded(keys[0] as CaseKey);
    await joinToSurvivor({ ...others, cases: { ...cases, load } }, given, monday);
    expect((await loaded(keys[1] as CaseKey)).case.joined).toBeUndefined();
    expect((await loaded(keys[2] as CaseKey)).case.joined).toEqual([keys[0]?.reference]);
    await expectOneGoesOn(keys, 2);
  });

  it("pass on what they had learnt when they are joined on later", async () => {
    const keys = [await withCoach(1), await withCoach(2), await withCoach(3)];
    await join(keys, [0, 1]);
    await attend(keys[0] as CaseKey);
    await join(keys, [1, 2]);
    await expectOneGoesOn(keys, 2);
  });
});

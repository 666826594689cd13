import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caseLists } from "../../functions/adapters/case-lists.ts";
import { caseStore } from "../../functions/adapters/case-store.ts";
import type { Table } from "../../functions/adapters/table.ts";
import { stamped } from "../../functions/core/events.ts";
import { TestCase } from "../support/builders.ts";
import { journeys } from "../support/journeys.ts";
import { tables } from "../support/tables.ts";

const area = "greater-manchester";
const coach = "coach1@greater-manchester.example.org";
const other = "coach2@greater-manchester.example.org";
const reasonNote = "n1";

describe.each(tables)("the lists of cases under way %s", (_, start) => {
  let table: Table;
  let stop: () => Promise<void>;
  let count = 0;

  beforeAll(async () => {
    ({ table, stop } = await start());
  });
  afterAll(() => stop());

  /** A case of an area of its own, as far as it has come, and how it goes on. */
  const kept = async (given: TestCase) => {
    const key = { area: `${area}-${++count}`, reference: given.case.reference };
    const [first, ...rest] = given.events;
    const cases = caseStore(table);
    await cases.create(key, [{ ...first, area: key.area } as never], given.referral);
    const load = async () => {
      const stored = await cases.load(key);
      if (!stored) throw new Error("there is no such case");
      return stored;
    };
    const goOn = async (events: readonly (typeof rest)[number][], details?: "erased") =>
      cases.append(await load(), events, given.now, details);
    if (rest.length > 0) await goOn(rest);
    const happened = async (change: (given: TestCase) => unknown, details?: "erased") => {
      const known = given.events.length;
      change(given);
      await goOn(given.events.slice(known), details);
    };
    return { key, happened };
  };

  /** In whose lists the area's one case is. */
  const listedFor = async (of: string) => {
    const lists = caseLists(table);
    const all = { area: await lists.casesUnderWay(of) };
    const own = [coach, other].map(async (id) => [id, await lists.casesUnderWay(of, id)] as const);
    for (const id of [coach, other]) {
      const keys = await caseStore(table).ofCoach(of, id);
      expect(keys).toHaveLength((await lists.casesUnderWay(of, id)).length);
      expect(await lists.summariesUnderWay(of, id)).toHaveLength(keys.length);
    }
    const entries = Object.entries({ ...all, ...Object.fromEntries(await Promise.all(own)) });
    return entries.filter(([, listed]) => listed.length > 0).map(([name]) => name);
  };

  it("hold a case for the lead from the start, and for the coach as long as they have it", async () => {
    const { key, happened } = await kept(new TestCase());
    expect(await listedFor(key.area)).toEqual(["area"]);
    await happened((given) => given.supported());
    expect(await listedFor(key.area)).toEqual(["area", coach]);
    await happened((given) =>
      given.record([{ type: "coach-reassigned", coach: other, because: [], reasonNote }]),
    );
    expect(await listedFor(key.area)).toEqual(["area", other]);
    await happened((given) => given.record([{ type: "coach-left", reasonNote }]));
    expect(await listedFor(key.area)).toEqual(["area"]);
  });

  it("let go of a case that closes, and take it back when it is opened again", async () => {
    const { key, happened } = await kept(journeys.support());
    await happened((given) => given.do({ type: "withdraw", through: "link" }));
    expect(await listedFor(key.area)).toEqual([]);
    await happened((given) =>
      given.record([{ type: "reopened", stage: "support", coach: other, because: [], reasonNote }]),
    );
    expect(await listedFor(key.area)).toEqual(["area", other]);
  });

  it("hold a closed case for the area, and for no coach, until nobody is at risk in it any more", async () => {
    const { key, happened } = await kept(journeys.support());
    await happened((given) => given.do({ type: "withdraw", through: "link" }));
    await happened((given) => given.do({ type: "raise-safety", note: "Worried" }).attend());
    expect(await listedFor(key.area)).toEqual(["area"]);
    await happened((given) => given.answer("make-safe", { action: "Called", note: "Safe" }));
    expect(await listedFor(key.area)).toEqual([]);
  });

  it("hold nothing of somebody who was erased", async () => {
    const { key, happened } = await kept(journeys.support());
    await happened((given) => given.do({ type: "erase", reason: "restored" }), "erased");
    expect(await listedFor(key.area)).toEqual([]);
  });

  it("tell once of a case that changed hands while they were read, as it was met last", async () => {
    const { key } = await kept(journeys.support());
    const { items } = await table.query({ index: "by-open", partition: key.area });
    const [entry] = items.map((item) => ({
      ...item,
      summary: { ...(item.summary as object), coach: other },
    }));
    const query = async () => ({ items: [...items, ...(entry ? [entry] : [])] });
    const told = await caseLists({ query }).casesUnderWay(key.area);
    expect(told.map(({ summary }) => summary.coach)).toEqual([other]);
  });

  it("keep coaches apart of whom one's name begins as the other's, and go by the date of referral", async () => {
    const lists = caseLists(table);
    const shared = `${area}-shared`;
    const assigned = async (reference: string, to: string, at: string) => {
      const given = new TestCase({ now: at, placed: { area: shared } });
      const [received] = given.events;
      const events = [{ ...received, reference } as typeof received].filter((each) => each !== undefined);
      const key = { area: shared, reference };
      await caseStore(table).create(key, events, given.referral);
      const stored = await caseStore(table).load(key);
      if (!stored) throw new Error("there is no such case");
      const by = { kind: "service" } as const;
      const more = stamped([{ type: "coach-reassigned", coach: to, because: [], reasonNote }], 1, at, by);
      await caseStore(table).append(stored, more, at);
    };
    await assigned("33333333C3", "an@example.org", "2026-03-03T10:00:00.000Z");
    await assigned("22222222C2", "ann@example.org", "2026-03-02T10:00:00.000Z");
    await assigned("44444444C4", "an@example.org", "2026-03-01T10:00:00.000Z");
    const named = async (of?: string) =>
      (await lists.casesUnderWay(shared, of)).map(({ summary }) => summary.reference);
    expect(await named("an@example.org")).toEqual(["44444444C4", "33333333C3"]);
    expect(await named("an")).toEqual([]);
    expect(await named()).toEqual(["44444444C4", "22222222C2", "33333333C3"]);
  });
});

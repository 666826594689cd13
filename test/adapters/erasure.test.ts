import { afterAll, beforeAll, describe, expect, it } from "vitest";
import greaterManchester from "../../areas/greater-manchester.json" with { type: "json" };
import { areaStore } from "../../functions/adapters/area-store.ts";
import {
  type CaseKey,
  caseStore,
  type StoredCase,
  VersionConflict,
} from "../../functions/adapters/case-store.ts";
import { erasureLedger } from "../../functions/adapters/erasure-ledger.ts";
import { personIndex } from "../../functions/adapters/person-index.ts";
import { signer } from "../../functions/adapters/server-key.ts";
import { everyItem, type Table } from "../../functions/adapters/table.ts";
import type { Command } from "../../functions/core/commands.ts";
import { receive } from "../../functions/core/decide/receive.ts";
import { dueNow } from "../../functions/core/due-now.ts";
import { type NewEvent, stamped } from "../../functions/core/events.ts";
import { fold } from "../../functions/core/evolve.ts";
import { factsOf } from "../../functions/core/reporting/facts.ts";
import { changeCase, record } from "../../functions/platform/case-changes.ts";
import { erasePerson, eraseWhenItsTimeIsOver } from "../../functions/platform/erase-person.ts";
import { replayErasures } from "../../functions/platform/replay-erasures.ts";
import { aReferral, monday, rulesWith } from "../support/builders.ts";
import { tables } from "../support/tables.ts";

const area = "greater-manchester";
const by = { kind: "service" } as const;
const rules = rulesWith();
/** What must be nowhere in the table once the person is erased. */
const traces = /Samplename|Sampleson|1980-01-01|BL1 1AA|07700900000|p@example|Sample text/;

describe.each(tables)("erasing a person %s", (_, start) => {
  let table: Table;
  let stop: () => Promise<void>;
  let count = 0;

  beforeAll(async () => {
    ({ table, stop } = await start());
    const { area: id, ...published } = greaterManchester;
    await table.put({ pk: `${id}#RULES`, sk: published.effectiveFrom, area: id, ...published });
  });
  afterAll(() => stop());

  const stores = () => ({
    cases: caseStore(table),
    areas: areaStore(table),
    people: personIndex(table, signer(table)),
    erased: erasureLedger(table),
  });
  const change = (key: CaseKey, command: Command, now = monday) =>
    changeCase(stores(), key, { command, by, now });
  const loaded = async (key: CaseKey): Promise<StoredCase> => {
    const stored = await stores().cases.load(key);
    if (!stored) throw new Error("there is no such case");
    return stored;
  };
  const newReferral = (number: number) =>
    aReferral({
      person: {
        givenName: "Samplename",
        familyName: `Sampleson${number}`,
        contact: { email: "p@example.org" },
      },
      health: { mainBarrier: "other", note: "Sample text" },
    });

  /** Somebody who withdrew, found again by the index of same people, with a note. */
  async function withdrawn() {
    count += 1;
    const key = { area, reference: `PERSON${count}` };
    const referral = newReferral(count);
    const events = receive(referral, { area, placedBy: "resident" }, key.reference, monday);
    await stores().cases.create(key, stamped(events, 0, monday, by), referral);
    await stores().people.add(key, referral);
    await change(key, { type: "note", text: `Sample text ${count}` });
    await change(key, { type: "withdraw", through: "staff", reason: "Sample text, a reason" });
    return { key, referral };
  }

  /** As the workflow does at this moment: the erasure alone, which may break off at any of its steps. */
  async function attend(key: CaseKey, now = monday, using = stores()): Promise<StoredCase> {
    const stored = await eraseWhenItsTimeIsOver(using, await loaded(key), rules, now);
    const due = dueNow(stored.case, rules, now).find(({ type }) => type === "erase-person");
    return due?.type === "erase-person" ? await erasePerson(using, stored, due.done, now) : stored;
  }

  const everythingOf = async ({ reference }: CaseKey) =>
    JSON.stringify(await everyItem(table, { partition: `${area}#CASE#${reference}` }), (_, value) =>
      value instanceof Set ? [...value] : value,
    );

  it("leaves the events and every figure, and nothing of the person", async () => {
    const { key, referral } = await withdrawn();
    const before = await loaded(key);
    expect(await everythingOf(key)).toMatch(traces);
    await change(key, { type: "erase", reason: "person-asked" });
    await attend(key);
    const after = await loaded(key);
    expect(after.referral).toBeUndefined();
    expect(await stores().cases.notes(key)).toEqual([]);
    expect(await everythingOf(key)).not.toMatch(traces);
    expect(after.events.slice(0, before.events.length)).toEqual(before.events);
    expect(after.case).toEqual(fold(after.events));
    expect(factsOf(after.case)).toEqual(factsOf(before.case));
    expect(await stores().people.others({ area, reference: "ELSE" }, referral)).toEqual([]);
  });

  it("takes the entry of the index away with its last case, and leaves that of somebody else of the same name", async () => {
    const first = await withdrawn();
    const second = { area, reference: "SAMENAME" };
    await stores().people.add(second, first.referral);
    await stores().people.remove(first.key, first.referral);
    expect(await stores().people.others({ area, reference: "ELSE" }, first.referral)).toEqual(["SAMENAME"]);
    await stores().people.remove(second, undefined);
    const entry = await signer(table).tokenFor(
      "person-index",
      `samplename\nsampleson${count}\n1980-01-01\nbl11aa`,
    );
    expect(await table.get({ pk: `${area}#PERSON#${entry}`, sk: "PERSON" })).toBeUndefined();
  });

  it("finds the case in the index wherever it was entered, and where an older version entered it", async () => {
    const { key, referral } = await withdrawn();
    const formerly = { ...referral, person: { ...referral.person, familyName: "Formername" } };
    await stores().people.add(key, formerly);
    const older = await withdrawn();
    for (const { pk, sk } of await everyItem(table, {
      partition: `${area}#CASE#${older.key.reference}`,
      from: "PERSON#",
      to: "PERSON#\uffff",
    })) {
      await table.delete({ pk, sk });
    }
    await stores().people.remove(key, referral);
    await stores().people.remove(older.key, older.referral);
    for (const each of [referral, formerly, older.referral]) {
      expect(await stores().people.others({ area, reference: "ELSE" }, each)).toEqual([]);
    }
  });

  it.each(["ledger", "index", "notes", "details"])(
    "is whole after it broke off at the %s, and is repeated",
    async (step) => {
      const { key, referral } = await withdrawn();
      await change(key, { type: "erase", reason: "person-asked" });
      const broken = (name: string) => async () => {
        throw new Error(`lost connection at the ${name}`);
      };
      const good = stores();
      const using = {
        ...good,
        ...(step === "ledger" ? { erased: { ...good.erased, record: broken(step) } } : {}),
        ...(step === "index" ? { people: { ...good.people, remove: broken(step) } } : {}),
        cases: {
          ...good.cases,
          ...(step === "notes" ? { deleteNotes: broken(step) } : {}),
          ...(step === "details" ? { append: broken(step) } : {}),
        },
      };
      await expect(attend(key, monday, using)).rejects.toThrow("lost connection");
      expect(dueNow((await loaded(key)).case, rules, monday)).toContainEqual({
        type: "erase-person",
        done: { type: "erased" },
      });
      await attend(key);
      expect(await everythingOf(key)).not.toMatch(traces);
      expect(await stores().people.others({ area, reference: "ELSE" }, referral)).toEqual([]);
      expect(
        (await stores().erased.all()).filter(({ reference }) => reference === key.reference),
      ).toHaveLength(1);
    },
  );

  it("takes away, 20 minutes later, a note that was being kept meanwhile and that no event names", async () => {
    const { key } = await withdrawn();
    await change(key, { type: "erase", reason: "person-asked" });
    await attend(key);
    await stores().cases.keepNote(key, { id: "late", at: monday, text: "Sample text, too late" });
    const later = "2026-03-02T10:20:00.000Z";
    await attend(key, later);
    expect(await everythingOf(key)).not.toMatch(traces);
    expect((await loaded(key)).case.erasure).toMatchObject({ checkedAt: later });
  });

  it("does not bring details back by a change that was decided before", async () => {
    const { key } = await withdrawn();
    const before = await loaded(key);
    await change(key, { type: "erase", reason: "person-asked" });
    await attend(key);
    const event: NewEvent = { type: "contact-changed", fields: ["phone"] };
    const late = record(stores(), before, [event], { now: monday, by, details: { phone: "07700900000" } });
    await expect(late).rejects.toBeInstanceOf(VersionConflict);
    expect(await everythingOf(key)).not.toMatch(traces);
  });

  it("erases what was joined to the case along, but for what a legal hold keeps there", async () => {
    const survivor = await withdrawn();
    const joined = [await withdrawn(), await withdrawn()];
    for (const { key } of joined) {
      const { reference } = key;
      await change(survivor.key, { type: "join-duplicate", reference, receivedAt: monday, others: [] });
    }
    const [kept, other] = joined;
    if (!kept || !other) throw new Error("there are two");
    await change(kept.key, { type: "legal-hold", on: true, reason: "Sample text" });
    await change(survivor.key, { type: "erase", reason: "person-asked" });
    await attend(survivor.key);
    expect((await loaded(survivor.key)).case.erasure).toHaveProperty("removedAt");
    expect((await loaded(kept.key)).case.erasure).toBeUndefined();
    expect((await loaded(other.key)).events.at(-1)).toMatchObject({
      type: "erasure-asked",
      because: "joined",
    });
    await attend(other.key);
    expect(await everythingOf(other.key)).not.toMatch(traces);
  });

  it("waits for a joined case in which somebody has to make sure that the person is safe", async () => {
    const survivor = await withdrawn();
    const joined = await withdrawn();
    const { reference } = joined.key;
    await change(survivor.key, { type: "join-duplicate", reference, receivedAt: monday, others: [] });
    await change(joined.key, { type: "raise-safety", note: "Sample text" });
    await change(survivor.key, { type: "erase", reason: "person-asked" });
    await expect(attend(survivor.key)).rejects.toThrow("safety-first");
    expect((await loaded(survivor.key)).referral).toBeDefined();
  });

  it("happens by itself when the record's time is over, and not a moment before", async () => {
    const { key } = await withdrawn();
    expect((await attend(key, "2034-03-02T23:59:59.000Z")).case.erasure).toBeUndefined();
    const erased = await attend(key, "2034-03-03T00:00:00.000Z");
    expect(erased.events.map(({ type }) => type).slice(-2)).toEqual(["erasure-asked", "erased"]);
    expect(await everythingOf(key)).not.toMatch(traces);
  });

  it("is done again when a backup brings the record back, open or closed, and told where a hold is on", async () => {
    const [asClosed, asOpen, held, untouched] = await Promise.all([1, 2, 3, 4].map(() => withdrawn()));
    if (!asClosed || !asOpen || !held || !untouched) throw new Error("there are four");
    const backups: { pk: string; sk: string }[] = [];
    for (const { key } of [asClosed, asOpen, held]) {
      backups.push(...(await everyItem(table, { partition: `${area}#CASE#${key.reference}` })));
      await change(key, { type: "erase", reason: "person-asked" });
      await attend(key);
    }
    await table.putMany(backups);
    const opened = await loaded(asOpen.key);
    const first = opened.events.slice(0, 1);
    await table.update(
      { pk: `${area}#CASE#${asOpen.key.reference}`, sk: "CASE" },
      { set: { events: first, snapshot: fold(first), stage: "triage" } },
    );
    await change(held.key, { type: "legal-hold", on: true, reason: "Sample text" });
    const ledger = (await stores().erased.all()).filter(({ reference }) =>
      [asClosed, asOpen, held].some(({ key }) => key.reference === reference),
    );
    const replayed = await replayErasures(stores(), ledger, monday);
    expect(replayed).toEqual({ erasedAgain: 2, stillGone: 0, underLegalHold: [held.key.reference] });
    for (const { key } of [asClosed, asOpen]) {
      expect((await loaded(key)).wakeAt).toBe(monday);
      await attend(key);
      expect(await everythingOf(key)).not.toMatch(traces);
    }
    const again = await replayErasures(stores(), ledger, monday);
    expect(again).toMatchObject({ erasedAgain: 0, stillGone: 2 });
    expect((await loaded(untouched.key)).referral).toBeDefined();
  });

  it("is asked of a record that has grown too large for anything else, and so is a legal hold", async () => {
    const { key, referral } = await withdrawn();
    const large = { ...referral, health: { ...referral.health, note: "x".repeat(301 * 1024) } };
    await table.update({ pk: `${area}#CASE#${key.reference}`, sk: "CASE" }, { set: { referral: large } });
    expect(await change(key, { type: "note", text: "n" })).toEqual({ refusal: { type: "record-full" } });
    for (const on of [true, false]) {
      expect(await change(key, { type: "legal-hold", on, reason: "r" })).toMatchObject({ changed: true });
    }
    expect(await change(key, { type: "erase", reason: "person-asked" })).toMatchObject({ changed: true });
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import greaterManchester from "../../areas/greater-manchester.json" with { type: "json" };
import { addressStore } from "../../functions/adapters/address-store.ts";
import { areaStore } from "../../functions/adapters/area-store.ts";
import { type CaseKey, caseStore, VersionConflict } from "../../functions/adapters/case-store.ts";
import { pointerStore } from "../../functions/adapters/pointer-store.ts";
import { signer } from "../../functions/adapters/server-key.ts";
import { sessionStore } from "../../functions/adapters/session-store.ts";
import { staffStore } from "../../functions/adapters/staff-store.ts";
import type { Table } from "../../functions/adapters/table.ts";
import { waitsStore } from "../../functions/adapters/waits-store.ts";
import { wakeIndex } from "../../functions/adapters/wake-index.ts";
import { receive } from "../../functions/core/decide/receive.ts";
import { type NewEvent, stamped } from "../../functions/core/events.ts";
import { fold } from "../../functions/core/evolve.ts";
import { changeCase } from "../../functions/platform/case-changes.ts";
import { queueServices, serveQueue } from "../../functions/platform/serve-queue.ts";
import { settlePlaces } from "../../functions/platform/settle-places.ts";
import { aReferral, monday } from "../support/builders.ts";
import { everyListed } from "../support/every-listed.ts";
import { tables } from "../support/tables.ts";

const area = "greater-manchester";
const by = { kind: "service" } as const;
const noteAdded: NewEvent = { type: "note-added", note: "n1" };

describe.each(tables)("the stores %s", (_, start) => {
  let table: Table;
  let stop: () => Promise<void>;
  let count = 0;

  beforeAll(async () => {
    ({ table, stop } = await start());
    const { area: id, ...rules } = greaterManchester;
    await table.put({ pk: `${id}#RULES`, sk: rules.effectiveFrom, area: id, ...rules });
  });
  afterAll(() => stop());

  const stores = () => ({ cases: caseStore(table), areas: areaStore(table), staff: staffStore(table) });

  const services = () => queueServices(table, async () => {});

  const created = async () => {
    const reference = `CASE${++count}`;
    const key = { area, reference };
    const placed = { area, placedBy: "resident" } as const;
    const events = stamped(receive(aReferral(), placed, reference, monday), 0, monday, by);
    await stores().cases.create(key, events, aReferral());
    return { key, events };
  };

  const loaded = async (key: { area: string; reference: string }) => {
    const stored = await stores().cases.load(key);
    if (!stored) throw new Error("there is no such case");
    return stored;
  };

  const aCoach = async (id: string, capacity: number) => {
    const member = { id, area, name: id, roles: ["coach"], capacity, away: [] };
    const more = { places: [], languages: [], skills: [], restrictedPool: false };
    await table.put({ pk: `${area}#STAFF`, sk: id, ...member, ...more });
  };

  it("keep the keys by which people are counted with a case's facts, until the person is erased", async () => {
    const { key } = await created();
    const keysOf = async () => {
      const listed = await everyListed(table, area);
      return listed.find(({ summary }) => summary.reference === key.reference)?.facts.person;
    };
    const change = (more: object, details?: "erased") => async () =>
      stores().cases.append(
        { ...(await loaded(key)), ...more },
        stamped([noteAdded], (await loaded(key)).events.length, monday, by),
        monday,
        details,
      );
    expect(await keysOf()).toBeUndefined();
    await change({ person: ["sample-key"] })();
    expect(await keysOf()).toEqual(["sample-key"]);
    await change({})();
    expect(await keysOf()).toEqual(["sample-key"]);
    await change({}, "erased")();
    expect(await keysOf()).toBeUndefined();
  });

  it("accept a case once: creating it again leaves it as it is", async () => {
    const { key, events } = await created();
    const { stored } = await stores().cases.append(
      await loaded(key),
      stamped([noteAdded], 1, monday, by),
      monday,
    );
    await stores().cases.create(key, events, aReferral());
    expect(await loaded(key)).toMatchObject({ version: stored.version, generation: 1 });
  });

  it("let an address that nobody has shown to be theirs have three emails a day, each counted once", async () => {
    const addresses = addressStore(table);
    const address = `Person${++count}@example.org`;
    const asked = async (email: string, now = monday) => await addresses.mayHave(address, email, now);
    const answers = [];
    for (const email of ["a", "b", "b", "c", "d", "a"]) answers.push(await asked(email));
    expect(answers).toEqual([true, true, true, true, false, true]);
    expect(await addresses.mayHave(address.toLowerCase(), "e", monday)).toBe(false);
    expect(await addresses.mayHave("other@example.org", "d", monday)).toBe(true);
    expect(await asked("d", "2026-03-03T00:00:00.000Z")).toBe(true);
  });

  it("never let more through when many emails to one address are asked about at once", async () => {
    const addresses = addressStore(table);
    const address = `person${++count}@example.org`;
    const asked = Array.from({ length: 8 }, (_, index) => addresses.mayHave(address, `${index}`, monday));
    expect((await Promise.all(asked)).filter((each) => each)).toHaveLength(3);
  });

  it("let an address have more once a code was used that was sent there, and not for a wrong code", async () => {
    const addresses = addressStore(table);
    const sessions = sessionStore(table);
    const address = `person${++count}@example.org`;
    const of = { address, use: "sign-in" };
    await sessions.keepCode(of, "right", "2026-03-02T10:10:00.000Z");
    await sessions.useCode(of, "wrong", monday, 5);
    expect(await addresses.isKnown(address)).toBe(false);
    await sessions.useCode(of, "right", monday, 5);
    expect(await addresses.isKnown(address.toUpperCase())).toBe(true);
    for (const email of ["a", "b", "c", "d"]) {
      expect(await addresses.mayHave(address, email, monday)).toBe(true);
    }
  });

  it("keep the folded state beside the events it was folded from", async () => {
    const { key } = await created();
    await stores().cases.append(await loaded(key), stamped([noteAdded], 1, monday, by), monday);
    const stored = await loaded(key);
    expect(stored.case).toEqual(fold(stored.events));
  });

  it("give the version to one of two writers; the other hears of a conflict and nothing is lost", async () => {
    const { key } = await created();
    const seen = await loaded(key);
    const write = () => stores().cases.append(seen, stamped([noteAdded], 1, monday, by), monday);
    const tries = await Promise.allSettled([write(), write()]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(tries.find((each) => each.status === "rejected")?.reason).toBeInstanceOf(VersionConflict);
    expect((await loaded(key)).events).toHaveLength(2);
  });

  it("hand the workflow's token to the writer that ends its wait, and to nobody else", async () => {
    const { key } = await created();
    const seen = await loaded(key);
    expect(await stores().cases.hold(key, { version: seen.version, generation: 1, token: "secret" })).toBe(
      true,
    );
    const first = await stores().cases.append(seen, stamped([noteAdded], 1, monday, by), monday);
    expect(first.token).toBe("secret");
    const second = await stores().cases.append(first.stored, stamped([noteAdded], 2, monday, by), monday);
    expect(second.token).toBeUndefined();
  });

  it("sleep until their next moment, and have no wait, once their execution wrote in its turn", async () => {
    const { key } = await created();
    const seen = await loaded(key);
    await stores().cases.hold(key, { version: seen.version, generation: 1, token: "over" });
    const wakeAt = "2026-03-09T09:00:00.000Z";
    const written = await stores().cases.appendInTurn(seen, stamped([noteAdded], 1, monday, by), wakeAt);
    expect(await loaded(key)).toEqual(written);
    expect(written).toMatchObject({ wakeAt, version: seen.version + 1 });
    const again = stores().cases.appendInTurn(seen, stamped([noteAdded], 1, monday, by), wakeAt);
    await expect(again).rejects.toBeInstanceOf(VersionConflict);
    const next = await stores().cases.append(written, stamped([noteAdded], 2, monday, by), monday);
    expect(next.token).toBeUndefined();
  });

  it("let no write of an older execution take the token of the newer one's wait", async () => {
    const { key } = await created();
    const old = await loaded(key);
    const generation = await stores().cases.nextGeneration(old, monday);
    await stores().cases.hold(key, { version: 1, generation: generation ?? 0, token: "newer" });
    const late = stores().cases.append(old, stamped([noteAdded], 1, monday, by), monday);
    await expect(late).rejects.toBeInstanceOf(VersionConflict);
    const current = await stores().cases.append(
      await loaded(key),
      stamped([noteAdded], 1, monday, by),
      monday,
    );
    expect(current.token).toBe("newer");
  });

  it("do not hold a wait for a case that has changed, or for an older execution", async () => {
    const { key } = await created();
    const seen = await loaded(key);
    await stores().cases.append(seen, stamped([noteAdded], 1, monday, by), monday);
    const stale = { version: seen.version, generation: 1, token: "secret" };
    expect(await stores().cases.hold(key, stale)).toBe(false);
    await stores().cases.nextGeneration(await loaded(key), monday);
    expect(await stores().cases.hold(key, { ...stale, version: 2 })).toBe(false);
  });

  it("start a next generation once, back off with each failure, and forget failures at a wait", async () => {
    const { key } = await created();
    const seen = await loaded(key);
    const tries = await Promise.all([1, 2, 3].map(() => stores().cases.nextGeneration(seen, monday)));
    expect(tries.filter((generation) => generation === 2)).toHaveLength(1);
    expect((await loaded(key)).wakeAt).toBe("2026-03-02T10:15:00.000Z");
    await stores().cases.nextGeneration(await loaded(key), monday);
    expect((await loaded(key)).wakeAt).toBe("2026-03-02T10:30:00.000Z");
    for (let failures = 2; failures < 12; failures++) {
      await stores().cases.nextGeneration(await loaded(key), monday);
    }
    const backedOff = await loaded(key);
    expect(backedOff.wakeAt).toBe("2026-03-03T10:00:00.000Z");
    await stores().cases.hold(key, { version: 1, generation: backedOff.generation, token: "t" });
    expect((await loaded(key)).failures).toBe(0);
  });

  it("find a case by its wake moment until it sleeps for good", async () => {
    const { key } = await created();
    const until = "2026-03-02T10:00:00.000Z";
    const found = async () =>
      (await wakeIndex(table).until(until)).keys.some((k) => k.reference === key.reference);
    expect(await found()).toBe(true);
    await stores().cases.sleepUntil(await loaded(key), undefined);
    expect(await found()).toBe(false);
  });

  it("tell when the first of the cases wakes that are not due yet", async () => {
    for (const wakeAt of ["2031-01-02T10:00:00.000Z", "2031-01-01T10:00:00.000Z"]) {
      await stores().cases.sleepUntil(await loaded((await created()).key), wakeAt);
    }
    const { keys, later } = await wakeIndex(table).until("2031-01-01T09:59:59.999Z");
    expect(later).toBe("2031-01-01T10:00:00.000Z");
    expect((await wakeIndex(table).until("2031-01-01T10:00:00.000Z")).keys).toHaveLength(keys.length + 1);
  });

  it("record one effect of the same answer given 50 times at once", async () => {
    const { key } = await created();
    const change = (command: Parameters<typeof changeCase>[2]["command"]) =>
      changeCase(stores(), key, { command, by, now: monday });
    await change({ type: "triage", referral: aReferral() });
    await change({ type: "assign", coach: "a", because: [] });
    const handle = "h".repeat(22);
    const opened: NewEvent = {
      type: "task-opened",
      handle,
      kind: "contact",
      to: { staff: "a" },
      askAt: monday,
      dueAt: monday,
    };
    await stores().cases.append(await loaded(key), stamped([opened], 3, monday, by), monday);
    const answer = { outcome: "agreed", channel: "phone", note: "Sample note" };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => change({ type: "answer", handle, answer })),
    );
    expect(answers.every((each) => "stored" in each && each.stored.case.stage === "assessment")).toBe(true);
    const { events } = await loaded(key);
    expect(events.filter(({ type }) => type === "contact-agreed")).toHaveLength(1);
    expect(await stores().cases.notes(key)).toHaveLength(1);
  });

  it("let no coach hold more people than they have room for, however many cases ask at once", async () => {
    await aCoach("full@greater-manchester.example.org", 3);
    const cases = await Promise.all(Array.from({ length: 8 }, () => created()));
    await Promise.all(
      cases.map(({ key }) =>
        changeCase(stores(), key, { command: { type: "triage", referral: aReferral() }, by, now: monday }),
      ),
    );
    await Promise.all(cases.map(({ key }) => serveQueue(services(), area, monday, key)));
    const assigned = await Promise.all(cases.map(async ({ key }) => (await loaded(key)).case.coach));
    expect(assigned.filter((each) => each !== undefined)).toHaveLength(3);
    const coach = (await stores().staff.inArea(area)).find(({ id }) => id.startsWith("full"));
    expect(coach?.holding.size).toBe(3);
  });

  it("free a place that was taken for somebody who withdrew in the meantime", async () => {
    await aCoach("free@greater-manchester.example.org", 5);
    const { key } = await created();
    await changeCase(stores(), key, { command: { type: "triage", referral: aReferral() }, by, now: monday });
    // Withdrawn after the queue was matched and before the assignment is recorded.
    const { cases } = services();
    const withdrawing = {
      ...services(),
      cases: {
        ...cases,
        async loadMany(keys: readonly CaseKey[]) {
          const stored = await cases.loadMany(keys);
          await changeCase(stores(), key, {
            command: { type: "withdraw", through: "link" },
            by,
            now: monday,
          });
          return stored;
        },
      },
    };
    await serveQueue(withdrawing, area, monday, key);
    expect((await loaded(key)).case).toMatchObject({ stage: "closed" });
    const holders = (await stores().staff.inArea(area)).filter(({ holding }) => holding.has(key.reference));
    expect(holders).toEqual([]);
  });

  it("give the case's coach the place again that another decision freed meanwhile", async () => {
    await aCoach("again@greater-manchester.example.org", 5);
    const { key } = await created();
    const change = (command: Parameters<typeof changeCase>[2]["command"]) =>
      changeCase(stores(), key, { command, by, now: monday });
    await change({ type: "triage", referral: aReferral() });
    await change({ type: "assign", coach: "again@greater-manchester.example.org", because: [] });
    await settlePlaces(stores(), key);
    const holders = (await stores().staff.inArea(area)).filter(({ holding }) => holding.has(key.reference));
    expect(holders.map(({ id }) => id)).toEqual(["again@greater-manchester.example.org"]);
  });

  it("take from a record that has grown too large only what must never be refused", async () => {
    const { key } = await created();
    const referral = {
      ...aReferral(),
      health: { mainBarrier: "other" as const, note: "x".repeat(301 * 1024) },
    };
    await table.update({ pk: `${area}#CASE#${key.reference}`, sk: "CASE" }, { set: { referral } });
    const change = (command: Parameters<typeof changeCase>[2]["command"]) =>
      changeCase(stores(), key, { command, by, now: monday });
    expect(await change({ type: "note", text: "One more" })).toEqual({ refusal: { type: "record-full" } });
    expect(await change({ type: "raise-safety", note: "Worried" })).toMatchObject({ changed: true });
    expect(await change({ type: "withdraw", through: "link" })).toMatchObject({ changed: true });
  });

  it("give an idempotency key to one use, which everybody else is told", async () => {
    const pointers = pointerStore(table);
    const use = (n: number) => ({
      area,
      reference: `R${n}`,
      bodyHash: "b",
      receivedAt: monday,
      placed: { area, placedBy: "resident" as const },
    });
    const key = `key${++count}`;
    const uses = await Promise.all(Array.from({ length: 20 }, (_, n) => pointers.takeKey(key, use(n))));
    expect(new Set(uses.map(({ reference }) => reference)).size).toBe(1);
  });

  it("count tries of a sign-in code before they compare it, and use it up when it is right", async () => {
    const sessions = sessionStore(table);
    const of = { address: `staff${++count}@example.org`, use: "sign-in" };
    const end = "2026-03-02T10:10:00.000Z";
    await sessions.keepCode(of, "right", end);
    expect(await sessions.useCode(of, "wrong", monday, 5)).toBe(false);
    expect(await sessions.useCode(of, "right", end, 5)).toBe(false);
    expect(await sessions.useCode(of, "right", monday, 5)).toBe(true);
    expect(await sessions.useCode(of, "right", monday, 5)).toBe(false);
    await sessions.keepCode(of, "right", end);
    for (let tries = 0; tries < 5; tries++) await sessions.useCode(of, "wrong", monday, 5);
    expect(await sessions.useCode(of, "right", monday, 5)).toBe(false);
  });

  it("keep the codes of an address apart by their use", async () => {
    const sessions = sessionStore(table);
    const address = `both${++count}@example.org`;
    const end = "2026-03-02T10:10:00.000Z";
    await sessions.keepCode({ address, use: "sign-in" }, "for staff", end);
    await sessions.keepCode({ address, use: "my" }, "my own", end);
    expect(await sessions.useCode({ address, use: "my" }, "for staff", monday, 5)).toBe(false);
    expect(await sessions.useCode({ address, use: "sign-in" }, "for staff", monday, 5)).toBe(true);
    expect(await sessions.useCode({ address, use: "my" }, "my own", monday, 5)).toBe(true);
  });

  it("unlock the page of one case until a moment, or until it is locked, and begin no session", async () => {
    const sessions = sessionStore(table);
    const [token, reference] = [`token${++count}`, "2345CDFGHJ"];
    const endsAt = "2026-03-02T10:30:00.000Z";
    await sessions.unlock(token, { reference, endsAt });
    expect(await sessions.unlockedUntil(token, reference, monday)).toBe(endsAt);
    expect(await sessions.unlockedUntil(token, "CDFGHJKMNC", monday)).toBeUndefined();
    expect(await sessions.unlockedUntil(token, reference, endsAt)).toBeUndefined();
    expect(await sessions.find(token, monday)).toBeUndefined();
    await sessions.lock(token);
    expect(await sessions.unlockedUntil(token, reference, monday)).toBeUndefined();
  });

  it("know whose session it was that has ended by itself, and of no other", async () => {
    const sessions = sessionStore(table);
    const [token, out] = [`token${++count}`, `token${++count}`];
    const session = { staff: "coach@example.org", endsAt: "2026-03-02T19:00:00.000Z" };
    for (const each of [token, out]) await sessions.begin(each, session);
    expect(await sessions.findEnded(token, monday)).toBeUndefined();
    expect(await sessions.findEnded(token, session.endsAt)).toEqual(session);
    await sessions.end(out);
    expect(await sessions.findEnded(out, session.endsAt)).toBeUndefined();
    expect(await sessions.findEnded("made up", session.endsAt)).toBeUndefined();
  });

  it("count uses in a window that begins with the first", async () => {
    const sessions = sessionStore(table);
    const name = `window${++count}`;
    const window = { most: 5, minutes: 15 };
    const uses = await Promise.all(Array.from({ length: 8 }, () => sessions.countUse(name, monday, window)));
    expect(uses.filter((endsAt) => endsAt === undefined)).toHaveLength(5);
    expect(uses.find((endsAt) => endsAt !== undefined)).toBe("2026-03-02T10:15:00.000Z");
    expect(await sessions.countUse(name, "2026-03-02T10:15:00.000Z", window)).toBeUndefined();
  });

  it("read of an area's imported services only those that are named", async () => {
    const { areas } = stores();
    const put = (sk: string, item: object) => table.put({ pk: "listed#SERVICES", sk, ...item });
    expect(await areas.servicesNamed("listed", ["s1"])).toBeUndefined();
    await put("SOURCE", { area: "listed", source: "Test list" });
    for (const id of ["s1", "s2", "s3"]) await put(`SERVICE#${id}`, { id, name: `Sample ${id}` });
    const named = await areas.servicesNamed("listed", ["s2", "s2", "gone", "s1"]);
    expect(named?.services.map(({ id }) => id).sort()).toEqual(["s1", "s2"]);
    expect(await areas.servicesNamed("listed", [])).toEqual({ services: [] });
  });

  it("keep how long people wait in an area, the newest count alone", async () => {
    const waits = waitsStore(table);
    expect(await waits.of(area)).toBeUndefined();
    const counted = {
      asAt: monday,
      firstContact: { people: 0 },
      firstAppointment: { people: 9, medianWorkingDays: 4.5 },
      waitingForCoach: 3,
    };
    await waits.keep(area, { ...counted, waitingForCoach: 2 });
    await waits.keep(area, counted);
    expect(await waits.of(area)).toEqual(counted);
  });

  it("make one server key, whoever asks first, so that tokens stay the same", async () => {
    const [one, other] = await Promise.all([
      signer(table).tokenFor("status", "R"),
      signer(table).tokenFor("status", "R"),
    ]);
    expect(one).toBe(other);
    expect(await signer(table).tokenFor("withdraw", "R")).not.toBe(one);
  });
});

import { beforeEach, describe, expect, it } from "vitest";
import greaterManchester from "../../areas/greater-manchester.json" with { type: "json" };
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import type { Table } from "../../functions/adapters/table.ts";
import { receive } from "../../functions/core/decide/receive.ts";
import { stamped } from "../../functions/core/events.ts";
import { changeCase } from "../../functions/platform/case-changes.ts";
import { reassignCoach, reopenWithCoach } from "../../functions/platform/change-coach.ts";
import { queueServices, serveQueue } from "../../functions/platform/serve-queue.ts";
import { aReferral, monday } from "../support/builders.ts";

const area = "greater-manchester";
const key = { area, reference: "23456789CD" };
const by = { kind: "service" } as const;
const change = { by, now: monday };

describe("a change of coach", () => {
  let table: Table;
  let stores: ReturnType<typeof storesOf>;

  const storesOf = (of: Table) => queueServices(of, async () => {});
  const aCoach = async (id: string, capacity: number, more: object = {}) => {
    const member = { id, area, name: id, roles: ["coach"], capacity, away: [] };
    const lists = { places: [], languages: [], skills: [], restrictedPool: false };
    await table.put({ pk: `${area}#STAFF`, sk: id, ...member, ...lists, ...more });
  };
  const stored = async () => {
    const found = await stores.cases.load(key);
    if (!found) throw new Error("there is no such case");
    return found;
  };
  const holders = async () =>
    (await stores.staff.inArea(area)).filter(({ holding }) => holding.has(key.reference)).map(({ id }) => id);

  /** Assigned to a, who has the only place until b and the full one come. */
  beforeEach(async () => {
    table = memoryTable();
    stores = storesOf(table);
    const { area: id, ...rules } = greaterManchester;
    await table.put({ pk: `${id}#RULES`, sk: rules.effectiveFrom, area: id, ...rules });
    await aCoach("a@example.org", 1);
    const placed = { area, placedBy: "resident" } as const;
    const events = receive(aReferral(), placed, key.reference, monday);
    await stores.cases.create(key, stamped(events, 0, monday, by), aReferral());
    await changeCase(stores, key, { ...change, command: { type: "triage", referral: aReferral() } });
    await serveQueue(stores, area, monday);
    await aCoach("b@example.org", 1);
    await aCoach("full@example.org", 0);
  });

  it("by the ranking frees the former coach's place and takes the new one's", async () => {
    expect(await holders()).toEqual(["a@example.org"]);
    await reassignCoach(stores, await stored(), { reason: "Leave" }, change);
    expect([(await stored()).case.coach, await holders()]).toEqual(["b@example.org", ["b@example.org"]]);
  });

  it("goes to the coach who is asked for, and to nobody without room", async () => {
    for (const to of ["full@example.org", "unknown@example.org"]) {
      const refused = await reassignCoach(stores, await stored(), { to, reason: "Leave" }, change);
      expect(refused).toMatchObject({ refusal: { errors: [{ pointer: "/to" }] } });
    }
    expect(await holders()).toEqual(["a@example.org"]);
    await reassignCoach(stores, await stored(), { to: "b@example.org", reason: "Leave" }, change);
    expect(await holders()).toEqual(["b@example.org"]);
  });

  it("that is repeated with its key stays the one change, though the ranking has another first now", async () => {
    const request = { ...change, request: { key: "key", body: "body" } };
    for (const _ of [1, 2]) await reassignCoach(stores, await stored(), { reason: "Leave" }, request);
    expect([(await stored()).case.coach, await holders()]).toEqual(["b@example.org", ["b@example.org"]]);
  });

  it("that is refused leaves no place taken", async () => {
    await changeCase(stores, key, { ...change, command: { type: "withdraw", through: "link" } });
    await stores.staff.releasePlaces(area, key.reference);
    const before = await stored();
    await changeCase(stores, key, { ...change, command: { type: "note", text: "n" } });
    const refused = await reassignCoach(stores, before, { reason: "Leave" }, change);
    expect(refused).toEqual({ refusal: { type: "case-closed" } });
  });

  it("when a case is opened again goes to the coach of before, or to another if they have no room", async () => {
    const leave = async () => {
      await changeCase(stores, key, { ...change, command: { type: "withdraw", through: "link" } });
      await stores.staff.releasePlaces(area, key.reference);
    };
    await leave();
    await reopenWithCoach(stores, await stored(), "Called again", change);
    expect([(await stored()).case.coach, await holders()]).toEqual(["a@example.org", ["a@example.org"]]);
    await leave();
    const former = await stores.staff.inArea(area);
    for (const coach of former.filter(({ id }) => id === "a@example.org")) {
      await stores.staff.takePlace(coach, "OTHER");
    }
    await reopenWithCoach(stores, await stored(), "Called again", change);
    expect([(await stored()).case.coach, await holders()]).toEqual(["b@example.org", ["b@example.org"]]);
  });
});

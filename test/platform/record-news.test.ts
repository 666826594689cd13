import { beforeEach, describe, expect, it } from "vitest";
import greaterManchester from "../../areas/greater-manchester.json" with { type: "json" };
import { areaStore } from "../../functions/adapters/area-store.ts";
import { caseStore } from "../../functions/adapters/case-store.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { staffStore } from "../../functions/adapters/staff-store.ts";
import { receive } from "../../functions/core/decide/receive.ts";
import { stamped } from "../../functions/core/events.ts";
import type { DeliveryNews } from "../../functions/record-delivery/delivery-news.ts";
import { recordNews } from "../../functions/record-delivery/record-news.ts";
import { aReferral, monday } from "../support/builders.ts";

const area = "greater-manchester";
const key = { area, reference: "23456789CD" };
const own = "person@example.org";
const about = { ...key, email: "acknowledge-person", to: "person" } as const;

let table: ReturnType<typeof memoryTable>;
let signals: string[];
const services = () => ({
  cases: caseStore(table),
  areas: areaStore(table),
  staff: staffStore(table),
  flow: {
    start: async () => {
      signals.push("start");
    },
    signal: async (token: string) => {
      signals.push(token);
      return "signalled" as const;
    },
  },
});
const news = (overrides: Partial<DeliveryNews> = {}): DeliveryNews => ({
  kind: "Bounce",
  messageId: "m-1",
  because: "bounced",
  addresses: [own],
  about,
  ...overrides,
});
const marked = async () =>
  (await caseStore(table).load(key))?.case.markedAddresses?.map(({ of }) => of) ?? [];
const member = (id: string) => staffStore(table).find(id);

beforeEach(async () => {
  table = memoryTable();
  signals = [];
  const { area: id, ...rules } = greaterManchester;
  await table.put({ pk: `${id}#RULES`, sk: rules.effectiveFrom, area: id, ...rules });
  const referral = aReferral({ person: { contact: { email: own } } });
  const events = receive(referral, { area, placedBy: "resident" }, key.reference, monday);
  await caseStore(table).create(key, stamped(events, 0, monday, { kind: "person" }), referral);
  for (const id of ["duty@example.org", "other@example.org"]) {
    await table.put({ pk: `${area}#STAFF`, sk: id, id, area, name: id, roles: ["duty"], capacity: 0 });
    await table.put({ pk: `STAFF#${id}`, sk: "STAFF", area });
  }
});

describe("news of a case's email", () => {
  it("marks the address and wakes the case that waits", async () => {
    const stored = await caseStore(table).load(key);
    await caseStore(table).hold(key, {
      version: stored?.version ?? 0,
      generation: stored?.generation ?? 0,
      token: "token",
    });
    expect(await recordNews(services(), news(), monday)).toBe("recorded");
    expect(await marked()).toEqual(["person"]);
    expect(signals).toEqual(["token"]);
  });

  it("told twice, or by many at once, is recorded once", async () => {
    const told = await Promise.all(Array.from({ length: 5 }, () => recordNews(services(), news(), monday)));
    expect(told.filter((each) => each === "recorded")).toHaveLength(1);
    expect(await recordNews(services(), news(), monday)).toBe("nothing-new");
    const events = (await caseStore(table).load(key))?.events ?? [];
    expect(events.filter(({ type }) => type === "email-returned")).toHaveLength(1);
  });

  it.each([
    ["with which nothing is wrong", { because: undefined }],
    ["to an address the person had before", { about: { ...about, to: "former-address" as const } }],
    ["that names no address", { addresses: [] }],
  ])("%s changes nothing", async (_, overrides) => {
    expect(await recordNews(services(), news(overrides), monday)).toBe("nothing-new");
    expect(await marked()).toEqual([]);
    expect(signals).toEqual([]);
  });

  it("of which there is no such case is unknown", async () => {
    const other = { ...about, reference: "23456789CF" };
    expect(await recordNews(services(), news({ about: other }), monday)).toBe("unknown");
  });
});

describe("news of an email to staff", () => {
  const toStaff = { about: { ...about, to: "staff" as const }, addresses: ["DUTY@example.org"] };

  it("marks the member whom it did not reach, and no case", async () => {
    expect(await recordNews(services(), news(toStaff), monday)).toBe("recorded");
    expect(await member("duty@example.org")).toMatchObject({ bouncedAt: monday });
    expect(await member("other@example.org")).not.toHaveProperty("bouncedAt");
    expect(await marked()).toEqual([]);
  });

  it("keeps since when, until an email has reached them", async () => {
    await recordNews(services(), news(toStaff), monday);
    await recordNews(services(), news(toStaff), "2026-03-03T10:00:00.000Z");
    const bounced = await member("duty@example.org");
    expect(bounced).toMatchObject({ bouncedAt: monday });
    if (bounced) await staffStore(table).addressWorks(bounced);
    expect(await member("duty@example.org")).not.toHaveProperty("bouncedAt");
  });

  it("knows codes and digests, which belong to no case", async () => {
    expect(await recordNews(services(), news({ ...toStaff, about: undefined }), monday)).toBe("recorded");
  });

  it("is unknown where nobody of ours has the address", async () => {
    const nobody = { about: undefined, addresses: ["nobody@example.org"] };
    expect(await recordNews(services(), news(nobody), monday)).toBe("unknown");
    const left = { id: "left@example.org", area } as Parameters<
      ReturnType<typeof staffStore>["addressBounced"]
    >[0];
    await staffStore(table).addressBounced(left, monday);
    expect(await member("left@example.org")).toBeUndefined();
  });
});

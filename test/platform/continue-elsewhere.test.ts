import { beforeEach, describe, expect, it } from "vitest";
import { publishAreas } from "../../areas/publish.ts";
import { areaStore } from "../../functions/adapters/area-store.ts";
import { caseStore } from "../../functions/adapters/case-store.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { placeStore } from "../../functions/adapters/place-store.ts";
import { pointerStore } from "../../functions/adapters/pointer-store.ts";
import { readAudit } from "../../functions/adapters/read-audit.ts";
import { staffStore } from "../../functions/adapters/staff-store.ts";
import { receive } from "../../functions/core/decide/receive.ts";
import { stamped } from "../../functions/core/events.ts";
import { changeCase } from "../../functions/platform/case-changes.ts";
import { continueElsewhere } from "../../functions/platform/continue-elsewhere.ts";
import { aReferral, monday } from "../support/builders.ts";
import { everyListed } from "../support/every-listed.ts";

const area = "black-country";
const by = { kind: "service" } as const;
const table = memoryTable();
const stores = {
  cases: caseStore(table),
  areas: areaStore(table),
  pointers: pointerStore(table),
  places: placeStore(table),
  staff: staffStore(table),
};
const load = async (key: { area: string; reference: string }) => {
  const stored = await stores.cases.load(key);
  if (!stored) throw new Error("there is no such case");
  return stored;
};

describe("a journey that goes on elsewhere", () => {
  let count = 0;
  beforeEach(async () => {
    if (count === 0) await publishAreas(table, { sampleRoster: false, editedFiles: "refuse" });
  });

  async function referred(now = monday) {
    const key = { area, reference: `CASE${++count}` };
    const events = receive(aReferral(), { area, placedBy: "chosen" }, key.reference, now);
    await stores.cases.create(key, stamped(events, 0, now, by), aReferral());
    return key;
  }

  it("opens one linked case however often it is done, placed by the other area's own tests", async () => {
    const key = await referred();
    const command = { type: "transfer", toArea: "greater-manchester", delivers: true, reason: "r" } as const;
    const now = "2026-05-05T10:00:00.000Z";
    await changeCase(stores, key, { command, by, now });
    const stored = await load(key);
    const { continuesAs } = stored.case;
    if (!continuesAs) throw new Error("the case does not go on");
    for (const _ of [1, 2]) await continueElsewhere(stores, stored, continuesAs, now);
    const linked = await load(continuesAs);
    expect(linked.case).toMatchObject({
      placedBy: "resident",
      authority: "E08000001",
      // The board as on the day of the referral, not of the transfer.
      icbAtEvent: "QOP",
      receivedAt: monday,
      eventCount: 1,
    });
    expect(linked.wakeAt).toBe(now);
    expect(await stores.pointers.caseOfReference(continuesAs.reference)).toEqual({
      area: "greater-manchester",
      reference: continuesAs.reference,
    });
    expect(linked.referral).toEqual({ ...aReferral(), area: "greater-manchester" });
  });

  it("does not take the reference of somebody else's case", async () => {
    const key = await referred();
    const command = { type: "transfer", toArea: "frimley", delivers: true, reason: "r" } as const;
    await changeCase(stores, key, { command, by, now: monday });
    const stored = await load(key);
    const { continuesAs } = stored.case;
    if (!continuesAs) throw new Error("the case does not go on");
    await stores.pointers.pointReference({ area: "surrey-heartlands", reference: continuesAs.reference });
    await expect(continueElsewhere(stores, stored, continuesAs, monday)).rejects.toThrow("another case's");
  });

  it("is told to the surviving case once, which is then listed by the earlier date", async () => {
    const first = await referred("2026-02-02T10:00:00.000Z");
    const second = await referred();
    const survivor = { reference: second.reference, stage: "triage" } as const;
    await changeCase(stores, first, { command: { type: "merge", survivor, reason: "r" }, by, now: monday });
    const stored = await load(first);
    const { continuesAs } = stored.case;
    if (!continuesAs) throw new Error("the case does not go on");
    for (const _ of [1, 2]) await continueElsewhere(stores, stored, continuesAs, monday);
    expect((await load(second)).case).toMatchObject({
      receivedAt: "2026-02-02T10:00:00.000Z",
      joined: [first.reference],
      eventCount: 2,
    });
    const listed = (await everyListed(table, area)).map(({ summary }) => summary.reference);
    expect(listed.slice(0, 2).sort()).toEqual([first.reference, second.reference].sort());
  });
});

describe("the read audit", () => {
  it("tells who opened a case, and nothing of other cases, over the days that are asked for", async () => {
    const audit = readAudit(table);
    const opening = { area, staff: "lead@example.org", what: "case" };
    for (const [reference, at] of [
      ["MINE", "2026-03-02T10:00:00.000Z"],
      ["OTHER", "2026-03-02T11:00:00.000Z"],
      ["MINE", "2026-04-20T10:00:00.000Z"],
      ["MINE", "2026-05-01T10:00:00.000Z"],
    ] as const) {
      await audit.record({ ...opening, reference, at });
    }
    const key = { area, reference: "MINE" };
    const readings = await audit.ofCase(key, "2026-03-02T09:00:00.000Z", "2026-04-20T12:00:00.000Z");
    expect(readings).toEqual([
      { at: "2026-03-02T10:00:00.000Z", staff: "lead@example.org", what: "case" },
      { at: "2026-04-20T10:00:00.000Z", staff: "lead@example.org", what: "case" },
    ]);
  });
});

import { beforeEach, expect, it } from "vitest";
import type { CaseKey } from "../../functions/adapters/case-store.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { pointerStore } from "../../functions/adapters/pointer-store.ts";
import { type AttendServices, doEverythingDue } from "../../functions/attend-to-case/due-actions.ts";
import { handOver } from "../../functions/platform/hand-over.ts";
import { serveQueue } from "../../functions/platform/serve-queue.ts";
import { AreaInTable } from "../support/area-in-table.ts";
import { monday, rulesWith } from "../support/builders.ts";

// A coach leaves while a case is closed, which is nobody's to take over then, and the case is opened again later.

let area: AreaInTable;
let services: AttendServices;
const mailer = { send: async () => "sent" as const };

beforeEach(async () => {
  const table = memoryTable();
  area = await new AreaInTable(table).published();
  await area.coach("a", 1);
  const rest = { pointers: pointerStore(table), people: { add: async () => {} }, mailer };
  services = { ...area.services, ...rest, baseUrl: "http://127.0.0.1" } as unknown as AttendServices;
});

async function attended(key: CaseKey) {
  await doEverythingDue(services, await area.stored(key), { rules: rulesWith(), now: monday });
  const { coach, stage, tasks } = await area.case(key);
  const open = tasks.filter(({ state }) => state === "open").map(({ kind, to }) => ({ kind, to }));
  return { coach, stage, open };
}

async function leaves(id: string): Promise<void> {
  const from = await services.staff.evenIfGone(area.area, id);
  if (!from) throw new Error(`there is no ${id}`);
  await services.staff.beginHandOver(from, monday, true);
  const by = { kind: "staff", id: "lead" } as const;
  await handOver(services, { from, isGoing: true, reason: "Sample reason.", by, now: monday });
}

it("a coach who left while two cases were joined to each other is not asked by the one that goes on", async () => {
  const key = await area.looking("A");
  await serveQueue(services, area.area, monday);
  const survivor = { reference: "B", stage: "contact" } as const;
  await area.do(key, { type: "merge", survivor, reason: "Sample reason." });
  await leaves("a");
  await area.do(key, { type: "undo-merge", into: "B" });
  expect(await attended(key)).toEqual({
    coach: undefined,
    stage: "contact",
    open: [{ kind: "contact", to: { role: "lead" } }],
  });
});

it("a coach who left before an ending was corrected is not asked to follow up", async () => {
  const key = await area.looking("A");
  await serveQueue(services, area.area, monday);
  const exit = { closure: "withdrew", outcome: "not-asked", completion: false, followedUp: false } as const;
  await area.record(key, [
    { type: "exit-recorded", ...exit, adjustmentsMade: [] },
    { type: "case-closed", closure: "withdrew" },
  ]);
  await leaves("a");
  const corrected = { closure: "completed-plan", outcome: "started-job", completion: true } as const;
  await area.record(key, [
    { type: "exit-corrected", of: "e3", ...corrected, employmentStatus: "in-work", followedUp: true },
  ]);
  expect(await attended(key)).toEqual({
    coach: undefined,
    stage: "follow-up",
    open: [{ kind: "follow-up", to: { role: "lead" } }],
  });
});

it("a coach who works here is asked", async () => {
  const key = await area.looking("A");
  await serveQueue(services, area.area, monday);
  expect(await attended(key)).toEqual({
    coach: "a",
    stage: "contact",
    open: [{ kind: "contact", to: { staff: "a" } }],
  });
});

import fc from "fast-check";
import { afterAll, describe, expect, it, vi } from "vitest";
import { readAreaFiles } from "../../areas/area-files.ts";
import type { Fault } from "./stand-ins.ts";
import { seedOf, sequences } from "./steps.ts";
import { StoreWorld } from "./store-world.ts";

// Files of one worker share what they import: the functions are loaded anew with what stands for AWS, here and, once
// this is done, for whoever comes after.
const before = vi.hoisted(() => {
  vi.resetModules();
  const before = { ...process.env };
  Object.assign(process.env, {
    TABLE_NAME: "Cases",
    STATE_MACHINE_ARN: "arn:aws:states:eu-west-2:111111111111:stateMachine:Journey",
    BASE_URL: "https://workwell.example",
    SENDER: "service@workwell.example",
    POWERTOOLS_LOG_LEVEL: "SILENT",
    SAFETY_ALERTS_TOPIC: "arn:aws:sns:eu-west-2:111111111111:SafetyAlerts",
  });
  return before;
});
afterAll(() => {
  vi.resetModules();
  process.env = before;
});
vi.mock("../../functions/adapters/dynamodb-table.ts", async () => {
  const { dynamoDbTable } = await import("./stand-ins.ts");
  return { dynamoDbTable };
});
vi.mock("../../functions/adapters/mailer.ts", async () => {
  const { mailer } = await import("./stand-ins.ts");
  return { mailer };
});
vi.mock("../../functions/adapters/safety-alerts.ts", async () => {
  const { safetyAlerts } = await import("./stand-ins.ts");
  return { safetyAlerts };
});
vi.mock("../../functions/adapters/workflow.ts", async (original) => {
  const { workflow } = await import("./stand-ins.ts");
  return { ...(await original<object>()), workflow, signals: workflow };
});

const areas = readAreaFiles().areas;
/** As many as some seconds allow. */
const programmes = Number(process.env.MODEL_PROGRAMMES ?? 150);
/** Milliseconds; a bound for a stuck test alone, however many others share the machine. */
const patience = 600_000;

const fault: fc.Arbitrary<Fault> = fc.record({
  kind: fc.constantFrom(
    "killed before a write",
    "killed after a write",
    "somebody else was faster",
    "the email is not taken",
    "the alert is not taken",
    "the start is lost",
    "the signal is lost",
    "the signal comes twice",
  ),
  at: fc.nat({ max: 80 }),
});

async function programmesHold(hasSweep: boolean, numRuns: number, seed: number): Promise<void> {
  const programme = fc.asyncProperty(
    sequences(areas.length),
    fc.array(fault, { maxLength: 10, size: "max" }),
    async ({ area, first, steps }, faults) => {
      const world = await StoreWorld.in(area, areas, { faults, hasSweep });
      for (const step of [first, ...steps]) await world.take(step);
      await world.end();
    },
  );
  await fc.assert(programme, { numRuns, seed, endOnFailure: !hasSweep });
}

describe("functions and stores, through random programmes in which things go wrong", () => {
  it(
    `hold the same ${programmes} times: kills, conflicts, lost starts and signals, emails that are not taken`,
    () => programmesHold(true, programmes, seedOf(process.env)),
    patience,
  );

  it(
    "do not hold it without the sweep, and the model notices",
    async () => {
      const found = await programmesHold(false, programmes, 1).catch((error: Error) => error);
      expect(String(found)).toMatch(/seed: 1, path: "/);
      expect(String((found as Error).cause)).toMatch(
        /is due and not done|nobody is asked|which is past|has room/,
      );
    },
    patience,
  );
});

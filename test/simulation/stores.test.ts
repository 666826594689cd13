import "./with-stand-ins.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAreaFiles } from "../../areas/area-files.ts";
import type { Fault } from "./stand-ins.ts";
import { seedOf, sequences } from "./steps.ts";
import { StoreWorld } from "./store-world.ts";

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

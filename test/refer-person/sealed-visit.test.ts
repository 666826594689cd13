import { describe, expect, it } from "vitest";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { sealer } from "../../functions/adapters/server-key.ts";
import { openVisit, sealVisit } from "../../functions/refer-person/sealed-visit.ts";
import { monday } from "../support/builders.ts";
import { aVisit } from "../support/visits.ts";

describe("a visit in a page", () => {
  const seals = sealer(memoryTable());

  it("is the same when it comes back, however often", async () => {
    const sealed = await sealVisit(seals, aVisit(), monday);
    expect(await openVisit(seals, sealed, monday)).toEqual(aVisit());
    expect(await openVisit(seals, sealed, monday)).toEqual(aVisit());
  });

  it("works for a day and no longer", async () => {
    const sealed = await sealVisit(seals, aVisit(), monday);
    expect(await openVisit(seals, sealed, "2026-03-03T10:00:00.000Z")).toEqual(aVisit());
    expect(await openVisit(seals, sealed, "2026-03-03T10:00:00.001Z")).toBeUndefined();
  });

  it.each([null, "", "AAAA", "not sealed at all, and rather long so that there is something to open"])(
    "is none when the page brings %j",
    async (sealed) => {
      expect(await openVisit(seals, sealed, monday)).toBeUndefined();
    },
  );

  it("is none when an older version made it otherwise", async () => {
    const older = JSON.stringify({ madeAt: monday, visit: { ...aVisit(), done: ["a step of before"] } });
    expect(await openVisit(seals, await seals.seal("refer-visit", older), monday)).toBeUndefined();
  });
});

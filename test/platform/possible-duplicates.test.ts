import { describe, expect, it } from "vitest";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { personIndex } from "../../functions/adapters/person-index.ts";
import { signer } from "../../functions/adapters/server-key.ts";
import { possibleDuplicates } from "../../functions/platform/possible-duplicates.ts";
import { AreaInTable } from "../support/area-in-table.ts";
import { aReferral, monday } from "../support/builders.ts";
import { everyListed } from "../support/every-listed.ts";

describe("pairs of cases for the lead to confirm", () => {
  const table = memoryTable();
  const people = personIndex(table, signer(table));
  const pairs = async (area: AreaInTable) => {
    const summaries = (await everyListed(table, area.area)).map(({ summary }) => summary);
    const services = { cases: area.services.cases, people };
    return (await possibleDuplicates(services, area.area, summaries)).map(({ earlier, later }) => [
      earlier.reference,
      later.reference,
    ]);
  };

  it("are found by the mark and the index, and are gone once one of them is closed", async () => {
    const area = await new AreaInTable(table).published();
    const first = await area.looking("22222222C2", monday);
    const second = await area.looking("33333333C3", "2026-03-03T10:00:00.000Z");
    for (const key of [first, second]) await people.add(key, aReferral());
    expect(await pairs(area)).toEqual([]);
    await area.record(second, [{ type: "person-indexed", foundOthers: true }]);
    expect(await pairs(area)).toEqual([["22222222C2", "33333333C3"]]);
    await area.record(first, [{ type: "case-closed", closure: "withdrew" }]);
    expect(await pairs(area)).toEqual([]);
  });
});

import { beforeEach, describe, expect, it } from "vitest";
import { caseLists, type ListedCase } from "../../functions/adapters/case-lists.ts";
import { caseStore } from "../../functions/adapters/case-store.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { type Placed, receive } from "../../functions/core/decide/receive.ts";
import { stamped } from "../../functions/core/events.ts";
import { aReferral, monday } from "../support/builders.ts";
import { everyListed } from "../support/every-listed.ts";

const area = "greater-manchester";
const placed: Placed = { area, placedBy: "resident" };
const references = ["22222222C2", "33333333C3", "44444444C4", "55555555C5", "66666666C6"];

describe.each(["under-way", "closed"] as const)("lists of an area's cases that are %s", (isOf) => {
  const table = memoryTable();
  const lists = caseLists(table);
  const list = { area, isOf };
  beforeEach(async () => {
    for (const [index, reference] of references.entries()) {
      const at = index < 2 ? monday : `2026-03-0${index + 1}T10:00:00.000Z`;
      await keptAs(isOf, reference, at);
    }
  });
  const keptAs = async (as: typeof isOf, reference: string, at: string) => {
    const received = receive(aReferral(), placed, reference, at);
    const closed = [{ type: "case-closed", closure: "withdrew" } as const];
    const events = stamped([...received, ...(as === "closed" ? closed : [])], 0, at, { kind: "service" });
    await caseStore(table).create({ area, reference }, events, aReferral());
  };
  const everything = () => true;
  const named = (listed: readonly ListedCase[]) => listed.map(({ summary }) => summary.reference);

  it("hold every case, oldest referral first", async () => {
    expect(named(await everyListed(table, area))).toEqual(references);
    expect(await everyListed(table, "frimley")).toEqual([]);
  });

  it("go on where a page ended, and the last page leads nowhere", async () => {
    const first = await lists.firstWhere(list, everything, { most: 2 });
    expect(named(first.listed)).toEqual(references.slice(0, 2));
    const second = await lists.firstWhere(list, everything, { most: 2, after: first.next });
    expect(named(second.listed)).toEqual(references.slice(2, 4));
    const last = await lists.firstWhere(list, everything, { most: 2, after: second.next });
    expect([named(last.listed), last.next]).toEqual([references.slice(4), undefined]);
    expect((await lists.firstWhere(list, everything, { most: 5 })).next).toBeUndefined();
  });

  it("hold none of the others", async () => {
    await keptAs(isOf === "closed" ? "under-way" : "closed", "77777777D7", "2026-03-01T10:00:00.000Z");
    expect(named((await lists.firstWhere(list, everything, { most: 9 })).listed)).toEqual(references);
  });

  it("read past what is not meant, so that no page is short while there are more", async () => {
    const isOneOfTheLast = ({ summary }: ListedCase) => references.indexOf(summary.reference) > 2;
    const page = await lists.firstWhere(list, isOneOfTheLast, { most: 1 });
    expect(named(page.listed)).toEqual(references.slice(3, 4));
    expect(page.next).toBeDefined();
    const rest = await lists.firstWhere(list, isOneOfTheLast, { most: 1, after: page.next });
    expect([named(rest.listed), rest.next]).toEqual([references.slice(4), undefined]);
  });
});

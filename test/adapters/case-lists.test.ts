import { beforeEach, describe, expect, it } from "vitest";
import { caseLists, type ListedCase } from "../../functions/adapters/case-lists.ts";
import { caseStore } from "../../functions/adapters/case-store.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { type Placed, receive } from "../../functions/core/decide/receive.ts";
import { stamped } from "../../functions/core/events.ts";
import { aReferral, monday } from "../support/builders.ts";

const area = "greater-manchester";
const placed: Placed = { area, placedBy: "resident" };
const references = ["22222222C2", "33333333C3", "44444444C4", "55555555C5", "66666666C6"];

describe("lists of an area's cases", () => {
  const table = memoryTable();
  const lists = caseLists(table);
  beforeEach(async () => {
    for (const [index, reference] of references.entries()) {
      const at = index < 2 ? monday : `2026-03-0${index + 1}T10:00:00.000Z`;
      const events = stamped(receive(aReferral(), placed, reference, at), 0, at, { kind: "service" });
      await caseStore(table).create({ area, reference }, events, aReferral());
    }
  });
  const everything = () => true;
  const named = (listed: readonly ListedCase[]) => listed.map(({ summary }) => summary.reference);

  it("hold every case, oldest referral first", async () => {
    expect(named(await lists.everyCase(area))).toEqual(references);
    expect(await lists.everyCase("frimley")).toEqual([]);
  });

  it("go on where a page ended, and the last page leads nowhere", async () => {
    const first = await lists.firstWhere(area, everything, { most: 2 });
    expect(named(first.listed)).toEqual(references.slice(0, 2));
    const second = await lists.firstWhere(area, everything, { most: 2, after: first.next });
    expect(named(second.listed)).toEqual(references.slice(2, 4));
    const last = await lists.firstWhere(area, everything, { most: 2, after: second.next });
    expect([named(last.listed), last.next]).toEqual([references.slice(4), undefined]);
    expect((await lists.firstWhere(area, everything, { most: 5 })).next).toBeUndefined();
  });

  it("read past what is not meant, so that no page is short while there are more", async () => {
    const isOneOfTheLast = ({ summary }: ListedCase) => references.indexOf(summary.reference) > 2;
    const page = await lists.firstWhere(area, isOneOfTheLast, { most: 1 });
    expect(named(page.listed)).toEqual(references.slice(3, 4));
    expect(page.next).toBeDefined();
    const rest = await lists.firstWhere(area, isOneOfTheLast, { most: 1, after: page.next });
    expect([named(rest.listed), rest.next]).toEqual([references.slice(4), undefined]);
  });
});

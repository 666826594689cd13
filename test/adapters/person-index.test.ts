import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { personIndex } from "../../functions/adapters/person-index.ts";
import { signer } from "../../functions/adapters/server-key.ts";
import type { Key, Table } from "../../functions/adapters/table.ts";
import { withContact } from "../../functions/core/referral.ts";
import { aReferral } from "../support/builders.ts";
import { tables } from "../support/tables.ts";

describe.each(tables)("the index of same people %s", (_, start) => {
  let table: Table;
  let stop: () => Promise<void>;
  let count = 0;

  beforeAll(async () => {
    ({ table, stop } = await start());
  });
  afterAll(() => stop());

  const index = () => personIndex(table, signer(table));
  /** An area of its own, so that no test sees another's people. */
  const anArea = () => `area-${++count}`;
  const named = (familyName: string, nhsNumber?: string) =>
    aReferral({ person: { familyName, ...(nhsNumber === undefined ? {} : { nhsNumber }) } });

  it("finds the same person by name, birth date and postcode, whatever the spelling", async () => {
    const area = anArea();
    await index().add({ area, reference: "A" }, aReferral({ person: { familyName: "O'Sample" } }));
    const again = aReferral({ person: { familyName: "OSAMPLE", postcode: "bl11aa" } });
    expect(await index().others({ area, reference: "B" }, again)).toEqual(["A"]);
    expect(await index().others({ area, reference: "A" }, again)).toEqual([]);
    expect(await index().others({ area: anArea(), reference: "B" }, again)).toEqual([]);
  });

  it("gives reports keys that are the same in every area, and lead to none of its entries", async () => {
    const area = anArea();
    await index().add({ area, reference: "A" }, named("Keyed", "999 123 4567"));
    const keys = await index().keysOf(named("Keyed", "9991234567"));
    expect(keys).toEqual(await index().keysOf(named("KEYED", "999 123 4567")));
    expect(keys.map((key) => key.length)).toEqual([16, 16]);
    expect(await index().keysOf(named("Keyed"))).toEqual(keys.slice(0, 1));
    for (const key of keys) {
      expect(await table.get({ pk: `${area}#PERSON#${key}`, sk: "PERSON" })).toBeUndefined();
    }
    expect(await index().keysOf(named("Another"))).not.toEqual(keys.slice(0, 1));
  });

  it("finds the same person by NHS number under another name, and each case once", async () => {
    const area = anArea();
    await index().add({ area, reference: "A" }, named("Before", "999 123 4567"));
    await index().add({ area, reference: "B" }, named("After"));
    const both = named("After", "9991234567");
    expect(await index().others({ area, reference: "C" }, both)).toEqual(["A", "B"]);
    await index().add({ area, reference: "B" }, both);
    expect(await index().others({ area, reference: "C" }, both)).toEqual(["A", "B"]);
    expect(await index().others({ area, reference: "C" }, named("Else"))).toEqual([]);
  });

  it("joins nobody by a number that is none", async () => {
    const area = anArea();
    await index().add({ area, reference: "A" }, named("One", "000 000 0000"));
    expect(await index().others({ area, reference: "B" }, named("Other", "000 000 0000"))).toEqual([]);
  });

  it("stays true when the person's contact details change", async () => {
    const area = anArea();
    const before = named("Sample", "999 123 4567");
    await index().add({ area, reference: "A" }, before);
    const after = withContact(before, { email: "after@example.org", phone: "07700900999" });
    expect(await index().others({ area, reference: "B" }, after)).toEqual(["A"]);
  });

  it("removes a case from both entries, and leaves nothing where it was the last", async () => {
    const area = anArea();
    const keys: Key[] = [];
    const watched: Table = {
      ...table,
      update: (key, ...rest) => {
        keys.push(key);
        return table.update(key, ...rest);
      },
    };
    const person = named("Sample", "999 123 4567");
    await personIndex(watched, signer(table)).add({ area, reference: "A" }, person);
    await index().add({ area, reference: "B" }, named("Other", "9991234567"));
    await index().remove({ area, reference: "A" }, person);
    expect(await index().others({ area, reference: "C" }, person)).toEqual(["B"]);
    const left = await table.getMany(keys);
    expect(left.map(({ references }) => references)).toEqual([new Set(["B"])]);
    await index().remove({ area, reference: "A" }, person);
    await index().remove({ area, reference: "B" }, named("Other", "9991234567"));
    expect(await table.getMany(keys)).toEqual([]);
  });
});

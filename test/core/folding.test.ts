import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { areaSortOf, entriesOf } from "../../functions/adapters/case-item.ts";
import { Case } from "../../functions/core/case.ts";
import { NewEvent } from "../../functions/core/events.ts";
import { fold } from "../../functions/core/evolve.ts";
import { folding } from "../../functions/core/folding.ts";
import { lifted } from "../../functions/core/upcast.ts";

/**
 * What each number of the folding stands for: the schemas of events and cases, and what is made of logs that were
 * kept; from the second on, also where lists and the queue find those. A line that is here stays as it is.
 */
const fingerprints: Record<number, string> = {
  1: "67db296ccfc12b372cb3cd7730b4bba3",
  2: "d9d018544c6479746abd70e69c559b4e",
};

const forgotten = `
Events, the case, what evolve makes of them or where lists find it changed: tables hold cases that were folded as before.
Raise "folding" in functions/core/folding.ts by one, and give the new number this fingerprint here.
If an event changed in a way that old ones are not read by, add a step in functions/core/event-schemas.ts.
`;

/** Logs as they were written: none of them is ever changed, and a new type of event brings one of its own. */
const logs: unknown[][] = JSON.parse(
  readFileSync(new URL("../fixtures/versions/event-logs.json", import.meta.url), "utf8"),
);

const hashOf = (given: unknown) =>
  createHash("sha256").update(JSON.stringify(given)).digest("hex").slice(0, 32);
const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });

describe("the number of the folding", () => {
  it("is another one as soon as events, cases, what is made of events or where it is found are others", () => {
    const folded = logs.map((log) => fold(lifted(log, { isOfNewer: false })));
    const found = folded.map((given) => [areaSortOf(given), entriesOf(given)]);
    const fingerprint = hashOf([schemaOf(NewEvent), schemaOf(Case), folded, found]);
    expect(fingerprint, forgotten).toBe(fingerprints[folding]);
  });

  it("has been another one for each other fingerprint", () => {
    expect(Object.keys(fingerprints).map(Number)).toEqual(Array.from({ length: folding }, (_, at) => at + 1));
    expect(new Set(Object.values(fingerprints)).size).toBe(folding);
  });

  it("is tried with every type of event that there is", () => {
    const tried = new Set(logs.flat().map((event) => (event as { type: string }).type));
    const types = NewEvent.options.map(({ shape }) => shape.type.value as string);
    expect(types.filter((type) => !tried.has(type))).toEqual([]);
  });
});

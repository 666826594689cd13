import { describe, expect, it } from "vitest";
import { indexWriteUnits, readUnits, sizeOf, writeUnits } from "../../local/meter/sizes.ts";

const text = (length: number) => ({ S: "x".repeat(length) });

describe("What DynamoDB bills", () => {
  it("takes names and values as UTF-8", () => {
    expect(sizeOf({ pk: { S: "abc" }, é: { S: "é" } })).toBe(2 + 3 + 2 + 2);
  });

  it("takes two digits of a number for a byte, and one more", () => {
    expect(sizeOf({ n: { N: "1234" } })).toBe(1 + 3);
    expect(sizeOf({ n: { N: "-0.0012" } })).toBe(1 + 2);
    expect(sizeOf({ n: { N: "0" } })).toBe(1 + 1);
  });

  it("takes three bytes for a list or a map, and one for each member", () => {
    expect(sizeOf({ l: { L: [{ S: "ab" }, { BOOL: true }] } })).toBe(1 + 3 + (1 + 2) + (1 + 1));
    expect(sizeOf({ m: { M: { a: { S: "bc" } } } })).toBe(1 + 3 + 1 + 1 + 2);
  });

  it("takes what a set holds", () => {
    expect(sizeOf({ s: { SS: ["ab", "c"] } })).toBe(1 + 3);
  });

  it("leaves out an attribute that is not there", () => {
    expect(sizeOf({ a: { S: "b" }, none: undefined })).toBe(2);
  });

  it("reads 4 KB for a unit, and something that is not there for one too", () => {
    expect([0, 1, 4096, 4097].map(readUnits)).toEqual([1, 1, 1, 2]);
  });

  it("writes 1 KB for a unit, of the item as it was or as it becomes", () => {
    expect(writeUnits(undefined, { a: text(1023) })).toBe(1);
    expect(writeUnits(undefined, { a: text(1024) })).toBe(2);
    expect(writeUnits({ a: text(3000) }, { a: text(1) })).toBe(3);
    expect(writeUnits({ a: text(3000) }, undefined)).toBe(3);
    expect(writeUnits(undefined, undefined)).toBe(1);
  });

  it("writes an index once where an entry comes, goes or changes, twice where its key does, and not where it stays", () => {
    const entry = { key: { S: "1" }, facts: text(10) };
    const units = (before: typeof entry | undefined, after: typeof entry | undefined) =>
      indexWriteUnits(before, after, ["key"]);
    expect(units(undefined, entry)).toBe(1);
    expect(units(entry, undefined)).toBe(1);
    expect(units(entry, { ...entry, facts: text(2000) })).toBe(2);
    expect(units(entry, { ...entry, key: { S: "2" } })).toBe(2);
    expect(units(entry, { ...entry })).toBe(0);
    expect(units(undefined, undefined)).toBe(0);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatReference,
  newReference,
  parseReference,
  referenceRandomBytes,
} from "../../functions/core/reference.ts";

const alphabet = "23456789CDFGHJKMNPRTVWXY";
const reference = fc
  .uint8Array({ minLength: referenceRandomBytes, maxLength: referenceRandomBytes })
  .filter((bytes) => bytes.filter((byte) => byte < 240).length >= 9)
  .map(newReference);
const position = fc.integer({ min: 0, max: 9 });

describe("a reference", () => {
  test("has ten characters of the alphabet and is its own reading", () => {
    fc.assert(
      fc.property(reference, (made) => {
        expect(made).toMatch(/^[23456789CDFGHJKMNPRTVWXY]{10}$/);
        expect(parseReference(made)).toBe(made);
      }),
    );
  });

  test("is read in any case, with spaces and hyphens", () => {
    fc.assert(
      fc.property(reference, (made) => {
        expect(parseReference(formatReference(made).toLowerCase())).toBe(made);
        expect(parseReference(` ${[...made].join(" ")}\t`)).toBe(made);
        expect(parseReference(formatReference(made).replaceAll("-", "–"))).toBe(made);
      }),
    );
  });

  test("with one wrong character is refused", () => {
    fc.assert(
      fc.property(reference, position, fc.constantFrom(...alphabet), (made, where, wrong) => {
        fc.pre(made[where] !== wrong);
        expect(parseReference(made.slice(0, where) + wrong + made.slice(where + 1))).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  test("with two neighbours swapped is refused, unless they are 2 and Y", () => {
    fc.assert(
      fc.property(reference, fc.integer({ min: 0, max: 8 }), (made, where) => {
        const [one, other] = [made.charAt(where), made.charAt(where + 1)];
        fc.pre(one !== other);
        const swapped = made.slice(0, where) + other + one + made.slice(where + 2);
        const unseen = [one, other].sort().join("") === "2Y";
        expect(parseReference(swapped)).toBe(unseen ? swapped : undefined);
      }),
      { numRuns: 2000 },
    );
  });

  test("uses every character as often as any other", () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 240; byte += 1) {
      const first = newReference(new Uint8Array(referenceRandomBytes).fill(byte)).charAt(0);
      counts.set(first, (counts.get(first) ?? 0) + 1);
    }
    expect([...counts.keys()].sort().join("")).toBe(alphabet);
    expect(new Set(counts.values())).toEqual(new Set([10]));
  });

  test("passes over bytes that would favour some characters, and refuses when bytes run out", () => {
    expect(newReference(new Uint8Array([255, 240, ...new Uint8Array(9)]))).toBe("2222222222");
    expect(() => newReference(new Uint8Array(32).fill(255))).toThrow(RangeError);
  });

  test.each(["", "2222", "22222222222", "222222222A", "O222222222", "२२२२२२२२२२"])("is not %j", (text) => {
    expect(parseReference(text)).toBeUndefined();
  });

  test("is shown in groups", () => {
    expect(formatReference("23456789CD")).toBe("2345-6789-CD");
  });
});

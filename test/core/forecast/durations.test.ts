import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { durationsFrom, type Kept } from "../../../functions/core/forecast/durations.ts";
import { chanceFrom } from "../../../functions/core/forecast/forecast.ts";
import { exponential } from "./synthetic-log.ts";

const ended = (...days: number[]): Kept[] => days.map((workingDays) => ({ workingDays, hasEnded: true }));
const goOn = (...days: number[]): Kept[] => days.map((workingDays) => ({ workingDays, hasEnded: false }));
const aKept = fc.record({ workingDays: fc.integer({ min: 0, max: 300 }), hasEnded: fc.boolean() });
const someKept = fc
  .array(aKept, { minLength: 1, maxLength: 40 })
  .filter((all) => all.some(({ hasEnded }) => hasEnded));
const aChance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("how long a place is kept", () => {
  it("is as it was, in the shares in which it was, where every case has ended", () => {
    const { draw, medianWorkingDays } = durationsFrom(ended(2, 2, 5, 9));
    expect([0, 0.49, 0.5, 0.74, 0.75, 0.999].map((chance) => draw(chance))).toEqual([2, 2, 5, 5, 9, 9]);
    expect(medianWorkingDays).toBe(2);
  });

  it("is worked out by the product limit where some go on: as in Freireich's trial", () => {
    // 21 patients: 6, 6, 6, 6+, 7, 9+ and later. Tables of the method print 0.857 after 6 weeks and 0.807 after 7.
    const others = goOn(...Array.from({ length: 15 }, () => 10));
    const { draw } = durationsFrom([...ended(6, 6, 6, 7), ...goOn(6, 9), ...others]);
    expect(draw(1 - 0.858)).toBe(6);
    expect(draw(1 - 0.856)).toBe(7);
    expect(draw(1 - 0.808)).toBe(7);
    expect(draw(1 - 0.806)).toBeGreaterThan(7);
  });

  it("is not made short by a young service in which only short support has ended", () => {
    const chance = chanceFrom(1);
    const kept = Array.from({ length: 4000 }, (): Kept => {
      const [days, seenFor] = [exponential(100, chance), chance() * 60];
      return { workingDays: Math.floor(Math.min(days, seenFor)), hasEnded: days < seenFor };
    });
    const { draw, medianWorkingDays } = durationsFrom(kept);
    const drawn = Array.from({ length: 20_000 }, () => draw(chance()));
    const mean = drawn.reduce((total, days) => total + days, 0) / drawn.length;
    expect(mean).toBeGreaterThan(90);
    expect(mean).toBeLessThan(110);
    expect(medianWorkingDays).toBeUndefined();
    const naive = kept.filter(({ hasEnded }) => hasEnded).map(({ workingDays }) => workingDays);
    expect(naive.reduce((total, days) => total + days, 0) / naive.length).toBeLessThan(30);
  });

  it("is longer than it has been already, a whole number, and no shorter for a higher chance", () => {
    fc.assert(
      fc.property(someKept, aChance, aChance, fc.integer({ min: -1, max: 400 }), (kept, a, b, already) => {
        const { draw } = durationsFrom(kept);
        const [less, more] = [draw(Math.min(a, b), already), draw(Math.max(a, b), already)];
        expect(less).toBeGreaterThan(already);
        expect(more).toBeGreaterThanOrEqual(less);
        expect(Number.isInteger(more)).toBe(true);
      }),
    );
  });

  it("is unknown where nothing has ended", () => {
    expect(() => durationsFrom(goOn(1, 2))).toThrow(RangeError);
    expect(() => durationsFrom([])).toThrow(RangeError);
  });
});

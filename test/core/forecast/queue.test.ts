import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chanceFrom } from "../../../functions/core/forecast/forecast.ts";
import { type Person, placesFreeFrom, waitsInTurn } from "../../../functions/core/forecast/queue.ts";
import { rangeOf } from "../../../functions/core/forecast/ranges.ts";
import { exponential } from "./synthetic-log.ts";

const days = (max: number) => fc.integer({ min: 0, max });
const somePeople = fc
  .array(fc.record({ joins: days(60), keeps: days(40) }), { maxLength: 40 })
  .map((all): Person[] => all.toSorted((a, b) => a.joins - b.joins));

describe("who waits for a place, and for how long", () => {
  it("gives the place that is free first to whoever joined first", () => {
    const people = [
      { joins: -3, keeps: 10 },
      { joins: 1, keeps: 1 },
      { joins: 1, keeps: 5 },
      { joins: 2, keeps: 1 },
    ];
    expect(waitsInTurn(people, placesFreeFrom([4], 2))).toEqual([3, 3, 4, 8]);
  });

  it("gives nobody the places of coaches who left, whoever of the people kept on ends first", () => {
    expect(placesFreeFrom([9, 2, 5], 2)).toEqual([9, 5]);
    expect(placesFreeFrom([9], 3)).toEqual([9, 0, 0]);
    expect(() => waitsInTurn([], placesFreeFrom([9], 0))).toThrow(RangeError);
  });

  it("agrees with a count of places day by day", () => {
    fc.assert(
      fc.property(
        somePeople,
        fc.array(days(30), { maxLength: 6 }),
        fc.integer({ min: 1, max: 8 }),
        (people, held, places) => {
          expect(waitsInTurn(people, placesFreeFrom(held, places))).toEqual(
            countedWaits(people, held, places),
          );
        },
      ),
    );
  });

  it("never makes anybody wait longer for one more place, or less for one more person before them", () => {
    fc.assert(
      fc.property(
        somePeople,
        fc.array(days(30), { maxLength: 6 }),
        fc.integer({ min: 1, max: 8 }),
        days(39),
        (people, held, places, which) => {
          const waits = waitsInTurn(people, placesFreeFrom(held, places));
          const withMore = waitsInTurn(people, placesFreeFrom(held, places + 1));
          const without = waitsInTurn(people.toSpliced(which, 1), placesFreeFrom(held, places));
          const others = waits.toSpliced(which, 1);
          expect(withMore.every((wait, index) => wait <= (waits[index] ?? 0))).toBe(true);
          expect(without.every((wait, index) => wait <= (others[index] ?? 0))).toBe(true);
        },
      ),
    );
  });

  it.each([
    { places: 1, load: 0.7 },
    { places: 5, load: 0.8 },
    { places: 40, load: 0.95 },
  ])(
    "finds the mean wait that Erlang's formula gives for $places places in use to $load",
    ({ places, load }) => {
      const chance = chanceFrom(places);
      const keeps = 20;
      const everyDays = keeps / (places * load);
      const means = Array.from({ length: 60 }, () => {
        let joins = 0;
        const people = Array.from({ length: 12_000 }, () => {
          joins += exponential(everyDays, chance);
          return { joins, keeps: exponential(keeps, chance) };
        });
        // The first people find empty places, which the formula knows nothing of.
        const waits = waitsInTurn(people, placesFreeFrom([], places)).slice(4000);
        return waits.reduce((total, wait) => total + wait, 0) / waits.length;
      });
      const formula = (erlangC(places, places * load) * keeps) / (places * (1 - load));
      const { low, high } = rangeOf(means) ?? { low: 0, high: 0 };
      expect(low).toBeLessThan(formula);
      expect(high).toBeGreaterThan(formula);
      const mean = means.reduce((total, each) => total + each, 0) / means.length;
      expect(Math.abs(mean / formula - 1)).toBeLessThan(0.1);
    },
  );
});

/** The slow way: each day, places are released and whoever is first in turn takes one while fewer are taken than there are. */
function countedWaits(people: readonly Person[], held: readonly number[], places: number): number[] {
  const releases = [...held];
  const waits: number[] = [];
  for (let day = 0; waits.length < people.length; day += 1) {
    let next = people[waits.length];
    while (next && next.joins <= day && releases.filter((release) => release > day).length < places) {
      waits.push(day - next.joins);
      releases.push(day + next.keeps);
      next = people[waits.length];
    }
  }
  return waits;
}

/** The chance that somebody has to wait, of `places` places with this offered load. A. K. Erlang, 1917. */
function erlangC(places: number, offered: number): number {
  let inverseB = 1;
  for (let place = 1; place <= places; place += 1) inverseB = 1 + (inverseB * place) / offered;
  const blocked = 1 / inverseB;
  return blocked / (1 - (offered / places) * (1 - blocked));
}

import fc from "fast-check";
import { expect, test } from "vitest";
import { PeopleCounter } from "../../../functions/core/reporting/people.ts";
import { groupsOf } from "./recount.ts";

function peopleOf(cases: readonly (readonly string[] | undefined)[]): number {
  const people = new PeopleCounter();
  for (const keys of cases) people.add(keys);
  return people.count;
}

test.each<[string, (readonly string[] | undefined)[], number]>([
  ["nobody without cases", [], 0],
  ["one with two cases of one key", [["a"], ["a"]], 1],
  ["two with different keys", [["a"], ["b"]], 2],
  ["one, whose cases are joined by a third that has both keys", [["a"], ["b"], ["a", "b"]], 1],
  ["one, whichever case comes first", [["a", "b"], ["b"], ["a"]], 1],
  ["one for each case without a key", [undefined, [], ["a"]], 3],
  ["one for a case that brings a key twice", [["a", "a"]], 1],
])("there is %s", (_name, cases, expected) => {
  expect(peopleOf(cases)).toBe(expected);
});

test("any cases make as many people as a slow comparison of all with all finds", () => {
  const keys = fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(fc.array(keys, { maxLength: 12 }), (cases) => {
      expect(peopleOf(cases)).toBe(groupsOf(cases));
    }),
  );
});

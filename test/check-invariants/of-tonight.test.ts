import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { isOfTonight } from "../../functions/check-invariants/of-tonight.ts";
import { addDays } from "../../functions/core/calendar.ts";
import { newReference } from "../../functions/core/reference.ts";
import { monday } from "../support/builders.ts";

const week = Array.from({ length: 7 }, (_, night) => addDays(monday, night));
const references = Array.from({ length: 700 }, (_, number) =>
  newReference(createHash("sha256").update(`${number}`).digest()),
);

it("each case is looked at on one night of seven, and always on the same", () => {
  for (const reference of references) {
    expect(week.filter((night) => isOfTonight(night)(reference))).toHaveLength(1);
    for (const night of week) {
      expect(isOfTonight(addDays(night, 7))(reference)).toBe(isOfTonight(night)(reference));
    }
  }
});

it("no night has many more cases than another", () => {
  for (const night of week) {
    const its = references.filter(isOfTonight(night)).length;
    expect(its).toBeGreaterThan(60);
    expect(its).toBeLessThan(140);
  }
});

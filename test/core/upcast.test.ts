import { describe, expect, it } from "vitest";
import type { LiftingSteps } from "../../functions/core/event-schemas.ts";
import { newestSchema } from "../../functions/core/event-schemas.ts";
import type { CaseEvent } from "../../functions/core/events.ts";
import { fold } from "../../functions/core/evolve.ts";
import { lifted, NewerEvent } from "../../functions/core/upcast.ts";
import { TestCase } from "../support/builders.ts";

/** As if the place had been told as `where` at first, then as `placeId`. */
const steps: LiftingSteps = {
  "referral-reviewed": [
    ({ where, ...rest }) => ({ ...rest, placeId: where }),
    ({ placeId, ...rest }) => ({ ...rest, place: placeId }),
  ],
};
const older = { isOfNewer: false, steps };
const newer = { isOfNewer: true, steps };

const envelope = { eventId: "e2", at: "2026-03-02T10:00:00.000Z", by: { kind: "service" } };
const reviewed = (fields: object) => ({
  type: "referral-reviewed",
  decision: "accept",
  ...fields,
  ...envelope,
});
const inNewestShape = { ...reviewed({ place: "p1" }), schema: 3 };

const { events } = new TestCase().supported();

describe("an event that was kept", () => {
  it("is lifted from whatever version it was written in to the newest, one step after the other", () => {
    expect(lifted([reviewed({ where: "p1" })], older)).toEqual([inNewestShape]);
    expect(lifted([{ ...reviewed({ placeId: "p1" }), schema: 2 }], older)).toEqual([inNewestShape]);
    expect(lifted([inNewestShape], older)).toEqual([inNewestShape]);
  });

  it("is of the first version where it says none, as all of today are: nothing is written for that", () => {
    expect(newestSchema("referral-reviewed", steps)).toBe(3);
    expect(newestSchema("triaged")).toBe(1);
    expect(events.filter((event) => "schema" in event)).toEqual([]);
    expect(lifted(events, { isOfNewer: false })).toEqual(events);
  });
});

describe("an event of a newer version", () => {
  const refusal = (kept: object) => () => lifted([...events, kept], newer);

  it("is refused by name where its schema is newer, and not read as something else", () => {
    const kept = { ...reviewed({ placeIds: ["p1"] }), schema: 4 };
    expect(refusal(kept)).toThrow(NewerEvent);
    expect(refusal(kept)).toThrow("referral-reviewed is known here up to schema 3, and not 4");
    expect(() => lifted([kept], older)).toThrow(NewerEvent);
  });

  it("is refused where its type is not known, whoever wrote the case last", () => {
    const kept = { type: "coach-sang", ...envelope };
    expect(refusal(kept)).toThrow("events of the type coach-sang are not known here");
    expect(() => lifted([kept], older)).toThrow(NewerEvent);
  });

  it("is refused where it says a word that is not known", () => {
    const kept = { type: "case-closed", closure: "moved-to-the-moon", ...envelope };
    expect(refusal(kept)).toThrow("case-closed says at closure what is not known here");
  });

  it("is read without the fields that are not known, at any depth", () => {
    const more = events.map((event) => ({ ...event, ...withMore(event) }));
    expect(more).not.toEqual(events);
    expect(lifted(more, newer)).toEqual(JSON.parse(JSON.stringify(events)));
    expect(fold(lifted(more, newer))).toEqual(fold(events));
  });

  it("keeps the key of the request that brought it about", () => {
    const request = { key: "k", body: "b" };
    const kept = { ...inNewestShape, request, mood: "good" };
    expect(lifted([kept], newer)).toEqual([{ ...inNewestShape, request }]);
  });
});

function withMore(event: CaseEvent): object {
  if (event.type !== "plan-agreed") return { mood: "good" };
  return { actions: event.actions.map((action) => ({ ...action, mood: "good" })) };
}
